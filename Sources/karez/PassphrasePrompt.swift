import Foundation
import Operations
import SiteModel

/// Asks for a passphrase: `KAREZ_PASSPHRASE`, else the terminal, without showing what is typed.
struct PassphrasePrompt {
  let phrases: PhraseBook

  /// What was typed to open a key.
  ///
  /// - Throws: ``PromptFault/nobodyToAsk`` where there is neither the variable nor a terminal.
  func opening(_ name: String) throws -> String {
    try text("KAREZ_PASSPHRASE", Phrase("said.passphrase", ["person": name]))
  }

  /// A passphrase for a new key, typed twice at a terminal.
  func choosing(_ name: String, _ variable: String = "KAREZ_PASSPHRASE") throws -> String {
    let first = try text(variable, Phrase("said.new-passphrase", ["person": name]))
    if Self.variable(variable) == nil {
      let again = try text(variable, Phrase("said.passphrase-again", ["person": name]))
      guard first == again else { throw PromptFault.different }
    }
    return first
  }

  private func text(_ name: String, _ question: Phrase) throws -> String {
    if let set = Self.variable(name) { return set }
    guard let terminal = Terminal() else { throw PromptFault.nobodyToAsk(variable: name) }
    return terminal.ask(phrases.text(question))
  }

  private static func variable(_ name: String) -> String? {
    ProcessInfo.processInfo.environment[name]
  }
}

/// The terminal of this process, whatever its standard input is.
private struct Terminal {
  private let handle: FileHandle

  init?() {
    guard let handle = FileHandle(forUpdatingAtPath: "/dev/tty") else { return nil }
    self.handle = handle
  }

  /// One line, typed without echo. The echo comes back also when the person interrupts: until then
  /// signals wait.
  func ask(_ question: String) -> String {
    Output.write(question + " ", to: handle)
    let descriptor = handle.fileDescriptor
    var before = termios()
    guard tcgetattr(descriptor, &before) == 0 else { return line() }
    var silent = before
    silent.c_lflag &= ~tcflag_t(ECHO)
    tcsetattr(descriptor, TCSAFLUSH, &silent)
    var (held, old) = (sigset_t(), sigset_t())
    sigemptyset(&held)
    sigaddset(&held, SIGINT)
    sigaddset(&held, SIGTERM)
    sigprocmask(SIG_BLOCK, &held, &old)
    let typed = line()
    tcsetattr(descriptor, TCSAFLUSH, &before)
    sigprocmask(SIG_SETMASK, &old, nil)
    Output.write("\n", to: handle)
    return typed
  }

  private func line() -> String {
    var bytes: [UInt8] = []
    while let byte = try? handle.read(upToCount: 1)?.first, byte != UInt8(ascii: "\n") {
      bytes.append(byte)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// Why nobody was asked for a passphrase.
enum PromptFault: Fault, Equatable {
  /// There is neither a terminal nor the variable.
  case nobodyToAsk(variable: String)
  /// The two times a new passphrase was typed differ.
  case different

  var kind: FaultKind { .invalid }
  var phrase: Phrase {
    switch self {
    case .nobodyToAsk(let variable): Phrase("person.no-prompt", ["variable": variable])
    case .different: Phrase("person.different-passphrases")
    }
  }
}
