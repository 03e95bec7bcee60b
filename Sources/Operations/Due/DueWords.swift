package import SiteModel

/// What due days are called.
package enum DueWords {
  package static func state(_ state: DueWindows.State) -> Phrase {
    Phrase("due.state-\(state.rawValue)")
  }

  /// How many days there are, or were too many.
  package static func left(_ row: AskDue.Row) -> Phrase {
    if row.left == 0 { return Phrase("due.today") }
    return row.left > 0
      ? Phrase("due.left", ["days": String(row.left)])
      : Phrase("due.late", ["days": String(-row.left)])
  }

  /// How often the day was put off.
  package static func extensions(_ what: RecordDue) -> Phrase {
    Phrase("due.extensions", ["count": String(what.extensions)])
  }
}
