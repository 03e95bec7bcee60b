package import SiteModel

/// Frames of Modbus TCP for reading registers: own bytes, for a read is twelve of them.
///
/// libmodbus was looked at and left: of it one call would be used, and it adds a C library, its
/// licence and its thread rules to every plant's machine.
struct ModbusFrame {
  let transaction: UInt16
  let unit: UInt8
  let table: ModbusTable
  let address: UInt16
  /// 1 … 125.
  let count: UInt16

  /// The question as it goes over the line.
  var question: [UInt8] {
    Self.bytes(transaction) + [0, 0, 0, 6, unit, table.rawValue] + Self.bytes(address)
      + Self.bytes(count)
  }

  /// How many bytes the answer has behind its first six, by those; nil if it is none of Modbus TCP.
  static func rest(of header: [UInt8]) -> Int? {
    guard header.count == 6, header[2] == 0, header[3] == 0 else { return nil }
    let length = Int(header[4]) << 8 | Int(header[5])
    return (3...254).contains(length) ? length : nil
  }

  /// The registers of an answer; nil if it answers an earlier question and is to be passed over.
  ///
  /// - Throws: ``ModbusFault`` for an exception, and for an answer that does not fit the question.
  func registers(_ answer: [UInt8]) throws(ModbusFault) -> [UInt16]? {
    guard answer.count >= 9 else { throw .damaged }
    guard Array(answer[0..<2]) == Self.bytes(transaction) else { return nil }
    guard answer[6] == unit else { throw .damaged }
    if answer[7] == table.rawValue | 0x80 { throw .exception(code: answer[8]) }
    guard answer[7] == table.rawValue, answer[8] == UInt8(count * 2),
      answer.count == 9 + Int(count) * 2
    else { throw .damaged }
    return stride(from: 9, to: answer.count, by: 2).map {
      UInt16(answer[$0]) << 8 | UInt16(answer[$0 + 1])
    }
  }

  private static func bytes(_ word: UInt16) -> [UInt8] { [UInt8(word >> 8), UInt8(word & 0xFF)] }
}

/// Where a device keeps registers; the raw value is the function that reads them.
package enum ModbusTable: UInt8, Sendable, Hashable {
  case holding = 3
  case input = 4
}

/// Why a device gave no registers: each is a gap, never 0.
package enum ModbusFault: Fault, Equatable {
  /// Nobody listens there; `why` is the system's own sentence.
  case unreachable(why: String)
  /// No answer came in time, or the line was closed in the middle of one.
  case silent
  /// The device refuses the question, with the code of the protocol.
  case exception(code: UInt8)
  /// The answer is none to the question.
  case damaged

  package var kind: FaultKind { .unavailable }
  package var phrase: Phrase {
    switch self {
    case .unreachable(let why): Phrase("poll.unreachable", ["why": why])
    case .silent: Phrase("poll.silent")
    case .exception(let code): Phrase("poll.exception", ["code": String(code)])
    case .damaged: Phrase("poll.damaged")
    }
  }
}
