import SiteModel
import TestSupport
import Testing

/// The expression language where it speaks of records.
@Suite struct RecordExpressionTests {
  private static let kinds: [String: Expression.Kind] = [
    "grade": .text(["major", "minor"]), "name": .text([]), "found": .day, "checked": .day,
    "today": .day, "affected": .truth, "impact": .number(Unit.Dimension(.carbonDioxide)),
    "refs": .list(.text([])),
    "measures": .rows(["due": .day, "text": .text([]), "hours": .time, "done": .day]),
  ]

  private static let values: [String: Expression.Value] = [
    "grade": .text("major"), "found": day("2025-03-01"), "today": day("2025-03-11"),
    "affected": .truth(true), "impact": .number(Rational(1500)), "refs": .list([]),
    "measures": .rows([
      ["due": day("2025-04-01"), "text": .text("a"), "hours": .number(Rational(7200))],
      ["due": day("2025-05-01"), "text": .text("b"), "done": day("2025-03-05")],
    ]),
  ]

  private static func day(_ text: String) -> Expression.Value {
    .day(CivilDate(text) ?? CivilDate(days: 0))
  }

  @Test(arguments: [
    ("grade == 'major'", true), ("grade in ('minor', \"major\")", true), ("grade != 'minor'", true),
    ("not grade in ('minor')", true), ("has(found) and not has(checked)", true),
    ("has(refs)", false), ("has(measures)", true), ("affected", true), ("affected == false", false),
    ("today - found == 10[d]", true), ("(today - found) / 1[d] > 9", true),
    ("found + 30[d] > today", true), ("max(measures.due) == found + 61[d]", true),
    ("count(measures) == 2 and count(measures, has(done)) == 1", true),
    ("count(measures, due < found + 40[d]) == 1", true), ("sum(measures.hours) == 2[h]", true),
    ("impact >= 1.5[tCO2]", true), ("true or 1/0 > 1", true),
    ("if(affected, today, found) > found", true),
    ("min(found, today) == found", true), ("count(refs) == 0", true),
  ])
  func `an expression speaks of a record`(_ text: String, _ holds: Bool) throws {
    let expression = try Expression(text)
    #expect(try expression.kind(Self.kinds) == .truth)
    #expect(try expression.answer(Self.values) == .truth(holds))
  }

  @Test func `a blank in a row is not what the record calls by the same name`() throws {
    let tasks = Expression.Value.rows([["seq": .number(.one)]], columns: ["seq", "due"])
    let values = ["due": Self.day("2025-04-01"), "tasks": tasks]
    #expect(try Expression("count(tasks, not has(due)) == 1").answer(values) == .truth(true))
  }

  @Test(
    arguments: [
      ("checked - found", nil), ("checked > found", nil), ("not checked > found", nil),
      ("checked > found and grade == 'minor'", Expression.Value.truth(false)),
      ("checked > found or affected", .truth(true)), ("checked > found and affected", nil),
      ("if(checked > found, 1, 2)", nil), ("name == 'a'", nil),
      ("max(measures.done)", day("2025-03-05")),
      ("name", nil), ("'a'", .text("a")), ("found + 31[d]", day("2025-04-01")),
    ] as [(String, Expression.Value?)])
  func `what is not known is neither yes nor no nor nothing`(
    _ text: String, _ answer: Expression.Value?
  ) throws {
    let expression = try Expression(text)
    _ = try expression.kind(Self.kinds)
    #expect(try expression.answer(Self.values) == answer)
  }

  @Test(arguments: [
    (
      "grade == 'mayor'",
      ExpressionFault.unlike(offset: 9, found: "'mayor'", expected: "'major' | 'minor'")
    ),
    ("grade < 'minor'", .wrongKind(offset: 0)),
    ("name + 1", .unlike(offset: 0, found: "text", expected: "1")),
    ("found + today", .unlike(offset: 8, found: "date", expected: "s")),
    ("found - 3", .unlike(offset: 8, found: "1", expected: "s")),
    ("today - found - found", .unlike(offset: 16, found: "date", expected: "s")),
    ("-found", .wrongKind(offset: 1)),
    ("found * 2", .unlike(offset: 0, found: "date", expected: "1")),
    ("measures == measures", .unlike(offset: 0, found: "rows", expected: "1")),
    ("measures.due > found", .unlike(offset: 15, found: "date", expected: "list of date")),
    ("count(name)", .unlike(offset: 6, found: "text", expected: "rows")),
    ("sum(measures.due)", .badCall(offset: 0, function: "sum")),
    ("count(measures, text)", .wrongKind(offset: 16)),
    ("measures.colour", .unknownName(offset: 0, name: "measures.colour")),
    ("impact > 1[t]", .unlike(offset: 9, found: "kg", expected: "kgCO2")),
    ("affected > true", .wrongKind(offset: 0)),
    ("min(name, grade)", .unlike(offset: 4, found: "text", expected: "1")),
  ])
  func `a slip is found before any record is looked at`(_ text: String, _ fault: ExpressionFault) {
    #expect(throws: fault) { try Expression(text).kind(Self.kinds) }
  }

  @Test(arguments: [
    ("'a", ExpressionFault.unexpected(offset: 2, found: "")),
    ("has(1)", .badCall(offset: 0, function: "has")),
    ("count(a, b, c)", .badCall(offset: 0, function: "count")),
    ("a in b", .unexpected(offset: 5, found: "b")),
    ("in", .unexpected(offset: 0, found: "i")), ("a in ('x'", .unexpected(offset: 9, found: "")),
  ])
  func `a text that is no expression is refused with its place`(
    _ text: String, _ fault: ExpressionFault
  ) {
    #expect(throws: fault) { try Expression(text) }
  }

  @Test func `checking costs no more where parentheses are deep`() throws {
    let text =
      String(repeating: "(", count: 60) + "found" + String(repeating: " + 1[d])", count: 60)
    #expect(try Expression(text).kind(Self.kinds) == .day)
    let least = String(repeating: "min(", count: 60) + "1" + String(repeating: ")", count: 60)
    #expect(try Expression(least).kind([:]) == .count)
  }

  @Test func `no text traps`() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("record expression fuzz seed \(seed)")
    var random = SeededRandom(seed: seed)
    let pieces =
      Array(Self.kinds.keys).sorted() + [
        "has(", "count(", "sum(", "in", "(", ")", "'major'", "\"", "+", "-", "==", "<",
        "measures.due",
        "1[d]", "2", ",", "and", "or", "not", "true", "max(", "if(", " ",
      ]
    var checked = 0
    for _ in 0..<30_000 {
      let length = Int.random(in: 1...9, using: &random)
      let text = (0..<length).map { _ in pieces.randomElement(using: &random) ?? "" }.joined(
        separator: " ")
      guard let expression = try? Expression(text), (try? expression.kind(Self.kinds)) != nil else {
        continue
      }
      checked += 1
      do { _ = try expression.answer(Self.values) } catch ExpressionFault.wrongKind {
        Issue.record("seed \(seed): \(text) was checked and still of a wrong kind")
      } catch {}
    }
    #expect(checked > 300, "seed \(seed)")
  }
}
