import Foundation
import SiteModel
import TestSupport
import Testing

@Suite struct ActLifecycleTests {
  static let folder = projectFolder.appending(path: "schema/lifecycles")
  static let files: [String] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".json") }.sorted()
  }()

  static func lifecycle(_ name: String) throws -> Lifecycle {
    try Lifecycle(Data(contentsOf: folder.appending(path: "\(name).json")))
  }

  @Test func `the first record types have their lifecycles`() {
    #expect(
      Set(Self.files).isSuperset(of: [
        "action.json", "nonconformity.json", "record.json", "register.json",
      ]))
  }

  @Test(arguments: files)
  func `every transition is taken once, and every rule and guard refuses once`(
    _ file: String
  ) throws {
    let lifecycle = try Self.lifecycle(String(file.dropLast(5)))
    #expect("\(lifecycle.name).json" == file)
    let trials = lifecycle.rehearsed()
    #expect(trials.filter { !$0.passed } == [])
    let taken = Set(trials.filter { $0.rule == "taken" }.map { "\($0.subject) \($0.from)" })
    for action in lifecycle.actions where action.to != nil {
      for state in action.from { #expect(taken.contains("\(action.name) \(state)")) }
      let refusals = Set(trials.filter { $0.subject == action.name }.map(\.rule))
      let guards = action.guards.map { "guard \($0.name)" }
      let rules = ["signature", "not-heads", "other-text", "wrong-state", "rests"]
      #expect(refusals.isSuperset(of: guards + rules), "\(action.name)")
      #expect(refusals.contains("no-reason") == action.needsReason)
    }
    #expect(trials.contains { $0.subject == Lifecycle.decision && $0.rule == "taken" })
    print("\(lifecycle.name): \(trials.count) trials")
  }

  @Test func `a nonconformity takes three people to be closed`() throws {
    let lifecycle = try Self.lifecycle("nonconformity")
    let close = try #require(lifecycle[action: "close"])
    #expect(close.signing.apart.map(\.text).contains("field:responsible"))
    #expect(close.signing.apart.map(\.text).contains("act:approve"))
    let approve = try #require(lifecycle[action: "approve"])
    #expect(approve.signing.apart.map(\.text).contains("field:responsible"))
  }

  static let small =
    #"{"$id":"urn:karez:lifecycle:t:1","title":{"zh":"甲","en":"A"},"initial":"open","#
    + #""states":[{"name":"open","title":{"zh":"开","en":"Open"},"permits":["may-edit"]},"#
    + #"{"name":"shut","title":{"zh":"关","en":"Shut"},"permits":["may-edit","closed"]}],"#
    + #""actions":[{"name":"shut-it","title":{"zh":"关闭","en":"Shut"},"from":["open"],"#
    + #""to":"shut","by":["anyone"],"apart":["writers"]}],"#
    + #""decide":{"title":{"zh":"裁决","en":"Decide"},"by":["boss"]},"safety":["open","shut"]}"#

  @Test func `a lifecycle that says all it must is read`() throws {
    let lifecycle = try Lifecycle(Self.small.utf8)
    #expect(lifecycle.actions.map(\.name) == ["shut-it", "decide"])
    #expect(lifecycle.safest(of: ["shut", "open"]) == "open")
    #expect(lifecycle.rehearsed().filter { !$0.passed } == [])
  }

  @Test(arguments: [
    (
      #""to":"shut""#, #""to":"gone""#, LifecycleFault.unknown(at: "/actions/shut-it", name: "gone")
    ),
    (#""from":["open"]"#, #""from":["shut"]"#, .unreachable(state: "shut")),
    (#""name":"shut","#, #""name":"open","#, .twice(at: "/states", name: "open")),
    (#""safety":["open","shut"]"#, #""safety":["shut","open"]"#, .safety(state: "open")),
    (#""safety":["open","shut"]"#, #""safety":["open"]"#, .safety(state: "shut")),
    (
      #""safety":["open","shut"]"#, #""safety":["open","shut","x"]"#,
      .unknown(at: "/safety", name: "x")
    ),
    (#""initial":"open""#, #""initial":"gone""#, .unknown(at: "/initial", name: "gone")),
    (#"["may-edit"]"#, "[]", .lockedAtFirst(state: "open")),
    (#"["may-edit"]"#, #"["may-fly"]"#, .member(at: "/states/0/permits", found: #"["may-fly"]"#)),
    (#""en":"Open""#, #""en":"""#, .member(at: "/states/0/title", found: #"{"en":"","zh":"开"}"#)),
    (#"["writers"]"#, #"["act:gone"]"#, .unknown(at: "/actions/shut-it", name: "gone")),
    (#"["writers"]"#, #"["everybody"]"#, .member(at: "/actions/0/apart", found: #"["everybody"]"#)),
    (#""by":["boss"]"#, #""by":[]"#, .member(at: "/decide/by", found: "[]")),
    (
      #""name":"shut-it""#, #""name":"decide""#, .member(at: "/actions/0/name", found: #""decide""#)
    ),
    (#""from":["open"]"#, #""form":1,"from":["open"]"#, .member(at: "/actions/0/form", found: "1")),
    ("lifecycle:t:1", "lifecycle:t:0", .member(at: "/$id", found: #""urn:karez:lifecycle:t:0""#)),
    (
      #""to":"shut","#, #""to":"shut","quorum":{"statement":"vote","need":2},"#,
      .unknown(at: "/actions/shut-it", name: "vote")
    ),
    (
      #""to":"shut","#, #""to":"shut","quorum":{"statement":"vote","need":0},"#,
      .member(at: "/actions/0/quorum/need", found: "0")
    ),
  ])
  func `a lifecycle that cannot be held to is refused when it is read`(
    _ good: String, _ bad: String, _ fault: LifecycleFault
  ) {
    let text = Self.small.replacingOccurrences(of: good, with: bad)
    #expect(throws: fault) { try Lifecycle(text.utf8) }
  }

  @Test func `states that statements turn into each other without end are refused`() throws {
    let text = Self.small
      .replacingOccurrences(
        of: #""permits":["may-edit"]}"#,
        with: #""permits":["may-edit"],"becomes":{"state":"shut","statement":"vote","need":1}}"#
      )
      .replacingOccurrences(
        of: #""closed"]}"#,
        with: #""closed"],"becomes":{"state":"open","statement":"vote","need":1}}"#
      )
      .replacingOccurrences(
        of: #""decide""#,
        with: #""statements":[{"name":"vote","title":{"zh":"票","en":"Vote"},"on":["open"],"#
          + #""by":["anyone"]}],"decide""#)
    #expect(throws: LifecycleFault.endless(state: "open")) { try Lifecycle(text.utf8) }
  }

  @Test func `a rule that no way brings to bear fails its trial`() throws {
    let text = Self.small.replacingOccurrences(of: #"["writers"]"#, with: #"["act:shut-it"]"#)
    let failed = try Lifecycle(text.utf8).rehearsed().filter { !$0.passed }
    #expect(failed.map(\.rule) == ["same-eyes act:shut-it"])
  }

  private func named(
    _ text: String
  ) throws -> (type: String, version: Int, lifecycle: JSON?) {
    let schema = try RecordSchema(text.utf8)
    return (schema.type, schema.version, schema.extras["x-lifecycle"])
  }

  @Test func `a record type names its lifecycle with the version`() throws {
    let lifecycle = try Lifecycle(Self.small.utf8)
    let schema =
      #"{"$id":"urn:karez:record:door:3","x-title":{"zh":"门","en":"Door"},"x-order":["a"],"#
      + #""x-lifecycle":"t:1","properties":{"a":{"x-title":{"zh":"乙","en":"B"}}}}"#
    let lifecycles = try Lifecycles(of: [named(schema)], among: [lifecycle])
    #expect(lifecycles["door", 3] == lifecycle && lifecycles["door"] == lifecycle)
    #expect(lifecycles["door", 2] == nil && lifecycles["wall"] == nil)
    #expect(throws: LifecycleFault.unknown(at: "door", name: "t:1")) {
      try Lifecycles(of: [named(schema)], among: [])
    }
  }
}
