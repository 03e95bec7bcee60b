package import Foundation
import Indexing
package import SiteModel
import Storage

/// Does something about what may exist once, such as the number of a document.
///
/// `model.md` §4: lawful on the holder's chain only. The law is asked here before anything is
/// written, by what this node knows.
package struct MoveSlot {
  /// What a person wants.
  package enum Wish: Sendable {
    case open
    /// A revision, and the file that is its text: the act names its SHA-256.
    case release(revision: String, file: URL)
    case withdraw
    /// The chain that holds it next.
    case handOver(to: String)
    /// The entry to go on from; nil: the last one that nobody contests.
    case takeOver(from: String?)
    /// As of ``takeOver(from:)``.
    case resume(from: String?)

    /// Whether it says what is in force; of a month or an inventory, only acts about them do.
    var movesContent: Bool {
      switch self {
      case .open, .release, .withdraw: true
      case .handOver, .takeOver, .resume: false
      }
    }

    /// Whether something is in force by it, or is no longer.
    var movesText: Bool {
      switch self {
      case .release, .withdraw: true
      case .open, .handOver, .takeOver, .resume: false
      }
    }

    var needsReason: Bool {
      switch self {
      case .open, .release: false
      case .withdraw, .handOver, .takeOver, .resume: true
      }
    }
  }

  /// About what, since when and why.
  package struct Wishes: Sendable {
    /// The number, with its mark if it has one.
    package var number: String
    /// What it is the number of.
    package var kind = SlotKey.documents
    /// The day from which it holds; nil: today.
    package var day: CivilDate?
    /// In the person's words.
    package var reason: String?
    /// At headquarters: whose number it is; nil: the node's own.
    package var entity: String?

    package init(_ number: String) { self.number = number }
  }

  /// Writes the act.
  ///
  /// - Returns: how the number stands now.
  /// - Throws: ``SlotFault``; ``ExchangeFault/noEntity(_:)`` for an entity that is not followed.
  package static func run(
    _ wish: Wish, _ wishes: Wishes, on site: Site
  ) throws -> SlotAnswer {
    let slot = try SlotKey(numbered: wishes.number, wishes.kind)
    if wish.movesContent { try checkHands(slot) }
    let isTold = wishes.reason.map { !$0.allSatisfy(\.isWhitespace) } ?? false
    guard isTold || !wish.needsReason else { throw SlotFault.noReason }
    return try site.write { session in
      let session = try session.beside(wishes.entity)
      if wish.movesText { try checkIsNoDocument(slot, session.site) }
      let known = try KnownSlot(slot, on: session.site)
      let move = try known.move(try step(wish, session.site), wishes.day, from: wish.from)
      let entry = Entry(
        entity: session.writer.entity, slot: move, by: session.writer.giving(wishes.reason).author)
      try known.hear(entry)
      if case .resume = wish { try known.checkHeard(of: session.site.chain) }
      try session.commit("\(move.step.said) \(slot.number)") { try $0.add(entry) }
      return try SlotAnswer(of: slot, on: session.site)
    }
  }

  private static func checkHands(_ slot: SlotKey) throws {
    if slot.kind == SlotKey.months { throw SlotFault.closing }
    if slot.kind == SlotKey.inventories { throw SlotFault.approving }
  }

  /// What is in force of a document needs a signature.
  private static func checkIsNoDocument(_ slot: SlotKey, _ site: Site) throws {
    let cards = try site.index.states(of: Document.type)
    guard slot.kind == SlotKey.documents,
      cards.contains(where: { $0.state.values["number"]?.string == slot.number })
    else { return }
    throw SlotFault.document(slot.number)
  }

  private static func step(_ wish: Wish, _ site: Site) throws -> SlotStep {
    switch wish {
    case .open: return .open
    case .withdraw: return .withdraw
    case .takeOver: return .takeOver
    case .resume: return .resume
    case .release(let revision, let file):
      guard SlotStep.isRevision(revision) else { throw SlotFault.badRevision(revision) }
      return .release(revision: revision, text: try site.contents.stage(file.path).sha256)
    case .handOver(let chain):
      guard try site.index.heads().contains(where: { $0.chain == chain })
      else { throw SlotFault.unknownChain(chain) }
      return .handOver(to: chain)
    }
  }
}

extension MoveSlot.Wish {
  fileprivate var from: String? {
    switch self {
    case .takeOver(let from), .resume(let from): from
    case .open, .release, .withdraw, .handOver: nil
    }
  }
}

extension SlotStep {
  /// For people who read `git log`.
  fileprivate var said: String {
    switch self {
    case .open: "启用编号"
    case .release(let revision, _): "发布 \(revision)"
    case .withdraw: "废止"
    case .handOver(let chain): "移交链 \(chain)"
    case .takeOver: "接管"
    case .resume: "恢复持有"
    }
  }
}

extension SlotKey {
  /// The slot of a document's number, of a month or of an inventory.
  ///
  /// - Throws: ``SlotFault/badNumber(_:)``.
  package init(numbered number: String, _ kind: String = documents) throws(SlotFault) {
    guard [Self.documents, Self.months, Self.inventories].contains(kind),
      let key = SlotKey(kind: kind, number: number)
    else { throw .badNumber(number) }
    self = key
  }

  /// As commands name it.
  var typed: String { kind == Self.documents ? number : "\(number) --kind \(kind)" }
}
