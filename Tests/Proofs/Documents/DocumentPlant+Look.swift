import Foundation
import Operations
import SiteModel
import Storage

extension DocumentPlant {
  /// What lies in `controlled/` is what should be in force as far as the node has heard, byte for
  /// byte; the node says the same; and every signature it needs is there.
  mutating func look(_ node: DocumentNode) throws {
    counts.looks += 1
    let expected = try expected(at: node)
    counts.inForce += expected.count
    try lookAtFiles(node, expected)
    let shown = try AskDocuments.all(on: try node.open(on: day)).filter {
      $0.inForce != nil && $0.problem == nil
    }
    guard shown.count == expected.count else {
      throw Breach("shown \(shown.map(\.document.number)), not \(expected)")
    }
    for answer in shown {
      guard let inForce = answer.inForce, let revision = inForce.revision else { continue }
      let text = NumberLines.Text(
        version: inForce.version, sha256: inForce.text.description, id: revision.key.id)
      guard text == expected[answer.document.number] else {
        throw Breach("\(answer.document.number) shows \(text), not \(expected)")
      }
      try lookAtSigners(of: revision, answer.document)
    }
  }

  /// By number, what the proof says is in force at a node and lies there.
  func expected(at node: DocumentNode) throws -> [String: NumberLines.Text] {
    try inForce(at: node).filter { try lies($0.value, at: node) }
  }

  /// What is in force at a node and has not arrived there.
  func lacking(at node: DocumentNode) throws -> [String: NumberLines.Text] {
    try inForce(at: node).filter { try !lies($0.value, at: node) }
  }

  /// The day a node looks at documents by: never before the newest that headquarters have lived.
  func today(at node: DocumentNode) throws -> String {
    try max(node.date(day), lines.newestDay(node.known(), of: made.headquarters))
  }

  private func inForce(at node: DocumentNode) throws -> [String: NumberLines.Text] {
    let (known, today) = (try node.known(), try today(at: node))
    let all = Self.numbers.map { ($0, lines.inForce($0, on: today, known: known)) }
    return Dictionary(uniqueKeysWithValues: all).compactMapValues { $0 }
  }

  /// A text of the kind that git does not keep comes later than the facts about it.
  private func lies(_ text: NumberLines.Text, at node: DocumentNode) throws -> Bool {
    guard apart.contains(text.sha256) else { return true }
    return !spoilt.contains("\(node.name) \(text.sha256)")
      && FileManager.default.fileExists(atPath: path(of: text.sha256, at: node).path)
  }

  /// Where git-lfs keeps a file.
  func path(of sha256: String, at node: DocumentNode) -> URL {
    node.folder.appending(
      path: ".karez/stores/plant.git/lfs/objects/\(sha256.prefix(2))/"
        + "\(sha256.dropFirst(2).prefix(2))/\(sha256)")
  }

  private func lookAtFiles(
    _ node: DocumentNode, _ expected: [String: NumberLines.Text]
  ) throws {
    let folder = node.folder.appending(path: "controlled")
    var files = Set(try FileManager.default.contentsOfDirectory(atPath: folder.path))
    files.remove("00-现行清单.html")
    for (number, text) in expected {
      let stem = "\(number) \(text.version.replacing("/", with: "-")) "
      guard let name = files.first(where: { $0.hasPrefix(stem) }) else {
        throw Breach("\(number) \(text) is not among \(files)")
      }
      files.remove(name)
      let bytes = [UInt8](try Data(contentsOf: folder.appending(path: name)))
      guard ContentHash(of: bytes).description == text.sha256 else {
        throw Breach("\(name) has other bytes than \(text)")
      }
    }
    guard files.isEmpty else { throw Breach("not in force, but in controlled/: \(files)") }
  }

  /// Author, reviewer, approver and controller, and where it was sent round, who countersigned.
  private func lookAtSigners(of revision: DocumentRevision, _ document: Document) throws {
    func last(_ action: String) -> String {
      revision.acts.last { $0.act.action == action }?.person ?? "nobody"
    }
    let signers = ["submit", "review", "approve", "release"].map(last)
    let may: [Set<String>] = [
      ["wang"], ["li", "liu"], document.number == "PO-01" ? ["zhang"] : ["zhang", "wu"],
      ["chen", "chu"],
    ]
    let isRight = zip(signers, may).allSatisfy { $1.contains($0) }
    guard isRight, document.number != "QM-01" || last("countersign") == "sun" else {
      throw Breach("\(document.number) \(revision.version) by \(signers)")
    }
  }
}
