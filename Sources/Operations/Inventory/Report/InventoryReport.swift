import Indexing
import SiteModel
import Storage

/// An inventory for people: page and workbook say the same tables.
package struct InventoryReport {
  private let id: String
  private let site: Site
  private let inventory: Inventory
  private let json: JSON
  private let digest: ContentHash
  /// Each month by its own readings; empty for a period of one month or of days.
  private let months: [(label: String, value: Rational)]
  private let approval: ApprovalTable
  private let phrases: PhraseBook

  /// - Throws: ``InventoryFault``; first of all if the inventory is not what its facts give.
  package init(_ id: String, on site: Site, _ phrases: PhraseBook) throws {
    let (basis, inventory, bytes) = try ReadInventory.computed(id, on: site)
    (self.id, self.site, self.inventory, self.phrases) = (id, site, inventory, phrases)
    (json, digest) = (try JSON.parse(bytes), ContentHash(of: bytes))
    approval = ApprovalTable(answer: try AskApproval.run(id, on: site), phrases: phrases)
    let months = inventory.period.months
    self.months =
      try months.count < 2
      ? []
      : months.map { month in
        (month.description, try basis.over(month).inventory().total)
      }
  }

  /// The very bytes that were written down.
  package var text: String { json.canonical }

  /// What lies beside those bytes: who prepared, checked and approved them, with the signatures; nil
  /// while nobody has signed anything.
  package func approvalText() throws -> String? {
    guard approval.answer.isBegun else { return nil }
    return try ApprovalProof(approval.answer, on: site).json.canonical
  }

  /// A4, in the language of `phrases`, with its drawings.
  ///
  /// - Parameter other: the result it is set against, such as last year's; nil: none.
  package func page(against other: CompareInventories.Answer? = nil) -> String {
    let title = say("title")
    // The sentence of the page's number, cut where the numbers go.
    let page = phrases.text(Phrase("print.page", ["page": "\u{0}", "pages": "\u{0}"]))
      .split(separator: "\u{0}", omittingEmptySubsequences: false).map(String.init)
    let margins = PrintStyle.Margins(
      title: "\(title) \(inventory.period)", number: id, form: "CM-R-0831 A/0",
      warning: warning,
      page: page.count == 3 ? (page[0], page[1], page[2]) : ("", "/", ""))
    let drawings = charts(other).map { HTML(.section, [HTML(.h2, [.text($0.title)]), HTML($0)]) }
    let tables = [about, approval.table.html, sums.html]
    let body = [HTML(.h1, [.text(title)])] + tables + drawings + details.map(\.html)
    return HTML.page("\(title) \(inventory.period)", phrases.language, PrintStyle(margins), body)
  }

  /// A workbook with a sheet for each table.
  package func workbook() throws -> [UInt8] {
    let book = try WorkbookFile(
      title: "\(say("title")) \(inventory.period)", author: site.name,
      made: site.surroundings.clock.now().instant)
    for table in [aboutTable, approval.table, sums] + details where !table.rows.isEmpty {
      try table.write(to: book)
    }
    return try book.finish()
  }

  /// Writes a file, whole or not at all.
  package static func keep(_ bytes: [UInt8], as file: String) throws {
    try AtomicFile.write(bytes, to: file)
  }

  // MARK: - What it says

  private func say(_ key: String, _ values: [String: String] = [:]) -> String {
    phrases.text(Phrase("report.\(key)", values))
  }

  private var warning: String {
    if inventory.isProvisional { return say("provisional") }
    return approval.answer.replacedBy == nil ? "" : approval.state
  }

  private var about: HTML {
    HTML(.section, aboutTable.rows.map { row in HTML(.p, [.text(row[0] + "："), .value(row[1])]) })
  }

  private var aboutTable: ReportTable {
    var table = ReportTable(say("about"), [say("item"), say("text")])
    let mark = inventory.isProvisional ? say("provisional") : say("final")
    table.rows = [
      [say("entity"), json["entity"]?.string ?? ""], [say("period"), "\(inventory.period)"],
      [say("calendar"), phrases.text(inventory.calendar.phrase)],
      [say("total"), "\(inventory.total.text(decimals: 2)) \(inventory.totalUnit) \(mark)"],
      [say("without-energy"), "\(inventory.sums.direct.text(decimals: 2)) \(inventory.totalUnit)"],
      [say("id"), id], ["SHA-256", "\(digest)"],
    ]
    if !inventory.isComplete { table.rows.append([say("known"), say("not-complete")]) }
    table.rows += approval.about
    return table
  }

  private var details: [ReportTable] { [information, lines, inputs, missing, notes] }

  private var sums: ReportTable {
    var table = ReportTable(say("sums"), [say("what"), inventory.totalUnit], numbers: [1])
    let all = inventory.sums
    table.rows = all.byCategory.map { part in
      let apart = part.key.share == .standsApart ? say("apart") : ""
      return [
        phrases.text(Phrase("category.\(part.key.category.rawValue)")) + apart,
        part.value.text(decimals: 2),
      ]
    }
    table.rows += all.byGroup.map { [$0.key, $0.value.text(decimals: 2)] }
    table.rows += all.byGas.map { [$0.key.rawValue, $0.value.text(decimals: 2)] }
    table.rows += [
      [say("without-energy"), all.direct.text(decimals: 2)],
      [say("total"), inventory.total.text(decimals: 2)],
    ]
    table.rows += months.map { [$0.label, $0.value.text(decimals: 2)] }
    return table
  }

  /// What is no emission, in units of its own.
  private var information: ReportTable {
    var table = ReportTable(
      say("information"), [say("source"), say("name"), say("value"), say("unit")], numbers: [2])
    for line in inventory.lines where line.rules.category == .information {
      table.rows.append([
        line.source, line.name + say("apart"), line.evaluation?.text ?? "—",
        line.evaluation?.result.unit.symbol ?? "",
      ])
    }
    return table
  }

  private var lines: ReportTable {
    var table = ReportTable(
      say("lines"), [say("source"), say("name"), say("formula"), say("result"), say("unit")],
      numbers: [3])
    for line in inventory.lines {
      let days = line.days.map { " \($0.lowerBound)..\($0.upperBound)" } ?? ""
      table.rows.append([
        line.source + days, line.name, line.formulas, line.evaluation?.text ?? "—",
        line.evaluation?.result.unit.symbol ?? "",
      ])
    }
    return table
  }

  private var inputs: ReportTable {
    var table = ReportTable(
      say("inputs"),
      [say("source"), say("input"), say("value"), say("unit"), say("mark"), say("origin")],
      numbers: [2])
    for line in inventory.lines {
      for input in line.inputs {
        let (mark, origin) = said(input.origin)
        table.rows.append([
          line.source, input.name, input.quantity?.value.text ?? "—",
          input.quantity?.unit.symbol ?? "", mark, origin,
        ])
      }
    }
    return table
  }

  private func said(_ origin: Inventory.Origin) -> (mark: String, text: String) {
    switch origin {
    case .factor(let factor, _, let confirmation):
      let by = confirmation.map { " · \(say("confirmed", ["by": $0.by]))" } ?? ""
      return (factor.mark.rawValue, "\(factor.id) · \(factor.source)\(by)")
    case .constant(let constant, _):
      return (constant.mark?.rawValue ?? "", constant.evidence)
    case .point(let point, let consumed, _):
      let fills = consumed.fills.map { phrases.text($0.phrase(at: inventory.calendar.offset)) }
      let whole = consumed.complete ? "" : " · \(say("not-complete"))"
      return ("", (["\(point.number) \(point.name)\(whole)"] + fills).joined(separator: " · "))
    }
  }

  private var missing: ReportTable {
    var table = ReportTable(say("missing"), [say("source"), say("input"), say("gap")])
    for line in inventory.lines {
      for input in line.inputs {
        guard case .point(let point, let consumed, _) = input.origin else { continue }
        for gap in consumed.gaps {
          let offset = inventory.calendar.offset
          let span = "\(gap.from.text(at: offset)) … \(gap.until.text(at: offset))"
          table.rows.append(
            [line.source, point.number, "\(span) \(phrases.text(gap.reason.phrase))"])
        }
      }
    }
    return table
  }

  private var notes: ReportTable {
    var table = ReportTable(say("notes"), [say("text")])
    table.rows = (json["notes"]?.array ?? []).map { [$0[phrases.language.rawValue]?.string ?? ""] }
    let open = inventory.months.open.map(\.description).joined(separator: ", ")
    if !open.isEmpty {
      table.rows.append([phrases.text(Phrase("said.provisional", ["months": open]))])
    }
    return table
  }

  private func charts(_ other: CompareInventories.Answer?) -> [BarChart] {
    // What is no emission has no place on the scale of emissions.
    let emissions = inventory.lines.filter { $0.rules.category != .information }
    let sources = emissions.map { (label: "\($0.source) \($0.name)", value: $0.signed) }
    var charts = [BarChart(say("by-source"), sources, unit: inventory.totalUnit)]
    if !months.isEmpty {
      charts.append(BarChart(say("by-month"), months, unit: inventory.totalUnit))
    }
    if let other {
      charts.append(
        BarChart(
          say("steps"), from: (other.before.period, other.before.total),
          other.rows.map { ("\($0.source) \($0.name)", $0.difference) },
          to: (other.after.period, other.after.total), unit: inventory.totalUnit))
    }
    return charts
  }
}

extension Inventory.Line {
  /// Every formula as it is written, and with its numbers.
  fileprivate var formulas: String {
    var known = inputs.compactMap { input in input.quantity.map { (input.name, "\($0)") } }
    return rules.equations.map { equation in
      let step = evaluation?.steps.first { $0.name == equation.name }
      let result = step.map { "\($0.quantity)" } ?? "—"
      let numbers = equation.expression.text(with: known)
      known.append((equation.name, result))
      return "\(equation.name) = \(equation.expression.text) = \(numbers) = \(result)"
    }
    .joined(separator: "\n")
  }
}

extension Expression {
  /// The formula with what stands for its names; longer names first, so that none is cut.
  fileprivate func text(with values: [(name: String, text: String)]) -> String {
    values.sorted { $0.name.count > $1.name.count }.reduce(text) { text, value in
      text.replacing(value.name, with: value.text)
    }
  }
}
