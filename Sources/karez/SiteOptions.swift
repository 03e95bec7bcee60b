import ArgumentParser
import Foundation
import Operations
import SiteModel

/// What every command understands.
struct SiteOptions: ParsableArguments {
  @Option(name: [.customShort("C"), .customLong("folder")], help: "节点文件夹 The node's folder.")
  var folder = "."

  @Option(name: .customLong("language"), help: "语言 zh or en; else LANG decides.")
  var languageCode: String?

  @Option(name: .customLong("share"), help: "程序资料 The folder with schema/ and site-template/.")
  var shareFolder: String?

  @Option(
    name: .customLong("as"),
    help: "以谁的身份（人员标识、工号或姓名） Who does it: a person's id, staff number or name.")
  var person: String?

  /// The sentences of the person's language.
  func phrases() -> PhraseBook { PhraseBook(language, share: try? share()) }

  /// Prints what came of a command: for programs if they asked for it, else a sentence.
  func say(_ phrase: Phrase, json: JSON?) {
    if let json { Output.print(json) } else { Output.print(phrases().text(phrase)) }
  }

  /// The program's own files.
  func share() throws -> Share {
    try Share(explicit: shareFolder, executable: Self.executable)
  }

  /// The opened node, with whoever `--as` names at its door. Warnings are told on standard error.
  func site() throws -> Site {
    let site = try Site.open(URL(filePath: folder), surroundings: surroundings())
    site.notices.forEach { Output.tell(phrases().text($0)) }
    ControlledFolder.follow(on: site)
    DisposedContent.follow(on: site)
    guard let person else { return site }
    let prompt = PassphrasePrompt(phrases: phrases())
    return try SignIn.run(person, on: site) { try prompt.opening(person) }
  }

  /// The opened node; nil where the folder holds none, for questions that can do without.
  func siteIfAny() throws -> Site? { Site.isNode(URL(filePath: folder)) ? try site() : nil }

  /// Clock, state folder and shared files of this process.
  func surroundings() throws -> Surroundings {
    Surroundings(
      share: try share(), state: Self.state,
      clock: try WallClock(setting: Self.variable("KAREZ_CLOCK")),
      tell: { phrase in Output.tell(phrases().text(phrase)) })
  }

  var language: Language { languageCode.flatMap(Language.init(rawValue:)) ?? Self.fromEnvironment }

  /// The language before anything is parsed: what the arguments say, else the environment.
  static func language(in arguments: [String]) -> Language {
    let place = arguments.firstIndex(of: "--language").map { $0 + 1 }
    let code = place.flatMap { arguments.indices.contains($0) ? arguments[$0] : nil }
    return code.flatMap(Language.init(rawValue:)) ?? fromEnvironment
  }

  /// `--share` before anything is parsed.
  static var share: String? {
    let place = CommandLine.arguments.firstIndex(of: "--share").map { $0 + 1 }
    return place.flatMap {
      CommandLine.arguments.indices.contains($0) ? CommandLine.arguments[$0] : nil
    }
  }

  static var executable: URL {
    let path = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    return URL(filePath: path ?? CommandLine.arguments[0])
  }

  private static var fromEnvironment: Language {
    Language(locale: variable("LC_ALL") ?? variable("LANG"))
  }

  private static var state: URL {
    let home = FileManager.default.homeDirectoryForCurrentUser
    return variable("XDG_STATE_HOME").map { URL(filePath: $0) }
      ?? home.appending(path: ".local/state")
  }

  private static func variable(_ name: String) -> String? {
    ProcessInfo.processInfo.environment[name].flatMap { $0.isEmpty ? nil : $0 }
  }
}
