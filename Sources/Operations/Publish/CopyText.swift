import SiteModel

/// Rows in the text form of COPY: cells apart by tabs, `\N` for what is not known.
enum CopyText {
  /// One row, with the line feed at its end.
  static func line(_ cells: [String?]) -> String {
    cells.map { $0.map(escaped) ?? "\\N" }.joined(separator: "\t") + "\n"
  }

  // PostgreSQL keeps no U+0000.
  private static func escaped(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == 0x5C || $0 < 0x20 }) else { return text }
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": scalars.append(contentsOf: "\\\\".unicodeScalars)
      case "\t": scalars.append(contentsOf: "\\t".unicodeScalars)
      case "\n": scalars.append(contentsOf: "\\n".unicodeScalars)
      case "\r": scalars.append(contentsOf: "\\r".unicodeScalars)
      case "\0": scalars.append("\u{FFFD}")
      default: scalars.append(scalar)
      }
    }
    return String(scalars)
  }

  /// A list of texts as a PostgreSQL array.
  static func array(_ texts: [String]) -> String {
    let items = texts.map { text in
      "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
    return "{" + items.joined(separator: ",") + "}"
  }

  /// JSON for a `jsonb` column.
  static func json(_ json: JSON) -> String {
    let text = json.canonical
    return text.contains("\\u0000") ? withoutNull(json).canonical : text
  }

  private static func withoutNull(_ json: JSON) -> JSON {
    switch json {
    case .string(let text): .string(text.replacing("\0", with: "\u{FFFD}"))
    case .array(let items): .array(items.map(withoutNull))
    case .object(let members):
      .object(
        Dictionary(
          members.map { ($0.key.replacing("\0", with: "\u{FFFD}"), withoutNull($0.value)) }
        ) { first, _ in first })
    default: json
    }
  }

  /// Yes or no.
  static func bool(_ value: Bool) -> String { value ? "t" : "f" }
}
