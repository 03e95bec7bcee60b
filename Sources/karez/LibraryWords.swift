import Operations
import SiteModel

/// The library and who has what of it, for people and for programs.
struct LibraryWords {
  private let library: AskLibrary
  private let phrases: PhraseBook

  init(_ library: AskLibrary, _ phrases: PhraseBook) {
    (self.library, self.phrases) = (library, phrases)
  }

  var lines: [String] { library.texts.map(line) + library.nodes.map(line) }

  /// What was taken in, and to whom it goes.
  func lines(_ taken: [PublishToLibrary.Taken]) -> [String] {
    let said = taken.map { text in
      phrases.text(
        Phrase(
          text.isNew ? "library.taken" : "library.held", ["id": text.id, "version": text.version]))
    }
    return said + library.nodes.map(line)
  }

  private func line(_ text: LibraryText) -> String {
    let have = library.nodes.count { $0.has(text) }
    return [
      phrases.text(Phrase("library.kind-\(text.kind.rawValue)")), text.number,
      text.version ?? "—", phrases.language.pick(text.title) ?? text.title.en,
      "\(have)/\(library.nodes.count)",
    ].joined(separator: "\t")
  }

  private func line(_ node: AskLibrary.Node) -> String {
    let lacks = lacks(node).map(\.number)
    let values = [
      "node": node.name, "entity": node.entity, "spoke": node.spoke ?? "—",
      "count": String(lacks.count), "texts": lacks.joined(separator: ", "),
    ]
    return phrases.text(Phrase(lacks.isEmpty ? "library.has-all" : "library.lacks", values))
  }

  private func lacks(_ node: AskLibrary.Node) -> [LibraryText] {
    library.texts.filter { !node.has($0) }
  }

  var json: JSON {
    ["texts": .array(library.texts.map(json)), "nodes": .array(library.nodes.map(json))]
  }

  func json(_ taken: [PublishToLibrary.Taken]) -> JSON {
    [
      "taken": .array(
        taken.map {
          [
            "kind": .string($0.kind.rawValue), "id": .string($0.id),
            "version": .string($0.version), "new": .bool($0.isNew),
          ]
        }), "to": .array(library.nodes.map(json)),
    ]
  }

  private func json(_ text: LibraryText) -> JSON {
    [
      "kind": .string(text.kind.rawValue), "record": .string(text.key.description),
      "number": .string(text.number),
      "title": ["zh": .string(text.title.zh), "en": .string(text.title.en)],
      "version": text.version.map(JSON.string) ?? .null,
      "states": .array(text.states.map(JSON.string)), "entry": .string(text.entry.description),
      "have": names(library.nodes.filter { $0.has(text) }),
      "lack": names(library.nodes.filter { !$0.has(text) }),
    ]
  }

  private func json(_ node: AskLibrary.Node) -> JSON {
    [
      "name": .string(node.name), "entity": .string(node.entity),
      "spoke": node.spoke.map(JSON.string) ?? .null,
      "lacks": .array(lacks(node).map { .string($0.key.description) }),
    ]
  }

  private func names(_ nodes: [AskLibrary.Node]) -> JSON {
    .array(nodes.map { .string($0.name) })
  }
}
