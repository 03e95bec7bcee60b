package import Foundation
import Indexing
package import SiteModel
import Storage

/// Takes in a plant's own factors, or a table of headquarters. Every row is judged.
///
/// A published number never changes under its id: another value needs another id.
package struct ImportFactors {
  /// What came of a file.
  package struct Answer: Sendable {
    package let verdicts: [FactorVerdict]
    /// The commit that holds the new ones; nil where nothing was written.
    package let commit: String?

    package func count(_ kind: FactorVerdict.Kind) -> Int { verdicts.count { $0.kind == kind } }
  }

  /// - Parameter accepts: whether what is new is written; else the rows are judged only.
  /// - Throws: ``FactorSheetFault``; then nothing is written.
  package static func run(_ file: URL, accepts: Bool, on site: Site) throws -> Answer {
    let sheet = try FactorSheet(file)
    guard accepts else {
      return Answer(verdicts: try judged(sheet, on: site), commit: nil)
    }
    return try site.write { session in
      let verdicts = try judged(sheet, on: session.site)
      let factors = verdicts.compactMap(\.factor)
      guard !factors.isEmpty else { return Answer(verdicts: verdicts, commit: nil) }
      let commit = try session.commit("导入因子 \(sheet.file)：\(factors.count) 个") { files in
        for factor in factors { try Adoption(session: session).take(factor, into: &files) }
      }
      return Answer(verdicts: verdicts, commit: commit.id.description)
    }
  }

  private static func judged(
    _ sheet: FactorSheet, on site: Site
  ) throws -> [FactorVerdict] {
    let judge = try FactorJudge(of: sheet.file, on: site)
    var rows: [String: Int] = [:]
    return try sheet.rows.map { row in
      do {
        let factor = try judge.factor(row)
        let before = rows.updateValue(row.number, forKey: RecordKey.shipped("factor", factor.id).id)
        if let before { throw FactorRowFault.twice(id: factor.id, row: before) }
        return try judge.verdict(of: row, factor)
      } catch let fault as any Fault where fault.kind == .invalid {
        return FactorVerdict(row, refusedBy: fault)
      }
    }
  }
}

/// Judges one row of a table of factors against what is held, and what comes with the program.
private struct FactorJudge {
  private let file: String
  private let held: [String: Factor]
  private let shipped: FactorTable
  private let schema: RecordSchema

  init(of file: String, on site: Site) throws {
    self.file = file
    let (all, undecided) = try HeldFactors(of: site).all()
    // Next to a factor that says two things nothing can be judged the same or another.
    if let fault = undecided.first { throw fault }
    held = Dictionary(all.map { ($0.key.id, $0.factor) }) { first, _ in first }
    shipped = try ShippedRules(site.surroundings.share).factors()
    schema = try site.schemas.schema(of: "factor")
  }

  /// The factor of a row.
  ///
  /// - Throws: ``EmissionDataFault``, ``FactorRowFault``, ``ShelfFault``.
  func factor(_ row: FactorSheet.Row) throws -> Factor {
    var table = FactorTable()
    let list: JSON = ["factors": [row.item]]
    try table.add(json: list.canonical, file: "\(file):\(row.number)")
    guard let factor = table.factors.values.first else {
      throw FactorRowFault.id(id: "")
    }
    guard factor.id.wholeMatch(of: /[A-Za-z][A-Za-z0-9._-]{1,39}/) != nil else {
      throw FactorRowFault.id(id: factor.id)
    }
    let breaches = schema.breaches(of: factor.record)
    guard breaches.isEmpty else {
      throw ShelfFault.breach(.shipped("factor", factor.id), breaches)
    }
    return factor
  }

  func verdict(of row: FactorSheet.Row, _ factor: Factor) throws -> FactorVerdict {
    let here = held[RecordKey.shipped("factor", factor.id).id]
    if let here, here.id != factor.id { throw FactorRowFault.near(id: factor.id, held: here.id) }
    guard let known = here ?? shipped[factor.id] else { return FactorVerdict(row, new: factor) }
    guard factor.agrees(with: known) else {
      return FactorVerdict(row, factor, differsFrom: known)
    }
    return here == nil ? FactorVerdict(row, new: known) : FactorVerdict(row, same: known)
  }
}

/// Why a row of a table of factors is refused.
package enum FactorRowFault: Fault, Equatable {
  /// The id is none a record can bear.
  case id(id: String)
  /// An earlier row has the id.
  case twice(id: String, row: Int)
  /// A factor is held whose id differs in letter case and signs only.
  case near(id: String, held: String)

  package var kind: FaultKind { .invalid }
  package var phrase: Phrase {
    switch self {
    case .id(let id): Phrase("factor-row.id", ["id": id, "place": "id"])
    case .twice(let id, let row):
      Phrase("factor-row.twice", ["id": id, "row": String(row), "place": "id"])
    case .near(let id, let held):
      Phrase("factor-row.near", ["id": id, "held": held, "place": "id"])
    }
  }
}
