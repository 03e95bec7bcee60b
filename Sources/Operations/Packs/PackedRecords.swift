import Indexing
import Intake
import SiteModel
import Storage

/// Records on their way into a pack: a table for each type, and their attachments.
struct PackedRecords {
  private let site: Site
  private let language: Language
  /// What is named and not here, said for people.
  private(set) var lacking: [Phrase] = []
  private var rows: [[String]] = []
  private var packed: Set<ContentHash> = []

  init(_ language: Language, on site: Site) { (self.language, self.site) = (language, site) }

  /// Adds records of one type as `<folder>/<type>.csv`, readable by ``ImportRecords``.
  func add(_ keys: [RecordKey], of type: String, in folder: String, to pack: inout Pack) throws {
    let states = try keys.map { ($0, try site.index.state(of: $0)) }
    let bytes = try ExportRecords.table(of: type, states, language, on: site)
    pack.add("\(folder)/\(type).csv", bytes)
  }

  /// Adds the files of a record under the beginning of their hash: the same file is there once.
  mutating func attach(_ key: RecordKey, to pack: inout Pack) throws {
    let attachments = try Attachments(of: key.description, on: site)
    for attached in attachments.all {
      let file = attached.file
      let ending = file.path.split(separator: ".").last.map { ".\($0)" } ?? ""
      let name = "attachments/\(file.sha256.description.prefix(16))\(ending)"
      var place = name
      do { try take(attached, of: attachments, name, into: &pack) } catch let fault
        as AttachmentFault where fault.problem == .missing
      {
        (place, lacking) = ("", lacking + [fault.phrase])
      } catch let fault as DisposalFault {
        (place, lacking) = ("", lacking + [fault.phrase])
      }
      rows.append([
        key.description, guarded(file.name), file.media, String(file.size), file.sha256.description,
        place,
      ])
    }
  }

  private mutating func take(
    _ attached: Envelope.Attached, of attachments: Attachments, _ name: String,
    into pack: inout Pack
  ) throws {
    let (kept, reading) = try attachments.opened(attached)
    guard packed.insert(attached.file.sha256).inserted else { return }
    pack.add(name, size: attached.file.size) { () throws(StoreFault) in
      var bytes: [UInt8] = []
      try reading.write(kept) { (piece) throws(StoreFault) in bytes += piece }
      return bytes
    }
  }

  /// The list of attachments: of which record, by what name, where in the pack.
  func list(in pack: inout Pack) {
    guard !rows.isEmpty else { return }
    var table = CSVTable(["record", "name", "media", "bytes", "sha256", "file"])
    rows.forEach { table.add($0) }
    pack.add("attachments.csv", table.bytes)
  }
}
