import Foundation

/// A connection to one Modbus TCP device; closed with the object.
package final class ModbusDevice {
  private let line: Int32
  private let patience: Int32
  private var transaction: UInt16 = 0

  /// - Parameter patience: milliseconds for the connection, and for each answer.
  package init(host: String, port: UInt16, patience: Int32 = 3000) throws(ModbusFault) {
    self.patience = patience
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var found: UnsafeMutablePointer<addrinfo>?
    let status = getaddrinfo(host, String(port), &hints, &found)
    defer { if found != nil { freeaddrinfo(found) } }
    guard status == 0, let address = found?.pointee else {
      throw .unreachable(why: String(cString: gai_strerror(status)))
    }
    line = socket(
      address.ai_family,
      address.ai_socktype | Int32(SOCK_NONBLOCK.rawValue)
        | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard line >= 0 else { throw .unreachable(why: String(cString: strerror(errno))) }
    let begun = connect(line, address.ai_addr, address.ai_addrlen)
    try finish(begun == 0 ? 0 : errno)
  }

  deinit { if line >= 0 { close(line) } }

  /// Reads registers, one after another from an address.
  ///
  /// - Parameter count: 1 … 125.
  package func read(
    _ table: ModbusTable, unit: UInt8, address: UInt16, count: UInt16
  ) throws(ModbusFault) -> [UInt16] {
    transaction &+= 1
    let frame = ModbusFrame(
      transaction: transaction, unit: unit, table: table, address: address, count: count)
    let deadline = ContinuousClock.now + .milliseconds(Int64(patience))
    try send(frame.question, until: deadline)
    // An answer that came too late for an earlier question may still lie in the line.
    while true {
      let header = try receive(6, until: deadline)
      guard let rest = ModbusFrame.rest(of: header) else { throw .damaged }
      let answer = header + (try receive(rest, until: deadline))
      if let registers = try frame.registers(answer) { return registers }
    }
  }

  private func finish(_ begun: Int32) throws(ModbusFault) {
    if begun == 0 { return }
    guard begun == EINPROGRESS else { throw .unreachable(why: String(cString: strerror(begun))) }
    try wait(Int16(POLLOUT), until: ContinuousClock.now + .milliseconds(Int64(patience)))
    var (state, size) = (0 as Int32, socklen_t(MemoryLayout<Int32>.size))
    getsockopt(line, SOL_SOCKET, SO_ERROR, &state, &size)
    guard state == 0 else { throw .unreachable(why: String(cString: strerror(state))) }
  }

  private func wait(
    _ event: Int16, until deadline: ContinuousClock.Instant
  ) throws(ModbusFault) {
    while true {
      let parts = (deadline - ContinuousClock.now).components
      let left = parts.seconds * 1000 + parts.attoseconds / 1_000_000_000_000_000
      guard left > 0 else { throw .silent }
      var asked = pollfd(fd: line, events: event, revents: 0)
      let ready = poll(&asked, 1, Int32(clamping: left))
      if ready > 0 { return }
      if ready < 0 && errno != EINTR { throw .silent }
    }
  }

  private func send(
    _ bytes: [UInt8], until deadline: ContinuousClock.Instant
  ) throws(ModbusFault) {
    var rest = bytes[...]
    while !rest.isEmpty {
      try wait(Int16(POLLOUT), until: deadline)
      // Without the flag a device that hung up would end the whole program.
      let sent = rest.withUnsafeBytes {
        Foundation.send(line, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if sent < 0 && (errno == EINTR || errno == EAGAIN) { continue }
      guard sent > 0 else { throw .silent }
      rest = rest.dropFirst(sent)
    }
  }

  private func receive(
    _ count: Int, until deadline: ContinuousClock.Instant
  ) throws(ModbusFault) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: count)
    while bytes.count < count {
      try wait(Int16(POLLIN), until: deadline)
      let got = recv(line, &buffer, count - bytes.count, 0)
      if got < 0 && (errno == EINTR || errno == EAGAIN) { continue }
      guard got > 0 else { throw .silent }
      bytes += buffer[..<got]
    }
    return bytes
  }
}
