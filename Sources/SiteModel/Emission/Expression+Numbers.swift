extension Expression {
  /// The formula with its numbers put in, in its own language: `100[t] * 20[GJ/t]`.
  ///
  /// It computes to the same value; a quantity whose decimals never end is written as a ratio.
  ///
  /// - Parameter values: what stands for each name; a name without one stays.
  package func text(with values: [String: Quantity]) -> String {
    var (written, rest) = ([UInt8](), Array(text.utf8)[...])
    for (name, at) in root.namesByPlace {
      guard let value = values[name] else { continue }
      written += rest.prefix(upTo: at) + value.inFormula.utf8
      rest = rest.suffix(from: at + name.utf8.count)
    }
    return String(decoding: written + rest, as: UTF8.self)
  }
}

extension Quantity {
  /// As a formula writes it: `98[%]`, `(-5)[t]`, `(539/3)[tCO2]`.
  fileprivate var inFormula: String {
    let number = value.exactText ?? "\(value.numerator)/\(value.denominator)"
    return number.contains { "-/".contains($0) } ? "(\(number))[\(unit)]" : "\(number)[\(unit)]"
  }
}

extension Expression.Node {
  /// Every name with the byte it begins at, from the first to the last.
  fileprivate var namesByPlace: [(name: String, at: Int)] {
    var names: [Int: String] = [:]
    collect(&names)
    return names.sorted { $0.key < $1.key }.map { ($0.value, $0.key) }
  }

  private func collect(_ names: inout [Int: String]) {
    if case .name(let name) = form { names[at] = name }
    for child in form.children { child.collect(&names) }
  }
}

extension Expression.Form {
  fileprivate var children: [Expression.Node] {
    switch self {
    case .number, .text, .truth, .name: []
    case .inUnit(let node, _), .power(let node, _), .not(let node): [node]
    case .sum(let terms), .product(let terms): terms.map(\.node)
    case .call(_, let nodes), .all(let nodes), .any(let nodes): nodes
    case .compare(_, let left, let right): [left, right]
    }
  }
}
