/// What the expression language cannot say: named functions, all of them in these two tables.
///
/// Lifecycles name checks (`"check": "complete"`), schemas name values
/// (`"x-computed": {…: {"function": "recurrences"}}`). A name that is not here is refused when the
/// file is read.
package enum RecordFunctions {
  /// Whether something is so; asked at the door, before an act is signed.
  package typealias Check = @Sendable (RecordQuestion) throws -> Guard.Answer
  /// A computed value; nil where what it needs is missing.
  package typealias Value = @Sendable (RecordQuestion) throws -> JSON?

  /// By name, as guards of lifecycles call them.
  package static let checks: [String: Check] = [
    "complete": { try $0.complete() },
    "effect-date-reached": { $0.effectDateReached },
    "evidence": { $0.evidence },
    "formula": { $0.formula },
    "measures-assigned": { $0.measuresAssigned },
    "measures-done": { try $0.measuresDone() },
    "objective-met": { try $0.objectiveMet() },
    "objective-missed": { try $0.objectiveMissed() },
    "sample-reported": { try $0.sampleReported() },
    "tasks-done": { try $0.tasksDone() },
    "unused": { try $0.unused() },
  ]

  /// By name, as computed fields call them.
  package static let values: [String: Value] = [
    "answer-overdue": { try $0.answerOverdue() },
    "answered": { try $0.answered() },
    "articles-unanswered": { try $0.articlesUnanswered() },
    "audit-open": { try $0.auditOpen() },
    "audit-partial": { try $0.auditPartial() },
    "audit-report-missing": { try $0.auditReportMissing() },
    "audit-unanswered": { try $0.auditUnanswered() },
    "audit-unreported": { try $0.auditUnreported() },
    "audit-ways-missing": { try $0.auditWaysMissing() },
    "auditors-unauthorised": { try $0.auditorsUnauthorised() },
    "authorisation-basis": { try $0.authorisationBasis() },
    "authorisation-valid": { try $0.authorisationValid() },
    "authorisations-ended": { try $0.authorisationsEnded() },
    "boundary-statement": { try $0.boundaryStatement(\.zh) },
    "boundary-statement-en": { try $0.boundaryStatement(\.en) },
    "budget-planned": { try $0.budget("plan") },
    "budget-spent": { try $0.budget("spend") },
    "calibration-error": { try $0.calibrationError() },
    "calibration-out": { try $0.calibrationOut() },
    "calibration-status": { try $0.calibrationStatus() },
    "calibration-until": { try $0.calibrationUntil() },
    "calibrations-done": { try $0.calibrationsDone() },
    "calibrations-rate": { try $0.calibrationsRate() },
    "calibrations-undone": { try $0.calibrationsUndone() },
    "categories-missing": { try $0.categoriesMissing() },
    "cause-overlap": { $0.causeOverlap() },
    "cause-repeats": { $0.causeRepeats() },
    "chair-is-top": { try $0.chairIsTop() },
    "check-coverage": { try $0.checkCoverage() },
    "check-uncovered": { try $0.checkUncovered() },
    "departments-untouched": { try $0.departmentsUntouched() },
    "dispute-settled": { try $0.disputeSettled() },
    "drill-identical": { try $0.drillIdentical() },
    "drill-in-time": { try $0.drillInTime() },
    "drill-target": { try $0.drillTarget() },
    "equip-actual": { try $0.equipActual() },
    "equip-below": { try $0.equipBelow() },
    "equip-good": { try $0.equipGood() },
    "equip-rate": { try $0.equipRate() },
    "equip-valid": { try $0.equipValid() },
    "exclusion-share": { try $0.exclusionShare() },
    "finding-state": { try $0.findingState() },
    "findings-count": { try $0.findingsCount() },
    "findings-statistics": { try $0.findingsStatistics() },
    "findings-unassigned": { try $0.findingsUnassigned() },
    "inputs-missing": { try $0.inputsMissing() },
    "instrument-history": { try $0.instrumentHistory() },
    "instrument-level": { try $0.instrumentLevel() },
    "instrument-points": { try $0.instrumentPoints() },
    "issues-added": { try $0.issuesAdded() },
    "issues-changed": { try $0.issuesChanged() },
    "issues-retired": { try $0.issuesRetired() },
    "issues-reviewed": { try $0.issuesReviewed() },
    "last-calibrated": { try $0.lastCalibrated() },
    "last-patrol": { try $0.lastPatrol() },
    "legal-status": { try $0.legalStatus() },
    "maintenance-completion": { try $0.maintenanceCompletion() },
    "maintenance-unlisted": { try $0.maintenanceUnlisted() },
    "matrix-gaps": { $0.matrixGaps },
    "matrix-overlaps": { $0.matrixOverlaps },
    "measurement-achievement": { try $0.measurementAchievement() },
    "measurement-explained": { try $0.measurementExplained() },
    "measurement-light": { try $0.measurementLight() },
    "needs-unplanned": { try $0.needsUnplanned() },
    "objective-achievement": { try $0.objectiveAchievement() },
    "objective-children": { try $0.objectiveChildren() },
    "objective-latest": { try $0.objectiveLatest() },
    "objective-rolled-up": { try $0.objectiveRolledUp() },
    "objective-light": { try $0.objectiveLight() },
    "objective-measurements": { try $0.objectiveMeasurements() },
    "objective-period": { try $0.objectivePeriod() },
    "open-items": { try $0.openItems() },
    "own-checks": { try $0.ownChecks() },
    "own-texts": { try $0.ownTexts() },
    "person-authorised": { try $0.personAuthorised() },
    "plan-differences": { try $0.planDifferences() },
    "plan-last-drill": { try $0.planLastDrill() },
    "plan-uncovered": { try $0.planUncovered() },
    "point-instruments": { try $0.pointInstruments() },
    "policy-coverage": { try $0.policyCoverage() },
    "post-filled": { try $0.postFilled() },
    "post-vacancy": { try $0.postVacancy() },
    "procedure-differences": { try $0.procedureDifferences() },
    "programme-coverage": { try $0.programmeCoverage() },
    "programme-followed": { try $0.programmeFollowed() },
    "programme-slippage": { try $0.programmeSlippage() },
    "programme-uncovered": { try $0.programmeUncovered() },
    "project-left": { try $0.projectLeft() },
    "project-spent": { try $0.projectSpent() },
    "recurrences": { try $0.recurrences() },
    "report-early": { try $0.reportEarly() },
    "review-open": { try $0.reviewOpen() },
    "review-output-missing": { try $0.reviewOutputMissing() },
    "rule-false-rate": { try $0.ruleFalseRate() },
    "rule-hits": { try $0.ruleHits() },
    "sample-time-faults": { try $0.sampleTimeFaults() },
    "signed-by-top-manager": { try $0.signedByTopManager() },
    "source-main": { try $0.sourceIsMain() },
    "source-share": { try $0.sourceShare() },
    "span-hours": { try $0.spanHours() },
    "staff-actual": { try $0.staffActual() },
    "staff-qualified": { try $0.staffQualified() },
    "staff-short-posts": { try $0.staffShortPosts() },
    "staff-shortage": { try $0.staffShortage() },
    "standard-used": { try $0.standardUsed() },
    "task-progress": { try $0.taskProgress() },
    "task-slippage": { try $0.taskSlippage() },
    "training-completion": { try $0.trainingCompletion() },
    "training-held": { try $0.trainingHeld() },
    "unmet-unlinked": { try $0.unmetUnlinked() },
    "users": { try $0.userCount() },
    "valid-until": { try $0.validUntil() },
  ]
}

/// What is asked about one record, and who is asked about the others.
package struct RecordQuestion {
  /// The record.
  package let key: RecordKey
  /// Its type.
  package let schema: RecordSchema
  /// Its values by register, as an act would sign them.
  package let text: [String: JSON]
  /// The day it is asked, and the day it was closed.
  package let day: AsOf
  /// The other records.
  package let others: any OtherRecords
  /// ``text`` by field.
  package let record: [String: JSON]

  package init(
    _ key: RecordKey, _ schema: RecordSchema, text: [String: JSON], asOf day: AsOf,
    others: any OtherRecords
  ) {
    (self.key, self.schema, self.text) = (key, schema, text)
    (self.day, self.others) = (day, others)
    record = schema.fields(of: text)
  }
}

/// What is asked about records other than the one in question.
package protocol OtherRecords {
  /// The records that refer to one and are not closed, ascending.
  func users(of key: RecordKey) throws -> [RecordKey]

  /// What follows from the last act of each action on a record, and the state each is in; nil for
  /// what nobody has begun.
  func followers(of key: RecordKey) throws -> [(record: FollowingRecord, state: String?)]

  /// How many records of the type, but this one, have these texts in these fields, and a day in
  /// this span in `dayField`.
  func count(_ likes: RecordLikeness, but key: RecordKey) throws -> Int

  /// All records of a type but those made void, by number and then by id.
  func records(of type: String) throws -> [OtherRecord]

  /// The day that the last act on a record claims; nil while nobody has signed anything.
  func lastMoved(_ key: RecordKey) throws -> CivilDate?

  /// Which days are worked, by the shipped table and the records in its place.
  func workingDays() throws -> WorkingDays
}

/// What makes records alike: the same texts in some fields, within some days.
package struct RecordLikeness: Sendable, Hashable {
  /// The type.
  package let type: String
  /// Field → text.
  package let texts: [String: String]
  /// The field that holds the day.
  package let dayField: String
  /// The days, both included.
  package let days: ClosedRange<CivilDate>
}

extension RecordQuestion {
  /// Answers a guard's question.
  ///
  /// - Throws: what the one who knows the other records throws.
  package func answer(_ question: Guard.Question) throws -> Guard.Answer {
    switch question {
    case .fields(let fields):
      let missing = fields.filter { (text[$0] ?? record[$0] ?? .null) == .null }
      return missing.isEmpty
        ? .met(.array(fields.map(JSON.string))) : .refused(missing.joined(separator: ", "))
    case .check(let name):
      guard let check = RecordFunctions.checks[name] else { return .refused(name) }
      return try check(self)
    case .expression(let text): return try answer(expression: text)
    }
  }

  /// The fields without which the record does not leave draft; see ``RecordSchema``.
  package var missing: [String] { schema.missing(in: record, asOf: day) }

  /// All computed values, those of functions too.
  package func computed() throws -> [String: JSON] {
    var values = schema.computed(of: record, asOf: day)
    for field in schema.rules.computed {
      guard case .function(let name) = field.formula, let value = RecordFunctions.values[name]
      else { continue }
      values[field.name] = try value(self)
    }
    return values
  }
}
