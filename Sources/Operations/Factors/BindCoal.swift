package import Foundation
package import SiteModel

/// Lets a laboratory's months feed inputs of a source: each month's weighted mean on its days, and
/// of a month without samples what the guide states, marked as such.
package struct BindCoal {
  /// What of a month feeds an input.
  package enum Figure: String, Sendable, CaseIterable {
    case carbon, ncv, carbonPerHeat
  }

  /// What the person said.
  package struct Wishes: Sendable {
    package var source: String
    /// By input.
    package var figures: [String: Figure]
    /// Why; a source that acts lock needs one.
    package var reason: String?

    package init(source: String, figures: [String: Figure]) {
      (self.source, self.figures) = (source, figures)
    }
  }

  /// - Returns: what nothing feeds after that, see ``AskSources/Answer/unbound``.
  /// - Throws: ``CoalSheetFault``, ``SourceFault``; then nothing is written.
  package static func run(
    _ file: URL, _ period: Period, _ wishes: Wishes, on site: Site
  ) throws -> [String] {
    let answers = try AskCoal.run(file, period, site.surroundings.share)
    let digest = ContentHash(of: Array(try Data(contentsOf: file)))
    let coal = BindCoal(
      sheet: "\(file.lastPathComponent) sha256:\(digest)", calendar: try site.calendar())
    let bindings = try wishes.figures.sorted { $0.key < $1.key }.flatMap { input, figure in
      try answers.map { try coal.wish(input, figure, $0) }
    }
    return try BindSource.run(wishes.source, bindings, reason: wishes.reason, on: site)
  }

  /// The file by name and hash: whoever has it computes the means again.
  private let sheet: String
  private let calendar: ProductionCalendar

  private func wish(
    _ input: String, _ figure: Figure, _ answer: AskCoal.Answer
  ) throws -> BindSource.Wish {
    let days = try Period(answer.month).dates(in: calendar)
    let stretch = OpenDays(from: days.lowerBound, until: days.upperBound)
    guard !answer.coal.samples.isEmpty else { return standard(input, figure, answer, stretch) }
    guard let quantity = figure.value(of: answer.coal) else {
      throw CoalSheetFault.noFigure(month: answer.month, figure: figure.rawValue)
    }
    var wish = BindSource.Wish(input, "value:\(text(quantity))", on: stretch)
    wish.evidence = evidence("\(answer.month) \(figure.formula); \(said(answer.coal.samples))")
    return wish
  }

  /// One default feeds an input as the factor it is; carbon per coal is two of them multiplied.
  private func standard(
    _ input: String, _ figure: Figure, _ answer: AskCoal.Answer, _ days: OpenDays
  ) -> BindSource.Wish {
    let factors = answer.carbon.factors
    switch figure {
    case .carbonPerHeat: return BindSource.Wish(input, factors[0], on: days)
    case .ncv: return BindSource.Wish(input, factors[1], on: days)
    case .carbon:
      var wish = BindSource.Wish(input, "value:\(text(answer.carbon.quantity))", on: days)
      let product = factors.joined(separator: " × ")
      wish.evidence = evidence("\(answer.month) 无样品，缺省值 no samples, default: \(product)")
      wish.mark = answer.carbon.mark
      return wish
    }
  }

  /// With the file, and what a person must be told beside every such figure.
  private func evidence(_ text: String) -> String {
    "\(text); \(sheet); \(CoalSample.remark.zh) \(CoalSample.remark.en)"
  }

  /// The samples by number; of very many the first and the last.
  private func said(_ samples: [CoalSample]) -> String {
    let numbers = samples.map(\.number)
    let all = numbers.joined(separator: ", ")
    let short = "\(numbers[0].prefix(60)) … \(numbers[numbers.count - 1].prefix(60))"
    return "×\(numbers.count): \(all.count <= 300 ? all : short)"
  }

  /// Exact where a record can hold it, else twelve decimals by GB/T 8170.
  private func text(_ quantity: Quantity) -> String {
    let exact = quantity.value.text
    let short = exact.count <= 20 ? exact : quantity.value.text(decimals: 12)
    return "\(short) \(quantity.unit)"
  }
}

extension BindCoal.Figure {
  /// How the figure comes from samples.
  fileprivate var formula: String {
    switch self {
    case .carbon, .ncv: "\(rawValue) = Σ(X×FC)/ΣFC"
    case .carbonPerHeat: "carbonPerHeat = [Σ(C×FC)/ΣFC]/[Σ(NCV×FC)/ΣFC]"
    }
  }

  fileprivate func value(of coal: CoalMonth) -> Quantity? {
    switch self {
    case .carbon: coal.carbon
    case .ncv: coal.ncv
    case .carbonPerHeat: coal.carbonPerHeat
    }
  }
}
