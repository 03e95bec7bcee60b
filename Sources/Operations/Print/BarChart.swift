import SiteModel

/// Bars beside their labels, drawn as SVG: of sources, of months, or the steps from one sum to another.
struct BarChart: Sendable {
  /// One bar, from one value to another.
  struct Bar: Sendable {
    let label: String
    /// What stands behind it.
    let said: String
    let from: Rational
    let until: Rational
    /// A sum and no part of one.
    var isSum = false
  }

  let title: String
  let bars: [Bar]

  /// Bars that begin at zero.
  init(_ title: String, _ values: [(label: String, value: Rational)], unit: String) {
    self.title = title
    bars = values.map {
      Bar(
        label: $0.label, said: "\($0.value.text(decimals: 2)) \(unit)", from: .zero, until: $0.value
      )
    }
  }

  /// The steps from one sum to another (瀑布图).
  init(
    _ title: String, from first: (label: String, value: Rational),
    _ steps: [(label: String, value: Rational)], to last: (label: String, value: Rational),
    unit: String
  ) {
    var (bars, at) = ([Bar](), first.value)
    let said = { (value: Rational) in "\(value.text(decimals: 2)) \(unit)" }
    bars.append(
      Bar(label: first.label, said: said(first.value), from: .zero, until: first.value, isSum: true)
    )
    for step in steps {
      let sign = step.value > .zero ? "+" : ""
      bars.append(
        Bar(label: step.label, said: sign + said(step.value), from: at, until: at + step.value))
      at = at + step.value
    }
    bars.append(
      Bar(label: last.label, said: said(last.value), from: .zero, until: last.value, isSum: true))
    (self.title, self.bars) = (title, bars)
  }

  private static let (left, width, row) = (190, 330, 24)

  /// The drawing.
  ///
  /// - Parameter escaped: makes a text fit to stand in the page.
  func svg(_ escaped: (String) -> String) -> String {
    let ends = bars.flatMap { [$0.from, $0.until] } + [.zero]
    let (low, high) = (ends.min() ?? .zero, ends.max() ?? .zero)
    let span = high - low == .zero ? .one : high - low
    let x = { (value: Rational) in
      Self.left + (Int(((value - low) / span * Rational(Self.width)).text(decimals: 0)) ?? 0)
    }
    let height = bars.count * Self.row + 8
    let drawn = bars.enumerated().map { place, bar in
      let (a, b, y) = (
        x(min(bar.from, bar.until)), x(max(bar.from, bar.until)), place * Self.row + 6
      )
      let fill = bar.isSum ? "#555" : bar.until < bar.from ? "#2a7" : "#47a"
      return """
        <text x="\(Self.left - 6)" y="\(y + 12)" text-anchor="end">\(escaped(bar.label))</text>
        <rect x="\(a)" y="\(y)" width="\(max(1, b - a))" height="15" fill="\(fill)"/>
        <text x="\(b + 6)" y="\(y + 12)">\(escaped(bar.said))</text>
        """
    }
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 680 \(height)" width="100%" role="img" \
      font-family="sans-serif" font-size="11"><title>\(escaped(title))</title>
      \(drawn.joined(separator: "\n"))
      </svg>

      """
  }
}
