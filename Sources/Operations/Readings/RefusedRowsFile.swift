import Foundation
import Indexing
import Intake
import SiteModel
import Storage

/// What an import hands back, as files a person can repair and import again.
enum RefusedRowsFile {
  /// Writes `refused-<batch>.csv` (the source's own rows), `….reasons.csv` beside it, and
  /// `differs-<batch>.csv` for readings whose cell holds another value; only those needed.
  static func write(_ pipeline: inout ImportPipeline, batch: String, to folder: URL) throws {
    if pipeline.refused.count > 0 {
      let (rows, reasons) = pipeline.refused.take()
      let file = folder.appending(path: "refused-\(batch).csv")
      try AtomicFile.write(rows, to: file.path)
      try AtomicFile.write(reasons, to: folder.appending(path: "refused-\(batch).reasons.csv").path)
      pipeline.outcome.refusedFile = file.path
    }
    if !pipeline.differing.isEmpty {
      let file = folder.appending(path: "differs-\(batch).csv")
      try AtomicFile.write(Array(table(pipeline.differing, pipeline.offset).utf8), to: file.path)
      pipeline.outcome.differsFile = file.path
    }
  }

  /// Takes the files of an import away that came to nothing.
  static func remove(batch: String, from folder: URL) {
    for name in ["refused-\(batch).csv", "refused-\(batch).reasons.csv", "differs-\(batch).csv"] {
      try? FileManager.default.removeItem(at: folder.appending(path: name))
    }
  }

  private static func table(_ readings: [DifferingReading], _ offset: Offset) -> String {
    let lines = readings.map { reading in
      let held = reading.held.map(\.description).joined(separator: " | ")
      return [
        String(reading.row), reading.point, reading.at.text(at: offset), "\(reading.value)", held,
        reading.verdict.rawValue, reading.expected,
      ].joined(separator: ",")
    }
    let titles = "row,point,time,value,held,verdict,expected"
    return ([titles] + lines).joined(separator: "\r\n") + "\r\n"
  }
}

/// The zone of a site that was made without one: the first import says it.
enum ZoneOfSite {
  static func settle(
    _ offset: Offset, on site: Site, _ files: inout CommitFiles, _ writer: Writer
  ) throws {
    let key = RecordKey.site(site.identity.site)
    let now = try site.index.state(of: key)
    // Where another node of the plant has said it, that holds here too.
    guard try now["zone"] == nil && !site.hasZone() else { return }
    let zone: [String: JSON] = ["zone": .string(offset.description)]
    try files.add(site.schemas.entry(setting: zone, of: key, now: now, by: writer))
    site.surroundings.tell(Phrase("import.zone-settled", ["zone": offset.description]))
  }
}
