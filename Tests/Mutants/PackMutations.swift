import SiteModel
import Storage

extension Mutation {
  /// The pack: its counts, its entries, its deltas, what it brings.
  static let packs: [Mutation] = packFrames + packEntries + packDeltas + packLoads

  private static let packFrames: [Mutation] = [
    pack("another magic", "pack header") { $0[0] = 0x51 },
    pack("version 3", "pack header") { $0[7] = 3 },
    pack("bytes after its last entry", "pack length") { $0 += [1, 2, 3] },
    pack("cut in its last entry", "pack stream", "pack entry") { $0.removeLast(5) },
    .bundle("pack: cut to nothing", .pack, "pack header") { bundle, _, _ in
      bundle.whole = { all in
        guard let end = all.firstRange(of: Array("PACK".utf8))?.upperBound else { return }
        all = Array(all.prefix(end + 12))
      }
    },
    .bundle("pack: bytes after its hash", .pack, "pack hash") { bundle, _, _ in
      bundle.whole = { $0.append(0) }
    },
    .bundle("pack: another hash", .pack, "pack hash") { bundle, _, _ in
      bundle.whole = { $0[$0.count - 1] ^= 1 }
    },
    .bundle("pack: says one more", .pack, "pack entry") { bundle, _, _ in bundle.miscount = 1 },
    .bundle("pack: says one less", .pack, "pack length") { bundle, _, _ in bundle.miscount = -1 },
    .bundle("pack: says none", .pack, "pack length") { bundle, _, _ in
      bundle.pack = { $0.replaceSubrange(8..<12, with: [0, 0, 0, 0]) }
    },
    .bundle("pack: says more than it may", .pack, "pack objects") { bundle, _, _ in
      bundle.miscount = Verdict.limits.objects
    },
  ]

  private static let packEntries: [Mutation] =
    [0, 4, 5].map { type in
      raw("type \(type)", "pack type") { Packed.entry(type, Array("x".utf8)) }
    } + [
      raw("says a byte more", "pack stream") { Packed.entry(3, [1, 2, 3], size: 4) },
      raw("says a byte less", "pack stream") { Packed.entry(3, [1, 2, 3], size: 2) },
      raw("no stream", "pack stream") { [0x33, 0xDE, 0xAD, 0xBE, 0xEF] },
      raw("a size without end", "pack entry") { Array(repeating: 0xBF, count: 12) },
      raw("larger than it may be", "pack entry") {
        Packed.entry(3, [], size: Verdict.limits.object + 1)
      },
      .bundle("pack: more bytes than it may bring", .pack, "pack total") { bundle, _, _ in
        bundle.shelf = { packed in
          let size = Verdict.limits.object
          packed += (0...(Verdict.limits.total / size)).map {
            .object(.blob, Array(repeating: UInt8($0), count: size - $0))
          }
        }
      },
    ]

  private static let packDeltas: [Mutation] = [
    delta("of the wrong size before", "pack delta") { $0[0] ^= 1 },
    delta("of the wrong size after", "pack delta") { $0[1] += 1 },
    delta("with the instruction 0", "pack delta") { $0[2] = 0 },
    delta("that copies from outside", "pack delta") { $0.replaceSubrange(2..., with: [0xFF]) },
    delta("that copies past the end", "pack delta") {
      $0.replaceSubrange(2..., with: [0x91, 4, 200])
    },
    delta("that is cut", "pack delta") { $0.removeLast() },
    delta("that is empty", "pack delta") { $0 = [] },
    delta("that makes more than it may", "pack delta") {
      $0.replaceSubrange(1..<2, with: [0xFF, 0xFF, 0xFF, 0x7F])
    },
    delta("that makes what nobody asked for", "ingest.unreached") { _ in },
    raw("leans on a name nobody has", "pack delta base") {
      Packed.entry(7, [1, 1, 1, 65], base: Array(repeating: 9, count: 20))
    },
    raw("leans on a place before the pack", "pack delta base") {
      Packed.entry(6, [1, 1, 1, 65], base: [0xFF, 0x7F])
    },
    raw("leans on itself", "pack delta base") { Packed.entry(6, [1, 1, 1, 65], base: [0]) },
    raw("a distance without end", "pack entry") {
      [0x64] + Array(repeating: 0xFF, count: 30)
    },
    raw("a distance that is cut", "pack entry") { [0x64, 0x80] },
    raw("a name that is cut", "pack entry") { [0x74, 1, 2, 3] },
    .bundle("pack: deltas that make more than it may bring", .pack, "pack total") {
      bundle, _, scene in
      let base = MutantScene.note(1, of: scene.chain)
      // Each is a few kilobytes and makes nearly a mebibyte.
      bundle.shelf = { packed in
        packed += (0...(Verdict.limits.total / (Verdict.limits.object - 99))).map { number in
          var made = delta(from: base, to: [UInt8(number)], size: Verdict.limits.object - 100)
          let copies = (Verdict.limits.object - 101) / base.count
          for _ in 0..<copies { made += [0x90, UInt8(base.count)] }
          let rest = Verdict.limits.object - 101 - copies * base.count
          if rest > 0 { made += [0x90, UInt8(rest)] }
          return .raw(Packed.entry(7, made, base: ObjectID(naming: .blob, base).bytes))
        }
      }
    },
    .bundle("pack: a delta for what it brings already", .pack, "pack twice") { bundle, _, scene in
      let base = MutantScene.note(1, of: scene.chain)
      bundle.shelf = { packed in
        guard case .object(.blob, let bytes)? = packed.last else { return }
        packed.append(thin(bytes, on: base))
      }
    },
    .bundle("pack: a delta on what is held", .meaning, "taken") { bundle, _, scene in
      let base = MutantScene.note(1, of: scene.chain)
      bundle.shelf = { packed in
        guard case .object(.blob, let bytes)? = packed.popLast() else { return }
        packed.append(thin(bytes, on: base))
      }
    },
  ]

  private static let packLoads: [Mutation] =
    [ObjectKind.blob, .tree, .commit].map { kind in
      .bundle("pack: a \(kind.rawValue) that nothing reaches", .pack, "ingest.unreached") {
        bundle, random, _ in
        let file = ObjectID(naming: .blob, Array("\(random.next())".utf8))
        let entry = ForgedTree.Entry(mode: "100644", name: "x", id: file)
        let bytes = kind == .tree ? ForgedTree.bytes([entry]) : Array("\(file)".utf8)
        bundle.shelf = { $0.append(.object(kind, bytes)) }
      }
    } + [
      .bundle("pack: an object twice", .pack, "pack twice") { bundle, _, _ in
        bundle.shelf = { packed in packed.append(packed[packed.count / 2]) }
      },
      .bundle("pack: without a file", .pack, "missing") { bundle, _, _ in lack(.blob, &bundle) },
      .bundle("pack: without a folder", .pack, "missing") { bundle, _, _ in lack(.tree, &bundle) },
      .bundle("pack: without its last commit", .pack, "missing") { bundle, _, _ in
        bundle.shelf = { packed in
          let last = packed.last { $0.kind == .commit }?.id
          packed.removeAll { $0.id == last }
        }
      },
      .bundle("pack: without its first commit", .pack, "ingest.prerequisites") { bundle, _, _ in
        bundle.shelf = { $0.removeFirst() }
      },
      .bundle("pack: without a file whose bytes are held elsewhere", .pack, "ingest.lacking") {
        bundle, _, scene in
        let bytes = MutantScene.note(1, of: scene.chain)
        bundle.drafts[0].files["notes/again.txt"] = bytes
        let id = ObjectID(naming: .blob, bytes)
        bundle.shelf = { $0.removeAll { $0.id == id } }
      },
      .bundle("pack: a file whose bytes are held elsewhere", .meaning, "taken") {
        bundle, _, scene in
        bundle.drafts[0].files["notes/again.txt"] = MutantScene.note(1, of: scene.chain)
      },
      .bundle("pack: something held that nothing here reaches", .meaning, "taken") {
        bundle, _, scene in
        bundle.shelf = { $0.append(.object(.blob, MutantScene.note(1, of: scene.chain))) }
      },
      .bundle("pack: the folder without files, which git has anywhere", .meaning, "taken") {
        bundle, _, _ in
        bundle.shelf = { $0.append(.object(.tree, [])) }
      },
      .bundle("pack: its objects in another order", .meaning, "taken") { bundle, random, _ in
        var mixed = random
        bundle.shelf = { $0.shuffle(using: &mixed) }
      },
    ]
}

extension Mutation {
  private typealias Packed = ForgedBundle.Packed

  private static func pack(
    _ name: String, _ rules: String..., change: @escaping @Sendable (inout [UInt8]) -> Void
  ) -> Mutation {
    Mutation(
      name: "pack: \(name)", part: .pack, rules: Set(rules),
      change: .bundle { bundle, _, _ in bundle.pack = change })
  }

  /// One more entry, byte for byte.
  private static func raw(
    _ name: String, _ rule: String, _ bytes: @escaping @Sendable () -> [UInt8]
  ) -> Mutation {
    .bundle("pack entry: \(name)", .pack, rule) { bundle, _, _ in
      bundle.shelf = { $0.append(.raw(bytes())) }
    }
  }

  /// One more entry, a delta on something held that says "A".
  private static func delta(
    _ name: String, _ rule: String, _ change: @escaping @Sendable (inout [UInt8]) -> Void
  ) -> Mutation {
    .bundle("delta: \(name)", .pack, rule) { bundle, random, scene in
      let base = MutantScene.note(2, of: scene.chain)
      var bytes = delta(from: base, to: [65, UInt8.random(in: 0...255, using: &random)])
      change(&bytes)
      let made = bytes
      bundle.shelf = {
        $0.append(.raw(Packed.entry(7, made, base: ObjectID(naming: .blob, base).bytes)))
      }
    }
  }

  private static func thin(_ bytes: [UInt8], on base: [UInt8]) -> Packed {
    .raw(
      Packed.entry(
        7, delta(from: base, to: bytes), base: ObjectID(naming: .blob, base).bytes))
  }

  /// Instructions that put these bytes whatever was there.
  ///
  /// - Parameter size: what they say comes out, where others follow.
  private static func delta(from base: [UInt8], to bytes: [UInt8], size: Int? = nil) -> [UInt8] {
    var made = number(base.count) + number(size ?? bytes.count)
    for start in stride(from: 0, to: bytes.count, by: 127) {
      let piece = bytes[start..<min(start + 127, bytes.count)]
      made += [UInt8(piece.count)] + piece
    }
    return made
  }

  private static func number(_ value: Int) -> [UInt8] {
    value < 128 ? [UInt8(value)] : [UInt8(value & 127 | 128)] + number(value >> 7)
  }

  private static func lack(_ kind: ObjectKind, _ bundle: inout ForgedBundle) {
    bundle.shelf = { packed in
      guard let at = packed.lastIndex(where: { $0.kind == kind }) else { return }
      packed.remove(at: at)
    }
  }
}
