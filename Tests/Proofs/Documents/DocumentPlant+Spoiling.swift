import Foundation
import Operations
import SiteModel
import Storage

extension DocumentPlant {
  /// Somebody puts his hands into `controlled/`; the next command puts it right.
  mutating func spoil(_ node: DocumentNode, _ number: String) throws {
    let folder = "\(node.name)/controlled"
    let copies = try FileManager.default.contentsOfDirectory(
      atPath: made.scratch.appending(path: folder).path
    ).filter { !$0.hasPrefix("00-") }.sorted()
    let copy = "\(folder)/\(pick(copies))"
    counts.spoilt += 1
    switch copies.isEmpty ? 0 : Int.random(in: 0..<5, using: &random) {
    case 0:
      try shell("rm -f '\(folder)/\(number) A-0 文件.md'; echo 旧 > '\(folder)/\(number) A-0 文件.md'")
    case 1: try shell("rm -f \(node.name)/.karez/controlled.json; rm '\(copy)'")
    case 2: try shell("chmod 644 '\(copy)'; echo 改 >> '\(copy)'")
    case 3: try shell("mv '\(copy)' '\(folder)/\(number) Z-0 文件.md'")
    // One letter, and the file says that nobody has written to it since.
    default:
      try shell(
        "rm -f old; cp -p '\(copy)' old; printf X | dd of='\(copy)' conv=notrunc status=none; touch -r old '\(copy)'"
      )
    }
    try node.run(as: nil, on: day) { _ in }
  }

  /// The bytes of what is in force become others in the node's store: nobody takes them for what was
  /// approved. Then they come back.
  mutating func spoilText(_ node: DocumentNode) throws {
    let texts = try expected(at: node).values.map(\.sha256).filter { apart.contains($0) }.sorted()
    guard let text = texts.first else { return try pass(node) }
    let file = path(of: text, at: node)
    let bytes = try Data(contentsOf: file)
    counts.spoilt += 1
    try replace(file, by: Data(bytes.reversed()))
    spoilt.insert("\(node.name) \(text)")
    try node.run(as: nil, on: day) { _ in }
    try look(node)
    try refuses(node, ["verify"], 76)
    try replace(file, by: bytes)
    spoilt.remove("\(node.name) \(text)")
    try node.run(as: nil, on: day) { _ in }
  }

  private func replace(_ file: URL, by bytes: Data) throws {
    try FileManager.default.removeItem(at: file)
    try bytes.write(to: file)
  }
}
