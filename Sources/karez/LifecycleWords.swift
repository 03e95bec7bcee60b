import Operations
import SiteModel

/// States, acts and their signers in the words of a lifecycle.
struct LifecycleWords {
  private let lifecycle: Lifecycle
  private let language: Language

  init(_ lifecycle: Lifecycle, _ language: Language) {
    (self.lifecycle, self.language) = (lifecycle, language)
  }

  /// What a state is called.
  func state(_ name: String) -> String {
    language.pick(lifecycle[state: name]?.title) ?? name
  }

  /// What an action or a statement is called.
  func signing(_ name: String) -> String {
    let signing = lifecycle[action: name]?.signing ?? lifecycle[statement: name]?.signing
    return language.pick(signing?.title) ?? name
  }

  /// An act on one line: what, who in which post, when; and why it does not count, if so.
  func line(_ act: JudgedAct, hasEffect: Bool, _ phrases: PhraseBook) -> String {
    let signer = act.act.signer
    let post = [signer.department, signer.post].compactMap { $0 }.joined(separator: " ")
    let said = "\(signing(act.act.action))\t\(signer.name)\t\(post)\t\(act.act.place.claimed)"
    guard !hasEffect else { return said }
    let rules = act.breaches.map { phrases.text($0.phrase) }.joined(separator: " ")
    return said + "\t" + phrases.text(Phrase("said.no-effect", ["rules": rules]))
  }
}

extension Language {
  /// The text in this language.
  func pick(_ text: BilingualText?) -> String? {
    text.map { self == .zh ? $0.zh : $0.en }
  }
}

extension JudgedAct {
  /// As `record show` and `record history` print it.
  func json(hasEffect: Bool) -> JSON {
    var members: [String: JSON] = [
      "entry": .string(entry.name.description), "action": .string(act.action),
      "identity": .string(identity.description), "by": .string(person),
      "name": .string(act.signer.name), "claimed": .string(act.place.claimed),
      "effect": .bool(hasEffect), "breaches": .array(breaches.map { .string($0.phrase.key) }),
    ]
    members["state"] = act.state.map(JSON.string)
    members["post"] = act.signer.post.map(JSON.string)
    members["department"] = act.signer.department.map(JSON.string)
    members["reason"] = entry.entry.reason.map(JSON.string)
    return .object(members)
  }
}
