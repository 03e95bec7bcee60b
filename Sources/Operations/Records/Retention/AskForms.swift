package import SiteModel

/// The forms records are written on: what each is called, what it serves, how it is filled in and
/// how long it is kept.
///
/// 7.4.3 asks for 格式、内容、填写要求、保存期限 of records; all of it stands in the schemas, so the
/// catalogue cannot say anything else than what the program does.
package struct AskForms {
  /// One form.
  package struct Form: Sendable {
    /// nil for a type that has no paper form.
    package let number: String?, revision: String?
    package let title: BilingualText
    package let clauses: [String]
    /// nil for a document of the house's own.
    package let type: String?
    package let filling: BilingualText?
    /// How single fields are filled in, where that needs to be said.
    package let fields: [(title: BilingualText, filling: BilingualText)]
    package let retention: RecordRules.Retention?
  }

  /// By number; types without one last.
  package static func run(on site: Site) throws -> [Form] {
    let forms = try site.schemas.types.map(form) + (try documents(on: site))
    // Behind every number there is.
    return forms.sorted {
      ($0.number ?? "~", $0.type ?? "", $0.title.zh)
        < ($1.number ?? "~", $1.type ?? "", $1.title.zh)
    }
  }

  private static func form(of schema: RecordSchema) -> Form {
    Form(
      number: schema.rules.form?.number, revision: schema.rules.form?.revision,
      title: schema.title, clauses: schema.clauses, type: schema.type,
      filling: schema.rules.filling,
      fields: schema.fields.compactMap { field in field.filling.map { (field.title, $0) } },
      retention: schema.rules.retention)
  }

  /// The controlled documents that are forms, with the version in force.
  private static func documents(on site: Site) throws -> [Form] {
    let documents = try Documents(on: site)
    let today = try documents.today()
    return documents.board.documents.compactMap { document in
      guard let card = document.card?.values, card["kind"]?.string == "form" else { return nil }
      let clauses = (card["clauses"]?.array ?? []).compactMap(\.string)
      return Form(
        number: document.number, revision: document.inForce(on: today)?.version,
        title: BilingualText(zh: document.title, en: document.title), clauses: clauses, type: nil,
        filling: nil, fields: [], retention: nil)
    }
  }
}
