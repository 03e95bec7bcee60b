/// Which department leads a clause, by the cells of a matrix (5.3.1).
enum MatrixLeads {
  /// The departments that lead each clause.
  static func of(_ cells: [[String: JSON]]) -> [String: Set<String>] {
    var leads: [String: Set<String>] = [:]
    for cell in cells where cell["kind"] == "lead" {
      guard let clause = cell["clause"]?.string, let department = cell["department"]?.string
      else { continue }
      leads[clause, default: []].insert(department)
    }
    return leads
  }

  /// Whether a matrix gives each clause of a dispute exactly one lead.
  static func settle(_ dispute: [String: JSON], _ matrix: [String: JSON]) -> Bool {
    let (clauses, leads) = (dispute.texts("clauses"), of(matrix.rows("cells")))
    return !clauses.isEmpty && clauses.allSatisfy { leads[$0]?.count == 1 }
  }
}

extension SitePicture {
  /// 5.1.1: who signed the commitment in force is the top manager of today.
  var commitmentSigned: CheckAnswer {
    let manager = standing("organisation").compactMap { $0.text("topManager") }.last
    let commitments = newest("management-commitment")
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

  /// Of the statements of a type that are in force the one that took effect last: a new one counts alone,
  /// whether or not somebody has marked the one before as replaced.
  func newest(_ type: String) -> [PicturedRecord] {
    let effective = { (record: PicturedRecord) in record.text("effectiveOn") ?? "" }
    return standing(type).max { effective($0) < effective($1) }.map { [$0] } ?? []
  }

  /// The matrix in force, and the departments that lead each clause by it.
  package var matrix: (records: [PicturedRecord], leads: [String: Set<String>]) {
    let matrices = newest("responsibility-matrix")
    return (matrices, MatrixLeads.of(matrices.flatMap { $0.fields.rows("cells") }))
  }

  /// 5.3.2: a dispute is over when the matrix it names, one in force, gives each of its clauses one lead.
  var disputesSettled: CheckAnswer {
    let disputes = standing("coordination-record").filter { $0.text("kind") == "dispute" }
    return CheckAnswer(
      asking: disputes,
      failing: disputes.filter { dispute in
        let matrix = dispute.text("matrix")
          .flatMap { RecordKey(type: "responsibility-matrix", id: $0) }.flatMap { self[$0] }
        return matrix?.permits.contains(.counts) != true
          || !MatrixLeads.settle(dispute.fields, matrix?.fields ?? [:])
      })
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
