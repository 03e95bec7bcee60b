import Foundation
import TestSupport

/// The tables of a journal as the program lays them, by version.
func journalTables() throws -> [String] {
  try ["journal.sql", "journal-2.sql", "journal-3.sql"].map {
    try String(contentsOf: projectFolder.appending(path: "schema/\($0)"), encoding: .utf8)
  }
}
