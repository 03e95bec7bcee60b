import ArgumentParser
import Operations
import SiteModel

extension Karez.Audit {
  /// `karez audit programme`.
  struct Programme: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "年度审核计划 — clause × department of a year, with what no audit covers.",
      discussion: """
        按职责矩阵，每个条款在其主责、协助部门各一格。By the responsibility matrix: every clause in each
        department that leads or assists it.
        --json: {year, programmes [{number, state}], cells [{clause, department, months, audits}],
        uncovered, 没有职责矩阵时为 null null without a matrix}.
        """)
    @Argument(help: "年度，否则今年 The year; else this one.") var year: Int?
    @Flag(help: "只列未覆盖的 Only what is not covered.") var open = false
    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func run() throws {
      let site = try options.site()
      let matrix = try AskAudits.matrix(year: year, at: site)
      let cells = open ? matrix.left : matrix.cells
      guard !json else { return Output.print(members(matrix, cells)) }
      let phrases = options.phrases()
      for programme in matrix.programmes {
        let state = site.stateTitle(of: programme).map { phrases.text(Phrase(title: $0)) }
        Output.print("\(programme.label)\t\(state ?? programme.state)")
      }
      for cell in cells { Output.print(line(cell, phrases)) }
      for phrase in matrix.summary { Output.print(phrases.text(phrase)) }
    }

    private func line(_ cell: AuditMatrix.Cell, _ phrases: PhraseBook) -> String {
      let planned =
        cell.isCovered
        ? (cell.months + cell.audits).joined(separator: " ")
        : phrases.text(Phrase("audit.uncovered"))
      return [cell.clause, cell.department, planned].joined(separator: "\t")
    }

    private func members(_ matrix: AuditMatrix, _ cells: [AuditMatrix.Cell]) -> JSON {
      [
        "year": .number(matrix.year),
        "programmes": .array(
          matrix.programmes.map { ["number": .string($0.label), "state": .string($0.state)] }),
        "cells": .array(
          cells.map {
            [
              "clause": .string($0.clause), "department": .string($0.department),
              "months": .array($0.months.map(JSON.string)),
              "audits": .array($0.audits.map(JSON.string)),
            ]
          }), "uncovered": matrix.cells.isEmpty ? .null : .number(String(matrix.left.count)),
      ]
    }
  }

  /// `karez audit finding`.
  struct Finding: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "不符合项 — findings with who mends them, until when, and how far that is.",
      discussion: """
        --json: [{finding, audit, department, clause, grade, owner or null, due or null, state
        (unassigned | not-begun | observation | 不符合的状态 the state of its nonconformity), late}].
        """)
    @Argument(help: "审核编号，否则全部 One audit; else all.") var audit: String?
    @Flag(help: "只列未关闭的 Only what is not closed.") var open = false
    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func run() throws {
      let site = try options.site()
      let rows = try AskAudits.findings(of: audit, at: site).rows
        .filter { !open || !["closed", "observation"].contains($0.state) }
      guard !json else { return Output.print(.array(rows.map(\.json))) }
      let phrases = options.phrases()
      for row in rows {
        let parts = [
          row.finding.label, row.audit, row.department, row.finding.text("clause") ?? "",
          row.owner ?? "—", row.due ?? "—", phrases.text(site.words(for: row)),
          row.isLate ? phrases.text(Phrase("audit.late")) : "",
        ]
        Output.print(parts.joined(separator: "\t"))
      }
    }
  }

  /// `karez audit plan`.
  struct Plan: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract:
        "审核计划 — what a plan still lacks, who may not audit, where impartiality is in doubt.",
      discussion: "--json: [{step, what, title {zh, en}, items}].")
    @Argument(help: "审核编号 The audit.") var audit: String
    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func run() throws {
      options.tell(try AskAudits.plan(of: audit, at: options.site()), json: json)
    }
  }

  /// `karez audit report`.
  struct Report: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "审核报告 — what still stands before closing meeting, report and end of an audit.",
      discussion: "--json: [{step (closing | report | close), what, title {zh, en}, items}].")
    @Argument(help: "审核编号 The audit.") var audit: String
    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func run() throws {
      options.tell(try AskAudits.report(of: audit, at: options.site()), json: json)
    }
  }

  /// `karez audit checklist`.
  struct Checklist: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "内审检查表 — questions for a department, from the clauses and from open findings.",
      discussion: """
        karez -C p audit checklist NS-1 --department d-prod --auditor p-wang
        有 --auditor 时建立检查表记录 With --auditor the record is made. --json: {audit, department, lines},
        可作 record new audit-checklist --file 之用 as record new takes it; with --auditor: type, id.
        """)
    @Argument(help: "审核编号 The audit.") var audit: String
    @Option(help: "部门编号 The department.") var department: String
    @Option(help: "审核员；建立记录 The auditor; makes the record.") var auditor: String?
    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func run() throws {
      let site = try options.site()
      let found = try AskAudits.checklist(of: audit, department: department, at: site)
      var values: [String: JSON] = [
        "audit": .string(found.audit.id), "department": .string(found.department.id),
        "lines": .array(found.proposal.lines),
      ]
      if let auditor {
        values["auditor"] = .string(auditor)
        let key = try WriteRecord.new("audit-checklist", values, on: site)
        return options.say(
          Phrase("said.record-made", ["type": key.type, "id": key.id]),
          json: json ? key.json() : nil)
      }
      guard !json else { return Output.print(.object(values)) }
      for line in found.proposal.lines {
        let parts = ["clause", "question", "autoResult"].map { line[$0]?.string ?? "" }
        Output.print(parts.joined(separator: "\t"))
      }
    }
  }
}

extension SiteOptions {
  fileprivate func tell(_ blockers: [AskAudits.Blocker], json: Bool) {
    guard !json else { return Output.print(.array(blockers.map(\.json))) }
    let phrases = phrases()
    for blocker in blockers {
      Output.print(
        [
          phrases.text(Phrase("audit.step-\(blocker.step)")),
          phrases.text(Phrase(title: blocker.title)), blocker.items.joined(separator: "、"),
        ].joined(separator: "\t"))
    }
    if blockers.isEmpty { Output.print(phrases.text(Phrase("said.audit-clear"))) }
  }
}

extension AuditMatrix {
  /// How much is covered, or what is not there to tell it by.
  fileprivate var summary: [Phrase] {
    let cells = Phrase("said.audit-cells", ["all": "\(cells.count)", "open": "\(left.count)"])
    return [self.cells.isEmpty ? Phrase("audit.no-matrix") : cells]
      + (programmes.isEmpty ? [Phrase("audit.no-programme", ["year": year])] : [])
  }
}

extension Site {
  /// How far a finding is mended, in words: by the state of its nonconformity, where one was begun.
  fileprivate func words(for row: AuditFindings.Row) -> Phrase {
    schemas.lifecycles["nonconformity"]?[state: row.state].map { Phrase(title: $0.title) }
      ?? Phrase("audit.finding-\(row.state)")
  }

  fileprivate func stateTitle(of record: PicturedRecord) -> BilingualText? {
    schemas.lifecycles[record.key.type]?[state: record.state]?.title
  }
}

extension AskAudits.Blocker {
  fileprivate var json: JSON {
    [
      "step": .string(step), "what": .string(what), "title": title.json,
      "items": .array(items.map(JSON.string)),
    ]
  }
}

extension AuditFindings.Row {
  fileprivate var json: JSON {
    [
      "finding": .string(finding.label), "audit": .string(audit),
      "department": .string(department),
      "clause": finding.text("clause").map(JSON.string) ?? .null,
      "grade": finding.text("grade").map(JSON.string) ?? .null,
      "owner": owner.map(JSON.string) ?? .null, "due": due.map(JSON.string) ?? .null,
      "state": .string(state), "late": .bool(isLate),
    ]
  }
}
