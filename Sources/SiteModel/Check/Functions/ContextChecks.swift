extension SitePicture {
  /// 4.1.1 a): 「如国家《碳排放权交易管理暂行条例》、自治区各类碳达峰实施方案」.
  var carbonTexts: CheckAnswer {
    let texts = standing("legal-requirement").filter { $0.fields["applicable"]?.bool == true }
    let wanted = [
      (word: "碳排放权交易管理暂行条例", levels: ["regulation"], en: "Interim regulation on emissions trading"),
      (word: "碳达峰", levels: ["autonomous", "local"], en: "Carbon-peak text of the region"),
    ]
    let missing = wanted.filter { want in
      !texts.contains {
        ($0.text("title") ?? "").contains(want.word)
          && want.levels.contains($0.text("level") ?? "")
      }
    }
    return CheckAnswer(
      missing.isEmpty ? .met : .notMet, figures: [.init("asked", texts.count)],
      looked: texts.map(\.key),
      lacking: missing.map { .value($0.word, title: BilingualText(zh: $0.word, en: $0.en)) })
  }

  /// Which industries a feature is of, by the beginning of their code in GB/T 4754.
  private static let industries = [
    "coal-chemical": ["25", "26"], "green-hydrogen": ["26", "44"], "power": ["44"],
    "cement": ["301"], "aluminium": ["321"],
  ]

  /// 4.1.2 a): the features that are registered are those of the organisation's industry.
  var industryFeature: CheckAnswer {
    let codes = standing("organisation").compactMap { $0.text("industryCode") }
    let features = standing("context-issue").filter { $0.text("category") == "feature" }
    let fits = features.contains { feature in
      let tag = feature.text("featureTag") ?? ""
      guard let industries = Self.industries[tag] else { return tag == "other" || tag == "ccus" }
      return codes.contains { code in industries.contains { code.hasPrefix($0) } }
    }
    let wrong: [CheckAnswer.Lack] =
      features.isEmpty
      ? [.none(type: "context-issue")] : features.map { .record($0.key, label: $0.label) }
    return CheckAnswer(
      fits ? .met : .notMet,
      figures: codes.map { .init("industry", $0) } + [.init("asked", features.count)],
      looked: features.map(\.key), lacking: fits ? [] : wrong)
  }

  /// 4.3.2: what is left out as immaterial, in percent of the last inventory.
  func excludedShare(limit: Rational) -> CheckAnswer {
    let left = standing("exclusion").filter { $0.text("reason") == "immaterial" }
    let total = records["main-source", default: []].compactMap { $0.number("tonnes") }
      .reduce(Rational.zero, +)
    guard !left.isEmpty else { return CheckAnswer(.notApplicable) }
    guard total > .zero else { return .missing("inventory") }
    let estimated = left.compactMap { $0.number("estimate") }.reduce(Rational.zero, +)
    let unknown = left.filter { $0.number("estimate") == nil }
    let share = estimated * Rational(100) / total
    let isMet = share <= limit && unknown.isEmpty
    return CheckAnswer(
      isMet ? .met : .notMet,
      figures: [
        .init("excluded", estimated.text), .init("total", total.text),
        .init("share", share.text(decimals: 2)),
      ],
      looked: left.map(\.key),
      lacking: isMet
        ? [] : (unknown.isEmpty ? left : unknown).map { .record($0.key, label: $0.label) })
  }

  /// 4.3.1: a drawing of the meter network is in force, and no point has changed since.
  var networkDrawing: CheckAnswer {
    let drawings = records["controlled-document", default: []].filter {
      $0.text("kind") == "drawing"
    }
    guard let newest = drawings.compactMap({ $0.text("since") }).max() else {
      return .missing("controlled-document")
    }
    let points = standing("point")
    let changed = points.filter { ($0.moved?.description ?? "") > newest }
    var answer = CheckAnswer(asking: points, failing: changed)
    answer.looked += drawings.map(\.key)
    answer.figures.append(.init("drawing-since", newest))
    return answer
  }

  /// 4.2.2, 9.2: what the law expects names texts that apply, and each of them has its row in the newest
  /// evaluation of compliance.
  var expectationsEvaluated: CheckAnswer {
    let parties = standing("interested-party").filter { !legal($0).isEmpty }
    let newest = standing("compliance-evaluation").max {
      ($0.text("on") ?? "") < ($1.text("on") ?? "")
    }
    let evaluated = Set(
      (newest?.rows("rows") ?? []).filter { $0["verdict"] != nil }
        .compactMap { $0["requirement"]?.string })
    var answer = CheckAnswer(
      asking: parties,
      failing: parties.filter { party in
        !legal(party).allSatisfy { isKnown($0["legalRefs"]?.texts ?? [], evaluated) }
      })
    answer.looked += newest.map { [$0.key] } ?? []
    return answer
  }

  private func legal(_ party: PicturedRecord) -> [JSON] {
    party.rows("expectations").filter { $0["nature"] == "legal" }
  }

  private func isKnown(_ texts: [String], _ evaluated: Set<String>) -> Bool {
    let apply = texts.allSatisfy { id in
      let text = RecordKey(type: "legal-requirement", id: id).flatMap { self[$0] }
      return text?.stands == true && text?.fields["applicable"]?.bool == true
    }
    return !texts.isEmpty && apply && evaluated.isSuperset(of: texts)
  }

  /// 4.2.2: every unmet expectation is linked, or a risk or an improvement was begun for it.
  var unmetAnswered: CheckAnswer {
    let parties = standing("interested-party")
    return CheckAnswer(
      asking: parties,
      failing: parties.filter { party in
        let begun = ["risk-opportunity", "improvement"].flatMap { users(of: party.key, $0) }
          .filter { $0.stands || !$0.permits.contains(.closed) }
        return !UnmetExpectation.all(party.fields, answeredBy: begun.map(\.fields)).isEmpty
      })
  }

  /// 4.2.2: what came from a party is answered by the day that was set.
  var feedbackInTime: CheckAnswer {
    answered("party-feedback") { $0.text("answerDueOn").flatMap { CivilDate($0) } }
  }

  /// 7.3.2: a suggestion is answered within the working days of its due rule.
  var suggestionsInTime: CheckAnswer {
    let count = schemas["suggestion"]?.workingDaysToAnswer
    return answered("suggestion") { suggestion in
      guard let count, let received = suggestion.fields.day("receivedOn") else { return nil }
      return workingDays.day(count, after: received).day
    }
  }

  /// What nobody has answered, and what was received within a year: an answer that came late stays a fault
  /// until a nonconformity names it.
  private func answered(
    _ type: String, by due: (PicturedRecord) -> CivilDate?
  ) -> CheckAnswer {
    let asked = records[type, default: []].filter { record in
      record.state != "void"
        && (record.fields["answeredOn"] == nil
          || record.fields.day("receivedOn").map { $0.days + 366 >= day.days } ?? true)
    }
    let failing = asked.filter { record in
      guard let due = due(record), due < record.fields.day("answeredOn") ?? day else {
        return false
      }
      return record.fields["answeredOn"] == nil
        || !users(of: record.key, "nonconformity").contains { $0.state != "void" }
    }
    return CheckAnswer(asking: asked, failing: failing)
  }
}
