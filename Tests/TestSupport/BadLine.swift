import Foundation
import SiteModel
import Synchronization

/// A line between a node and headquarters as plants have them: slow, and cut again and again.
///
/// It stands on loopback between the two and hands on what comes, both ways; what it handed on is
/// counted. It knows nothing of what crosses.
package final class BadLine: Sendable {
  /// When a connection is cut.
  package enum Cut: Sendable {
    case never
    /// After so many bytes, both ways together, drawn anew for each connection.
    case bytes(ClosedRange<Int>)
    /// Every so many seconds, whatever crosses then.
    case seconds(Double)
  }

  /// Where it listens.
  package let port: Int

  private struct State {
    var random: SeededRandom
    var up = 0
    var down = 0
    var connections = 0
    var isOpen = true
  }

  private let target: Int
  private let cut: Cut
  private let rate: Int?
  private let listener: Int32
  private let state: Mutex<State>
  private let begun = ContinuousClock.now

  /// - Parameters:
  ///   - target: the port where headquarters answers.
  ///   - rate: bytes a second, each way; nil: as fast as it goes.
  package init(to target: Int, cut: Cut, rate: Int? = nil, seed: UInt64) throws {
    (self.target, self.cut, self.rate) = (target, cut, rate)
    state = Mutex(State(random: SeededRandom(seed: seed)))
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    self.listener = listener
    var place = Self.loopback(0)
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &place) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, size) == 0 && listen(listener, 64) == 0
          && getsockname(listener, $0, &size) == 0
      }
    }
    guard bound else { throw POSIXError(.EADDRINUSE) }
    port = Int(UInt16(bigEndian: place.sin_port))
    Thread { [self] in accept() }.start()
  }

  /// Bytes that crossed so far, towards headquarters and back, and how often somebody called.
  package var carried: (up: Int, down: Int, connections: Int) {
    state.withLock { ($0.up, $0.down, $0.connections) }
  }

  /// Lets nobody through any more.
  package func close() {
    state.withLock { $0.isOpen = false }
    shutdown(listener, Int32(SHUT_RDWR))
    Glibc.close(listener)
  }

  private func accept() {
    while state.withLock({ $0.isOpen }) {
      let caller = Glibc.accept(listener, nil, nil)
      guard caller >= 0 else { return }
      let called = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
      var place = Self.loopback(target)
      let isThere = withUnsafePointer(to: &place) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          connect(called, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
        }
      }
      for each in [caller, called] { Self.narrow(each) }
      guard isThere else {
        [caller, called].forEach { Glibc.close($0) }
        continue
      }
      let limit = state.withLock { state in
        state.connections += 1
        guard case .bytes(let range) = cut else { return Int.max }
        return Int.random(in: range, using: &state.random)
      }
      Connection(caller, called, limit, self).start()
    }
  }

  /// A system's own buffers would swallow whole files: then a cut would lose what never crossed.
  private static func narrow(_ descriptor: Int32) {
    var (size, on) = (Int32(16_384), Int32(1))
    let bytes = socklen_t(MemoryLayout<Int32>.size)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, bytes)
    setsockopt(descriptor, SOL_SOCKET, SO_SNDBUF, &size, bytes)
    setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, bytes)
  }

  private static func loopback(_ port: Int) -> sockaddr_in {
    var place = sockaddr_in()
    place.sin_family = sa_family_t(AF_INET)
    place.sin_port = UInt16(port).bigEndian
    place.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return place
  }

  /// The second in which the line is cut next; nil: it is not.
  fileprivate var nextCut: ContinuousClock.Instant? {
    guard case .seconds(let seconds) = cut else { return nil }
    let passed = (ContinuousClock.now - begun).seconds
    return begun + .seconds(((passed / seconds).rounded(.down) + 1) * seconds)
  }

  fileprivate func count(_ bytes: Int, isUp: Bool) {
    state.withLock { if isUp { $0.up += bytes } else { $0.down += bytes } }
    if let rate { Thread.sleep(forTimeInterval: Double(bytes) / Double(rate)) }
  }
}

/// One connection through the line.
private final class Connection: Sendable {
  private let (caller, called): (Int32, Int32)
  private let line: BadLine
  private let end: ContinuousClock.Instant?
  /// What may still cross, and how many ways are open.
  private let left: Mutex<(bytes: Int, ways: Int)>

  init(_ caller: Int32, _ called: Int32, _ limit: Int, _ line: BadLine) {
    (self.caller, self.called, self.line, end) = (caller, called, line, line.nextCut)
    left = Mutex((limit, 2))
  }

  func start() {
    Thread { self.hand(from: self.caller, to: self.called, isUp: true) }.start()
    Thread { self.hand(from: self.called, to: self.caller, isUp: false) }.start()
  }

  private func hand(from: Int32, to: Int32, isUp: Bool) {
    var buffer = [UInt8](repeating: 0, count: 2_048)
    while true {
      let got = recv(from, &buffer, buffer.count, 0)
      guard got > 0 else { break }
      let may = left.withLock { left in
        let may = min(got, left.bytes)
        left.bytes -= may
        return may
      }
      if let end, ContinuousClock.now >= end { break }
      guard may > 0, send(to, buffer, may, Int32(MSG_NOSIGNAL)) == may else { break }
      line.count(may, isUp: isUp)
      if may < got { break }
    }
    [from, to].forEach { shutdown($0, Int32(SHUT_RDWR)) }
    let isLast = left.withLock { left in
      left.ways -= 1
      return left.ways == 0
    }
    if isLast { [from, to].forEach { close($0) } }
  }
}

extension Duration {
  fileprivate var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) / 1e18
  }
}
