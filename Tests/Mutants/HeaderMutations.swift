import SiteModel
import Storage

extension Mutation {
  /// The lines before the pack, which no signature covers.
  static let headers: [Mutation] =
    versions + refs + leaning + [
      .bundle("header: cut before its end", .header, "bundle header") { bundle, _, _ in
        bundle.whole = { $0 = Array($0.prefix(60)) }
      },
      .bundle("header: an id of 39 digits", .header, "bundle header") { bundle, _, _ in
        line(&bundle) { $0.removeFirst() }
      },
      .bundle("header: an id in capitals", .header, "bundle header") { bundle, _, _ in
        line(&bundle) { $0 = "A" + $0.dropFirst() }
      },
      .bundle("header: a ref without a name", .header, "bundle header") { bundle, _, _ in
        line(&bundle) { $0 = String($0.prefix(40)) }
      },
      .bundle("header: one ref twice", .header, "bundle header") { bundle, _, _ in
        bundle.header = { $0.insert($0[$0.count - 2], at: 0) }
      },
      .bundle("header: longer than a mebibyte", .header, "bundle header") { bundle, _, _ in
        bundle.header = { $0[0] += " " + String(repeating: "x", count: 1_100_000) }
      },
      .bundle("file: larger than any node writes", .header, "ingest.size") { bundle, _, _ in
        bundle.whole = { $0 += Array(repeating: 0, count: Verdict.limits.bundle) }
      },
    ]

  private static let versions: [Mutation] = [
    "# v3 git bundle", "# v2 git bundle ", "# v1 git bundle", "", "# v2 git bundle\r",
  ].map { version in
    .bundle("version: \(version.debugDescription)", .header, "bundle version") { bundle, _, _ in
      bundle.version = version
    }
  }

  /// Changes the line of the ref.
  private static func line(_ bundle: inout ForgedBundle, _ change: @escaping (inout String) -> Void)
  {
    bundle.header = { change(&$0[$0.count - 2]) }
  }

  private static let refs: [Mutation] =
    [
      "refs/tags/v1", "refs/heads/ABCD", "refs/heads/abc", "refs/heads/abcdefghijklm",
      "refs/heads/ab/cd", "refs/heads/", "HEAD", "refs/forks/abcd", "refs/heads/../x",
    ].map { ref in
      .bundle("ref: \(ref)", .header, "ingest.refs") { bundle, _, _ in
        line(&bundle) { $0 = $0.prefix(41) + ref }
      }
    } + [
      .bundle("ref: none", .header, "ingest.refs") { bundle, _, _ in
        bundle.header = { $0.remove(at: $0.count - 2) }
      },
      .bundle("ref: a second chain", .header, "ingest.refs") { bundle, _, scene in
        bundle.header = {
          $0.insert("\(scene.seen[2].id) refs/heads/\(scene.hq.publicKey.chain)", at: 1)
        }
      },
      .bundle("ref: HEAD beside the chain", .header, "ingest.refs") { bundle, _, _ in
        bundle.header = { $0.insert($0[$0.count - 2].prefix(40) + " HEAD", at: 1) }
      },
      .bundle("ref: at what nobody holds", .header, "missing") { bundle, _, _ in
        line(&bundle) { $0 = String(repeating: "1", count: 40) + $0.dropFirst(40) }
      },
      .bundle("ref: at a folder", .header, "malformed commit") { bundle, _, _ in
        at(.tree, &bundle)
      },
      .bundle("ref: at a file", .header, "malformed commit") { bundle, _, _ in
        at(.blob, &bundle)
      },
      .bundle("ref: at a commit before the last", .header, "ingest.unreached") { bundle, _, _ in
        at(.commit, &bundle)
      },
      .bundle("ref: at what is held", .header, "nothing new") { bundle, _, scene in
        let id = scene.held[1].id
        line(&bundle) { $0 = "\(id)" + $0.dropFirst(40) }
      },
      .bundle("ref: another chain that is held", .header, "trailer Chain") { bundle, _, scene in
        bundle.chain = scene.hq.publicKey.chain
      },
      .bundle("ref: a chain nobody knows", .header, "trailer Chain") { bundle, _, _ in
        bundle.chain = "zzzz9"
      },
    ]

  /// Makes the ref name the first object of a kind in the pack.
  private static func at(_ kind: ObjectKind, _ bundle: inout ForgedBundle) {
    let found = Box(ObjectID?.none)
    bundle.shelf = { packed in found.value = packed.first { $0.kind == kind }?.id }
    line(&bundle) { $0 = (found.value?.description ?? "") + $0.dropFirst(40) }
  }

  private static let leaning: [Mutation] = [
    .bundle("leans on: nothing, it says", .header, "ingest.prerequisites") { bundle, _, _ in
      bundle.header = { $0.removeFirst() }
    },
    .bundle("leans on: two commits", .header, "ingest.prerequisites") { bundle, _, scene in
      bundle.header = { $0.insert("-\(scene.held[1].id)", at: 0) }
    },
    .bundle("leans on: an older commit", .header, "ingest.prerequisites") { bundle, _, scene in
      bundle.header = { $0[0] = "-\(scene.held[1].id)" }
    },
    .bundle("leans on: what nobody holds", .header, "ingest.prerequisites") { bundle, _, _ in
      bundle.header = { $0[0] = "-" + String(repeating: "2", count: 40) }
    },
    .bundle("leans on: another chain", .header, "ingest.prerequisites") { bundle, _, scene in
      bundle.header = { $0[0] = "-\(scene.seen[2].id)" }
    },
    .bundle("leans on: its own first commit", .header, "ingest.prerequisites") { bundle, _, _ in
      let found = Box("")
      bundle.shelf = { found.value = $0.first?.id?.description ?? "" }
      bundle.header = { $0[0] = "-" + found.value }
    },
    .bundle("leans on: with a comment", .meaning, "taken") { bundle, _, _ in
      bundle.header = { $0[0] += " the commit before" }
    },
  ]

  /// Carries what one closure found to another.
  final class Box<Value> {
    var value: Value

    init(_ value: Value) { self.value = value }
  }
}
