import ArgumentParser
import Operations
import SiteModel

extension Karez.Calibration {
  /// `karez calibration confirm`.
  struct Confirm: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "登记证书与计量确认 — write down a calibration with its certificate.",
      discussion: """
        karez -C p calibration confirm QJ-7 --on 2025-06-01 --result passed --kind verification \\
          --agency 自治区计量院 --qualification 授权001 --certificate DN-1 --procedure 'JJG 596' \\
          --standard-used 标准装置 --error 0.12 --error-of true --uncertainty 0.05 --file 证书.pdf
        合格的经他人审核后才作数；不合格的立即作数，无下次日期，器具转为停用。
        What passed counts once somebody else has reviewed it (record act NUMBER submit, review);
        what failed counts at once: it has no next day, and the instrument is taken out of use.
        --json: type, id, number, validUntil or null, status, change or null, outOfTolerance.
        Statuses: 0, 65 a field is wrong, the certificate's number is taken, or there is no file.
        """)

    @Argument(help: "管理编号 Number of the instrument.") var instrument: String
    @Option(help: "结论 passed 合格, limited 准用, failed 不合格 What came of it.")
    var result: ConfirmCalibration.Result
    @OptionGroup var certificate: CertificateOptions
    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func run() throws { try certificate.write(instrument, result, json: json, options) }
  }

  /// `karez calibration fail`.
  struct Fail: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "登记不合格 — an instrument was found out of tolerance.",
      discussion: """
        karez -C p calibration fail QJ-7 --on 2025-06-01 --error -1.2 --certificate DN-2
        之后用 karez impact 查影响 See what it has touched by karez impact.
        --json, statuses: as calibration confirm.
        """)

    @Argument(help: "管理编号 Number of the instrument.") var instrument: String
    @OptionGroup var certificate: CertificateOptions
    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func run() throws { try certificate.write(instrument, .failed, json: json, options) }
  }
}

extension ConfirmCalibration.Result: ExpressibleByArgument {}

/// What a certificate says, and who confirms it.
struct CertificateOptions: ParsableArguments {
  @Option(help: "检定/校准日期 The day it was done.") var on: String
  @Option(help: "类别 verification, calibration, compare, own, initial, after-repair.")
  var kind: String?
  @Option(help: "机构 The institute.") var agency: String?
  @Option(help: "机构资质编号 Its authorisation.") var qualification: String?
  @Option(help: "证书编号 Number of the certificate.") var certificate: String?
  @Option(help: "规程/规范 The procedure, as JJG 596.") var procedure: String?
  @Option(help: "自有标准器编号，可多次 Own standard used; several times.") var standard: [String] = []
  @Option(help: "所用标准器 The standard used, in words.") var standardUsed: String?
  @Option(parsing: .unconditional, help: "检前误差 %，带正负号 Error as found, in %, signed.")
  var error: String?
  @Option(help: "误差基准 reading 示值, true 标准值 What the error is of.") var errorOf: String?
  @Option(help: "扩展不确定度 % Expanded uncertainty, in %.") var uncertainty: String?
  @Option(help: "证书有效期至 Valid until, as the certificate says.") var until: String?
  @Option(help: "收到证书日期 When the certificate came.") var received: String?
  @Option(help: "限用范围 The limits.") var limits: String?
  @Option(help: "确认人 Who confirms it.") var by: String?
  @Option(help: "计划编号 Number of the plan.") var plan: String?
  @Option(help: "标识编号 Number of the label.") var label: String?
  @Flag(help: "已调整 It was adjusted.") var adjusted = false
  @Option(help: "证书文件 The certificate's file.") var file: String?

  /// Writes it down and says what follows.
  func write(
    _ instrument: String, _ result: ConfirmCalibration.Result, json: Bool, _ options: SiteOptions
  ) throws {
    let day = try Typed.date(on)
    var wishes = ConfirmCalibration.Wishes(instrument: instrument, on: day, result: result)
    (wishes.fields, wishes.file) = (fields, file)
    let done = try ConfirmCalibration.run(wishes, on: try options.site())
    let until = done.until?.description
    options.say(
      Phrase(
        "said.calibrated",
        ["record": done.number, "until": until ?? "—"],
        within: ["status": [Phrase("instrument.status-\(done.status)")]]),
      json: json
        ? done.key.json([
          "number": .string(done.number), "validUntil": until.map(JSON.string) ?? .null,
          "status": .string(done.status),
          "change": done.change.map { .string($0.description) } ?? .null,
          "outOfTolerance": .bool(done.isOut),
        ]) : nil)
    guard done.isOut else { return }
    Output.tell(options.phrases().text(Phrase("calibration.assess", ["record": done.number])))
  }

  private var fields: [String: JSON] {
    let texts: [(String, String?)] = [
      ("kind", kind), ("agency", agency), ("agencyQualification", qualification),
      ("certificate", certificate), ("procedure", procedure), ("standardUsed", standardUsed),
      ("errorFound", error.map { $0.hasPrefix("+") ? String($0.dropFirst()) : $0 }),
      ("errorBasis", errorOf ?? error.map { _ in "reading" }), ("uncertainty", uncertainty),
      ("validUntil", until), ("received", received), ("limits", limits), ("confirmedBy", by),
      ("plan", plan), ("label", label),
    ]
    var fields: [String: JSON] = ["adjusted": .bool(adjusted)]
    for (name, text) in texts { fields[name] = text.map(JSON.string) }
    if !standard.isEmpty { fields["standards"] = .array(standard.map(JSON.string)) }
    return fields
  }
}
