import Indexing
import SiteModel

extension SiteViews {
  /// `record-form`: each type that is a form, with its 填写要求 and 保存期限 (7.4.3). Where the form as a whole
  /// says nothing, what its first field says stands for it.
  static let recordForms = View(name: "record-form") { view, site, day, known in
    let forms = try Documents(on: site, knownAt: known).board.documents.filter {
      $0.card?.values["kind"] == "form"
    }
    return try site.schemas.types.compactMap { schema in
      guard let form = schema.rules.form else { return nil }
      let document = forms.first { $0.number == form.number }
      return view.row(
        "\(form.number) \(schema.type)",
        [
          "number": .string("\(form.number) \(form.revision)"),
          "name": .string(schema.type),
          "filling": (schema.rules.filling ?? schema.fields.lazy.compactMap(\.filling).first)
            .map { .string($0.zh) },
          "retention": schema.rules.retention.map { .string($0.rawValue) },
          "document": document?.inForce(on: day.description).map { .string($0.version) },
          "obsolete": try document.map {
            .number(String(try obsolete(schema, $0, known, site)))
          },
        ])
    }
  }

  /// How many records were begun on another revision of the form than the one in force that day.
  private static func obsolete(
    _ schema: RecordSchema, _ form: Document, _ known: VersionVector?, _ site: Site
  ) throws -> Int {
    try site.index.records(of: schema.type, knownAt: known).count { key, _, _ in
      let entries = try site.index.entries(of: key)
      guard let first = entries.min(by: { ($0.past.size, $0.name) < ($1.past.size, $1.name) }),
        let day = try site.index.clock(of: first.name)?.prefix(10),
        let inForce = form.inForce(on: String(day))
      else { return false }
      let used = try site.schemas.schema(of: schema.type, version: first.entry.schema)
      return used.rules.form?.revision != inForce.version
    }
  }
}
