/// A text in Markdown as a part of a page.
struct MarkdownPage {
  let text: Markdown

  var html: HTML {
    .joined(
      text.blocks.enumerated().map { place, block in
        guard case .heading(let level, let text) = block else { return Self.block(block) }
        return HTML.heading(Self.heading(level), at: place, [Self.inline(text)])
      })
  }

  /// Its headings, each a link; nothing where there are fewer than two. Browsers do not know on which
  /// page a heading comes to lie, so the sections are named and no pages.
  func contents(_ title: String) -> HTML {
    let entries = text.blocks.enumerated().compactMap { place, block -> Entry? in
      guard case .heading(let level, let text) = block else { return nil }
      return (level, HTML.link(to: place, [Self.inline(text)]))
    }
    guard entries.count > 1 else { return .nothing }
    return HTML(.section, .contents, [HTML(.h2, [.text(title)]), Self.outline(entries[...])])
  }

  private typealias Entry = (level: Int, link: HTML)

  /// Lists within lists, as the headings stand below each other.
  private static func outline(_ entries: ArraySlice<Entry>) -> HTML {
    var (items, rest): ([HTML], ArraySlice<Entry>) = ([], entries)
    while let first = rest.popFirst() {
      let below = rest.prefix { $0.level > first.level }
      rest = rest.dropFirst(below.count)
      items.append(HTML(.li, [first.link] + (below.isEmpty ? [] : [outline(below)])))
    }
    return HTML(.ul, items)
  }

  private static func block(_ block: Markdown.Block) -> HTML {
    switch block {
    case .heading(let level, let text): HTML(heading(level), [inline(text)])
    case .paragraph(let text): HTML(.p, [inline(text)])
    case .code(let text): HTML(.pre, [HTML(.code, [.text(text)])])
    case .quote(let blocks): HTML(.blockquote, blocks.map(Self.block))
    case .list(let from, let items):
      from.map { HTML.counted(from: $0, items.map(item)) } ?? HTML(.ul, items.map(item))
    case .table(let head, let rows, let aligned): table(head, rows, aligned)
    case .rule: .rule
    }
  }

  private static func inline(_ text: String) -> HTML { MarkdownInline(text).html }

  private static func heading(_ level: Int) -> HTML.Tag {
    [.h1, .h2, .h3, .h4, .h5, .h6][min(max(level, 1), 6) - 1]
  }

  // One paragraph is the item itself.
  private static func item(_ blocks: [Markdown.Block]) -> HTML {
    let count = blocks.count { if case .paragraph = $0 { true } else { false } }
    return HTML(
      .li,
      blocks.map { part in
        if count == 1, case .paragraph(let text) = part { inline(text) } else { block(part) }
      })
  }

  private static func table(
    _ head: [String], _ rows: [[String]], _ aligned: [Markdown.Alignment]
  ) -> HTML {
    func row(_ tag: HTML.Tag, _ cells: [String]) -> HTML {
      HTML(.tr, zip(cells, aligned).map { HTML(tag, look($1), [inline($0)]) })
    }
    return HTML(
      .table, .rows,
      [HTML(.thead, [row(.th, head)]), HTML(.tbody, rows.map { row(.td, $0) })])
  }

  private static func look(_ alignment: Markdown.Alignment) -> Look? {
    switch alignment {
    case .left: nil
    case .centre: .centre
    case .right: .right
    }
  }
}
