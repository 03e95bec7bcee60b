extension SitePicture {
  /// The reviews that were held within twelve months.
  private var reviews: [PicturedRecord] {
    standing("management-review").filter { review in
      review.text("heldOn").flatMap { CivilDate($0) }.map {
        $0 <= day && day.days - $0.days <= 366
      } ?? false
    }
  }

  /// 9.4.2: one was held within twelve months, and the top manager took the chair.
  var reviewChaired: CheckAnswer {
    let managers = standing("organisation").compactMap { $0.text("topManager") }
    guard let newest = reviews.max(by: { ($0.text("heldOn") ?? "") < ($1.text("heldOn") ?? "") })
    else { return .missing("management-review") }
    let isChaired = newest.text("chair").map(managers.contains) ?? false
    return CheckAnswer(asking: [newest], failing: isChaired ? [] : [newest])
  }

  /// 9.4.1: the ten inputs of the list and the three of the paragraph, each with evidence or a signed
  /// statement that there is nothing.
  var reviewInputs: CheckAnswer {
    guard let newest = reviews.max(by: { ($0.text("heldOn") ?? "") < ($1.text("heldOn") ?? "") })
    else { return .missing("management-review") }
    let rows = newest.rows("inputs")
    let wanted = schemas["management-review"]?["inputs"]?.schema["items"]?["properties"]?["key"]
    let keys = (wanted?["enum"]?.array ?? []).compactMap(\.string)
    let missing = keys.filter { key in
      !rows.contains {
        $0["key"]?.string == key && (!($0["refs"]?.texts ?? []).isEmpty || $0["none"] != nil)
      }
    }
    return CheckAnswer(
      missing.isEmpty ? .met : .notMet,
      figures: [.init("values", keys.count), .init("uncovered", missing.count)],
      looked: [newest.key],
      lacking: missing.map { key in
        let name = wanted?["x-choices"]?[key]
        return .value(
          key, title: BilingualText(zh: name?["zh"]?.string ?? key, en: name?["en"]?.string ?? key))
      })
  }

  /// The nonconformities whose cause is known.
  private var analysed: [PicturedRecord] {
    let known = ["planned", "implementing", "implemented", "closed"]
    return records["nonconformity", default: []].filter { known.contains($0.state) }
  }

  /// 10.1.2: 「确定不符合产生原因，针对原因制定相应纠正措施」: the cause is not the fact again, others were looked
  /// at, and a measure goes for the cause.
  var causesDiffer: CheckAnswer {
    let all = analysed
    let failing = all.filter { one in
      guard let overlap = WordOverlap.percent(of: one.text("cause"), in: one.text("fact")) else {
        return true
      }
      return overlap > WordOverlap.limit || one.text("horizontalCheck") == nil
        || !one.rows("measures").contains { $0["kind"] == "corrective" }
    }
    return all.isEmpty ? .missing("nonconformity") : CheckAnswer(asking: all, failing: failing)
  }

  /// 10.1.2: 「防止不符合再次发生」: what came up under the same clause, cause category and department within
  /// twelve months was analysed again, not explained by the words of last time.
  var repeatsAnalysed: CheckAnswer {
    let all = analysed
    let failing = all.filter { one in
      all.contains { isRepeat(one, of: $0) && $0.text("cause") == one.text("cause") }
    }
    return all.isEmpty ? .missing("nonconformity") : CheckAnswer(asking: all, failing: failing)
  }

  private func isRepeat(_ one: PicturedRecord, of other: PicturedRecord) -> Bool {
    guard one.key != other.key,
      let (found, before) = [one, other].map({ $0.text("foundOn").flatMap { CivilDate($0) } })
        .pair, before <= found, found.days - before.days <= 366
    else { return false }
    return ["causeCategory", "clause", "department"].allSatisfy {
      one.text($0) != nil && one.text($0) == other.text($0)
    }
  }
}

extension [CivilDate?] {
  fileprivate var pair: (CivilDate, CivilDate)? {
    guard count == 2, let first = self[0], let second = self[1] else { return nil }
    return (first, second)
  }
}
