/// Reads the XML that workbooks are made of, one event after another.
///
/// UTF-8 only; elements, attributes, text, CDATA, the five named entities and numbered ones.
/// Comments and instructions are passed over. A document type is refused, so there is nothing to
/// expand and nowhere to reach. Names are given without their prefix.
struct XMLPull {
  enum Event {
    case start(XMLTag)
    case end(Substring)
    case text([UInt8])
  }

  private var part: PartBytes
  private var bytes: [UInt8] = []
  private var at = 0
  private var open: [String] = []
  private var hasRoot = false
  private var closing = false

  private let depthLimit: Int
  /// Bytes of one tag, comment or run of text.
  private static let limit = 1 << 22

  /// - Parameter depthLimit: how deep elements may lie; more counts as damage.
  init(_ part: PartBytes, depthLimit: Int = 64) throws(WorkbookFault) {
    (self.part, self.depthLimit) = (part, depthLimit)
    _ = try fill()
    if bytes.starts(with: TextEncoding.byteOrderMark) { at = 3 }
  }

  /// How deep the element is that was opened last and is not closed; the root is 1.
  var depth: Int { open.count }

  /// The next event, nil behind the root.
  ///
  /// - Throws: ``WorkbookFault/damaged(file:part:)`` for what is not well-formed,
  ///   ``WorkbookFault/reachesOut(file:part:)`` for a document type.
  mutating func next() throws(WorkbookFault) -> Event? {
    if closing {
      closing = false
      return .end(Self.local(open.removeLast()))
    }
    while true {
      guard try has(1) else {
        guard hasRoot, open.isEmpty else { throw damaged }
        return nil
      }
      if bytes[at] != UInt8(ascii: "<") {
        if let text = try text() { return .text(text) }
      } else if let event = try markup() {
        return event
      }
    }
  }

  var damaged: WorkbookFault { .damaged(file: part.path, part: part.name) }

  /// Passes over the element that was opened last.
  mutating func skipElement() throws(WorkbookFault) {
    let depth = open.count
    while open.count >= depth, try next() != nil {}
  }

  /// The text within the element that was opened last, up to its end; elements in it are passed over.
  mutating func textOfElement() throws(WorkbookFault) -> [UInt8] {
    let depth = open.count
    var whole: [UInt8] = []
    while let event = try next() {
      switch event {
      case .start: try skipElement()
      case .text(let text):
        whole += text
        guard whole.count <= Self.limit else { throw damaged }
      case .end: if open.count < depth { return whole }
      }
    }
    return whole
  }

  // MARK: Markup

  private mutating func markup() throws(WorkbookFault) -> Event? {
    if try starts("<!--") { return try skip(to: "-->") }
    if try starts("<?") { return try skip(to: "?>") }
    if try starts("<![CDATA[") {
      let content = try take(to: "]]>").dropFirst(9)
      guard !open.isEmpty else { throw damaged }
      return .text(Array(content))
    }
    if try starts("<!") { throw .reachesOut(file: part.path, part: part.name) }
    if try starts("</") {
      let name = XMLTag.trimmed(try take(to: ">").dropFirst(2))
      guard let last = open.popLast(), last.utf8.elementsEqual(name) else { throw damaged }
      return .end(Self.local(last))
    }
    return try start()
  }

  private mutating func start() throws(WorkbookFault) -> Event {
    let end = try tagEnd()
    let isEmpty = bytes[end - 1] == UInt8(ascii: "/")
    let content = bytes[(at + 1)..<(isEmpty ? end - 1 : end)]
    guard let tag = XMLTag(content), !(hasRoot && open.isEmpty), open.count < depthLimit
    else { throw damaged }
    at = end + 1
    (hasRoot, closing) = (true, isEmpty)
    open.append(tag.qualified)
    return .start(tag)
  }

  /// Where the `>` of the tag at hand lies; one within quotes is none.
  private mutating func tagEnd() throws(WorkbookFault) -> Int {
    var (place, quote) = (1, 0 as UInt8)
    while true {
      if at + place >= bytes.count { guard try fill() else { break } }
      let byte = bytes[at + place]
      if quote != 0 {
        if byte == quote { quote = 0 }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if byte == UInt8(ascii: ">") {
        return at + place
      }
      place += 1
      guard place < Self.limit else { break }
    }
    throw damaged
  }

  /// The text up to the next markup; nil if it is only the space around the root.
  private mutating func text() throws(WorkbookFault) -> [UInt8]? {
    var place = 0
    while true {
      if at + place >= bytes.count { guard try fill() else { break } }
      if bytes[at + place] == UInt8(ascii: "<") { break }
      place += 1
      guard place < Self.limit else { throw damaged }
    }
    let raw = bytes[at..<(at + place)]
    at += place
    guard !open.isEmpty else {
      guard XMLTag.trimmed(raw).isEmpty else { throw damaged }
      return nil
    }
    guard let text = XMLTag.unescaped(raw) else { throw damaged }
    return text
  }

  // MARK: Bytes

  private mutating func fill() throws(WorkbookFault) -> Bool {
    if at > 1 << 15 {
      bytes.removeFirst(at)
      at = 0
    }
    guard let piece = try part.next() else { return false }
    bytes += piece
    return true
  }

  private mutating func has(_ count: Int) throws(WorkbookFault) -> Bool {
    while bytes.count - at < count { guard try fill() else { return false } }
    return true
  }

  private mutating func starts(_ text: StaticString) throws(WorkbookFault) -> Bool {
    let mark = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    return try has(mark.count) && bytes[at..<(at + mark.count)].elementsEqual(mark)
  }

  /// The bytes before a mark; goes behind the mark.
  private mutating func take(to mark: String) throws(WorkbookFault) -> ArraySlice<UInt8> {
    let mark = Array(mark.utf8)
    var place = 0
    while try has(place + mark.count) {
      if bytes[at + place] == mark[0],
        bytes[(at + place)..<(at + place + mark.count)].elementsEqual(mark)
      {
        defer { at += place + mark.count }
        return bytes[at..<(at + place)]
      }
      place += 1
      guard place < Self.limit else { break }
    }
    throw damaged
  }

  private mutating func skip(to mark: String) throws(WorkbookFault) -> Event? {
    _ = try take(to: mark)
    return nil
  }

  static func local(_ name: String) -> Substring {
    name.utf8.lastIndex(of: UInt8(ascii: ":")).map { name[name.utf8.index(after: $0)...] }
      ?? name[...]
  }
}
