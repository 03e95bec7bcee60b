import SiteModel

/// Fills the tables of JJF 1356 from the ledger as it is on a day.
struct MetrologyTables {
  private let ledger: InstrumentLedger
  private let day: CivilDate
  private let site: Site
  private let phrases: PhraseBook

  init(on day: CivilDate, at site: Site, _ phrases: PhraseBook) throws {
    ledger = try site.instrumentLedger()
    (self.day, self.site, self.phrases) = (day, site, phrases)
  }

  /// Of levels, the points an instrument serves say it; instruments in store are of no level.
  func all() throws -> [MetrologyTable] {
    let levels = [("B.4", "entity"), ("B.5", "sub"), ("B.6", "equipment"), ("B.7", "other")]
    let lists = levels.map { name, level in
      instruments(name, "jjf1356.\(level)") { self.levels(of: $0).contains(level) }
    }
    return [try staff(), instruments("B.3", "jjf1356.all") { _ in true }] + lists
      + [try fitting(), accuracy()]
  }

  private func text(_ key: String) -> String { phrases.text(Phrase(key)) }

  private func headings(_ key: String) -> [String] {
    text(key).split(separator: "|").map(String.init)
  }

  private func numbered(_ rows: [[String?]]) -> [[WrittenCell]] {
    rows.enumerated().map { place, cells in
      [.number(String(place + 1))] + cells.map { .text($0 ?? "") }
    }
  }

  private func levels(of instrument: OtherRecord) -> Set<String> {
    let served = ledger.services(of: instrument.key.id).filter { $0.stands(on: day) }
    return Set(served.compactMap { ledger.points[$0.point]?.fields["level"]?.string })
  }

  /// B.3 to B.7: 序号, 名称, 型号规格, 准确度等级, 测量范围, 生产厂家, 出厂编号, 管理编号,
  /// 安装使用地点及用途, 检定周期/校准间隔, 状态.
  private func instruments(
    _ name: String, _ title: String, _ holds: (OtherRecord) -> Bool
  ) -> MetrologyTable {
    let own = ledger.instruments.values.filter { !$0.isVoided && holds($0) }
      .sorted { ($0.name.string ?? "") < ($1.name.string ?? "") }
    let rows = own.map { instrument -> [String?] in
      let said = { (field: String) in instrument.fields[field]?.string }
      return [
        said("name"), said("model"), said("accuracyClass"), range(instrument), said("maker"),
        said("serial"), instrument.name.string, place(instrument), interval(instrument),
        status(instrument),
      ]
    }
    return MetrologyTable(
      name: name, title: text(title), note: nil, headings: headings("jjf1356.instrument-columns"),
      rows: numbered(rows))
  }

  private func range(_ instrument: OtherRecord) -> String? {
    let said = { (field: String) in instrument.fields[field]?.string }
    let ends = [said("rangeLow"), said("rangeHigh")].compactMap { $0 }.joined(separator: "–")
    let unit = said("rangeUnit").map { " \($0)" } ?? ""
    return said("range") ?? (ends.isEmpty ? nil : ends + unit)
  }

  private func place(_ instrument: OtherRecord) -> String? {
    let served = ledger.services(of: instrument.key.id).filter { $0.stands(on: day) }
    let points = served.compactMap { ledger.points[$0.point]?.name.string }
    return ([instrument.fields["place"]?.string].compactMap { $0 } + points)
      .joined(separator: " ")
  }

  private func interval(_ instrument: OtherRecord) -> String? {
    instrument.calibrationMonths.map { months in
      phrases.text(Phrase("jjf1356.months", ["months": String(months)]))
    }
  }

  /// 合格, 准用 or 停用; an instrument in use that is none of them is called what it is.
  private func status(_ instrument: OtherRecord) -> String {
    let isUsed = ["in-use", "limited", "pending"].contains(
      ledger.status(of: instrument.key.id))
    guard isUsed else { return text("jjf1356.stopped") }
    let state = ledger.timelines[instrument.key.id]?.state(on: day) ?? .none
    return phrases.text(state.phrase)
  }
}

extension MetrologyTables {
  /// B.1: who works with measuring, from persons, posts and authorisations.
  private func staff() throws -> MetrologyTable {
    let records = NodeRecords(site)
    let names = { (type: String) in
      Dictionary(
        try records.records(of: type).map { ($0.key.id, $0.fields["name"]?.string ?? "") }
      ) { first, _ in first }
    }
    let (departments, granted) = (
      try names("department"), try records.records(of: "authorisation").filter(\.isCurrent)
    )
    let people = try records.records(of: "person").filter { $0.fields["left"] == nil }
    let rows = people.map { person -> [String?] in
      let tasks = granted.filter { $0.fields["person"]?.string == person.key.id }
      return [
        person.fields["name"]?.string, person.name.string,
        person.fields["department"]?.string.flatMap { departments[$0] },
        person.fields["education"]?.string,
        tasks.compactMap { $0.fields["task"]?.string }.joined(separator: ", "),
        tasks.compactMap { $0.fields["validTo"]?.string }.max(),
      ]
    }
    return MetrologyTable(
      name: "B.1", title: text("jjf1356.staff"), note: text("jjf1356.our-columns"),
      headings: headings("jjf1356.staff-columns"), rows: numbered(rows))
  }

  /// B.8: required, installed, in good order, within validity, by kind of energy and level.
  private func fitting() throws -> MetrologyTable {
    let rows = try AskEquipRates.run(on: day, at: site).flatMap(\.rates.rows).map { row in
      [
        EquipWords.medium(row.medium, site, phrases.language),
        EquipWords.level(row.level, site, phrases.language), String(row.required),
        String(row.actual), String(row.good), String(row.valid),
        row.requiredRate?.text, row.rate?.text(decimals: 1), row.goodRate?.text(decimals: 1),
        row.validRate?.text(decimals: 1),
      ] as [String?]
    }
    return MetrologyTable(
      name: "B.8", title: text("jjf1356.fitting"), note: text("jjf1356.our-columns"),
      headings: headings("jjf1356.fitting-columns"), rows: numbered(rows))
  }

  /// B.9: of each installed instrument, the class it has and the one its point requires.
  private func accuracy() -> MetrologyTable {
    let served = ledger.services.filter { $0.stands(on: day) }
    let rows = served.map { service -> [String?] in
      let (point, instrument) = (
        ledger.points[service.point], ledger.instruments[service.instrument]
      )
      return [
        point?.name.string, point?.fields["name"]?.string, instrument?.name.string,
        instrument?.fields["accuracyClass"]?.string, instrument?.fields["mpe"]?.string,
        point?.fields["requiredClass"]?.string, point?.fields["requiredUncertainty"]?.string,
      ]
    }
    return MetrologyTable(
      name: "B.9", title: text("jjf1356.accuracy"), note: text("jjf1356.our-columns"),
      headings: headings("jjf1356.accuracy-columns"), rows: numbered(rows))
  }
}

/// What kinds of energy and levels are called: the choices of `equip-requirement`.
package enum EquipWords {
  package static func medium(_ code: String, _ site: Site, _ language: Language) -> String {
    title("medium", code, site, language)
  }

  package static func level(_ code: String, _ site: Site, _ language: Language) -> String {
    title("level", code, site, language)
  }

  private static func title(
    _ column: String, _ code: String, _ site: Site, _ language: Language
  ) -> String {
    let field = site.schemas.newest("point")?[column]
    return field?.choices.first { $0.value == code }?.title.text(language) ?? code
  }
}
