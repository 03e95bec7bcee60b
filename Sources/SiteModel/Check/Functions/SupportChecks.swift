extension SitePicture {
  /// 7.1.1: every post is filled as its headcount says, or the review of the last twelve months says of this
  /// post what is done about it.
  var headcountsMet: CheckAnswer {
    let rows = Roster(self).rows
    let treated = Set(
      standing("staffing-review").filter { ($0.moved?.days ?? 0) + 366 >= day.days }
        .flatMap { $0.rows("posts") }.filter { $0["measure"] != nil }
        .compactMap { $0["post"]?.string })
    let failing = rows.filter {
      $0.present.count < $0.required && !treated.contains($0.post.key.id)
    }
    return CheckAnswer(asking: rows.map(\.post), failing: failing.map(\.post))
  }

  /// The instruments that hang at a point on this day.
  func instruments(at point: PicturedRecord) -> [PicturedRecord] {
    users(of: point.key, "installation").filter { installation in
      installation.stands && (installation.text("until").map { $0 > day.description } ?? true)
    }
    .compactMap { installation in
      installation.text("instrument").flatMap { RecordKey(type: "instrument", id: $0) }
        .flatMap { self[$0] }
    }
    .filter(\.stands)
  }

  /// 7.1.2: every point that is settled or accounted by has an instrument of its class.
  ///
  /// Classes are compared by their number (0.5S, 1.0): smaller is better.
  var requiredClass: CheckAnswer {
    let points = standing("point").filter {
      ["accounting", "settlement"].contains($0.text("role") ?? "")
    }
    let failing = points.filter { point in
      let wanted = point.text("requiredClass").flatMap(Self.classNumber)
      return !instruments(at: point).contains { instrument in
        guard let wanted else { return true }
        return instrument.text("accuracyClass").flatMap(Self.classNumber).map { $0 <= wanted }
          ?? false
      }
    }
    return CheckAnswer(asking: points, failing: failing)
  }

  private static func classNumber(_ text: String) -> Rational? {
    Rational(String(text.prefix { $0.isNumber || $0 == "." }))
  }

  /// 7.1.2: of each medium and level, instruments at points ÷ required points, in percent.
  var equipRate: CheckAnswer {
    let requirements = standing("equip-requirement")
    var lacking: [CheckAnswer.Lack] = []
    var figures: [CheckAnswer.Figure] = []
    for row in requirements.flatMap({ $0.rows("requirements") }) {
      let (medium, level) = (row["medium"]?.string ?? "", row["level"]?.string ?? "")
      let actual = fitted(for: row)
      guard let required = row["requiredPoints"]?.exact, required > .zero,
        let least = row["requiredRate"]?.exact
      else { continue }
      let rate = Rational(actual * 100) / required
      figures.append(.init("\(medium)/\(level)", rate.text(decimals: 1)))
      guard rate < least else { continue }
      let name = "\(medium)/\(level)"
      lacking.append(.value(name, title: BilingualText(zh: name, en: name)))
    }
    return CheckAnswer(
      lacking.isEmpty ? .met : .notMet, figures: figures, looked: requirements.map(\.key),
      lacking: lacking)
  }

  /// The points of a row of a requirement that have an instrument.
  func fitted(for row: JSON) -> Int {
    standing("point").count { point in
      point.text("medium") == row["medium"]?.string && point.text("level") == row["level"]?.string
        && !instruments(at: point).isEmpty
    }
  }

  /// 7.2.2: courses of months that are over were held, and whoever failed or was absent has a task to
  /// make it up.
  var trainingDone: CheckAnswer {
    let plans = standing("training-plan")
    let sessions = standing("training-session")
    let late = plans.filter { plan in
      let held = Set(
        users(of: plan.key, "training-session").filter(\.stands)
          .compactMap { $0.fields["planItem"]?.number })
      return plan.rows("courses").contains { course in
        (course["month"]?.string ?? "9999") < day.description.prefix(7)
          && !held.contains(course["seq"]?.number ?? "")
      }
    }
    let open = sessions.filter { session in
      let missed = session.rows("attendees").count {
        ["fail", "absent"].contains($0["result"]?.string ?? "")
      }
      return users(of: session.key, "action").count < missed
    }
    guard !plans.isEmpty else { return .missing("training-plan") }
    var answer = CheckAnswer(asking: plans + sessions, failing: late + open)
    answer.figures += [.init("late-plans", late.count), .init("make-ups-open", open.count)]
    return answer
  }

  /// 8.1.2: 「安排经过培训的专人负责碳计量数据采集」: whoever holds a collector's post is authorised today.
  var collectorsAuthorised: CheckAnswer {
    let today = day.description
    let collectors = standing("person").filter { person in
      (person.text("left") ?? today) >= today
        && person.rows("posts").contains { post in
          (post["roles"]?.texts ?? []).contains("collector")
            && (post["from"]?.string ?? today) <= today
            && (post["until"]?.string ?? today) >= today
        }
    }
    let failing = collectors.filter { person in
      !users(of: person.key, "authorisation").contains {
        $0.stands && $0.text("person") == person.key.id && $0.text("task") == "collect"
          && $0.fields.isAuthorised(on: day)
      }
    }
    return CheckAnswer(asking: collectors, failing: failing)
  }
}
