import SiteModel
import Testing

@testable import Intake

@Suite struct RegisterMapTests {
  private func map(_ registers: String, _ more: String = "") throws -> RegisterMap {
    let device = #"{"name": "a", "host": "h", "registers": [\#(registers)]}"#
    return try RegisterMap(JSON.parse(#"{"devices": [\#(device)]\#(more)}"#))
  }

  private func fault(_ registers: String, _ more: String = "") -> [String]? {
    do {
      _ = try map(registers, more)
      return nil
    } catch { return (error as? RegisterMapFault).map { [$0.place, $0.found] } ?? ["\(error)"] }
  }

  @Test func `what is not said has its usual value`() throws {
    let read = try map(#"{"point": "E-1", "address": 7, "coding": "u16"}"#)
    let device = read.devices[0]
    #expect(read.every == 60 && device.port == 502 && device.unit == 1)
    let register = device.registers[0]
    #expect(register.table == .holding && register.address == 7)
    #expect(register.form == RegisterForm(.u16))
  }

  @Test func `a slip is named with its place`() {
    let first = "devices[0].registers[0]"
    #expect(
      fault(#"{"point": "E-1", "address": 70000, "coding": "u16"}"#)
        == ["\(first).address", "70000"])
    #expect(fault(#"{"point": "E-1", "coding": "u16"}"#) == ["\(first).address", "—"])
    #expect(
      fault(#"{"point": "E-1", "address": 1, "coding": "u24"}"#) == ["\(first).coding", #""u24""#])
    #expect(
      fault(#"{"point": "E-1", "address": 1, "coding": "u16", "scale": 0}"#)
        == ["\(first).scale", "0"])
    #expect(
      fault(#"{"point": "E-1", "adress": 1, "coding": "u16"}"#) == ["\(first).adress", "1"])
    #expect(
      fault(#"{"point": "E-1", "address": 1, "coding": "u16"}"#, #", "every": 0"#)
        == ["every", "0"])
    let twice = #"{"point": "E-1", "address": 1, "coding": "u16"}"#
    #expect(fault("\(twice), \(twice)") == ["devices[0].registers[1].point", "E-1"])
    #expect(fault("") == ["devices[0].registers", "[]"])
    #expect(fault("7") == [first, "7"])
  }

  @Test func `what is answered soon after a step of the clock bears the step's time`() throws {
    let register = #"{"point": "E-1", "address": 7, "coding": "u16"}"#
    let midnight: Int64 = 20_160 * 86_400
    for (every, slack) in [(60, Int64(6)), (900, 10), (86_400, 10), (5, 0), (1, 0)] {
      let map = try map(register, #", "every": \#(every)"#)
      for late in 0...20 where late < every {
        let given = map.moment(of: Instant(seconds: midnight + Int64(late)))
        let expected = Int64(late) <= slack ? midnight : midnight + Int64(late)
        #expect(given.seconds == expected, "\(every) \(late)")
      }
      #expect(map.moment(of: Instant(seconds: midnight - 1)).seconds == midnight - 1)
    }
  }
}
