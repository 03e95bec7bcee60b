package import Foundation
package import SiteModel
import Sync

/// Tries a stick, before anybody trusts it with a month of a plant's facts.
package struct TestCarrier {
  /// What came of one promise.
  package struct Finding: Sendable {
    /// Its short name, for programs.
    package let name: String
    /// What is promised, for people.
    package var promise: Phrase { Phrase("carrier.promise-\(name)") }
    /// What was found instead; nil if it was kept.
    package let breach: String?
  }

  /// Each promise, in the order they were tried.
  package let findings: [Finding]

  /// - Throws: a fault with what the stick refused; nothing of the test stays on it.
  package init(_ folder: URL) throws {
    let contract = try CarrierContract { () throws(CarrierFault) in try FolderCarrier(folder) }
    findings = contract.findings.map { Finding(name: $0.promise.rawValue, breach: $0.breach) }
  }

  /// How many promises were broken.
  package var broken: Int { findings.count { $0.breach != nil } }
}
