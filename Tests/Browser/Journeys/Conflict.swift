import Foundation
import TestSupport

extension Journey {
  /// Two nodes of one plant wrote different models of one instrument; a person says which it is.
  static let conflict = Journey(
    name: "conflict", limit: 6,
    prepare: { node in
      try node.employ()
      try node.karez(
        "record", "new", "instrument", "--set", "number=QJ-1", "--set", "name=皮带秤", "--set",
        "model=ICS-17")
      let other = ServedNode("q", in: node.scratch)
      try other.copy(node)
      try node.karez("record", "correct", "QJ-1", "model=ICS-20", "--reason", "铭牌如此")
      try other.karez("record", "correct", "QJ-1", "model=ICS-30", "--reason", "说明书如此")
      try node.hear(other, entity: "xj-017")
    },
    walk: { person, node in
      try await person.signIn("张伟")
      person.begin()
      try await person.click("冲突", "Conflicts")
      try await person.sees("原值", "before")
      try await person.choose("取哪一方", "Which side stands", "ICS-30", "ICS-30")
      try await person.fill("原因", "Reason", "以铭牌为准")
      try await person.click("裁决", "Decide")
      try await person.sees("没有待裁决的冲突", "No conflict waits")
      let shown = try node.karez("record", "show", "QJ-1", "--json")
      guard shown.contains(#""model":"ICS-30""#) else { throw Stumble(shown) }
    })
}

extension ServedNode {
  /// Becomes a copy of another node's folder, as a restored disk is.
  func copy(_ other: ServedNode) throws { try shell("cp -a \(other.name) \(name)") }

  /// Fetches what another node of the entity holds, with stock git.
  func hear(_ other: ServedNode, entity: String) throws {
    let store = ".karez/stores/\(entity).git"
    try shell(
      "git -C \(name)/\(store) fetch -q \"$PWD/\(other.name)/\(store)\" 'refs/heads/*:refs/heads/*'"
        + " || test $? = 1")
    let signers = ".karez/keys/allowed_signers"
    try shell(
      "sort -u \(name)/\(signers) \(other.name)/\(signers) > both && cp both \(name)/\(signers)")
    try karez("verify")
  }

  private func shell(_ line: String) throws {
    let answer = try run("sh", ["-c", line], in: scratch.path)
    guard answer.status == 0 else { throw Stumble("\(line): \(answer.error)") }
  }
}
