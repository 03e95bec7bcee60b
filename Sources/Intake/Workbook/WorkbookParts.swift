/// Finds the parts of a workbook by the links between them.
struct WorkbookParts {
  /// Where one part points to.
  struct Link {
    /// The last word of the link's type: `worksheet`, `styles`.
    let kind: String
    /// The part's name in the archive.
    let part: String
  }

  private let archive: ZipArchive

  init(_ archive: ZipArchive) { self.archive = archive }

  /// The part that lists the sheets.
  func main() throws(WorkbookFault) -> String {
    let links = try links(of: "")
    guard let main = links.values.first(where: { $0.kind == "officeDocument" })?.part,
      main.hasSuffix(".xml"), archive.entry(main) != nil
    else { throw .notWorkbook(file: archive.file.path) }
    return main
  }

  /// A part's links by their names; links to places outside are not there.
  func links(of part: String) throws(WorkbookFault) -> [String: Link] {
    let steps = part.split(separator: "/")
    let folder = steps.dropLast().joined(separator: "/")
    let name = (folder.isEmpty ? "" : folder + "/") + "_rels/\(steps.last ?? "").rels"
    guard let entry = archive.entry(name) else { return [:] }
    var xml = try XMLPull(try archive.bytes(of: entry))
    var links: [String: Link] = [:]
    while let event = try xml.next() {
      guard case .start(let tag) = event, tag.name == "Relationship",
        tag["TargetMode"] != "External",
        let id = tag["Id"], let target = tag["Target"], let type = tag["Type"]
      else { continue }
      let kind = type.split(separator: "/").last.map(String.init) ?? ""
      links[id] = Link(kind: kind, part: Self.path(target, from: folder))
    }
    return links
  }

  /// The part of a kind, if the workbook has one.
  func optional(_ kind: String, _ links: [String: Link]) throws(WorkbookFault) -> PartBytes? {
    guard let part = links.values.first(where: { $0.kind == kind })?.part,
      let entry = archive.entry(part)
    else { return nil }
    return try archive.bytes(of: entry)
  }

  private static func path(_ target: String, from folder: String) -> String {
    if target.hasPrefix("/") { return String(target.dropFirst()) }
    var steps = folder.split(separator: "/")
    for step in target.split(separator: "/") where step != "." {
      if step == ".." { _ = steps.popLast() } else { steps.append(step) }
    }
    return steps.joined(separator: "/")
  }
}

/// The sheets a workbook lists, and how it counts days.
struct WorkbookOutline {
  private(set) var sheets: [(name: String, isHidden: Bool, link: String)] = []
  private(set) var epoch = SheetEpoch.from1900

  init(_ part: PartBytes) throws(WorkbookFault) {
    var xml = try XMLPull(part)
    while let event = try xml.next() {
      guard case .start(let tag) = event else { continue }
      if tag.name == "workbookPr", let flag = tag["date1904"], flag == "1" || flag == "true" {
        epoch = .from1904
      }
      // `id` is asked by its prefix: `sheetId` is another number.
      if tag.name == "sheet", let name = tag["name"], let link = tag["id"] {
        sheets.append((name, tag["state"].map { $0 != "visible" } ?? false, link))
      }
    }
  }
}
