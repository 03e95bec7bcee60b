import SiteModel
import Storage

extension Mutation {
  /// Files and folders: their names, their order, their kinds, what was there before.
  static let trees: [Mutation] = changes + modes + treeNames + shapes + paths

  private static let changes: [Mutation] = [
    commit("files: one is changed", .tree, "store.not-append-only") { draft, _, _ in
      draft.files["notes/2.txt"] = Array("another".utf8)
    },
    commit("files: one is gone", .tree, "store.not-append-only") { draft, _, _ in
      draft.removed = ["notes/2.txt"]
    },
    commit("files: a folder is gone", .tree, "store.not-append-only") { draft, _, _ in
      draft.removed = ["notes/1.txt", "notes/2.txt", "notes/3.txt"]
    },
    commit("files: one becomes a folder", .tree, "store.not-append-only") { draft, _, _ in
      draft.removed = ["notes/1.txt"]
      draft.files["notes/1.txt/x"] = Array("x".utf8)
    },
    commit("files: a folder becomes one", .tree, "store.not-append-only") { draft, _, _ in
      draft.removed = ["notes/1.txt", "notes/2.txt", "notes/3.txt"]
      draft.files["notes"] = Array("x".utf8)
    },
    .bundle("files: one of the same bundle is changed", .tree, "store.not-append-only") {
      bundle, _, _ in
      bundle.drafts[1].files[bundle.drafts[0].places.segment] = Array("another".utf8)
    },
    .bundle("files: one is taken back", .tree, "store.not-append-only") { bundle, _, _ in
      bundle.drafts[1].removed = [bundle.drafts[0].places.segment]
    },
  ]

  private static let modes: [Mutation] =
    ["100755", "120000", "160000", "040000", "100664", "40755", "0"].map { mode in
      folder("mode \(mode)", "malformed tree") { entries, _ in entries[0].mode = mode }
    } + [
      folder("a file that is a folder", "malformed tree", "malformed blob") { entries, path in
        let kind = entries[0].mode == "40000" ? "100644" : "40000"
        entries[0].mode = kind
      },
      .commit("folder: a file that is a commit", .tree, "malformed commit") { draft, _, scene in
        draft.files["fresh/x"] = Array("x".utf8)
        draft.folder = { path, entries in
          if path == "fresh" { entries[0].id = scene.held[0].id }
        }
      },
      folder("what nobody holds", "missing") { entries, _ in
        entries[0].id = ObjectID(bytes: Array(repeating: 5, count: 20))
      },
      .commit("root: a file", .tree, "malformed blob") { draft, _, scene in
        draft.tree = ObjectID(naming: .blob, MutantScene.note(1, of: scene.chain))
      },
      .commit("root: a commit", .tree, "malformed commit") { draft, _, scene in
        draft.tree = scene.held[0].id
      },
      .commit("root: what nobody holds", .tree, "missing") { draft, _, _ in
        draft.tree = ObjectID(bytes: Array(repeating: 6, count: 20))
      },
      .commit("root: of the commit before the base", .tree, "store.not-append-only") {
        draft, _, scene in
        draft.tree = scene.held[1].tree
      },
    ]

  private static let treeNames: [Mutation] = [
    ".git", "..", ".", ".gitmodules", "A.seg", "14 .seg", "", "ü", "点", "a\\b", "git~1", "con:",
    "x/y", "x\n",
  ].map { name in
    folder("named \(name.debugDescription)", "malformed tree") { entries, _ in
      entries[0].name = name
    }
  }

  private static let shapes: [Mutation] = [
    folder("in another order", "malformed tree order") { entries, _ in
      entries.append(entries[0])
      entries[0].name = "zz"
      entries[entries.count - 1].name = "aa"
    },
    folder("one name twice", "malformed tree order") { entries, _ in entries.append(entries[0]) },
    folder("a file and a folder of one name", "malformed tree order") { entries, _ in
      var other = entries[0]
      other.mode = other.mode == "40000" ? "100644" : "40000"
      entries = other.mode == "40000" ? entries + [other] : [other] + entries
    },
    folder("cut in its last line", "malformed tree") { entries, _ in
      entries[entries.count - 1].cut = 3
    },
  ]

  private static let paths: [Mutation] = [
    commit("path: eight deep", .tree, "path") { draft, _, _ in
      draft.files["a/b/c/d/e/f/g/h"] = Array("x".utf8)
    },
    commit("path: longer than 120 bytes", .tree, "path") { draft, _, _ in
      draft.files["notes/" + String(repeating: "x", count: 115)] = Array("x".utf8)
    },
    .bundle("path: an empty folder", .tree, "path") { bundle, _, _ in
      bundle.drafts[0].folder = { path, entries in
        guard path.isEmpty else { return }
        entries.insert(
          ForgedTree.Entry(mode: "40000", name: "aaa", id: ObjectID(naming: .tree, [])), at: 0)
      }
      bundle.shelf = { $0.append(.object(.tree, [])) }
    },
    .bundle("paths: more than it may add", .tree, "malformed paths") { bundle, _, _ in
      bundle.drafts[0].files["many/many/1"] = Array("x".utf8)
      bundle.drafts[0].folder = { path, entries in
        guard path.hasPrefix("many"), let only = entries.first else { return }
        entries = (100...150).map { number in
          var other = only
          other.name = "\(number)"
          return other
        }
      }
    },
    .commit("path: seven deep", .meaning, "taken") { draft, seq, _ in
      draft.files["a/b/c/d/e/f/g\(seq)"] = Array("x".utf8)
    },
    .commit("path: of 120 bytes", .meaning, "taken") { draft, seq, _ in
      draft.files["notes/\(seq)" + String(repeating: "x", count: 113)] = Array("x".utf8)
    },
  ]

  /// Changes a folder that a commit adds, and leaves the rest as it is.
  private static func folder(
    _ name: String, _ rules: String...,
    change: @escaping @Sendable (inout [ForgedTree.Entry], String) -> Void
  ) -> Mutation {
    Mutation(
      name: "folder: \(name)", part: .tree, rules: Set(rules),
      change: .bundle { bundle, random, _ in
        let at = Int.random(in: 0..<bundle.drafts.count, using: &random)
        let draft = bundle.drafts[at]
        let place = draft.places.entry.split(separator: "/").dropLast().joined(separator: "/")
        let fresh = "fresh-\(at)"
        bundle.drafts[at].files["\(fresh)/x"] = Array(place.utf8)
        bundle.drafts[at].folder = { path, entries in
          if path == fresh { change(&entries, path) }
        }
      })
  }
}
