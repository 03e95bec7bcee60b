import Foundation
import TestSupport

/// P5 to P7 and P9: bytes that cross for the same work, ours beside git, rsync and fossil.
struct Wire {
  let programs: Programs
  /// Bytes a second and seconds between cuts of the bad line.
  let rate: Int
  let every: Double
  /// Bytes of the file that crosses it.
  let file: Int

  func measure(into table: inout Table) throws {
    let ours = try WireKarez(programs)
    defer { ours.stop() }
    try measureOurs(ours, into: &table)
    for peer in peers { try measure(peer, into: &table) }
  }

  private var peers: [any WirePeer] {
    let path = programs.scratch.path
    let all: [any WirePeer] = [
      GitPeer(root: path("git")), RsyncPeer(root: path("rsync")), FossilPeer(root: path("fossil")),
    ]
    return all.filter { (try? run(String($0.name.prefix { $0 != " " }), ["help"]))?.status != 127 }
  }

  // MARK: - Ours

  private func measureOurs(_ ours: WireKarez, into table: inout Table) throws {
    try ours.take(PlantDay(0))
    _ = try ours.sync(over: ours.port)
    try ours.take(PlantDay(1))
    add("P5", "karez sync, a day", try cross(to: ours.port) { try ours.sync(over: $0) }, &table)
    add(
      "P6", "karez sync, nothing new", try cross(to: ours.port) { try ours.sync(over: $0) }, &table)
    try ours.attach(bytes: file)
    add("P7", "karez sync, \(bad)", try crossBad(to: ours.port, ours.sync(over:)), &table)
    try ours.measureSignatures(into: &table)
  }

  // MARK: - Theirs

  private func measure(_ peer: any WirePeer, into table: inout Table) throws {
    let port = try Self.freePort()
    try FileManager.default.createDirectory(
      atPath: URL(filePath: peer.folder).deletingLastPathComponent().path,
      withIntermediateDirectories: true)
    let server = try peer.start(on: port)
    defer {
      server.signal(SIGTERM)
      _ = server.wait()
    }
    Thread.sleep(forTimeInterval: 1)
    try PlantDay(0).write(into: peer.folder)
    try peer.keep()
    guard try peer.carry(over: port) else {
      return table.add("P5", peer.name, note: "did not get there")
    }
    try PlantDay(1).write(into: peer.folder)
    try peer.keep()
    add("P5", "\(peer.name), a day", try cross(to: port, peer.carry), &table)
    add("P6", "\(peer.name), nothing new", try cross(to: port, peer.carry), &table)
    try NoisyFile.write(file, to: "\(peer.folder)/scan.pdf")
    try peer.keep()
    add("P7", "\(peer.name), \(bad)", try crossBad(to: port, peer.carry), &table)
  }

  // MARK: - Lines

  /// What crossed, and whether it got there.
  private struct Crossed {
    let bytes: Int
    let connections: Int
    let isThere: Bool
  }

  private func cross(to port: Int, _ work: (Int) throws -> Bool) throws -> Crossed {
    let line = try BadLine(to: port, cut: .never, seed: 1)
    defer { line.close() }
    return crossed(line, try work(line.port))
  }

  /// Again and again, until it is there or six connections were cut.
  private func crossBad(to port: Int, _ work: (Int) throws -> Bool) throws -> Crossed {
    let line = try BadLine(to: port, cut: .seconds(every), rate: rate, seed: 1)
    defer { line.close() }
    var isThere = false
    for _ in 0..<6 where !isThere { isThere = try work(line.port) }
    return crossed(line, isThere)
  }

  private func crossed(_ line: BadLine, _ isThere: Bool) -> Crossed {
    let carried = line.carried
    return Crossed(
      bytes: carried.up + carried.down, connections: carried.connections, isThere: isThere)
  }

  private var bad: String { "\(file) B at \(rate) B/s, cut every \(Int(every)) s" }

  private func add(_ id: String, _ what: String, _ crossed: Crossed, _ table: inout Table) {
    let end = crossed.isThere ? "" : ", NOT there"
    table.add(
      id, what, note: "\(crossed.bytes) bytes, \(crossed.connections) connections\(end)")
  }

  private static func freePort() throws -> Int {
    let probe = try BadLine(to: 1, cut: .never, seed: 1)
    defer { probe.close() }
    return probe.port
  }
}

/// A file in which nothing can be compressed, as in a scan.
enum NoisyFile {
  static func write(_ bytes: Int, to path: String) throws {
    var random = SystemRandomNumberGenerator()
    let words = (0..<(bytes / 8)).map { _ in random.next() }
    try words.withUnsafeBytes { Data($0) }.write(to: URL(filePath: path))
  }
}
