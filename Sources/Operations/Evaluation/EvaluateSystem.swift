import Indexing
package import SiteModel

/// How effective the system was in a period (9.1.3), in the guide's four parts, each in figures that
/// anybody computes again from what they are made of.
package struct EvaluateSystem {
  /// 「评价内容包括碳计量目标实现程度、碳计量数据准确性和可靠性、体系运行效率和效果、相关方满意度等」.
  package enum Part: String, Sendable, CaseIterable {
    case objective, accuracy, efficiency, satisfaction
  }

  /// A figure.
  package struct Figure: Sendable {
    package let part: Part
    /// `M_COMP`, …; `M_OBJ` and `M_CHK` exist here alone.
    package let metric: String
    package let numerator: Rational
    package let denominator: Rational
    /// In per cent; else it is an amount that a report of percentages has no place for.
    package let isPercent: Bool
    /// What it is made of.
    package let basis: Phrase

    package var value: Rational {
      numerator * Rational(isPercent ? 100 : 1) / denominator
    }
  }

  /// A figure that cannot be said.
  package struct Missing: Sendable {
    package let part: Part
    package let metric: String
    /// Why, and what would make it.
    package let why: Phrase
  }

  package let period: Period
  /// By part, in the order of the guide.
  package let figures: [Figure]
  package let missing: [Missing]
  /// What the objectives have come to.
  package let objectives: [AskActuals.Answer]

  /// - Parameter period: records are looked at as they stand today.
  /// - Throws: what reading the facts throws.
  package static func run(over period: Period, at site: Site) throws -> EvaluateSystem {
    let shelf = try CheckShelf(share: site.surroundings.share, records: site.schemas)
    let picture = try DrawPicture.run(on: nil, for: shelf, at: site)
    let values = try MeasuredMetrics(period, site).values(of: Set(Metric.allCases), picture)
    let objectives = AskActuals.answers(in: picture, values)
    let answers = shelf.checks.map { $0.answer(picture).verdict }
    let own = [
      figure(of: objectives, closed(picture, period.dates(in: try site.calendar()))),
      share(
        "M_CHK", .efficiency, answers.count { $0 == .met },
        of: answers.count { [.met, .notMet].contains($0) }),
    ]
    let figures = own.compactMap { $0 } + values.map(Figure.init)
    let known = Set(figures.map(\.metric))
    let lacking = Metric.allCases.filter { !known.contains($0.rawValue) }.map {
      Missing(part: $0.part, metric: $0.rawValue, why: Phrase("metric.none-\($0.rawValue)"))
    }
    let noObjective =
      known.contains("M_OBJ")
      ? [] : [Missing(part: .objective, metric: "M_OBJ", why: Phrase("metric.none-M_OBJ"))]
    return EvaluateSystem(
      period: period,
      figures: Part.allCases.flatMap { part in figures.filter { $0.part == part } },
      missing: noObjective + lacking, objectives: objectives)
  }

  /// The objectives of the period that were closed, and whether they were found achieved.
  private static func closed(_ picture: SitePicture, _ days: ClosedRange<CivilDate>) -> [Bool] {
    picture.records["objective", default: []]
      .filter { ["achieved", "missed"].contains($0.state) && $0.bears(on: days, by: ["dueOn"]) }
      .map { $0.state == "achieved" }
  }

  /// Objectives that nobody can judge yet are in neither number, and named.
  private static func figure(of objectives: [AskActuals.Answer], _ closed: [Bool]) -> Figure? {
    let verdicts = objectives.compactMap(\.isMet) + closed
    let open = objectives.filter { $0.isMet == nil }.map(\.objective.label)
    return share(
      "M_OBJ", .objective, verdicts.count { $0 }, of: verdicts.count,
      ["open": open.isEmpty ? "—" : open.joined(separator: " ")])
  }

  private static func share(
    _ metric: String, _ part: Part, _ some: Int, of all: Int, _ values: [String: String] = [:]
  ) -> Figure? {
    guard all > 0 else { return nil }
    let counts = ["numerator": String(some), "denominator": String(all)]
    return Figure(
      part: part, metric: metric, numerator: Rational(some), denominator: Rational(all),
      isPercent: true, basis: Phrase("metric.\(metric)", counts.merging(values) { $1 }))
  }
}

extension EvaluateSystem.Figure {
  fileprivate init(_ value: Metric.Value) {
    self.init(
      part: value.metric.part, metric: value.metric.rawValue, numerator: value.numerator,
      denominator: value.denominator, isPercent: value.isPercent,
      basis: Phrase(
        "metric.\(value.metric.rawValue)",
        ["numerator": value.numerator.text, "denominator": value.denominator.text]))
  }
}

extension Metric {
  /// The part of the evaluation it speaks for.
  fileprivate var part: EvaluateSystem.Part {
    switch self {
    case .total, .intensity: .objective
    case .completeness, .accuracy, .equipment: .accuracy
    case .training, .documents, .acknowledged, .actions: .efficiency
    case .suggestions, .feedback, .satisfaction: .satisfaction
    }
  }
}

extension EvaluateSystem {
  /// Drafts the record `effectiveness-evaluation`; the judgement and its measures a person adds.
  ///
  /// - Parameters:
  ///   - texts: what is said of each part, by its name.
  ///   - phrases: the words of the basis of each figure.
  package func write(
    _ texts: [Part: String], _ phrases: PhraseBook, on site: Site
  ) throws -> RecordKey {
    let rows = figures.filter(\.isPercent).map { figure -> JSON in
      [
        "part": .string(figure.part.rawValue), "metric": .string(figure.metric),
        "numerator": .string(figure.numerator.text),
        "denominator": .string(figure.denominator.text),
        "value": .string(figure.value.text(decimals: 2)),
        "basis": .string(phrases.text(figure.basis)),
      ]
    }
    var fields: [String: JSON] = ["period": .string("\(period)"), "figures": .array(rows)]
    for (part, text) in texts { fields["\(part.rawValue)Text"] = .string(text) }
    return try WriteRecord.new("effectiveness-evaluation", fields, on: site)
  }
}
