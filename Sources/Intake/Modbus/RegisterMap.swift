package import SiteModel

/// Which registers of which Modbus devices show which points: what a node polls.
package struct RegisterMap: Sendable, Hashable {
  /// One number of a device.
  package struct Register: Sendable, Hashable {
    /// The point's number, as people use it.
    package let point: String
    package let table: ModbusTable
    package let address: UInt16
    package let form: RegisterForm
  }

  /// What is asked over one connection.
  package struct Device: Sendable, Hashable {
    /// As people call it.
    package let name: String
    package let host: String
    package let port: UInt16
    package let unit: UInt8
    package let registers: [Register]
  }

  /// Seconds from one round to the next, 1 … 86,400.
  package let every: Int
  /// One or more.
  package let devices: [Device]

  /// Reads `{"every", "devices": [{"name", "host", "port", "unit", "registers": [{"point", "table",
  /// "address", "coding", "order", "scale"}]}]}`.
  ///
  /// `every` is 60, `port` 502, `unit` 1, `table` `holding`, `order` `high-first` and `scale` 1 where
  /// they are not said. A member that has no meaning here is refused: it may be a slip.
  package init(_ json: JSON) throws(RegisterMapFault) {
    let map = try MapMember(json, at: "", knows: ["every", "devices"])
    every = try map.number("every", 1...86_400, or: 60)
    devices = try map.list("devices", knows: Device.members, Device.init)
    var seen: Set<String> = []
    for (place, register) in devices.joined where !seen.insert(register.point).inserted {
      throw RegisterMapFault(place: place, found: register.point, expected: "1 × point")
    }
  }
}

extension RegisterMap {
  /// The time that a reading bears: that of the round's step of the wall clock, where the meter
  /// answered soon after it; else that of the answer.
  ///
  /// Soon is a tenth of a round and at most ten seconds. So the register read at midnight stands at
  /// midnight, and its day and month end there.
  package func moment(of answer: Instant) -> Instant {
    let late = answer.seconds - answer.seconds / Int64(every) * Int64(every)
    return late <= Int64(min(10, every / 10)) ? Instant(seconds: answer.seconds - late) : answer
  }
}

extension RegisterMap.Device {
  fileprivate static let members = ["name", "host", "port", "unit", "registers"]

  fileprivate init(_ device: MapMember) throws(RegisterMapFault) {
    (name, host) = (try device.text("name"), try device.text("host"))
    port = try device.number("port", 1...65_535, or: 502)
    unit = try device.number("unit", 0...255, or: 1)
    registers = try device.list(
      "registers", knows: RegisterMap.Register.members, RegisterMap.Register.init)
  }
}

extension RegisterMap.Register {
  fileprivate static let members = ["point", "table", "address", "coding", "order", "scale"]

  fileprivate init(_ register: MapMember) throws(RegisterMapFault) {
    point = try register.text("point")
    let tables = ["holding": ModbusTable.holding, "input": .input]
    table = try register.choice("table", tables, or: "holding")
    address = try register.number("address", 0...65_535, or: nil)
    let codings = RegisterForm.Coding.allCases.map { ($0.rawValue, $0) }
    let orders = RegisterForm.WordOrder.allCases.map { ($0.rawValue, $0) }
    form = RegisterForm(
      try register.choice("coding", Dictionary(uniqueKeysWithValues: codings), or: nil),
      order: try register.choice(
        "order", Dictionary(uniqueKeysWithValues: orders), or: "high-first"),
      scale: try register.decimal("scale", or: Decimal18(units: 1, decimals: 0)))
  }
}

extension [RegisterMap.Device] {
  /// Every register with its place in the map.
  fileprivate var joined: [(place: String, register: RegisterMap.Register)] {
    enumerated().flatMap { number, device in
      device.registers.enumerated().map {
        ("devices[\(number)].registers[\($0)].point", $1)
      }
    }
  }
}

/// What a map says that cannot be meant.
package struct RegisterMapFault: Fault, Equatable {
  /// Such as `devices[0].registers[2].coding`.
  package let place: String
  /// What stands there; `—` for nothing.
  package let found: String
  /// What may stand there.
  package let expected: String

  package var kind: FaultKind { .invalid }
  package var phrase: Phrase {
    Phrase("poll.member", ["place": place, "found": found, "expected": expected])
  }
}
