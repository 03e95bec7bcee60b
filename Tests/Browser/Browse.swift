import ArgumentParser

/// What a person does in a browser, on the built program, in Debian's chromium.
@main
struct Browse: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "browse", abstract: "Journeys through the page, and its pictures.",
    subcommands: [Walk.self, Screenshots.self], defaultSubcommand: Walk.self)
}

/// What a journey found that must not be.
struct Stumble: Error, CustomStringConvertible {
  let description: String

  init(_ text: String) { description = text }

  /// Whether something was asked about that went with its page.
  var isStale: Bool {
    ["stale element", "does not belong"].contains { description.contains($0) }
  }
}

/// The languages of the page.
enum Tongue: String, CaseIterable, ExpressibleByArgument, Sendable {
  case zh, en

  /// What the browser says of its reader.
  var accepted: String { self == .zh ? "zh-CN" : "en-US" }

  /// What is on the screen in this language.
  func pick(_ zh: String, _ en: String) -> String { self == .zh ? zh : en }
}
