import ArgumentParser
import Foundation
import Operations
import SiteModel

extension Karez.Factor {
  /// `karez factor import`.
  struct Import: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "导入因子 — a plant's own factors or a table of headquarters; judges every row.",
      discussion: """
        karez -C p factor import own.csv
        karez -C p factor import own.csv --accept

        列 Columns: id,name_zh,name_en,quantity,value,unit,source,year,confidence；另可有 also
        valid_from, valid_until, published。.json 的格式同程序自带的因子 A .json file has the form of
        the program's own factors. quantity: net_calorific_value, carbon_content_per_heat,
        oxidation_rate, electricity_emission_factor, heat_emission_factor, …; confidence: A, A1, B, C.
        没有 valid_from 时，电力因子适用 year 一年，其他自 year 起 Without valid_from an electricity
        factor is of that year, any other holds from that year on.
        已公布的数值不在原代码下改动 A published number never changes under its id.
        不加 --accept 只判定，不写入 Without --accept rows are judged and nothing is written.
        --json: file, counts {new, same, differs, refused}, rows [{row, id, verdict, column, zh, en}],
        commit. Statuses: 0, 65 the file is no table of factors.
        """)

    @Argument(help: "表格 .csv 或 .json The table.") var file: String
    @Flag(help: "写入 Write.") var accept = false
    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func run() throws {
      let site = try options.site()
      let answer = try ImportFactors.run(URL(filePath: file), accepts: accept, on: site)
      guard !json else {
        let books = try Language.allCases.map { PhraseBook($0, share: try options.share()) }
        return Output.print(answer.json(file, books))
      }
      let phrases = options.phrases()
      for verdict in answer.verdicts where verdict.kind != .same {
        Output.print(verdict.line(phrases))
      }
      let counts = FactorVerdict.Kind.allCases.map { ($0.rawValue, String(answer.count($0))) }
      Output.print(
        phrases.text(
          Phrase("said.factors-judged", Dictionary(uniqueKeysWithValues: counts))))
      guard answer.commit == nil, answer.count(.new) > 0 else { return }
      Output.tell(phrases.text(Phrase("said.sheet-not-written")))
    }
  }
}

extension FactorVerdict {
  /// Row, verdict, id, column and reason.
  fileprivate func line(_ phrases: PhraseBook) -> String {
    let said = why.map { [column ?? "—", phrases.text($0)] } ?? []
    return (["\(row)", kind.rawValue, id] + said).joined(separator: "\t")
  }

  fileprivate func json(_ books: [PhraseBook]) -> JSON {
    var members: [String: JSON] = [
      "row": .number(String(row)), "id": .string(id), "verdict": .string(kind.rawValue),
    ]
    members["column"] = column.map(JSON.string)
    for book in books { members[book.language.rawValue] = why.map { .string(book.text($0)) } }
    return .object(members)
  }
}

extension ImportFactors.Answer {
  fileprivate func json(_ file: String, _ books: [PhraseBook]) -> JSON {
    let counts = FactorVerdict.Kind.allCases.map { kind in
      (kind.rawValue, JSON.number(String(count(kind))))
    }
    var members: [String: JSON] = [
      "file": .string(file), "counts": .object(Dictionary(uniqueKeysWithValues: counts)),
      "rows": .array(verdicts.map { $0.json(books) }),
    ]
    members["commit"] = commit.map(JSON.string)
    return .object(members)
  }
}
