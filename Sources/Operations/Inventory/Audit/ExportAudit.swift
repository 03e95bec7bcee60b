package import Foundation
import Indexing
package import SiteModel
import Storage

/// Writes a folder from which anybody computes an inventory again, with a shell and stock tools.
package struct ExportAudit {
  /// What was written.
  package struct Made: Sendable {
    package let lines: Int
    /// Terms that the script adds up.
    package let terms: Int
    /// The SHA-256 of the script: an auditor who has it from elsewhere compares.
    package let script: ContentHash
    /// Of the keys that signed the facts, as they stand on paper.
    package let fingerprints: [String]
  }

  private let site: Site
  private let folder: URL

  /// - Parameter folder: must not be there yet.
  /// - Throws: ``InventoryFault``; first of all if the inventory is not what its facts give.
  package static func run(_ id: String, to folder: URL, on site: Site) throws -> Made {
    guard !FileManager.default.fileExists(atPath: folder.path) else {
      throw InventoryFault.folder(path: folder.path)
    }
    let (basis, inventory, bytes) = try ReadInventory.computed(id, on: site)
    guard inventory.lines.allSatisfy({ $0.evaluation != nil }) else {
      throw InventoryFault.inPart(id: id)
    }
    var tables = AuditTables()
    for (number, derivation) in try basis.derivations(of: inventory).enumerated() {
      try tables.add(derivation, number + 1)
    }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let export = ExportAudit(site: site, folder: folder)
    do {
      try export.put(notes(of: inventory), "notes.txt")
      return try export.write(tables, bytes, id, lines: inventory.lines.count)
    } catch {
      // Half a folder would look like one that was tampered with.
      try? FileManager.default.removeItem(at: folder)
      throw error
    }
  }

  /// What nobody has confirmed, in both languages, for whoever opens the folder.
  private static func notes(of inventory: Inventory) -> [UInt8] {
    Array(inventory.remarks.map { "· \($0.zh)\n  \($0.en)\n" }.joined().utf8)
  }

  private func write(
    _ tables: AuditTables, _ inventory: [UInt8], _ id: String, lines: Int
  ) throws -> Made {
    try put(inventory, "inventory.json")
    try put(AuditTables.bytes(tables.terms), "terms.tsv")
    try put(AuditTables.bytes(tables.steps), "steps.tsv")
    try put(AuditTables.bytes(tables.entries), "entries.tsv")
    try put(try place(of: id), "where.tsv")
    try putApproval(of: id)
    let bundle = try BundleWriter(site.store, cuts: site.store.cuts(after: [:]))
    try bundle.write(to: folder.appending(path: "facts.bundle").path)
    let keys = try NodeKeys.allowed(in: site.layout)
    let signers = keys.sorted { $0.key < $1.key }.map { $0.value.allowedSigner($0.key) + "\n" }
    try put(Array(signers.joined().utf8), "allowed_signers")
    let script = try putScript()
    let chains = Set(try site.index.heads().map(\.chain))
    return Made(
      lines: lines, terms: tables.terms.count, script: script,
      fingerprints: keys.filter { chains.contains($0.key) }.map(\.value.fingerprint).sorted())
  }

  private func put(_ bytes: [UInt8], _ name: String) throws {
    try AtomicFile.write(bytes, to: folder.appending(path: name).path)
  }

  /// The acts about it, each with its commit, its path there and who signed it; and the keys of the
  /// people, old ones too, as the nodes' records name them.
  private func putApproval(of id: String) throws {
    let proof = try ApprovalProof(try AskApproval.run(id, on: site), on: site)
    let rows = proof.items.map { [$0.commit, $0.path, $0.act.person] }
    try put(AuditTables.bytes(rows), "approval.tsv")
    try put(Array(proof.json.canonical.utf8), "approval.json")
    let people = try AllowedPeople.lines(site).map { $0 + "\n" }
    try put(Array(people.joined().utf8), "allowed_people")
  }

  /// The commit that holds the inventory, and its path there.
  private func place(of id: String) throws -> [UInt8] {
    let key = RecordKey.known("inventory", id)
    let name = try site.index.state(of: key).values["content"].flatMap(ContentValue.init)?.path
    let seq = name?.split(separator: ".").first.flatMap { Int($0) }
    let entry = try site.index.entries(of: key).first { $0.name.seq == seq }
    guard let name, let entry, let commit = try site.index.commit(entry.name) else {
      throw InventoryFault.unknown(id: id)
    }
    return Array("\(commit.id)\t\(key.folder)/\(name)\n".utf8)
  }

  /// The script names the hash of the reader of segments that it calls.
  private func putScript() throws -> ContentHash {
    let share = site.surroundings.share
    let reader = try Data(contentsOf: share.schema.appending(path: "seg2csv.awk"))
    try put(Array(reader), "seg2csv.awk")
    let template = share.template.appending(path: "audit")
    let text = String(
      decoding: try Data(contentsOf: template.appending(path: "audit.sh")), as: UTF8.self)
    let script = Array(
      text.replacing("SEG2CSV", with: ContentHash(of: Array(reader)).description).utf8)
    try put(script, "audit.sh")
    try put(Array(try Data(contentsOf: template.appending(path: "README.txt"))), "README.txt")
    return ContentHash(of: script)
  }
}
