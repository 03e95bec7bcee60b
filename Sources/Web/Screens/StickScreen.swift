import Foundation
import Operations
import SiteModel

/// U 盘同步: which stick, what would go over and what did, what was refused and why.
enum StickScreen {
  static let routes: [Route] = [
    .get("/stick") { visit in try show(visit) },
    .post("/stick") { visit in
      do {
        let folder = URL(filePath: try place(visit))
        let isDry = visit.form["way"] == "look"
        let report =
          isDry
          ? try SyncOverFolder.rehearsal(over: folder, on: visit.site)
          : try SyncOverFolder.run(over: folder, on: visit.site)
        return try show(visit, came: (report, isDry))
      } catch let fault as any Fault { return try show(visit, refused: visit.say(fault.phrase)) }
    },
  ]

  /// A folder where a stick is mounted; any other only for whoever sits at this machine, or a caller of
  /// the network could have files written wherever he likes.
  private static func place(_ visit: Visit) throws -> String {
    if let typed = visit.form["typed"], visit.isAtThisMachine { return typed }
    guard let chosen = visit.form["folder"], MountedFolders.all.contains(chosen) else {
      throw VisitFault.lacks(visit.say("page.stick"))
    }
    return chosen
  }

  private static func show(
    _ visit: Visit, came: (report: SyncOverFolder.Report, isDry: Bool)? = nil,
    refused: String? = nil
  ) throws -> Reply {
    let said = came.map { report, isDry in
      report.phrases(isDry: isDry, hasSent: !isDry).map {
        Block(note: NoteView(visit.say($0), mood(of: $0)))
      }
    }
    let standing = try AskStanding(on: visit.site)
    return visit.page(
      visit.say("page.to-sync"),
      (said ?? []) + [
        .form(form(visit, refused))
      ] + (visit.pages.isOfHeadquarters ? [] : [headquarters(standing, visit)]),
      status: refused == nil ? 200 : 400)
  }

  private static func headquarters(_ standing: AskStanding, _ visit: Visit) -> Block {
    Block(
      subject: visit.say("page.headquarters"),
      text: standing.contact == nil ? visit.say("page.joined-nobody") : nil,
      facts: standing.contact.map { _ in NodeScreens.headquarters(standing, visit) })
  }

  private static func mood(of phrase: Phrase) -> Mood {
    switch phrase.key {
    case "said.not-taken": .bad
    case "said.waits": .warn
    default: .good
    }
  }

  private static func form(_ visit: Visit, _ refused: String?) -> FormView {
    let mounted = MountedFolders.all
    let typed = FieldView.line(
      "typed", visit.say("page.stick-folder"), visit.form["typed"] ?? "",
      hint: visit.say("page.stick-hint"))
    let chosen = FieldView.choice(
      "folder", visit.say("page.stick"), visit.form["folder"] ?? mounted.first ?? "",
      mounted.isEmpty
        ? [(value: "", name: visit.say("page.no-stick"))] : mounted.map { (value: $0, name: $0) })
    return FormView(
      mark: visit.mark, to: "/stick", [chosen] + (visit.isAtThisMachine ? [typed] : []),
      [
        ButtonView(visit.say("page.sync")), ButtonView(visit.say("page.sync-look"), "way", "look"),
      ], trouble: refused)
  }
}
