import Intake
import SiteModel

/// A file, how to read it, and which of its names are which points.
struct PlannedImport: Sendable {
  /// What is read, laid open.
  let text: LaidOpen
  /// SHA-256 of the source where what is read is a copy.
  let source: String?
  /// The file's name without its folders.
  let name: String
  let plan: IntakePlan
  /// The unit the person named; nil: each point's own.
  let unit: String?
  /// What a fall of a register is: a flag's name; nil: stop and ask.
  let falls: String?
  /// Names in the file → numbers of points, where they differ.
  var numbers: [String: String] = [:]
  /// The units that headings or titles name, where the person named none.
  var written = WrittenUnits()
  /// What was taken for granted, so that the person sees it.
  var notices: [Phrase] = []
  /// The headings that a source's files have in common.
  var titles: [String] = []
  /// The profile that answered; nil if the person did.
  var profile: String?

  /// Whether headings divide a day or a month, and so say the length of an interval.
  var dividesDays: Bool {
    switch plan.layout {
    case .day, .month: true
    default: false
    }
  }
}
