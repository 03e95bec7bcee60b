import SiteModel
import Storage

extension Mutation {
  /// Which commit follows which.
  static let orders: [Mutation] = [
    .bundle("order: two commits changed places", .order, "trailer Seq") { bundle, _, _ in
      bundle.drafts.swapAt(0, 1)
    },
    .bundle("order: a commit left out", .order, "trailer Seq") { bundle, _, _ in
      bundle.drafts.removeFirst()
    },
    .bundle("order: a commit of the middle left out", .order, "trailer Seq") {
      bundle, random, scene in
      bundle.drafts.append(try scene.draft(bundle.drafts.count + 5, of: scene.plant, &random))
    },
    .bundle("order: one number twice", .order, "trailer Seq") { bundle, random, scene in
      bundle.drafts.append(try scene.draft(bundle.drafts.count + 3, of: scene.plant, &random))
    },
    .bundle("order: a commit after one that is not before it", .order, "trailer Seq", "missing") {
      bundle, _, scene in
      let held = scene.held[2].id
      bundle.drafts[1].parent = { _ in held }
    },
    .bundle("order: a first commit in the middle", .order, "ingest.prerequisites") {
      bundle, _, _ in
      bundle.drafts[1].parent = { _ in nil }
    },
    .bundle("order: a first commit after three", .order, "trailer Seq") {
      bundle, _, _ in
      bundle.base = nil
    },
    .bundle("order: follows another chain", .order, "trailer Chain") { bundle, _, scene in
      bundle.base = scene.seen[2].id
    },
    .bundle("order: follows what nobody holds", .order, "waits earlier") { bundle, random, _ in
      bundle.base = ObjectID(bytes: (0..<20).map { _ in UInt8.random(in: 0...255, using: &random) })
    },
    .bundle("order: a new chain that begins at two", .order, "trailer Seq") {
      bundle, random, scene in
      bundle = try scene.newChain(&random)
      bundle.drafts.removeFirst()
    },
    .bundle("order: an honest other life of one disk", .meaning, "taken") {
      bundle, random, scene in
      let drafts = try (3...4).map { try scene.draft($0, of: scene.plant, &random) }
      let before = Dictionary(
        uniqueKeysWithValues: (1...2).map {
          ("notes/\($0).txt", MutantScene.note($0, of: scene.chain))
        })
      bundle = ForgedBundle(
        chain: scene.chain, base: scene.held[1].id, before: before, drafts: drafts)
    },
  ]
}
