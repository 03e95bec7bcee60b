/// Reads `schema/checks/*.json`; a file with a name that stands for nothing is refused as a whole.
package struct ClauseCheckReader {
  /// The types and views that checks may ask about.
  package let schemas: [String: RecordSchema]
  /// The sub-clauses there are, in order.
  package let clauses: [Clause]
  /// What a state of a type grants.
  package let permits: (_ type: String, _ state: String) -> Set<Permission>?

  package init(
    schemas: [String: RecordSchema], clauses: [Clause],
    permits: @escaping (_ type: String, _ state: String) -> Set<Permission>?
  ) {
    (self.schemas, self.clauses, self.permits) = (schemas, clauses, permits)
  }

  /// The checks of one file: `{"checks": [{id, clauses, title, advice, rule, …}]}`.
  ///
  /// - Throws: ``SchemaFault``, with the check and the member.
  package func checks(_ json: JSON) throws(SchemaFault) -> [ClauseCheck] {
    guard let items = json["checks"]?.array else {
      throw .recordType(at: "", member: "checks")
    }
    var checks: [ClauseCheck] = []
    for item in items { checks.append(try check(item)) }
    return checks
  }

  private func check(_ json: JSON) throws(SchemaFault) -> ClauseCheck {
    let known: Set<String> = [
      "id", "clauses", "title", "advice", "applies", "rule", "settings", "breaking", "also",
    ]
    guard let id = json["id"]?.string, id.hasPrefix("CHK-") else {
      throw .recordType(at: "checks", member: "id")
    }
    if let other = json.object?.keys.sorted().first(where: { !known.contains($0) }) {
      throw .recordType(at: id, member: other)
    }
    let reader = RecordSchemaReader(json: json)
    let judged = try reader.texts(json["clauses"], id, "clauses")
    guard !judged.isEmpty, Set(judged).isSubset(of: clauses.map(\.number)) else {
      throw .recordType(at: id, member: "clauses")
    }
    let settings = try settings(json["settings"], id)
    let rules = CheckRuleReader(owner: self, id: id, settings: settings)
    return ClauseCheck(
      id: id, clauses: judged, title: try reader.bilingual(json["title"], id, "title"),
      advice: try reader.bilingual(json["advice"], id, "advice"),
      applies: try json["applies"].map { json throws(SchemaFault) in try rules.rule(json) },
      rule: try rules.rule(json["rule"] ?? .null), settings: settings,
      breaking: try edits(json["breaking"], id),
      also: Set(try reader.texts(json["also"], id, "also")))
  }

  private func settings(_ json: JSON?, _ id: String) throws(SchemaFault) -> [CheckSetting] {
    var settings: [CheckSetting] = []
    for (name, value) in (json?.object ?? [:]).sorted(by: { $0.key < $1.key }) {
      guard let record = value["record"]?.string,
        let standard = value["standard"]?.string.flatMap({ Rational($0) })
      else { throw .recordType(at: id, member: name) }
      settings.append(CheckSetting(name: name, record: record, standard: standard))
    }
    return settings
  }
}

extension ClauseCheckReader {
  /// The plant in which every check is met, in parts: `{"records": [{type, id, state, moved, changed, fields}]}`;
  /// the first also says the `day`.
  ///
  /// - Throws: ``SchemaFault`` where a record is none that its type allows.
  package func plant(_ parts: [JSON]) throws(SchemaFault) -> SitePicture {
    guard let day = parts.first?["day"]?.string.flatMap({ CivilDate($0) }) else {
      throw .recordType(at: "plant", member: "day")
    }
    var records = clauses.compactMap(PicturedRecord.init)
    for item in parts.flatMap({ $0["records"]?.array ?? [] }) {
      records.append(try record(item, "plant"))
    }
    return SitePicture(on: day, schemas: schemas, records: records)
  }

  private func record(_ json: JSON, _ place: String) throws(SchemaFault) -> PicturedRecord {
    guard let type = json["type"]?.string, let schema = schemas[type],
      let id = json["id"]?.string, let key = RecordKey(type: type, id: id)
    else { throw .recordType(at: place, member: json["id"]?.string ?? "type") }
    let fields = json["fields"]?.object ?? [:]
    if let breach = schema.breaches(of: fields).first {
      throw .recordType(at: "\(place) \(key)", member: "\(breach.pointer) \(breach.keyword)")
    }
    let state = json["state"]?.string ?? ""
    guard let permits = permits(type, state) else {
      throw .recordType(at: "\(place) \(key)", member: "state")
    }
    let day = { (name: String) in json[name]?.string.flatMap { CivilDate($0) } }
    return PicturedRecord(
      key, fields: fields, state: state, permits: permits, moved: day("moved"),
      changed: day("changed"))
  }

  func edits(_ json: JSON?, _ id: String) throws(SchemaFault) -> [PictureEdit] {
    var edits: [PictureEdit] = []
    for item in json?.array ?? [] { edits.append(try edit(item, id)) }
    guard !edits.isEmpty else { throw .recordType(at: id, member: "breaking") }
    return edits
  }

  private func edit(_ json: JSON, _ id: String) throws(SchemaFault) -> PictureEdit {
    let key = { (name: String) in json[name]?.string.flatMap { RecordKey($0) } }
    if let removed = key("remove") { return .remove(removed) }
    if let record = key("set"), let fields = json["fields"]?.object { return .set(record, fields) }
    if let record = key("move"), let state = json["to"]?.string, permits(record.type, state) != nil
    {
      return .move(record, to: state)
    }
    if let day = json["day"]?.string.flatMap({ CivilDate($0) }) { return .day(day) }
    if let added = json["add"] { return .add(try record(added, id)) }
    throw .recordType(at: id, member: "breaking")
  }
}
