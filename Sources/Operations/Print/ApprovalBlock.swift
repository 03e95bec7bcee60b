import SiteModel

/// Who prepared, reviewed, countersigned and approved a document, with the hashes of what they
/// signed; empty places for those who have not.
struct ApprovalBlock {
  let paper: DocumentPaper
  let words: PrintWords

  var html: HTML {
    let titles = ["role", "name", "post", "signature", "date"]
    let head = HTML(.tr, titles.map { HTML(.th, [.text(say("sign-\($0)"))]) })
    let table = HTML(
      .table, .signatures,
      [HTML(.thead, [head]), HTML(.tbody, paper.approvals.map(line))])
    return .joined([table, history, HTML(.p, .note, [.text(say("sign-hint"))])])
  }

  private func say(_ key: String, _ values: [String: String] = [:]) -> String {
    words.say("document-print.\(key)", values)
  }

  private func line(_ approval: DocumentPaper.Approval) -> HTML {
    let hash = approval.act.map { String($0.identity.description.prefix(12)) }
    let signed: [HTML] =
      hash.map { [.text(say("signed") + " "), HTML(.span, .hash, [.text($0)])] } ?? [.text("／")]
    let day = approval.act.map { words.day(String($0.claimed.prefix(10))) }
    return HTML(
      .tr,
      [
        HTML(.td, [.text(say("role-\(approval.role)"))]),
        HTML(.td, [.value(approval.name ?? "／")]), HTML(.td, [.value(approval.post ?? "／")]),
        HTML(.td, signed), HTML(.td, [.text(day ?? "／")]),
      ])
  }

  // What was signed on paper before there was this system is told, not shown as a signature.
  private var history: HTML {
    paper.signers.map { HTML(.p, [.value(say("history", ["signers": $0]))]) } ?? .nothing
  }
}
