/// One part of a page: exactly one of these. Names are never given twice within each other: a template
/// that finds no value looks for the same name further out.
struct Block {
  /// A heading above it.
  var subject: String?
  var note: NoteView?
  var text: String?
  var links: [Link]?
  var facts: [Fact]?
  var table: TableView?
  var form: FormView?
  var chart: ChartView?
  var steps: [StepView]?
  var wording: WordingView?
}

extension Block {
  static func table(_ table: TableView, _ subject: String? = nil) -> Block {
    Block(subject: subject, table: table)
  }

  static func form(_ form: FormView, _ subject: String? = nil) -> Block {
    Block(subject: subject, form: form)
  }

  /// A refusal above a form.
  static func refusal(_ text: String) -> Block { Block(note: NoteView(text, .bad)) }
}

/// What a colour means; always with a sign and a word beside it.
enum Mood: String {
  case plain, busy, good, warn, bad

  /// The sign that says the same without colour.
  var sign: String {
    switch self {
    case .plain: "○"
    case .busy: "◔"
    case .good: "✓"
    case .warn: "△"
    case .bad: "✗"
    }
  }
}

struct NoteView {
  let said: String
  let mood: String
  let sign: String

  init(_ said: String, _ mood: Mood) {
    (self.said, self.mood, sign) = (said, mood.rawValue, mood.sign)
  }
}

struct Link {
  let name: String
  let href: String

  init(_ name: String, _ href: String) { (self.name, self.href) = (name, href) }
}

/// A line of a record: a name and what stands there.
struct Fact {
  let term: String
  let cells: [Cell]
  let rows: TableView?

  init(_ term: String, _ cells: [Cell], rows: TableView? = nil) {
    (self.term, self.cells, self.rows) = (term, cells, rows)
  }

  init(_ term: String, _ text: String) { self.init(term, [Cell(text)]) }
}

/// Something that happened: when, who, what.
struct StepView {
  let when: String
  let who: String
  let what: String
  let mood: String
  let details: [String]
}

struct TableView {
  struct Column {
    let columnTitle: String
    let isNumber: Bool
  }

  struct Row {
    let cells: [Cell]
  }

  let columns: [Column]
  let lines: [Row]
  let hasLines: Bool
  /// How many there are, if more than are shown; and the pages before and after.
  var more: String?
  var before: String?
  var after: String?

  /// - Parameters:
  ///   - columns: titles; one that ends in `#` is of numbers.
  ///   - rows: as many cells each.
  init(_ columns: [String], _ rows: [[Cell]]) {
    let heads = columns.map { title in
      let isNumber = title.hasSuffix("#")
      return Column(columnTitle: isNumber ? String(title.dropLast()) : title, isNumber: isNumber)
    }
    self.columns = heads
    lines = rows.map { row in
      Row(cells: zip(row, heads).map { $0.under($1.columnTitle, isNumber: $1.isNumber) })
    }
    hasLines = !rows.isEmpty
  }
}

/// One value: a text, perhaps a link, perhaps a mark with a colour and a sign.
struct Cell {
  let shown: String
  var target: String?
  var pill: NoteView?
  /// The title of its column: a narrow page shows it beside the value.
  var under: String?
  var isNumeric = false

  init(_ shown: String, to target: String? = nil) { (self.shown, self.target) = (shown, target) }

  init(_ shown: String, _ mood: Mood) {
    (self.shown, pill) = ("", NoteView(shown, mood))
  }

  fileprivate func under(_ title: String, isNumber: Bool) -> Cell {
    var cell = self
    (cell.under, cell.isNumeric) = (title, isNumber)
    return cell
  }
}

/// Two texts laid over each other, a paragraph after the other: what went out, what came in, what stayed.
struct WordingView {
  let paragraphs: [Paragraph]

  struct Paragraph {
    let pieces: [Piece]
  }

  struct Piece {
    let piece: String
    let isOut: Bool
    let isIn: Bool
    let isSame: Bool
  }
}
