import Indexing
import SiteModel
import Storage

/// Brings one entity's picture in the database to what its facts say.
struct PublishEntity {
  let site: Site
  let connection: PostgresConnection
  let wish: PublishStores.Wish
  private let ledger: PublishLedger
  private var answer: PublishStores.Answer

  init(_ site: Site, over connection: PostgresConnection, _ wish: PublishStores.Wish) {
    (self.site, self.connection, self.wish) = (site, connection, wish)
    ledger = PublishLedger(entity: site.entity, connection: connection)
    answer = PublishStores.Answer(entity: site.entity)
  }

  /// - Throws: ``PublishFault``, ``PostgresFault``; whole months that were written stay, and the next run
  ///   goes on behind them.
  mutating func run() throws -> PublishStores.Answer {
    try ledger.lock()
    let heads = try site.index.heads()
    let known = try site.knownDigest(heads)
    let standing = try ledger.standing()
    if !wish.again, let standing, standing.isComplete, standing.known == known,
      wish.readings.text == nil || wish.readings.text == standing.readings
    {
      try ledger.unlock()
      return answer
    }
    try standing.map { try refuse(behind: $0, heads) }
    try write(heads, known, standing)
    try ledger.unlock()
    return answer
  }

  /// What was published from facts that are not here would be undone from older ones.
  private func refuse(behind standing: PublishLedger.Entity, _ heads: [ChainHead]) throws {
    let held = Dictionary(heads.map { ($0.chain, $0.seq) }) { max($0, $1) }
    let ahead = standing.heads.filter { $0.seq > held[$0.chain] ?? 0 }
    guard ahead.isEmpty else {
      throw PublishFault.behind(
        entity: site.entity, chains: ahead.map { "\($0.chain).\($0.seq)" })
    }
  }

  private mutating func write(
    _ heads: [ChainHead], _ known: String, _ standing: PublishLedger.Entity?
  ) throws {
    let calendar = try calendarIfAny()
    let totals = try calendar.map { try PublishTotals(of: site, $0) }
    let registers = try PublishRegisters(of: site)
    answer.notes += totals?.notes ?? []
    // What leaves the node is on record before it leaves.
    try AccessLog(site).exported("\(site.entity) → \(connection.place)")
    try ledger.begin(
      PublishedEntity(
        entity: site.entity, name: try site.entityName(), calendar: calendar, heads: heads,
        known: known, readings: wish.readings.text ?? standing?.readings,
        node: site.identity.site))
    if wish.again { try ledger.forget() }
    let held = try ledger.parts()
    try write(months: totals, over: held)
    try write(registers.sheets, of: PublishedTable.registers, PublishLedger.noMonth, held)
    let state = try AskStatus.run(on: site).state
    try ledger.finish(state: state)
    answer.state = state
  }

  // Where nobody has said the zone there are no days, and all the rest there is.
  private mutating func calendarIfAny() throws -> ProductionCalendar? {
    do { return try site.calendar() } catch let fault as CalendarFault {
      answer.notes.append(fault.phrase)
    } catch let fault as ConflictFault {
      answer.notes.append(fault.phrase)
    }
    return nil
  }

  private mutating func write(
    months totals: PublishTotals?, over held: [String: [PublishedTable: [String: String]]]
  ) throws {
    let now = totals.map { Array($0.points.keys) } ?? []
    for name in Set(now + heldMonths(held)).sorted() {
      let month = try Period(name)
      var sheets = totals?.sheets[name] ?? PublishedSheets(of: site.entity)
      var tables: [PublishedTable] = [.dayTotals, .monthTotals]
      let first = month.firstDay
      if let totals, wants(month, held[first], totals.calendar) {
        try PublishReadings(of: site, totals.calendar)
          .add(month, of: totals.points[name] ?? [], to: &sheets)
      }
      if held[first]?[.readings] != nil || sheets.parts[.readings] != nil {
        tables.append(.readings)
      }
      try write(sheets, of: tables, first, held)
    }
  }

  private func wants(
    _ month: Period, _ held: [PublishedTable: [String: String]]?, _ calendar: ProductionCalendar
  ) -> Bool {
    held?[.readings] != nil || wish.readings.wants(month, in: calendar)
  }

  private func heldMonths(_ held: [String: [PublishedTable: [String: String]]]) -> [String] {
    held.keys.filter { $0 != PublishLedger.noMonth }.map { String($0.dropLast(3)) }
  }

  private mutating func write(
    _ sheets: PublishedSheets, of tables: [PublishedTable], _ month: String,
    _ held: [String: [PublishedTable: [String: String]]]
  ) throws {
    let writer = SheetWriter(ledger: ledger, month: month, held: held[month] ?? [:])
    for (table, count) in try writer.write(sheets, of: tables) { answer.add(count, to: table) }
  }
}

extension Site {
  /// All that this store's answers follow from, as one digest: its own heads, and how far the library is
  /// known, which says whose facts count.
  fileprivate func knownDigest(_ heads: [ChainHead]) throws -> String {
    let known = try index.known().heads.sorted { $0.key < $1.key }.map { "\($0.key).\($0.value)" }
    let facts = FactsDigest.of(heads).description
    return ContentHash(of: Array(([facts] + known).joined(separator: " ").utf8)).description
  }

  /// The entity in people's words.
  fileprivate func entityName() throws -> String {
    let own = try index.state(of: .site(entity))
    let others = try index.states(of: "site").map(\.state)
    return ([own] + others).lazy.compactMap { $0.values["name"]?.string }.first ?? entity
  }
}
