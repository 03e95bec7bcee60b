import Indexing
package import SiteModel
import Storage

/// Which bytes are to be nowhere any more, as all this node holds says; with who disposed of them.
///
/// It follows from facts alone, so every node finds the same: the bytes of a file are gone if a
/// disposal with all its signatures names them, unless another record still shows them, something
/// that is in force has them, or a hold keeps the record they belong to.
package struct Disposals {
  /// One file that is gone.
  package struct Gone: Sendable {
    package let disposal: Disposal
    package let item: Disposal.Item

    /// 「已处置」, by whom and when.
    package var phrase: Phrase {
      Phrase("disposal.gone", values)
    }

    /// The same in few words, for lists.
    package var mark: Phrase {
      Phrase(
        "said.disposed-mark",
        [
          "day": disposal.day, "number": disposal.number, "executor": disposal.executor,
          "witness": disposal.witness,
        ])
    }

    private var values: [String: String] {
      [
        "name": item.file, "number": disposal.number, "day": disposal.day,
        "executor": disposal.executor, "witness": disposal.witness,
      ]
    }

    /// As `--json` prints it.
    package var json: JSON {
      [
        "number": .string(disposal.number), "on": .string(disposal.day),
        "executor": .string(disposal.executor), "witness": .string(disposal.witness),
        "reason": .string(disposal.reason),
      ]
    }
  }

  /// Why bytes stay though somebody disposed of them.
  package enum Kept: Sendable, Hashable {
    /// Another record shows them.
    case shown(RecordKey)
    /// A document in force has them.
    case inForce(number: String)
    case held(number: String)
  }

  package private(set) var gone: [ContentHash: Gone] = [:]
  package private(set) var kept: [ContentHash: Kept] = [:]
  private var records: [ContentHash: Set<RecordKey>] = [:]
  private let site: Site

  package init(on site: Site) throws {
    self.site = site
    guard try site.index.holds(any: Disposal.type) else { return }
    let disposals = try site.index.records(of: Disposal.type)
      .compactMap { Disposal($0.key, $0.state, $0.course) }
    var items: [ContentHash: [Gone]] = [:]
    for disposal in disposals {
      for item in disposal.items {
        items[item.sha256, default: []].append(Gone(disposal: disposal, item: item))
      }
    }
    guard !items.isEmpty else { return }
    try judge(items)
  }

  private mutating func judge(_ items: [ContentHash: [Gone]]) throws {
    let holds = try LegalHolds(on: site)
    var shown: [ContentHash: Set<RecordKey>] = [:]
    for (key, file) in try site.index.attachments() where items[file.sha256] != nil {
      shown[file.sha256, default: []].insert(key)
    }
    let inForce = try inForce()
    for (hash, gone) in items {
      let disposed = Set(gone.map(\.item.record))
      records[hash] = disposed
      if let number = inForce[hash] {
        kept[hash] = .inForce(number: number)
      } else if let hold = try holds.active(onAny: disposed) {
        kept[hash] = .held(number: hold.number)
      } else if let other = try other(shown[hash] ?? [], disposed, hash) {
        kept[hash] = .shown(other)
      } else {
        self.gone[hash] = gone[0]
      }
    }
  }

  /// Another record that shows these bytes: somebody still needs them.
  private func other(
    _ shown: Set<RecordKey>, _ disposed: Set<RecordKey>, _ hash: ContentHash
  ) throws -> RecordKey? {
    try shown.subtracting(disposed).sorted().first { key in
      // What waits in a locked record to be signed is needed, too.
      let states = [try site.index.state(of: key), try site.index.course(of: key)?.joined]
      return states.compactMap { $0 }.contains { state in
        Envelope(of: state).attachments.contains { $0.file.sha256 == hash }
      }
    }
  }

  /// What is in force or will be, by the bytes of its text.
  private func inForce() throws -> [ContentHash: String] {
    let documents = try Documents(on: site)
    let today = try documents.today()
    return documents.board.documents.reduce(into: [:]) { found, document in
      for revision in document.live(from: today) {
        if let content = revision.content { found[content] = document.number }
      }
    }
  }

  /// - Parameter key: the record they are read from or would be kept with: in another one they may
  ///   be kept again; nil: whichever.
  /// - Throws: ``DisposalFault/gone(_:)`` for bytes that were disposed of.
  static func check(_ sha256: ContentHash, of key: RecordKey?, on site: Site) throws {
    let all = try Disposals(on: site)
    guard let gone = all.gone[sha256] else { return }
    guard key.map({ all.records[sha256]?.contains($0) == true }) ?? true else { return }
    throw DisposalFault.gone(gone)
  }
}

extension Document {
  /// The revisions that are in force on a day or come into force after it.
  func live(from day: String) -> [DocumentRevision] {
    let days = [day] + (line?.acts ?? []).map(\.day).filter { $0 > day }
    return Set(days).sorted().compactMap { inForce(on: $0)?.revision }
  }
}
