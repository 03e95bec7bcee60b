import ArgumentParser

/// Proofs that take minutes, on the built program as a person runs it.
@main
struct Prove: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prove", abstract: "Long proofs on the program beside this one.",
    subcommands: [
      Kill.self, Records.self, Mutate.self, Crash.self, Audit.self,
      ReleasedDocuments.self, Defects.self, Links.self, Lanes.self,
    ])
}

/// What a proof found that must not be.
struct Breach: Error, CustomStringConvertible {
  let description: String

  init(_ text: String) { description = text }
}
