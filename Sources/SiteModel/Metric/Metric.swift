/// A figure that objectives are written in: `M_INT <= 1.2` is measured, not believed (6.2.1).
///
/// In formulas its name is the raw value. What is computed from facts that are not there has no value.
package enum Metric: String, Sendable, Hashable, CaseIterable {
  /// 数据完整率: readings at hand ÷ readings expected, in percent, over all points with a frequency.
  case completeness = "M_COMP"
  /// 单位产品强度: total of the inventory of the period ÷ output of the points of the kind
  /// `output`, tCO₂ per unit.
  case intensity = "M_INT"
  /// 排放总量 of the inventory of the period, tCO₂.
  case total = "M_TOTAL"
  /// 计量准确性: points whose error and uncertainty keep their requirement ÷ points checked, in
  /// percent. The definition is ours; without calibrations it has no value.
  case accuracy = "M_ACC"
  /// 配备率: instruments at points ÷ required points, in percent, over all requirements in force.
  case equipment = "M_EQUIP"
  /// 培训完成率: sessions held ÷ courses planned up to the end of the period, in percent.
  case training = "M_TRAIN"
  /// 建议答复率: suggestions answered ÷ received in the period, in percent.
  case suggestions = "M_SUG"
  /// 文件现行率: documents in force and not past their review ÷ documents in force, in percent.
  case documents = "M_DOC"
  /// 阅知率: acknowledged ÷ those who must, in percent, over all documents in force.
  case acknowledged = "M_ACK"
  /// 措施按期完成率: actions done in time ÷ actions due in the period, in percent.
  case actions = "M_ACT"
  /// 反馈答复率: feedback of parties answered ÷ received in the period, in percent.
  case feedback = "M_FB"
  /// 相关方满意度: sum of the means of all questions ÷ the most they can be, in percent, over the
  /// surveys of the period.
  case satisfaction = "M_SAT"

  /// One metric's value and the two figures it is the ratio of.
  package struct Value: Sendable, Hashable {
    package let metric: Metric
    package let numerator: Rational
    /// 1 where it is no ratio.
    package let denominator: Rational
    package let isPercent: Bool

    /// nil where there is nothing to divide by.
    package init?(
      _ metric: Metric, _ numerator: Rational, per denominator: Rational = .one,
      isPercent: Bool = false
    ) {
      guard denominator > .zero else { return nil }
      (self.metric, self.numerator, self.denominator) = (metric, numerator, denominator)
      self.isPercent = isPercent
    }

    /// How many of how many, in percent.
    package init?(_ metric: Metric, _ part: Int, of whole: Int) {
      self.init(metric, Rational(part), per: Rational(whole), isPercent: true)
    }

    package var value: Rational {
      numerator * Rational(isPercent ? 100 : 1) / denominator
    }
  }
}

extension Metric {
  /// What a formula over metrics comes to; nil where it names one that has no value.
  ///
  /// - Throws: ``ExpressionFault`` where it is no formula over metrics.
  package static func answer(
    _ formula: String, _ values: [Metric: Value]
  ) throws(ExpressionFault) -> Rational? {
    let expression = try Expression(formula)
    let kinds = Dictionary(
      uniqueKeysWithValues: allCases.map { ($0.rawValue, Expression.Kind.count) })
    guard case .number = try expression.kind(kinds) else { throw .wrongKind(offset: 0) }
    let numbers = Dictionary(
      uniqueKeysWithValues: values.map {
        ($0.key.rawValue, Expression.Value.number($0.value.value))
      })
    guard case .number(let number)? = try expression.answer(numbers) else { return nil }
    return number
  }

  /// Whether a text can be measured: a number over metrics that names at least one (6.2.1).
  package static func isFormula(_ text: String) -> Bool {
    do { _ = try answer(text, [:]) } catch { return false }
    return !named(in: text).isEmpty
  }

  /// The metrics a formula names.
  package static func named(in formula: String) -> Set<Metric> {
    Set(((try? Expression(formula))?.names ?? []).compactMap(Metric.init))
  }
}
