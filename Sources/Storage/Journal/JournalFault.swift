package import SiteModel

/// Why the journal cannot do what was asked. Nothing is ever deleted because of one.
package enum JournalFault: Fault, Equatable {
  /// There is no journal here.
  case none(path: String)
  /// There is one already.
  case exists(path: String)
  /// It is no journal, or its pages do not fit together: keep it, and restore a backup beside it.
  case damaged(path: String, detail: String)
  /// A newer program wrote it.
  case newer(path: String)
  /// The disk is full.
  case diskFull(path: String)
  /// Another program is writing, and did not finish in time.
  case busy(path: String)
  /// SQLite or the operating system refused a call.
  case failed(call: String, detail: String)

  package var kind: FaultKind {
    switch self {
    case .none, .exists, .newer: .invalid
    case .damaged: .untrusted
    case .diskFull, .busy, .failed: .unavailable
    }
  }

  package var phrase: Phrase {
    switch self {
    case .none(let path): Phrase("journal.none", ["path": path])
    case .exists(let path): Phrase("journal.exists", ["path": path])
    case .damaged(let path, let detail):
      Phrase("journal.damaged", ["path": path, "detail": detail])
    case .newer(let path): Phrase("journal.newer", ["path": path])
    case .diskFull(let path): Phrase("journal.disk-full", ["path": path])
    case .busy(let path): Phrase("journal.busy", ["path": path])
    case .failed(let call, let detail):
      Phrase("journal.failed", ["call": call, "detail": detail])
    }
  }
}
