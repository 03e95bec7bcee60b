import Indexing
package import SiteModel

extension Site {
  /// All that is known here of the instruments, put in order.
  package func instrumentLedger() throws -> InstrumentLedger {
    let records = NodeRecords(self)
    return try InstrumentLedger { try records.records(of: $0) }
  }

  /// The clock by which days of calibrations are told: the site's, else this machine's.
  var dayOffset: Offset { (try? calendar().offset) ?? surroundings.clock.now().offset }
}

/// Why something about calibrations cannot be done.
package enum CalibrationFault: Fault, Equatable {
  /// No calibration found the instrument out of tolerance.
  case noFinding(instrument: String)
  /// Nobody wrote down by how much it was off.
  case noError(record: String)
  /// An error of −100 % or less tells nothing of the true value.
  case errorTooLarge(percent: String)
  /// Nobody wrote down when it began to serve, nor any good calibration.
  case noBeginning(instrument: String)
  /// There is a plan of the year.
  case planned(year: Int, number: String)
  /// The file of a certificate cannot be read.
  case noFile(String)

  package var kind: FaultKind {
    if case .planned = self { return .refused }
    return .invalid
  }

  package var phrase: Phrase {
    switch self {
    case .noFinding(let instrument):
      Phrase("calibration.no-finding", ["instrument": instrument])
    case .noError(let record): Phrase("calibration.no-error", ["record": record])
    case .errorTooLarge(let percent): Phrase("calibration.error-too-large", ["percent": percent])
    case .noBeginning(let instrument):
      Phrase("calibration.no-beginning", ["instrument": instrument])
    case .planned(let year, let number):
      Phrase("calibration.planned", ["year": String(year), "number": number])
    case .noFile(let path): Phrase("calibration.no-file", ["path": path])
    }
  }
}
