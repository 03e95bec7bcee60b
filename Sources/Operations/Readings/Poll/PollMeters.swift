import Foundation
import Intake
package import SiteModel
import Storage

/// Asks the meters of a map once, and keeps what they show in the journal.
///
/// A reading is on the disk before anybody is told of it. A meter that gives none leaves a gap, never
/// a zero.
package struct PollMeters {
  /// What a register showed.
  package struct Reading: Sendable, Hashable {
    /// The point's number.
    package let point: String
    package let at: Instant
    package let value: Decimal18
  }

  /// What gave no reading.
  package struct Missed: Sendable, Hashable {
    package let device: String
    /// The point's number; nil: all points of the device.
    package let point: String?
    package let why: Phrase
  }

  /// What one round brought.
  package struct Round: Sendable {
    package fileprivate(set) var read: [Reading] = []
    package fileprivate(set) var missed: [Missed] = []
  }

  private let site: Site
  private var round = Round()

  /// - Throws: ``PollFault/clock(now:)``, ``JournalFault``. What devices before gave is kept.
  package static func run(_ map: PollMap, on site: Site) throws -> Round {
    let now = site.surroundings.clock.now()
    guard !site.surroundings.clock.isEarly else {
      throw PollFault.clock(now: now.instant.text(at: now.offset))
    }
    // A copied folder must not go on giving names of rows that the original gives too.
    if !site.isAtHome { try site.write { _ in } }
    var poll = PollMeters(site: site)
    for device in map.map.devices { try poll.ask(device, map.map) }
    return poll.round
  }

  /// Polls while no other program of this node does: of two each would keep every reading.
  ///
  /// - Throws: ``PollFault/polling``; what `work` throws.
  package static func inTurn(on site: Site, _ work: () throws -> Void) throws {
    guard let turn = try NodeLock(turnAt: "poll", folder: site.layout.root.path) else {
      throw PollFault.polling
    }
    try work()
    _ = consume turn
  }

  private mutating func ask(_ device: RegisterMap.Device, _ map: RegisterMap) throws {
    let registers = try known(device)
    guard !registers.isEmpty else { return }
    var polled: [(reading: Reading, row: Polled)] = []
    do {
      let line = try ModbusDevice(host: device.host, port: device.port)
      for (register, point) in registers {
        guard let value = try value(register, of: device, on: line) else { continue }
        let at = map.moment(of: site.surroundings.clock.now().instant)
        let row = Polled(at: at, point: point.point.id, value: value, unit: point.unit)
        polled.append((Reading(point: register.point, at: at, value: value), row))
      }
    } catch {
      // The line is of no more use; what it gave is kept.
      round.missed.append(Missed(device: device.name, point: nil, why: error.phrase))
    }
    _ = try site.journal.open().append(polled.map(\.row))
    round.read += polled.map(\.reading)
  }

  /// A point that was made void or renumbered since the map was saved stops no other.
  private mutating func known(
    _ device: RegisterMap.Device
  ) throws -> [(RegisterMap.Register, PolledPoint)] {
    var known: [(RegisterMap.Register, PolledPoint)] = []
    for register in device.registers {
      do { known.append((register, try PolledPoint(register, on: site))) } catch let fault
        as any Fault where [.invalid, .refused].contains(fault.kind)
      {
        miss(register, of: device, fault)
      }
    }
    return known
  }

  /// - Returns: nil, and says why, where the device refuses the register or shows no number.
  private mutating func value(
    _ register: RegisterMap.Register, of device: RegisterMap.Device, on line: ModbusDevice
  ) throws(ModbusFault) -> Decimal18? {
    do {
      let words = try line.read(
        register.table, unit: device.unit, address: register.address,
        count: UInt16(register.form.registers))
      if let value = register.form.value(words) { return value }
      let shown = words.map { String($0, radix: 16) }.joined(separator: " ")
      miss(register, of: device, PollFault.noNumber(words: shown))
    } catch ModbusFault.exception(let code) {
      miss(register, of: device, ModbusFault.exception(code: code))
    }
    return nil
  }

  private mutating func miss(
    _ register: RegisterMap.Register, of device: RegisterMap.Device, _ why: any Fault
  ) {
    round.missed.append(
      Missed(device: device.name, point: register.point, why: why.phrase))
  }
}
