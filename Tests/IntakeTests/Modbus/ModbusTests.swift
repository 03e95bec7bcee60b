import Foundation
import SiteModel
import TestSupport
import Testing

@testable import Intake

@Suite struct RegisterFormTests {
  private func value(_ coding: RegisterForm.Coding, _ words: [UInt16]) -> String? {
    RegisterForm(coding).value(words)?.description
  }

  @Test func `whole numbers have their sign and their order of words`() {
    #expect(value(.u16, [0xFFFF]) == "65535")
    #expect(value(.i16, [0xFFFF]) == "-1")
    #expect(value(.u32, [1, 2]) == "65538")
    #expect(value(.i32, [0xFFFF, 0xFFFE]) == "-2")
    #expect(RegisterForm(.u32, order: .lowFirst).value([2, 1])?.description == "65538")
    #expect(value(.u64, [0, 1, 0, 2]) == "4294967298")
    #expect(value(.i64, [0xFFFF, 0xFFFF, 0xFFFF, 0xFFFE]) == "-2")
    #expect(RegisterForm(.u64, order: .lowFirst).value([2, 0, 1, 0])?.description == "4294967298")
    // More than 18 digits are no reading that can be kept.
    #expect(value(.u64, [0xFFFF, 0xFFFF, 0xFFFF, 0xFFFF]) == nil)
    #expect(value(.u32, [1]) == nil)
    let tenth = RegisterForm(.u16, scale: Decimal18(units: 1, decimals: 1))
    #expect(tenth.value([2315])?.description == "231.5")
    #expect(tenth.value([20])?.description == "2.0")
    let tiny = RegisterForm(.u32, scale: Decimal18(units: 1, decimals: 18))
    #expect(tiny.value([0xFFFF, 0xFFFF])?.description == "0.000000004294967295")
    let huge = RegisterForm(.u32, scale: Decimal18(units: Decimal18.limit - 1, decimals: 0))
    #expect(huge.value([0, 2]) == nil)
  }

  @Test func `a binary32 becomes the shortest decimal that gives it back`() {
    let seed = UInt64(754)
    var random = SeededRandom(seed: seed)
    for _ in 0..<400 {
      let bits = UInt32.random(in: 0...UInt32.max, using: &random)
      let float = Float(bitPattern: bits)
      let found = ShortestDecimal(binary32: bits)
      guard float.isFinite, float.magnitude < 1e18, float.magnitude > 1e-9 else {
        #expect(float.isFinite || found == nil)
        continue
      }
      // Swift prints a Float as its shortest decimal: the oracle.
      let text = found?.value.exactText ?? ""
      #expect(Float(text) == float, "seed \(seed), bits \(bits), \(text)")
      let digits = { (text: String) in
        text.split(separator: "e")[0].filter(\.isNumber)
          .drop { $0 == "0" }.reversed().drop { $0 == "0" }.count
      }
      #expect(digits(text) == digits(float.description), "seed \(seed), \(text) \(float)")
    }
    #expect(value(.f32, [0x3DCC, 0xCCCD]) == "0.1")
    #expect(value(.f32, [0x7FC0, 0]) == nil)
    #expect(value(.f32, [0, 0]) == "0")
  }
}

@Suite struct ModbusFrameTests {
  private let frame = ModbusFrame(transaction: 258, unit: 7, table: .input, address: 300, count: 2)

  @Test func `a question is the twelve bytes of the protocol`() {
    #expect(frame.question == [1, 2, 0, 0, 0, 6, 7, 4, 1, 44, 0, 2])
  }

  @Test func `only the answer to this very question counts`() throws {
    let answer: [UInt8] = [1, 2, 0, 0, 0, 7, 7, 4, 4, 0, 1, 0, 2]
    #expect(try frame.registers(answer) == [1, 2])
    var late = answer
    late[1] = 1
    #expect(try frame.registers(late) == nil)
    #expect(throws: ModbusFault.exception(code: 2)) {
      try frame.registers([1, 2, 0, 0, 0, 3, 7, 0x84, 2])
    }
    for place in [6, 7, 8] {
      var other = answer
      other[place] ^= 1
      #expect(throws: ModbusFault.damaged) { try frame.registers(other) }
    }
    #expect(throws: ModbusFault.damaged) { try frame.registers(Array(answer.dropLast())) }
    #expect(ModbusFrame.rest(of: [1, 2, 0, 1, 0, 7]) == nil)
    #expect(ModbusFrame.rest(of: [1, 2, 0, 0, 1, 7]) == nil)
  }

  @Test func `nobody there is said and is no reading`() {
    #expect(throws: ModbusFault.self) { try ModbusDevice(host: "127.0.0.1", port: 1) }
  }
}

/// A real device's program, pymodbus, on a free port of this machine.
@Suite struct ModbusDeviceTests {
  private static let python = "/usr/bin/python3"
  private static let simulator = """
    import socket, sys
    from pymodbus.server import StartTcpServer
    from pymodbus.datastore import (
        ModbusSequentialDataBlock, ModbusServerContext, ModbusSlaveContext)
    words = ModbusSequentialDataBlock(0, [0x3DCC, 0xCCCD, 0xFFFF, 1, 2])
    device = ModbusSlaveContext(hr=words, ir=words, zero_mode=True)
    probe = socket.socket()
    probe.bind(("127.0.0.1", 0))
    port = probe.getsockname()[1]
    probe.close()
    print(port, flush=True)
    StartTcpServer(context=ModbusServerContext(slaves=device, single=True),
                   address=("127.0.0.1", port))
    """

  /// The number that the server wrote, with its line's end.
  private func said(_ path: String) throws -> UInt16? {
    for _ in 0..<600 {
      let text = try String(contentsOfFile: path, encoding: .utf8)
      if text.hasSuffix("\n") { return UInt16(text.dropLast()) }
      usleep(50_000)
    }
    return nil
  }

  private func connected(_ port: UInt16) throws -> ModbusDevice {
    for _ in 0..<100 {
      if let device = try? ModbusDevice(host: "127.0.0.1", port: port) { return device }
      usleep(50_000)
    }
    return try ModbusDevice(host: "127.0.0.1", port: port)
  }

  @Test(.timeLimit(.minutes(1)))
  func `registers of a real server are read, and its refusal is one`() throws {
    let scratch = try TemporaryFolder()
    let server = try Child(
      [Self.python, "-c", Self.simulator], output: scratch.path("port"), error: scratch.path("err"))
    var isRunning = true
    defer { if isRunning { server.signal(SIGKILL) } }
    let port = try #require(try said(scratch.path("port")))
    let device = try connected(port)
    let words = try device.read(.holding, unit: 1, address: 0, count: 2)
    #expect(RegisterForm(.f32).value(words)?.description == "0.1")
    #expect(try device.read(.input, unit: 1, address: 2, count: 3) == [0xFFFF, 1, 2])
    #expect(throws: ModbusFault.exception(code: 2)) {
      try device.read(.holding, unit: 1, address: 900, count: 2)
    }
    #expect(try device.read(.holding, unit: 1, address: 3, count: 1) == [1])
    server.signal(SIGKILL)
    #expect(server.wait() == 128 + SIGKILL)
    isRunning = false
    #expect(throws: ModbusFault.silent) {
      try device.read(.holding, unit: 1, address: 3, count: 1)
    }
  }
}
