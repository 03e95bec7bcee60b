import ArgumentParser
import Operations
import SiteModel

extension Karez.Record {
  /// `karez record forms`.
  struct Forms: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "记录表式清单 — every form: number, revision, clauses, filling rules, retention (7.4.3).",
      discussion: """
        由记录类型的定义得出，另有类别为 form 的受控文件
        Derived from the record types, with the controlled documents of kind form.
        --json: [{number, revision, title {zh, en}, clauses, type, filling {zh, en}, fields [{title,
        filling}], retention}]; 没有的为 null what there is not is null.
        """)

    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func run() throws {
      let forms = try AskForms.run(on: try options.site())
      guard !json else { return Output.print(.array(forms.map(\.json))) }
      for form in forms { Output.print(line(form)) }
    }

    private func line(_ form: AskForms.Form) -> String {
      let language = options.language
      let kept = form.retention.map {
        options.phrases().text(Phrase("retention.class-\($0.phraseName)"))
      }
      let filling = form.fields.map {
        "\(language.pick($0.title) ?? ""): \(language.pick($0.filling) ?? "")"
      }
      let words = [language.pick(form.filling)].compactMap { $0 } + filling
      return [
        form.number ?? "—", form.revision ?? "—", language.pick(form.title) ?? "",
        form.type ?? "—", form.clauses.joined(separator: " "), kept ?? "—",
        words.isEmpty ? "—" : words.joined(separator: "；"),
      ].joined(separator: "\t")
    }
  }
}

extension RecordRules.Retention {
  /// Keys of phrases have no plus sign.
  fileprivate var phraseName: String { rawValue.lowercased().filter { $0 != "+" } }
}

extension AskForms.Form {
  fileprivate var json: JSON {
    let fields = fields.map { field in
      ["title": field.title.json, "filling": field.filling.json] as JSON
    }
    return [
      "number": number.map(JSON.string) ?? .null, "revision": revision.map(JSON.string) ?? .null,
      "title": title.json, "clauses": .array(clauses.map(JSON.string)),
      "type": type.map(JSON.string) ?? .null, "filling": filling?.json ?? .null,
      "fields": .array(fields), "retention": retention.map { .string($0.rawValue) } ?? .null,
    ]
  }
}
