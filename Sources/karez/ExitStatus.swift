import Foundation
import Operations
import SiteModel

/// How the program ends; the numbers of sysexits.h where they fit.
enum ExitStatus: Int32 {
  case done = 0
  case usage = 64
  case invalid = 65
  case tryLater = 75
  case untrusted = 76
  case refused = 77

  init(_ kind: FaultKind) {
    self =
      switch kind {
      case .invalid: .invalid
      case .unavailable: .tryLater
      case .untrusted: .untrusted
      case .refused: .refused
      }
  }

  /// Says the phrase on standard error, in the person's language first, and ends the program.
  func leave(saying phrase: Phrase, _ language: Language) -> Never {
    let share = try? Share(explicit: SiteOptions.share, executable: SiteOptions.executable)
    Output.tell(PhraseBook(language, share: share).text(phrase))
    exit(rawValue)
  }
}
