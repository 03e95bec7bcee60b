import Foundation
package import SiteModel
import Storage
import Sync

/// Calls headquarters again and again: when something new was written here, every so many seconds to
/// hear what is new there, and after a failure ever more seldom, up to an hour apart, for ever.
package struct KeepCalling {
  /// How a call ended.
  package enum Ended {
    case well(SyncOverFolder.Report)
    /// It stops nothing: lines and headquarters come back.
    case badly(any Fault)
  }

  /// Seconds between two looks at whether something new was written.
  private static let look = 2.0
  /// Seconds after a first failure; twice as long after each further one, up to an hour.
  private static let first = 15.0
  private static let longest = 3600.0

  private let wishes: SyncOverLink.Wishes
  private let address: String
  private let open: () throws -> Site
  /// Seconds between calls while all goes well.
  private let every: Double
  private var failures = 0

  /// - Parameters:
  ///   - every: seconds, at least 1.
  ///   - open: opens the node anew at every call: another process may have written meanwhile.
  package init(
    _ wishes: SyncOverLink.Wishes, over address: String, every: Double,
    opening open: @escaping () throws -> Site
  ) {
    (self.wishes, self.address, self.every, self.open) = (wishes, address, every, open)
  }

  /// Holds one call and waits for the next to be due.
  ///
  /// - Parameter told: how it ended.
  /// - Throws: what is no ``Fault``.
  package mutating func round(telling told: (Ended) -> Void) throws {
    // Before the call: what is written while it ends is new to the next.
    let known = try head()
    do {
      told(.well(try SyncOverLink.run(wishes, over: address, on: open())))
      failures = 0
      try pause(every, knowing: known)
    } catch let fault as any Fault {
      told(.badly(fault))
      failures += 1
      Thread.sleep(forTimeInterval: Self.spread(backOff))
    }
  }

  private var backOff: Double {
    min(Self.longest, Self.first * pow(2, Double(min(failures, 16) - 1)))
  }

  /// Many nodes lose one line at one moment: they must not come back at one moment, too.
  private static func spread(_ seconds: Double) -> Double {
    seconds * Double.random(in: 0.75...1.25)
  }

  private func pause(_ seconds: Double, knowing known: ObjectID?) throws {
    let due = ContinuousClock.now + .seconds(Self.spread(seconds))
    while try ContinuousClock.now < due && head() == known {
      Thread.sleep(forTimeInterval: min(Self.look, seconds))
    }
  }

  /// The newest commit that was written here.
  private func head() throws -> ObjectID? {
    let site = try open()
    return try site.store.heads()[site.chain]
  }
}
