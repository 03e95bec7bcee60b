import Foundation
import Intake
import Operations
import SiteModel
import TestSupport
import Testing

/// Every file of the public collections ends in an import or in one clear sentence.
@Suite(.enabled(if: sharedData != nil, "needs ../shared/data"))
struct CorpusTests {
  /// Larger files take minutes in a debug build: `CORPUS=whole` reads them too.
  private static let limit =
    ProcessInfo.processInfo.environment["CORPUS"] == "whole" ? Int.max : 60_000

  @Test(arguments: ["csv-cases", "xlsx-cases", "json-cases", "meters"])
  func `no file ends in anything but readings or a sentence`(_ collection: String) throws {
    let scene = try ImportScene()
    let phrases = PhraseBook(.en, share: scene.site.surroundings.share)
    let folder = try #require(sharedData).appending(path: collection)
    let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    var (judged, refused) = (0, [String: Int]())
    while let file = files?.nextObject() as? URL {
      guard (try file.resourceValues(forKeys: [.isRegularFileKey])).isRegularFile == true,
        (try Data(contentsOf: file)).count < Self.limit
      else { continue }
      switch try scene.offer(file.path) {
      case .judged(let outcome):
        judged += 1
        let told = outcome.new + outcome.same + outcome.revised + outcome.refused + outcome.blanks
        #expect(told > 0, "\(file.path): nothing is said of its rows")
      case .refused(let fault):
        refused[fault.phrase.key, default: 0] += 1
        #expect([FaultKind.invalid, .refused].contains(fault.kind), "\(file.path): \(fault)")
        #expect(phrases.text(fault.phrase).count > 20, "\(file.path): \(fault)")
      case .endless: Issue.record("\(file.path) is never done asking")
      }
    }
    print("\(collection): \(judged) judged; refused \(refused.sorted { $0.key < $1.key })")
  }
}
