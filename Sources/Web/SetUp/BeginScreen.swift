import Operations
import SiteModel

/// 开始使用: what a new node has and what it lacks, each with the page where it is done.
enum BeginScreen {
  static let routes: [Route] = [
    .get("/begin") { visit in
      let site = visit.site
      let counts: [(key: String, count: Int, place: String)] = [
        ("people", try AskPeople.run(on: site, asOf: site.today).count, "/people"),
        ("points", try Points(of: site).all().points.count, "/points"),
        ("imports", try AskImports.run(on: site).count, "/import"),
        ("sources", try AskSources.run(on: site).count, "/sources"),
        ("inventories", try ReadInventory.list(on: site).count, "/inventories"),
        ("documents", try AskDocuments.all(on: site).count, "/documents"),
      ]
      let rows = counts.map { step in
        [
          Cell(visit.say("page.to-\(step.key)"), to: step.place),
          step.count == 0
            ? Cell(visit.say("page.lacks-still"), .warn) : Cell(String(step.count), .good),
        ]
      }
      return visit.page(
        visit.say("page.to-begin"),
        [
          Block(
            subject: visit.say("page.fingerprint"), text: visit.say("page.fingerprint-text"),
            facts: [Fact(visit.say("page.fingerprint"), try AskStatus.onPaper(of: site))]),
          .table(
            TableView([visit.say("page.what"), visit.say("page.state")], rows),
            visit.say("page.begin-steps")),
        ])
    }
  ]
}
