import SiteModel
import Testing

@Suite struct FactorsToConfirmTests {
  private func input(_ factor: String, _ mark: String) -> JSON {
    ["name": "f", "factor": .string(factor), "mark": .string(mark), "factorSource": "s"]
  }

  private func line(_ source: String, _ value: String?, _ inputs: [JSON]) -> JSON {
    var members: [String: JSON] = ["source": .string(source), "inputs": .array(inputs)]
    members["value"] = value.map(JSON.string)
    return .object(members)
  }

  @Test func `what weighs most comes first, and exports weigh as much as imports`() {
    let inventory: JSON = [
      "lines": [
        line("S-1", "10.00", [input("small", "B"), input("sure", "A"), input("page", "A1")]),
        line("S-2", "-70.00", [input("large", "C")]), line("S-3", "65.00", [input("small", "B")]),
      ]
    ]
    let items = FactorsToConfirm(in: inventory).items
    #expect(items.map(\.factor) == ["small", "large"])
    #expect(items.map { $0.effect.text(decimals: 2) } == ["75.00", "70.00"])
    #expect(items[0].sources == ["S-1", "S-3"])
  }

  @Test func `a line that uses a factor twice weighs once`() {
    let inventory: JSON = ["lines": [line("S-1", "10", [input("a", "B"), input("a", "B")])]]
    #expect(FactorsToConfirm(in: inventory).items.map(\.effect) == [Rational(10)])
  }

  @Test
  func `what the plant has confirmed needs it no more; a line without a value weighs nothing`() {
    var confirmed = input("a", "B").object ?? [:]
    confirmed["confirmed"] = ["by": "张伟"]
    let inventory: JSON = ["lines": [line("S-1", nil, [.object(confirmed), input("b", "C")])]]
    let items = FactorsToConfirm(in: inventory).items
    #expect(items.map(\.factor) == ["b"] && items[0].effect == .zero)
  }
}
