package import SiteModel

/// What a person said about a meter file; what is nil the file or the points must say.
package struct ImportWishes: Sendable {
  /// Path of the file.
  package var file: String
  /// Names of the file's columns or points → numbers of points.
  package var columns: [String: String] = [:]
  /// The offset the labels are written in; asked, never guessed.
  package var zone: Offset?
  /// `start` or `end` of the interval; asked for intervals and power.
  package var label: String?
  /// `next-date` or `same-date`: which midnight `0:00` is.
  package var midnight: String?
  /// What the numbers mean.
  package var kind: ReadingKind?
  /// The unit they are written in.
  package var unit: String?
  /// Seconds of each interval.
  package var length: Int?
  /// `ymd`, `dmy` or `mdy`, where the file does not tell.
  package var dateOrder: String?
  /// The name of a profile that answers what is not said here.
  package var profile: String?
  /// The profile of that name, once it was found.
  var remembered: ImportProfile?
  /// Whether the length is the profile's and not the person's.
  var isLengthRemembered = false
  /// The sheet of a workbook, where more than one holds readings.
  package var sheet: String?
  /// The number of the one point that the whole file belongs to.
  package var point: String?
  /// The title of the column that names the point.
  package var pointColumn: String?
  /// `2025-03`: the month of a table whose titles do not say it.
  package var month: String?
  /// What a fall of a register is: `rollover` or `reset`; nil: stop and ask.
  package var falls: String?
  /// Whether the person has agreed; otherwise the file is judged and nothing written.
  package var accept = false

  package init(file: String) { self.file = file }
}

/// What became of a meter file.
package struct ImportOutcome: Sendable {
  /// The import's batch record; nil if nothing was written.
  package var batch: String?
  /// The commit that holds the readings; nil if nothing was written.
  package var commit: String?
  /// Rows that hold data.
  package var rows = 0
  /// Readings that were not held before.
  package var new = 0
  /// Readings held already, with the same value.
  package var same = 0
  /// Readings held already with another value: handed back, nothing changed.
  package var revised = 0
  /// Rows or fields that could not be read: handed back.
  package var refused = 0
  /// Rows that are neither readings nor faults: sums that agree, footnotes, page heads.
  package var skipped = 0
  /// Fields that say "no value", never taken for zero.
  package var blanks = 0
  /// Stretches that the file leaves out.
  package var gaps: [FileGaps.Run] = []
  /// How many rows or fields were handed back for each reason, by its code.
  package var verdicts: [String: Int] = [:]
  /// Where the rows are that were handed back; nil if all were taken.
  package var refusedFile: String?
  /// Where the readings are listed whose cell holds another value; nil if there are none.
  package var differsFile: String?
  /// The first readings as they were understood: name in the file or point, time, value.
  package var first: [String] = []
  /// Which readings came in.
  var arrival = DataWatch.Arrival()
  /// How the file was read.
  package var plan: JSON = .null
  /// What a person should look at.
  package var notices: [Phrase] = []

  package init() {}
}

/// Why a meter file is not imported.
package enum ImportFault: Fault, Equatable {
  /// A question the file cannot answer.
  case ask(Question, file: String)
  /// There is no such file.
  case noFile(path: String)
  /// The file holds no row of data.
  case empty(file: String)
  /// The file's unit is not the point's.
  case unit(point: String, expected: String, given: String)
  /// The point's readings are of another kind.
  case kind(point: String, expected: String, given: String)
  /// A word that is none of those known.
  case word(option: String, given: String, known: String)
  /// No column holds moments, so nothing in the file can be a reading.
  case noTimes(file: String)
  /// The person named another month than the file's own titles.
  case month(file: String, said: String, found: String)
  /// The file has no column of that title.
  case column(file: String, title: String, known: String)
  /// A register falls; only a person can say why.
  case fall(point: String, at: String, before: String, after: String, count: Int)
  /// So many rows would be handed back that the file must be meant otherwise.
  case refusals(file: String, limit: Int, verdicts: String)

  package var kind: FaultKind { .invalid }
  package var phrase: Phrase {
    switch self {
    case .ask(.zone, let file): Phrase("import.ask-zone", ["file": file])
    case .ask(.label, let file): Phrase("import.ask-label", ["file": file])
    case .ask(.kind, let file): Phrase("import.ask-kind", ["file": file])
    case .ask(.dateOrder, let file): Phrase("import.ask-date-order", ["file": file])
    case .ask(.columns(let titles), let file):
      Phrase("import.ask-columns", ["file": file, "titles": titles.joined(separator: ", ")])
    case .ask(.point, let file): Phrase("import.ask-point", ["file": file])
    case .ask(.month, let file): Phrase("import.ask-month", ["file": file])
    case .noTimes(let file): Phrase("import.no-times", ["file": file])
    case .month(let file, let said, let found):
      Phrase("import.month", ["file": file, "said": said, "found": found])
    case .column(let file, let title, let known):
      Phrase("import.column", ["file": file, "title": title, "known": known])
    case .ask(.length, let file): Phrase("import.ask-length", ["file": file])
    case .noFile(let path): Phrase("import.no-file", ["path": path])
    case .empty(let file): Phrase("import.empty", ["file": file])
    case .unit(let point, let expected, let given):
      Phrase("import.unit", ["point": point, "expected": expected, "given": given])
    case .kind(let point, let expected, let given):
      Phrase("import.kind", ["point": point, "expected": expected, "given": given])
    case .word(let option, let given, let known):
      Phrase("import.word", ["option": option, "given": given, "known": known])
    case .refusals(let file, let limit, let verdicts):
      Phrase(
        "import.refusals", ["file": file, "limit": String(limit), "verdicts": verdicts])
    case .fall(let point, let at, let before, let after, let count):
      Phrase(
        "import.fall",
        ["point": point, "at": at, "before": before, "after": after, "count": String(count)])
    }
  }
}

extension ImportFault {
  /// What only a person can say of a file.
  package enum Question: Sendable, Equatable {
    case zone, label, kind, dateOrder, length, point, month
    /// Which columns are which points; the titles the file has.
    case columns([String])
  }
}
