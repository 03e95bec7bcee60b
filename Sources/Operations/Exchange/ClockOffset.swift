import SiteModel
import Sync

/// How far another node's clock is from this one's, as a contact measured it.
package struct ClockOffset: Sendable, Hashable {
  /// What its statement claimed less when it was heard. A stick was on its way in between, so the
  /// clock is ahead by this or more.
  package let seconds: Int64

  /// - Parameter heard: this node's clock when it heard the statement, RFC 3339; nil: nobody noted it.
  init?(of statement: Statement, heard: String?) {
    guard let said = Instant.parse(statement.clock), let here = heard.flatMap({ Instant.parse($0) })
    else { return nil }
    seconds = said.instant.seconds - here.instant.seconds
  }

  /// Ahead by more than a clock that is looked after: what was said lies in the future. A clock that is
  /// behind cannot be told from a stick that took its time, but for a whole zone's difference.
  package var isOff: Bool { seconds > Self.tolerance || looksLikeZone }

  /// 「时区？」: near 2 or 8 hours. Xinjiang lives by two clocks, and UTC is eight hours from Beijing.
  package var looksLikeZone: Bool {
    Self.zones.contains { abs(abs(seconds) - $0) <= Self.tolerance }
  }

  private static let tolerance: Int64 = 300
  private static let zones: [Int64] = [2 * 3600, 8 * 3600]
}
