import ArgumentParser

/// A command that is called as its type is, in lower case: `AsOf` is `as-of`.
///
/// The library finds the name by `String(describing:)`, which asks the runtime whether the type describes itself; for
/// a tree of two hundred commands that was a fifth of the time of every call.
protocol NamedCommand: ParsableCommand {}

extension NamedCommand {
  static var _commandName: String {
    configuration.commandName ?? hyphened(_typeName(Self.self, qualified: false))
  }

  private static func hyphened(_ name: String) -> String {
    name.reduce(into: "") { text, letter in
      if letter.isUppercase, !text.isEmpty { text += "-" }
      text += letter.lowercased()
    }
  }
}
