/// The pieces of a line of Markdown: emphasis, code, links as the text they show.
struct MarkdownInline {
  private let signs: [Character]
  // How many pieces are around it.
  private let depth: Int

  init(_ text: some StringProtocol) { (signs, depth) = (Array(text), 0) }

  private init(_ signs: ArraySlice<Character>, depth: Int) {
    (self.signs, self.depth) = (Array(signs), depth)
  }

  /// The line as a piece of a page.
  var html: HTML {
    // Nobody writes so, except to bring a program down.
    depth < 20 ? .joined(pieces(signs[...])) : .value(String(signs))
  }

  private func inner(_ signs: ArraySlice<Character>) -> HTML {
    MarkdownInline(signs, depth: depth + 1).html
  }

  private func pieces(_ signs: ArraySlice<Character>) -> [HTML] {
    var (pieces, plain, at) = ([HTML](), "", signs.startIndex)
    func finish() {
      if !plain.isEmpty { pieces.append(.value(plain)) }
      plain = ""
    }
    while at < signs.endIndex {
      if let (piece, next) = piece(at: at, in: signs) {
        finish()
        pieces.append(piece)
        at = next
      } else if signs[at] == "\\", let next = signs[at...].dropFirst().first, Self.isSign(next) {
        plain.append(next)
        at += 2
      } else if let (text, next) = reference(at: at, in: signs) {
        plain += text
        at = next
      } else {
        plain.append(signs[at])
        at += 1
      }
    }
    finish()
    return pieces
  }

  private static func isSign(_ sign: Character) -> Bool {
    sign.isASCII && (sign.isPunctuation || sign.isSymbol)
  }

  private func piece(at: Int, in signs: ArraySlice<Character>) -> (HTML, Int)? {
    switch signs[at] {
    case "\n": (.lineBreak, at + 1)
    case "`": code(at: at, in: signs)
    case "*", "_", "~": emphasis(at: at, in: signs)
    case "[": link(at: at, in: signs)
    case "!" where signs.dropFirst(at + 1 - signs.startIndex).first == "[":
      link(at: at + 1, in: signs)
    case "<": address(at: at, in: signs)
    default: nil
    }
  }

  private func code(at: Int, in signs: ArraySlice<Character>) -> (HTML, Int)? {
    let fence = run(of: "`", at: at, in: signs)
    var end = at + fence
    while end < signs.endIndex {
      let other = run(of: "`", at: end, in: signs)
      if other == fence {
        return (HTML(.code, [.text(Self.unpadded(signs[(at + fence)..<end]))]), end + fence)
      }
      end += max(1, other)
    }
    // Signs that nothing closes are text, all of them.
    return (.value(String(repeating: "`", count: fence)), at + fence)
  }

  // One space on either side keeps a sign of code apart from the fence.
  private static func unpadded(_ code: ArraySlice<Character>) -> String {
    let isPadded = code.count > 2 && code.first == " " && code.last == " "
    return String(isPadded ? code.dropFirst().dropLast() : code)
  }

  private func run(of sign: Character, at: Int, in signs: ArraySlice<Character>) -> Int {
    signs[at...].prefix { $0 == sign }.count
  }

  private func emphasis(at: Int, in signs: ArraySlice<Character>) -> (HTML, Int)? {
    let sign = signs[at]
    let count = min(run(of: sign, at: at, in: signs), sign == "~" ? 2 : 3)
    guard sign != "~" || count == 2, opens(at, count, sign, signs),
      let end = closing(sign, count, from: at + count, in: signs)
    else { return nil }
    let inner = inner(signs[(at + count)..<end])
    let piece: HTML
    switch (sign, count) {
    case ("~", _): piece = HTML(.s, [inner])
    case (_, 1): piece = HTML(.em, [inner])
    case (_, 2): piece = HTML(.strong, [inner])
    default: piece = HTML(.em, [HTML(.strong, [inner])])
    }
    return (piece, end + count)
  }

  private func opens(
    _ at: Int, _ count: Int, _ sign: Character, _ signs: ArraySlice<Character>
  ) -> Bool {
    guard at + count < signs.endIndex, !signs[at + count].isWhitespace else { return false }
    // An underscore within a word is one.
    return sign != "_" || at == signs.startIndex || !Self.isLatin(signs[at - 1])
  }

  private func closing(
    _ sign: Character, _ count: Int, from: Int, in signs: ArraySlice<Character>
  ) -> Int? {
    var at = from
    while at < signs.endIndex {
      if signs[at] == "\\" {
        at += 2
        continue
      }
      if signs[at] == "`", let (_, next) = code(at: at, in: signs) {
        at = next
        continue
      }
      let run = signs[at] == sign ? run(of: sign, at: at, in: signs) : 0
      if run == count || (run > count && run != 2), at > from, !signs[at - 1].isWhitespace,
        sign != "_" || at + run == signs.endIndex || !Self.isLatin(signs[at + run])
      {
        return at + run - count
      }
      at += max(1, run)
    }
    return nil
  }

  private static func isLatin(_ sign: Character) -> Bool {
    sign.isASCII && (sign.isLetter || sign.isNumber)
  }
}

extension MarkdownInline {
  /// A link or a picture: its text, and where it leads, since nobody can follow it on paper.
  private func link(at: Int, in signs: ArraySlice<Character>) -> (HTML, Int)? {
    guard let end = matching("[", "]", at: at, in: signs), end + 1 < signs.endIndex,
      signs[end + 1] == "(", let close = matching("(", ")", at: end + 1, in: signs)
    else { return nil }
    let text = signs[(at + 1)..<end]
    let target = String(signs[(end + 2)..<close].prefix { $0 != " " })
    let isSaid = target.isEmpty || target.hasPrefix("#") || target == String(text)
    let place: HTML = isSaid ? .nothing : .value(" (\(target))")
    return (.joined([inner(text), place]), close + 1)
  }

  private func matching(
    _ open: Character, _ close: Character, at: Int, in signs: ArraySlice<Character>
  ) -> Int? {
    var (depth, place) = (0, at)
    while place < signs.endIndex {
      switch signs[place] {
      case "\\": place += 1
      case open: depth += 1
      case close:
        depth -= 1
        if depth == 0 { return place }
      default: break
      }
      place += 1
    }
    return nil
  }

  /// `<https://…>` and `<a@b>` are what they say; all else between such signs is text.
  private func address(at: Int, in signs: ArraySlice<Character>) -> (HTML, Int)? {
    guard let end = signs[at...].firstIndex(of: ">") else { return nil }
    let text = String(signs[(at + 1)..<end])
    let isAddress = text.contains(/^[A-Za-z][A-Za-z0-9+.-]+:[^\s<]*$|^[^\s<@\/]+@[^\s<@\/]+$/)
    return isAddress ? (.value(text), end + 1) : nil
  }

  /// The references that people write for signs Markdown takes.
  private func reference(at: Int, in signs: ArraySlice<Character>) -> (String, Int)? {
    guard signs[at] == "&", let end = signs[at...].prefix(7).firstIndex(of: ";") else { return nil }
    let known = ["amp": "&", "lt": "<", "gt": ">", "quot": "\"", "nbsp": "\u{A0}"]
    return known[String(signs[(at + 1)..<end])].map { ($0, end + 1) }
  }
}
