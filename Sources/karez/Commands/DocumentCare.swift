import ArgumentParser
import Operations
import SiteModel

extension Karez.Documents {
  /// `karez document acknowledge`.
  struct Acknowledge: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "阅知 — sign that one has read a version; else the one in force.",
      discussion: """
        karez -C p document acknowledge QM-01 --as li
        karez -C p document acknowledge QM-01 --waive ma --reason 长期病假 --as chen
        豁免由文控签署，只对该版本的正文有效 A waiver is signed by a document controller, for that text alone.
        """)
    @Option(help: "豁免某人 Whom to let off.") var waive: String?
    @OptionGroup var move: MoveOptions

    func validate() throws {
      guard waive == nil || move.reason != nil else {
        throw ValidationError("--waive 须有 --reason — --waive needs --reason")
      }
    }

    func run() throws {
      guard let waive, let reason = move.reason else { return try move.move(.acknowledge) }
      let (document, site) = (move.document, try move.document.options.site())
      try WaiveAcknowledgement.run(
        document.number, version: move.version, person: waive, reason: reason, on: site)
      Acks.say(try DocumentAcks.run(document.number, on: site), asJSON: document.json)
    }
  }

  /// `karez document acks`.
  struct Acks: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "阅知情况 — who has acknowledged what is in force or coming, and who has not.",
      discussion: """
        应阅知者为清单项阅知部门的在岗人员 Those must who work in the departments the card names.
        --json: [{number, title, version, since, done [{person, name, clock}], missing [{person,
        name}], waived [{person, name, reason, by}], share: 百分比 percent or null}].
        """)
    @Argument(help: "文件编号，否则全部 The document's number; else all.") var number: String?
    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func run() throws {
      Self.say(try DocumentAcks.run(number, on: try options.site()), asJSON: json)
    }

    static func say(_ answers: [DocumentAcks.Answer], asJSON: Bool) {
      guard !asJSON else { return Output.print(.array(answers.map(\.json))) }
      for answer in answers {
        let names =
          answer.missing.map(\.name) + answer.waived.map { "\($0.person.name)（\($0.reason)）" }
        Output.print(
          [
            answer.number, answer.version, answer.since,
            "\(answer.done.count)/\(answer.done.count + answer.missing.count)",
            names.joined(separator: "、"),
          ].joined(separator: "\t"))
      }
    }
  }

  /// `karez document review-due`.
  struct ReviewDue: NamedCommand {
    static let configuration = CommandConfiguration(
      commandName: "review-due",
      abstract: "待评审 — when documents in force must be reviewed, the most urgent first.",
      discussion: """
        karez -C p document review-due --on 2027-01-01
        评审：karez record new periodic-review --set document=QM-01 …，经审核后计入 A review counts once it
        is reviewed. --json: [{number, title, version, last, due, state: ok, warn, urgent, overdue}].
        """)
    @Option(help: "看哪一天 The day.") var on: String?
    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func run() throws {
      let due = try DocumentReviews.due(on: try on.map(Typed.date), at: try options.site())
      guard !json else { return Output.print(.array(due.map(\.json))) }
      let phrases = options.phrases()
      for item in due {
        let state = phrases.text(Phrase("said.review-\(item.state.rawValue)"))
        Output.print("\(item.review.due)\t\(state)\t\(item.number)\t\(item.version)\t\(item.title)")
      }
    }
  }

  /// `karez document suspects`.
  struct Suspects: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "可疑关联 — documents and forms in force that rest on one which has changed since.",
      discussion: """
        发布新版本或评审后消除 A release or a review that knew of the change clears it.
        --json: [{number, title, version, source, sourceVersion}].
        """)
    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func run() throws {
      let suspects = try DocumentReviews.suspects(on: try options.site())
      guard !json else { return Output.print(.array(suspects.map(\.json))) }
      for item in suspects {
        Output.print(
          "\(item.number)\t\(item.version)\t← \(item.source) \(item.sourceVersion ?? "—")\t\(item.title)"
        )
      }
    }
  }

  /// `karez document desk`.
  struct Desk: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "文控工作台 — what waits, in the order in which a document goes its way.",
      discussion: """
        --json: [{list: draft, reviewing, countersigning, approving, approved, training, coming,
        unacknowledged, review, suspect, problem; number, version, of: 等谁或何事 whom or what it waits for, due}].
        """)
    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func run() throws {
      let items = try DocumentDesk.run(on: try options.site())
      guard !json else { return Output.print(.array(items.map(\.json))) }
      let phrases = options.phrases()
      for item in items {
        let list = phrases.text(Phrase("said.desk-\(item.list.rawValue)"))
        Output.print(
          [list, item.number, item.version, item.of, item.due ?? ""].joined(separator: "\t"))
      }
    }
  }
}

extension Karez {
  /// `karez policy`: what the policy says and how far it has reached.
  struct Policy: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "碳计量方针 — the policy in force, and how far it has reached (5.2).",
      subcommands: [Coverage.self])

    /// `karez policy coverage`.
    struct Coverage: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "传达覆盖 — who has acknowledged the policy in force, and how it was made known.",
        discussion: """
          --json: policy {number, version, since} or null, staff: 在岗人员 people who work here,
          acknowledged, waived [{name, reason}], told: 签到和培训记名的 named by records, reached: 每人一次
          each once, counted: 只有人数的记录 the largest attendance without names, coverage: 百分比 percent or
          null, holders {all, acknowledged, reached}: 有体系职责的人员 people with a role, missing [name],
          communications [{number, on, channel, planned, attended, named}].
          """)
      @Flag(help: "输出 JSON Print JSON.") var json = false
      @OptionGroup var options: SiteOptions

      func run() throws {
        let answer = try PolicyCoverage.run(on: try options.site())
        guard !json else { return Output.print(answer.json) }
        let phrases = options.phrases()
        guard let policy = answer.policy else {
          return Output.print(phrases.text(Phrase("said.policy-none")))
        }
        Output.print(
          phrases.text(
            Phrase(
              "said.policy-coverage",
              [
                "number": policy.number, "version": policy.version, "since": policy.since,
                "done": String(answer.acknowledged), "staff": String(answer.staff),
                "waived": String(answer.waived.count), "told": String(answer.told),
                "reached": String(answer.reached), "counted": String(answer.counted),
                "coverage": answer.coverage?.text(decimals: 1) ?? "—",
                "holders": String(answer.holders.all),
                "signed": String(answer.holders.acknowledged),
              ])))
        for item in answer.communications {
          Output.print(
            "  \(item.on)\t\(item.channel)\t\(item.attended)/\(item.planned)\t\(item.number)")
        }
        for item in answer.waived {
          let words = ["name": item.name, "reason": item.reason]
          Output.print("  " + phrases.text(Phrase("said.policy-waived", words)))
        }
        if !answer.missing.isEmpty { Output.print("  " + answer.missing.joined(separator: "、")) }
      }
    }
  }
}

extension DocumentAcks.Answer {
  fileprivate var json: JSON {
    [
      "number": .string(number), "title": .string(title), "version": .string(version),
      "since": .string(since), "share": share.map { .string($0.text(decimals: 1)) } ?? .null,
      "done": .array(
        done.map {
          [
            "person": .string($0.person.id), "name": .string($0.person.name),
            "clock": .string($0.clock),
          ]
        }),
      "missing": .array(missing.map { ["person": .string($0.id), "name": .string($0.name)] }),
      "waived": .array(
        waived.map {
          [
            "person": .string($0.person.id), "name": .string($0.person.name),
            "reason": .string($0.reason), "by": .string($0.by),
          ]
        }),
    ]
  }
}

extension DocumentReviews.Due {
  fileprivate var json: JSON {
    [
      "number": .string(number), "title": .string(title), "version": .string(version),
      "last": .string(review.last.description), "due": .string(review.due.description),
      "state": .string(state.rawValue),
    ]
  }
}

extension DocumentReviews.Suspect {
  fileprivate var json: JSON {
    [
      "number": .string(number), "title": .string(title), "version": .string(version),
      "source": .string(source), "sourceVersion": sourceVersion.map(JSON.string) ?? .null,
    ]
  }
}

extension DocumentDesk.Item {
  fileprivate var json: JSON {
    [
      "list": .string(list.rawValue), "number": .string(number), "version": .string(version),
      "of": .string(of), "due": due.map(JSON.string) ?? .null,
    ]
  }
}

extension PolicyCoverage.Answer {
  fileprivate var json: JSON {
    [
      "policy": policy.map {
        [
          "number": .string($0.number), "version": .string($0.version),
          "since": .string($0.since),
        ]
      } ?? .null,
      "staff": .number(String(staff)), "acknowledged": .number(String(acknowledged)),
      "waived": .array(
        waived.map { ["name": .string($0.name), "reason": .string($0.reason)] }),
      "told": .number(String(told)), "reached": .number(String(reached)),
      "counted": .number(String(counted)),
      "coverage": coverage.map { .string($0.text(decimals: 1)) } ?? .null,
      "holders": [
        "all": .number(String(holders.all)), "acknowledged": .number(String(holders.acknowledged)),
        "reached": .number(String(holders.reached)),
      ],
      "missing": .array(missing.map(JSON.string)),
      "communications": .array(
        communications.map {
          [
            "number": .string($0.number), "on": .string($0.on), "channel": .string($0.channel),
            "planned": .number(String($0.planned)), "attended": .number(String($0.attended)),
            "named": .number(String($0.persons.count)),
          ]
        }),
    ]
  }
}
