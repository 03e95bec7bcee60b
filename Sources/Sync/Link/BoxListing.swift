package import SiteModel

/// What lies in a box, in the order in which it should cross: a line `<name> <bytes> <root>` each.
///
/// Facts come first and large files last, the smallest before the others: a scan of 200 MB never
/// stands before today's readings.
package struct BoxListing: Sendable, Hashable {
  /// A file as ``Block`` names it.
  package struct File: Sendable, Hashable {
    package let name: String
    /// Bytes.
    package let size: Int
    package let root: ContentHash

    package init(name: String, size: Int, root: ContentHash) {
      (self.name, self.size, self.root) = (name, size, root)
    }

    /// Whether it is a large file, which goes after everything else.
    package var isContent: Bool { ContentHash(name) != nil }
  }

  package let files: [File]

  package init(_ files: [File]) {
    self.files = files.sorted(by: Self.precedes)
  }

  private static func precedes(_ a: File, _ b: File) -> Bool {
    if a.isContent != b.isContent { return b.isContent }
    return a.isContent ? (a.size, a.name) < (b.size, b.name) : BundleName.precedes(a.name, b.name)
  }

  package var bytes: [UInt8] {
    Array(files.map { "\($0.name) \($0.size) \($0.root)\n" }.joined().utf8)
  }

  /// Reads a listing; nil for what is none.
  package init?(_ bytes: [UInt8]) {
    guard let text = String(validating: bytes, as: UTF8.self), text.isEmpty || text.last == "\n"
    else { return nil }
    let lines = text.split(separator: "\n")
    let files = lines.compactMap { File(line: $0) }
    guard files.count == lines.count, Set(files.map(\.name)).count == files.count else {
      return nil
    }
    self.init(files)
  }
}

extension BoxListing.File {
  /// Larger ones are none of ours.
  private static let limit = 1 << 40

  fileprivate init?(line: Substring) {
    let words = line.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 3, CarrierName.isName(String(words[0])),
      BundleName(words[0]) != nil || ContentHash(words[0]) != nil,
      let size = Int(words[1]), String(size) == words[1], (0...Self.limit).contains(size),
      let root = ContentHash(words[2])
    else { return nil }
    self.init(name: String(words[0]), size: size, root: root)
  }
}

/// How a statement names the listing of the box that goes with it: its root and size.
package struct ListingName: Sendable, Hashable, CustomStringConvertible {
  package let root: ContentHash
  /// Bytes.
  package let size: Int

  package init(root: ContentHash, size: Int) { (self.root, self.size) = (root, size) }

  /// Reads `<root>:<bytes>`; nil for anything else, and for a listing of more than 16 MiB.
  package init?(_ text: String) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let root = ContentHash(parts[0]), let size = Grammar.counting(parts[1]),
      size <= 1 << 24
    else { return nil }
    self.init(root: root, size: size)
  }

  package var description: String { "\(root):\(size)" }
}
