/// What a Green Button feed says, item after item, read once from its beginning to its end.
///
/// Names of parts are those of ESPI, in whatever name space the feed puts them. An entry's links
/// stand before its content, as every published feed has them.
struct EspiFeed {
  enum Item {
    /// How values of a type count.
    case type(link: String, EspiScale)
    /// A meter reading and what it is related to.
    case meter(link: String, related: [String])
    case interval(EspiInterval)
  }

  private var xml: XMLPull
  private var links: [(rel: String, href: String)] = []

  init(_ path: String) throws(WorkbookFault) {
    xml = try XMLPull(PartBytes(whole: FileBytes(path: path)))
  }

  mutating func next() throws(WorkbookFault) -> Item? {
    while let event = try xml.next() {
      guard case .start(let tag) = event else { continue }
      switch tag.name {
      case "entry": links = []
      case "link": links.append((tag["rel"] ?? "", tag["href"] ?? ""))
      case "MeterReading": return .meter(link: link("self"), related: all("related"))
      case "ReadingType":
        let texts = try texts()
        let scale = EspiScale(
          powerOfTen: Int(texts["powerOfTenMultiplier"] ?? "0") ?? 0, unit: texts["uom"] ?? "")
        return .type(link: link("self"), scale)
      case "IntervalReading":
        let texts = try texts()
        return .interval(
          EspiInterval(
            meter: meter, start: texts["start"] ?? "", duration: texts["duration"] ?? "",
            value: texts["value"] ?? ""))
      default: continue
      }
    }
    return nil
  }

  /// The meter reading that the intervals at hand belong to.
  private var meter: String {
    let mark = "/IntervalBlock"
    let link = [link("up"), link("self")].first { $0.contains(mark) } ?? ""
    return link.firstRange(of: mark).map { String(link[..<$0.lowerBound]) } ?? ""
  }

  private func link(_ rel: String) -> String { all(rel).first ?? "" }

  private func all(_ rel: String) -> [String] { links.filter { $0.rel == rel }.map(\.href) }

  /// The texts of the elements within the one just opened, by name; the first of each counts.
  private mutating func texts() throws(WorkbookFault) -> [Substring: String] {
    let depth = xml.depth
    var (texts, name): ([Substring: String], Substring?) = ([:], nil)
    while let event = try xml.next() {
      switch event {
      case .start(let tag): name = tag.name
      case .text(let bytes):
        guard let name, texts[name] == nil else { continue }
        texts[name] = String(decoding: XMLTag.trimmed(bytes[...]), as: UTF8.self)
      case .end:
        name = nil
        if xml.depth < depth { return texts }
      }
    }
    return texts
  }
}

/// How the values of one type of reading count.
struct EspiScale: Equatable {
  let powerOfTen: Int
  /// The number of the unit, as the feed has it.
  let unit: String

  /// 72 is the watt-hour, 38 the watt; other numbers are not confirmed here and refused.
  var symbol: String? { ["72": "Wh", "38": "W"][unit] }

  /// A whole number times the power of ten, exactly and without a float; other texts as they are.
  func applied(_ text: String) -> String {
    let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
    guard !digits.isEmpty, digits.allSatisfy({ $0.isASCII && $0.isNumber }), powerOfTen != 0,
      abs(powerOfTen) <= 18
    else { return text }
    let sign = text.hasPrefix("-") ? "-" : ""
    if powerOfTen > 0 { return sign + digits + String(repeating: "0", count: powerOfTen) }
    let padded = String(repeating: "0", count: max(0, 1 - powerOfTen - digits.count)) + digits
    return sign + padded.dropLast(-powerOfTen) + "." + padded.suffix(-powerOfTen)
  }
}

/// One interval as the feed has it.
struct EspiInterval {
  /// The link of its meter reading; empty if the feed names none.
  let meter: String
  /// Seconds since 1970 in UTC.
  let start: String
  let duration: String
  let value: String
}
