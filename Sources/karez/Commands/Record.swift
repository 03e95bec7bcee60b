import ArgumentParser
import Foundation
import Operations
import SiteModel

extension Karez {
  /// `karez record`: records of any type.
  struct Record: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "记录 — records of any type.",
      subcommands: [
        Types.self, Starters.self, Forms.self, New.self, Edit.self,
        Correct.self, Show.self, List.self, History.self,
        Diff.self, Acts.self, Attach.self, Files.self, File.self, Detach.self, Link.self,
        Unlink.self, Void.self, Export.self, Import.self, Print.self,
      ])

    /// `karez record new`.
    struct New: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "新建记录 — make a record.",
        discussion: """
          karez -C p record new instrument --set number=QJ-0007 --set name=三相电能表
          不填编号时，有编号规则的类型自动编号；引用可填编号或 id
          Types that number their records do so where none is given; references may be numbers or ids.
          --json: id, type. Statuses: 0, 65 a field is wrong, a number is taken, a reference names
          nothing; 77 an operation writes this type.
          """)

      @Argument(help: "记录类型 The type; see karez record types.") var type: String
      @OptionGroup var fields: FieldOptions
      @Option(help: "由签署产生的记录的 id，或来源记录 What follows from an act, or what it begins from.")
      var from: String?
      @Flag(help: "输出 JSON Print JSON.") var json = false
      @OptionGroup var options: SiteOptions

      func run() throws {
        let site = try options.site()
        let schema = try site.schemas.schema(of: type)
        let values = try fields.values(schema)
        let key =
          try from.map { try WriteRecord.begin($0, of: type, values, on: site) }
          ?? WriteRecord.new(type, values, on: site)
        options.say(
          Phrase("said.record-made", ["type": key.type, "id": key.id]),
          json: json ? key.json() : nil)
      }
    }

    /// `karez record edit`.
    struct Edit: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "修改记录 — change fields; FIELD= takes a value away.")

      @Argument(help: "编号、id 或 类型/id The record's number, id or type/id.") var record: String
      @OptionGroup var fields: FieldOptions
      @Flag(help: "输出 JSON Print JSON.") var json = false
      @OptionGroup var options: SiteOptions

      func run() throws {
        let site = try options.site()
        let schema = try site.schemas.schema(of: try RecordLookup(site).key(record).type)
        let key = try WriteRecord.edit(record, try fields.values(schema), on: site)
        options.say(
          Phrase("said.record-changed", ["type": key.type, "id": key.id]),
          json: json ? key.json() : nil)
      }
    }

    /// `karez record correct`.
    struct Correct: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "划改 — correct fields; old value, reason and person stay visible.",
        discussion: "karez -C p record correct QJ-0007 name=多功能电能表 --reason 录入错误")

      @Argument(help: "编号、id 或 类型/id The record's number, id or type/id.") var record: String
      @Argument(help: "字段=值 FIELD=VALUE …") var assignments: [String]
      @Option(help: "原因 Why.") var reason: String
      @Flag(help: "输出 JSON Print JSON.") var json = false
      @OptionGroup var options: SiteOptions

      func run() throws {
        let site = try options.site()
        let schema = try site.schemas.schema(of: try RecordLookup(site).key(record).type)
        let values = try TypedFields(schema).read(assignments)
        let key = try WriteRecord.edit(record, values, reason: reason, on: site)
        options.say(
          Phrase("said.record-changed", ["type": key.type, "id": key.id]),
          json: json ? key.json() : nil)
      }
    }
  }
}

/// Fields as a person gives them: `--set`, or a JSON file.
struct FieldOptions: ParsableArguments {
  @Option(name: .customLong("set"), help: "字段=值，可多次 FIELD=VALUE; several times.") var assignments:
    [String] =
      []
  @Option(help: "含各字段的 JSON 文件 A JSON file with the fields.") var file: String?

  /// The fields of the file, and over them those that were set.
  func values(_ schema: RecordSchema) throws -> [String: JSON] {
    var values: [String: JSON] = [:]
    if let file {
      let json = try JSON.parse(try Data(contentsOf: URL(filePath: file)))
      guard let members = json.object else { throw TypedFault.noObject(file: file) }
      values = members
    }
    return values.merging(try TypedFields(schema).read(assignments)) { $1 }
  }
}
