extension SitePicture {
  /// 5.1.1: who signed the commitment in force is the top manager of today.
  var commitmentSigned: CheckAnswer {
    let manager = standing("organisation").compactMap { $0.text("topManager") }.last
    let commitments = standing("management-commitment")
    guard !commitments.isEmpty else { return .missing("management-commitment") }
    return CheckAnswer(
      asking: commitments,
      failing: commitments.filter { manager == nil || $0.text("signedBy") != manager })
  }

  /// 5.2.2: everybody with a post and a share of the staff, each person once. Where records give a
  /// number only, the largest of them stands for people nobody named: the figure `counted`.
  func policyReached(staff: Rational, holders: Rational) -> CheckAnswer {
    let rows = records["policy-reach", default: []]
    guard !rows.isEmpty else { return .missing("policy-reach") }
    let failing = rows.filter { row in
      let number = { (field: String) in row.number(field) ?? .zero }
      let reached = max(number("reached"), number("counted"))
      return reached * Rational(100) < number("staff") * staff
        || number("holdersReached") * Rational(100) < number("holders") * holders
    }
    var answer = CheckAnswer(asking: rows, failing: failing)
    answer.figures += ["staff", "reached", "acknowledged", "waived", "told", "counted"]
      .flatMap { field in
        rows.compactMap { $0.number(field).map { .init(field, $0.text) } }
      }
    return answer
  }

  /// The matrix in force, and the departments that lead each clause by it.
  package var matrix: (records: [PicturedRecord], leads: [String: Set<String>]) {
    let matrices = standing("responsibility-matrix")
    var leads: [String: Set<String>] = [:]
    for cell in matrices.flatMap({ $0.rows("cells") }) where cell["kind"] == "lead" {
      guard let clause = cell["clause"]?.string, let department = cell["department"]?.string
      else { continue }
      leads[clause, default: []].insert(department)
    }
    return (matrices, leads)
  }

  /// 5.3.1: each of the 51 has one lead; none is a gap, two are an overlap.
  var matrixLeads: CheckAnswer {
    let (matrices, leads) = matrix
    guard !matrices.isEmpty else { return .missing("responsibility-matrix") }
    let clauses = records["clause", default: []]
    let wrong = clauses.filter { leads[$0.label, default: []].count != 1 }
    return CheckAnswer(
      wrong.isEmpty ? .met : .notMet,
      figures: [
        .init("clauses", clauses.count),
        .init("gaps", wrong.count { leads[$0.label] == nil }),
        .init("overlaps", wrong.count { leads[$0.label] != nil }),
      ],
      looked: matrices.map(\.key), lacking: wrong.map { .record($0.key, label: $0.label) })
  }

  /// 5.3.1: 「如计量部门负责碳计量器具管理维护，生产部门负责生产过程碳排放数据采集」, told by the roles of the
  /// posts in the departments that lead 7.1.2 and 8.1.2.
  var matrixPosts: CheckAnswer {
    let (matrices, leads) = matrix
    guard !matrices.isEmpty else { return .missing("responsibility-matrix") }
    let wanted = [(clause: "7.1.2", role: "metrologist"), (clause: "8.1.2", role: "collector")]
    let posts = standing("post")
    let wrong = wanted.filter { want in
      !posts.contains { post in
        leads[want.clause, default: []].contains(post.text("department") ?? "")
          && (post.fields["roles"]?.texts ?? []).contains(want.role)
      }
    }
    return CheckAnswer(
      wrong.isEmpty ? .met : .notMet, figures: [.init("asked", posts.count)],
      looked: matrices.map(\.key) + posts.map(\.key),
      lacking: wrong.map { .value($0.clause, title: BilingualText(zh: $0.role, en: $0.role)) })
  }

  /// 5.3.1, 7.4.2: who wrote a revision is none of those who approved it.
  var authorsApart: CheckAnswer {
    let revisions = standing("document-revision")
    return CheckAnswer(
      asking: revisions,
      failing: revisions.filter { revision in
        revision.text("preparedBy").map {
          (revision.fields["approvers"]?.texts ?? []).contains($0)
        } ?? false
      })
  }
}
