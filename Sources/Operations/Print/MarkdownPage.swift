/// A text in Markdown as a part of a page.
struct MarkdownPage {
  let text: Markdown

  var html: HTML { .joined(text.blocks.map(Self.block)) }

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
