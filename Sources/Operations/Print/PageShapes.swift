import SiteModel

/// Which way the pages of a PDF file lie, as qpdf tells its objects.
struct PageShapes {
  /// By page: whether it is wider than high, as it is seen.
  let wide: [Bool]

  /// - Parameter told: what `qpdf --json=2 --json-key=pages --json-key=qpdf` says.
  /// - Returns: nil for anything else.
  init?(_ told: String) {
    guard let json = try? JSON.parse(Array(told.utf8)), let pages = json["pages"]?.array,
      let objects = json["qpdf"]?.array?.last?.object
    else { return nil }
    let shapes = pages.map { page in
      page["object"]?.string.map { Self.isWide($0, objects) } ?? false
    }
    wide = shapes
  }

  private static func isWide(_ page: String, _ objects: [String: JSON]) -> Bool {
    let box = inherited("/CropBox", page, objects) ?? inherited("/MediaBox", page, objects)
    let sides = (box?.array ?? []).compactMap { $0.number.flatMap(Rational.init) }
    guard sides.count == 4 else { return false }
    // A quarter turn makes the one of the other.
    let turn = inherited("/Rotate", page, objects)?.number ?? "0"
    let isTurned = ["90", "270", "-90", "-270"].contains(turn)
    return (size(sides[0], sides[2]) > size(sides[1], sides[3])) != isTurned
  }

  private static func size(_ a: Rational, _ b: Rational) -> Rational { a < b ? b - a : a - b }

  // What a page does not say, the node above it in the tree does; a tree is not deeper.
  private static func inherited(
    _ key: String, _ page: String, _ objects: [String: JSON]
  ) -> JSON? {
    var at: String? = page
    for _ in 0..<40 {
      guard let name = at, let value = objects["obj:\(name)"]?["value"] else { return nil }
      if let found = value[key] { return resolved(found, objects) }
      at = value["/Parent"]?.string
    }
    return nil
  }

  private static func resolved(_ value: JSON, _ objects: [String: JSON]) -> JSON {
    value.string.flatMap { objects["obj:\($0)"]?["value"] } ?? value
  }
}
