/// Cuts text into the words a comparison moves: put together again they are the text.
///
/// Each Han character and each kana is a word; so are a run of letters and digits that begins with a
/// letter (`CO2`, `QM`), a number with its points and commas (`1,234.5`), a run of blanks, and each
/// mark.
enum TextWords {
  static func split(_ text: String) -> [Substring] {
    var words: [Substring] = []
    var at = text.startIndex
    while at < text.endIndex {
      let end = end(of: text, from: at)
      words.append(text[at..<end])
      at = end
    }
    return words
  }

  /// Whether a word is blank: it is compared, and counted nowhere.
  static func isBlank(_ word: some StringProtocol) -> Bool { word.allSatisfy(\.isWhitespace) }

  private static func end(of text: String, from start: String.Index) -> String.Index {
    let next = text.index(after: start)
    switch Kind(text[start]) {
    case .blank: return run(text, next) { $0 == .blank }
    case .letter: return run(text, next) { $0 == .letter || $0 == .digit }
    case .digit: return number(text, next)
    case .alone: return next
    }
  }

  private static func run(
    _ text: String, _ start: String.Index, _ belongs: (Kind) -> Bool
  ) -> String.Index {
    text[start...].firstIndex { !belongs(Kind($0)) } ?? text.endIndex
  }

  // A point or comma belongs to a number only between two digits.
  private static func number(_ text: String, _ start: String.Index) -> String.Index {
    var at = start
    while at < text.endIndex {
      if Kind(text[at]) != .digit {
        let next = text.index(after: at)
        guard text[at] == "." || text[at] == ",", next < text.endIndex, Kind(text[next]) == .digit
        else { break }
      }
      at = text.index(after: at)
    }
    return at
  }

  private enum Kind {
    case blank, letter, digit, alone

    init(_ character: Character) {
      if let ascii = character.asciiValue {
        self = Self.of(ascii)
      } else if character.isWhitespace {
        self = .blank
      } else if character.isLetter {
        self = Self.standsAlone(character) ? .alone : .letter
      } else {
        self = character.isNumber && character.isWholeNumber ? .digit : .alone
      }
    }

    private static func of(_ ascii: UInt8) -> Kind {
      switch ascii {
      case 0x30...0x39: .digit
      case 0x41...0x5A, 0x61...0x7A: .letter
      case 0x20, 0x09...0x0D: .blank
      default: .alone
      }
    }

    // Scripts that put no blanks between words.
    private static func standsAlone(_ character: Character) -> Bool {
      guard let scalar = character.unicodeScalars.first else { return false }
      return scalar.properties.isIdeographic || (0x3040...0x30FF).contains(scalar.value)
    }
  }
}

/// Numbers for texts: equal numbers mean equal bytes.
///
/// Text in Swift counts `é` in one piece and in two as equal; a comparison that says "equal" must
/// give both sides back byte for byte.
struct TextNumbers {
  private var numbers: [[UInt8]: Int] = [:]

  mutating func number(_ text: some StringProtocol) -> Int {
    let bytes = Array(text.utf8)
    if let known = numbers[bytes] { return known }
    numbers[bytes] = numbers.count
    return numbers.count - 1
  }
}
