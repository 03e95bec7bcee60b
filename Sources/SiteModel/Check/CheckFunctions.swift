/// What the shapes of ``CheckRule`` cannot say: named functions, all of them in this table.
package enum CheckFunctions {
  /// Answers one check. Settings are by the names that the check gives them.
  package typealias Function = @Sendable (SitePicture, [String: Rational]) -> CheckAnswer

  /// By name, as `schema/checks/*.json` call them.
  package static let all: [String: Function] = [
    "alerts-in-time": { picture, _ in picture.alertsInTime },
    "articles-evaluated": { picture, _ in picture.articlesEvaluated },
    "auditors-qualified": { picture, _ in picture.auditorsQualified },
    "author-approver": { picture, _ in picture.authorsApart },
    "calibrations-planned": { picture, _ in picture.calibrationsPlanned },
    "carbon-texts": { picture, _ in picture.carbonTexts },
    "causes-differ": { picture, _ in picture.causesDiffer },
    "collectors-authorised": { picture, _ in picture.collectorsAuthorised },
    "commitment-signed": { picture, _ in picture.commitmentSigned },
    "disputes-settled": { picture, _ in picture.disputesSettled },
    "equip-rate": { picture, _ in picture.equipRate },
    "evidence-in-time": { $0.evidenceInTime(days: $1["days"] ?? .zero) },
    "expectations-evaluated": { picture, _ in picture.expectationsEvaluated },
    "excluded-share": { $0.excludedShare(limit: $1["limit"] ?? .zero) },
    "failures-assessed": { picture, _ in picture.failuresAssessed },
    "false-rates": { $0.falseRates(limit: $1["limit"] ?? .zero) },
    "feedback-in-time": { picture, _ in picture.feedbackInTime },
    "fills-by-plan": { picture, _ in picture.fillsByPlan },
    "headcounts-met": { picture, _ in picture.headcountsMet },
    "industry-feature": { picture, _ in picture.industryFeature },
    "instruments-valid": { picture, _ in picture.instrumentsValid },
    "maintenance-covers": { picture, _ in picture.maintenanceCovers },
    "maintenance-done": { picture, _ in picture.maintenanceDone },
    "matrix-leads": { picture, _ in picture.matrixLeads },
    "matrix-posts": { picture, _ in picture.matrixPosts },
    "missed-analysed": { picture, _ in picture.missedAnalysed },
    "network-drawing": { picture, _ in picture.networkDrawing },
    "objective-tree": { picture, _ in picture.objectiveTree },
    "objectives-measurable": { picture, _ in picture.objectivesMeasurable },
    "plan-practice": { picture, _ in picture.planPractice },
    "plan-versions": { picture, _ in picture.planVersions },
    "point-collectors": { picture, _ in picture.pointCollectors },
    "policy-reached": {
      $0.policyReached(staff: $1["reachStaff"] ?? .zero, holders: $1["reachHolders"] ?? .zero)
    },
    "procedures-at-hand": { picture, _ in picture.proceduresAtHand },
    "procedures-cover": { picture, _ in picture.proceduresCover },
    "reading-trace": { picture, _ in picture.readingTrace },
    "programme-covered": { picture, _ in picture.programmeCovered },
    "repeats-analysed": { picture, _ in picture.repeatsAnalysed },
    "records-complete": { picture, _ in picture.recordsComplete },
    "required-class": { picture, _ in picture.requiredClass },
    "review-chaired": { picture, _ in picture.reviewChaired },
    "review-inputs": { picture, _ in picture.reviewInputs },
    "reports-in-time": { picture, _ in picture.reportsInTime },
    "sample-chain": { picture, _ in picture.sampleChain },
    "suggestions-in-time": { picture, _ in picture.suggestionsInTime },
    "swaps-recorded": { picture, _ in picture.swapsRecorded },
    "training-done": { picture, _ in picture.trainingDone },
    "unmet-answered": { picture, _ in picture.unmetAnswered },
  ]
}

extension CheckAnswer {
  /// The answer of a check that asks each of some records the same.
  init(asking records: [PicturedRecord], failing: [PicturedRecord]) {
    self.init(
      records.isEmpty ? .notApplicable : failing.isEmpty ? .met : .notMet,
      figures: [.init("asked", records.count), .init("failing", failing.count)],
      looked: records.map(\.key),
      lacking: failing.map { .record($0.key, label: $0.label) })
  }

  /// Nothing of a type is there that could be asked.
  static func missing(_ type: String) -> CheckAnswer {
    CheckAnswer(.notMet, figures: [.init("asked", 0)], lacking: [.none(type: type)])
  }
}

extension PicturedRecord {
  /// A field's text.
  package func text(_ field: String) -> String? { fields[field]?.string }

  /// A field's exact number, whether it is written as a text or as a count.
  package func number(_ field: String) -> Rational? { fields[field]?.exact }

  /// A field's rows.
  package func rows(_ field: String) -> [JSON] { fields[field]?.array ?? [] }
}

extension JSON {
  /// The exact number that a decimal text or a count says.
  var exact: Rational? { (string ?? number).flatMap { Rational($0) } }
}
