import Foundation
import Indexing
import SiteModel
import Storage
import Sync

extension Meeting {
  /// Takes in what lies there for this node: what others say, then facts, then large files.
  mutating func receive(from carrier: FolderCarrier) throws {
    let hearing = try Hearing(for: site.name, from: carrier)
    report.refused += hearing.spoiled.map { ($0.file, $0.fault.phrase) }
    if site.identity.isHeadquarters {
      report.admitted = try AdmitNodes.run(hearing.statements, in: session)
    }
    try takeBundles(from: carrier)
    memory.ledger.take(hearing.statements)
    try memory.write(in: site.layout)
    try settle()
    try takeFiles(from: carrier)
  }

  private mutating func takeBundles(from carrier: FolderCarrier) throws {
    let (kept, party) = (try kept(), try party())
    // What waited from earlier meetings may be met by what comes now.
    let receptions = try [carrier, kept, carrier].map { try Reception(by: party, from: $0) }
    try keep(receptions[2], from: carrier, in: kept)
    try forget(receptions[1], in: kept)
    for reception in receptions { count(reception) }
  }

  /// Where bundles wait that earlier meetings brought.
  private func kept() throws -> FolderCarrier {
    let folder = site.layout.statements.deletingLastPathComponent()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let kept = try FolderCarrier(folder)
    for sender in try kept.senders(to: site.name) {
      try kept.tidy(Box(to: site.name, from: sender))
    }
    return kept
  }

  /// Bundles that wait are copied here: the stick may never come back.
  private mutating func keep(
    _ reception: Reception, from carrier: FolderCarrier, in kept: FolderCarrier
  ) throws {
    for item in reception.items {
      guard case .waits = item.result, !report.waiting.contains(item.file) else { continue }
      try kept.lay(carrier.read(item.file, in: item.box), as: item.file, in: item.box)
      report.waiting.append(item.file)
    }
  }

  private func forget(_ reception: Reception, in kept: FolderCarrier) throws {
    for item in reception.items {
      if case .waits = item.result { continue }
      try kept.remove(item.file, from: item.box)
    }
  }

  private mutating func count(_ reception: Reception) {
    for item in reception.items {
      switch item.result {
      case .taken(let entity, let commits), .waits(_, let entity, let commits):
        guard commits > 0 else { continue }
        report.taken[entity, default: 0] += commits
      case .refused(let fault) where !report.refused.contains { $0.file == item.file }:
        report.refused.append((item.file, fault.phrase))
      case .nothingNew, .refused: break
      }
    }
  }

  private mutating func takeFiles(from carrier: FolderCarrier) throws {
    for each in try stores() {
      let received = try LargeFiles(of: each).receive(from: carrier)
      report.files += received.taken
      report.refused += received.refused.map { ($0.0, $0.1) }
    }
  }

  /// What was taken in begins to count, and headquarters says that it has it.
  private func settle() throws {
    if let library = try library() {
      try library.follow()
      let entity = site.identity.isHeadquarters ? nil : site.entity
      try LibraryChains(in: library).allow(entity, in: site.layout)
      try LibraryLimits(in: library).keep(in: site.layout)
      try LibraryHoles(in: library).keep(in: site.layout)
      try LibraryMarks(in: library).keep(in: site.layout)
    }
    try site.follow()
    try AllowedPeople.refresh(on: site)
    guard site.identity.isHeadquarters else { return }
    for each in try stores() where each.entity != site.entity { try receipt(for: each) }
  }

  /// Headquarters says that it has what lies in an entity's store. Not only what came in at this
  /// meeting: the one before may have been cut short between the two.
  private func receipt(for other: Site) throws {
    let heads = try other.store.heads()
    let unsaid = try other.index.seen(by: other.chain).filter { heads[$0.chain] != nil }
    let taken = report.taken[other.entity, default: 0]
    guard taken > 0 || !unsaid.isEmpty else { return }
    let line = taken > 0 ? "收到 \(taken) 个提交" : "收到此前的提交"
    try WriteSession(other).commit(line) { _ in }
  }
}
