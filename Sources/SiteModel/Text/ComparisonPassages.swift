extension WordComparison {
  /// What a person is shown: changed paragraphs that follow one another, with the paragraph before
  /// and the one behind.
  package var passages: [ArraySlice<Line>] {
    var passages: [Range<Int>] = []
    for place in lines.indices where !lines[place].isEqual {
      let around = max(0, place - 1)..<min(lines.count, place + 2)
      if let last = passages.last, last.upperBound >= around.lowerBound {
        passages[passages.count - 1] = last.lowerBound..<around.upperBound
      } else {
        passages.append(around)
      }
    }
    return passages.map { lines[$0] }
  }

  /// The passages for a terminal: `[-old-]{+new+}`, a line of `…` where paragraphs are left out.
  ///
  /// - Parameter isColoured: red and green besides the marks.
  package func text(isColoured: Bool = false) -> String {
    let ink = Ink(isColoured: isColoured)
    let passages = passages.map { passage in
      passage.map { $0.runs.map(ink.text).joined() + "\n" }.joined()
    }
    return passages.joined(separator: "…\n")
  }
}

/// How runs look in a terminal.
private struct Ink {
  let isColoured: Bool

  func text(_ run: WordRun) -> String {
    let text = Self.harmless(run.text)
    return switch run.side {
    case .equal: text
    case .delete: painted("[-\(text)-]", "31")
    case .insert: painted("{+\(text)+}", "32")
    }
  }

  private func painted(_ text: String, _ colour: String) -> String {
    isColoured ? "\u{1B}[\(colour)m\(text)\u{1B}[0m" : text
  }

  // A document's text must not steer the terminal that shows it.
  private static func harmless(_ text: String) -> String {
    var safe = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n", "\t": safe.append(scalar)
      case "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}":
        let number = String(scalar.value, radix: 16, uppercase: true)
        safe.append(contentsOf: "[U+\(number)]".unicodeScalars)
      default:
        let isControl = scalar.properties.generalCategory == .control
        safe.append(isControl ? "\u{FFFD}" : scalar)
      }
    }
    return String(safe)
  }
}
