import SiteModel

extension SiteViews {
  /// `record-form`: each type that is a form, with its 填写要求 and 保存期限 (7.4.3). Where the form as a whole
  /// says nothing, what its first field says stands for it.
  static let recordForms = View(name: "record-form") { view, site, _, _ in
    site.schemas.types.compactMap { schema in
      guard let form = schema.rules.form else { return nil }
      return view.row(
        "\(form.number) \(schema.type)",
        [
          "number": .string("\(form.number) \(form.revision)"),
          "name": .string(schema.type),
          "filling": (schema.rules.filling ?? schema.fields.lazy.compactMap(\.filling).first)
            .map { .string($0.zh) },
          "retention": schema.rules.retention.map { .string($0.rawValue) },
        ])
    }
  }
}
