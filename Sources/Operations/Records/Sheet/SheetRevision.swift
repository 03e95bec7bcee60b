import SiteModel

/// What a sheet was made from: for each register the writes it showed.
///
/// As text `a3k7.12:model,name a3k7.15+b4x2.3:serial`: the shorter the fewer writes there are.
struct SheetRevision: Hashable {
  /// By register; one that nobody had written is not there.
  let names: [String: [EntryName]]

  init(of state: RecordState) { names = state.fields.mapValues(\.names) }

  /// Reads the text form; nil for anything else.
  init?(_ text: String) {
    var names: [String: [EntryName]] = [:]
    for part in text.split(separator: " ") {
      let halves = part.split(separator: ":", omittingEmptySubsequences: false)
      guard halves.count == 2 else { return nil }
      let writes = halves[0].split(separator: "+", omittingEmptySubsequences: false)
        .compactMap { EntryName($0) }
      guard writes.count == halves[0].split(separator: "+", omittingEmptySubsequences: false).count
      else { return nil }
      for register in halves[1].split(separator: ",", omittingEmptySubsequences: false) {
        guard Grammar.isField(register),
          names.updateValue(writes.sorted(), forKey: String(register)) == nil
        else { return nil }
      }
    }
    self.names = names
  }

  var text: String {
    Dictionary(grouping: names.keys) { names[$0, default: []] }
      .map { writes, registers in
        writes.map(\.description).joined(separator: "+") + ":"
          + registers.sorted().joined(separator: ",")
      }
      .sorted().joined(separator: " ")
  }

  /// What the sheet showed, if the record's entries still say it.
  ///
  /// - Returns: a state of the registers named; one of which a write is not among the entries is
  ///   not there.
  func state(among entries: [PlacedEntry]) -> RecordState {
    let placed = Dictionary(entries.map { ($0.name, $0) }) { first, _ in first }
    var fields: [String: Shown] = [:]
    for (register, names) in names {
      let writes = names.compactMap { placed[$0]?.write(to: register) }
      guard writes.count == names.count else { continue }
      fields[register] = Shown(
        joining: writes.map { Write(name: $0.name, value: $0.value, over: []) })
    }
    return RecordState(fields: fields)
  }
}
