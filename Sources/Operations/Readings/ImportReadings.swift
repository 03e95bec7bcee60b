import Foundation
import Intake
import SiteModel
import Storage

/// Takes a meter file in: all of its good rows in one signed commit, or nothing.
package struct ImportReadings {
  /// Imports, or only judges the file if the person has not agreed yet.
  ///
  /// The same file again adds nothing and makes no commit. Rows that were refused, and readings
  /// that differ from what is held, are handed back in `reports/`; held readings never change.
  ///
  /// - Throws: ``ImportFault``, ``IntakeFault`` or ``PointFault`` for a file that cannot be used;
  ///   then nothing was written.
  package static func run(on site: Site, _ wishes: ImportWishes) throws -> ImportOutcome {
    guard FileManager.default.fileExists(atPath: wishes.file) else {
      throw ImportFault.noFile(path: wishes.file)
    }
    guard wishes.accept else {
      return try judge(on: site, wishes)
    }
    let outcome = try site.write { try write($0, wishes) }
    DataWatch.run(outcome.arrival, on: site)
    return outcome
  }

  private static func judge(on site: Site, _ wishes: ImportWishes) throws -> ImportOutcome {
    let planned = try ImportPlanning(site: site, wishes: wishes).plan()
    var pipeline = try ImportPipeline(
      site: site, planned: planned, batch: "dry-run",
      isUnauthorised: DataDuty.isMissing(on: site), frozen: FrozenMonths(on: site))
    try pipeline.run { _ in }
    return pipeline.outcome
  }

  private static func write(_ session: WriteSession, _ wishes: ImportWishes) throws -> ImportOutcome
  {
    let site = session.site
    let planned = try ImportPlanning(site: site, wishes: wishes).plan()
    let batch = NewName.random()
    var pipeline = try ImportPipeline(
      site: site, planned: planned, batch: batch, isUnauthorised: DataDuty.isMissing(on: site),
      frozen: FrozenMonths(on: site))
    let name = URL(filePath: wishes.file).lastPathComponent
    do {
      var segments = 0
      let commit = try session.commit("导入 \(name)") { files in
        try pipeline.run { segment in
          segments += 1
          try files.add(segment: segment, number: segments)
        }
        guard pipeline.outcome.new > 0 else { throw NothingNew() }
        files.add(trailer: Trailer("Source", "sha256:" + pipeline.source))
        try files.add(pipeline.batchEntry(name: name, by: session.writer))
        let events = try DecidedFall.entries(
          of: pipeline.decidedFalls, from: "导入 \(name)", at: pipeline.offset, by: session)
        for event in events { try files.add(event) }
        try ZoneOfSite.settle(planned.plan.offset, on: site, &files, session.writer)
        // Before the commit: on a full disk nothing is imported whose refused rows are lost.
        try RefusedRowsFile.write(&pipeline, batch: batch, to: site.layout.reports)
      }
      pipeline.outcome.batch = batch
      pipeline.outcome.commit = commit.id.description
      try RequestReopening.run(pipeline.differing, from: name, by: session)
    } catch is NothingNew {
      // Every row is held already: no fact, so no commit.
      try RefusedRowsFile.write(&pipeline, batch: batch, to: site.layout.reports)
      try RequestReopening.run(pipeline.differing, from: name, by: session)
    } catch {
      RefusedRowsFile.remove(batch: batch, from: site.layout.reports)
      throw error
    }
    return pipeline.outcome
  }

  private struct NothingNew: Error {}
}
