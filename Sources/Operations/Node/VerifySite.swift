package import Foundation
import Indexing
package import SiteModel
import Storage
import Sync

/// Checks everything a node holds, and writes nothing.
package struct VerifySite {
  /// What was found.
  package struct Answer: Sendable {
    /// Commits whose signature, place and files hold.
    package let commits: Int
    /// Objects that were read and hashed again.
    package let objects: Int
    /// Every fault, each naming its object or commit.
    package let faults: [Found]
    /// What stays until headquarters decides: the form of every fact may hold all the same.
    package let alarms: [Alarm]
    /// Large files of other nodes' facts that have still to come.
    package let awaited: Int
    /// Files that were disposed of: not there, and rightly so.
    package let disposed: [Disposals.Gone]
  }

  /// One thing that does not hold.
  package struct Found: Sendable {
    /// The object, commit or chain it is about.
    package let object: String
    /// What does not hold, and what to do.
    package let phrase: Phrase

    init(_ finding: StoreVerification.Finding) {
      phrase = finding.fault.phrase
      object = phrase.values["object"] ?? finding.commit?.description ?? finding.chain
    }

    init(_ fault: any Fault) {
      phrase = fault.phrase
      object = phrase.values["sha256"] ?? phrase.values["object"] ?? ""
    }
  }

  /// Reads every store of the node by itself, so that a damaged index or a damaged fact cannot stand
  /// in the way: its own, the library, and at headquarters each entity's.
  ///
  /// - Parameter surroundings: to ask whether what is missing was disposed of; nil: nothing was.
  /// - Throws: ``NodeFault`` or ``StoreFault`` if there is no store to look at.
  package static func run(in root: URL, surroundings: Surroundings? = nil) throws -> Answer {
    let layout = SiteLayout(root: root)
    let identity = try NodeIdentity.read(from: layout.identity)
    let others = try layout.entities().filter { $0 != identity.entity }
    let answers = try ([identity.entity] + others).map { entity in
      try look(
        at: entity, in: layout, own: entity == identity.entity ? identity.chain : nil,
        gone: gone(of: entity, in: root, surroundings))
    }
    return Answer(
      commits: answers.reduce(0) { $0 + $1.commits },
      objects: answers.reduce(0) { $0 + $1.objects }, faults: answers.flatMap(\.faults),
      alarms: answers.flatMap(\.alarms), awaited: answers.reduce(0) { $0 + $1.awaited },
      disposed: answers.flatMap(\.disposed))
  }

  /// What was disposed of in a store; nothing where its index cannot say so: then the file is
  /// reported as missing.
  private static func gone(
    of entity: String, in root: URL, _ surroundings: Surroundings?
  ) -> () -> [ContentHash: Disposals.Gone] {
    var known: [ContentHash: Disposals.Gone]?
    return {
      if let known { return known }
      let found = surroundings.flatMap { surroundings -> [ContentHash: Disposals.Gone]? in
        guard let site = try? Site.open(root, surroundings: surroundings),
          let store = entity == site.entity ? site : try? site.beside(entity, writing: nil)
        else { return nil }
        return try? Disposals(on: store).gone
      }
      known = found ?? [:]
      return found ?? [:]
    }
  }

  /// - Parameter own: the chain that must be there.
  private static func look(
    at entity: String, in layout: SiteLayout, own: String?,
    gone: @escaping () -> [ContentHash: Disposals.Gone]
  ) throws -> Answer {
    let store = try GitStore(opening: layout.store(of: entity).path)
    let attachments = VerifyAttachments(of: store, mayCome: try mayCome(in: layout), gone: gone)
    let verification = StoreVerification(
      of: store, entity: entity, keys: try NodeKeys.allowed(in: layout),
      isElsewhere: try isElsewhere(entity, layout),
      look: { attachments.look(at: $0, $1, in: $2) })
    attachments.run()
    var findings = verification.findings
    // A node is never without a commit of its own; the chain that should be there cannot say so.
    if let own, let heads = try? store.heads(), heads[own] == nil {
      findings.append(
        .init(chain: own, commit: nil, fault: VerificationFault.store(.noRef(of: own))))
    }
    return Answer(
      commits: verification.commits, objects: verification.objects,
      faults: findings.map { Found($0) } + attachments.faults.map { Found($0) },
      alarms: try Alarm.forks(in: store, layout), awaited: attachments.awaited.count,
      disposed: attachments.disposed.values.sorted { $0.item.file < $1.item.file })
  }

  /// A large file follows its fact once it was asked for: only what this node attached itself must
  /// be here, and everything where there is nobody to ask.
  private static func mayCome(in layout: SiteLayout) throws -> (String) -> Bool {
    let identity = try NodeIdentity.read(from: layout.identity)
    let hasOthers = try identity.isHeadquarters || Joined(in: layout) != nil
    let own = Set([identity.chain] + (try Followed(in: layout).chains.values))
    return { hasOthers && !own.contains($0) }
  }

  /// The library's commits, which it must hold unless it has still to come, as after a restore.
  private static func isElsewhere(
    _ entity: String, _ layout: SiteLayout
  ) throws -> (SeenHead) throws(StoreFault) -> Bool {
    let own = try NodeIdentity.read(from: layout.identity).entity
    let library = try LibraryChains.Heads(for: entity, own: own, in: layout).store()
    let tips = Result { () throws(StoreFault) in try library?.tips() ?? [] }
    let (holes, entities) = (try LibraryHoles(kept: layout).all, try ChainEntities(in: layout))
    return { (head) throws(StoreFault) in
      if holes.contains(head.commit) { return true }
      guard let library, case let tips = try tips.get().filter({ $0.chain == head.chain }),
        !tips.isEmpty
      else {
        return entity != Party.library
          && entities.count(head.chain, in: Party.library, own: own)
      }
      for tip in tips where try library.isHeld(head.commit, below: tip) { return true }
      return false
    }
  }
}
