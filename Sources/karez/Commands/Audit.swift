import ArgumentParser

extension Karez {
  /// `karez audit`: internal audits.
  struct Audit: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "内部审核 — internal audits.",
      subcommands: [
        Programme.self, Plan.self, Sample.self, Checklist.self, Finding.self, Report.self,
      ])
  }
}
