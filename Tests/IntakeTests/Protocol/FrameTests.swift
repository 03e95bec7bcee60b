import Foundation
import SiteModel
import TestSupport
import Testing

@testable import Intake

@Suite struct FrameTests {
  private func made(_ data: String) -> String {
    let length = String(data.utf8.count)
    return "##" + String(repeating: "0", count: 4 - length.count) + length + data
      + HJ212Frame.crc(Array(data.utf8)[...])
  }

  private func read(_ format: FrameFormat, _ line: String) -> FrameVerdict {
    format.read(Array(line.utf8)[...])
  }

  private func flaw(_ verdict: FrameVerdict) -> FrameFlaw? {
    if case .flaw(let flaw) = verdict { flaw } else { nil }
  }

  private static let data =
    "ST=31;CN=2011;PW=s3cret;MN=M1;CP=&&DataTime=20250301000000;S03-Rtd=1.50,S03-Flag=D&&"

  @Test func `a value comes with its device, its clock and the device's doubt`() {
    let clock: Int64 = 1_740_787_200
    #expect(
      read(.hj212, made(Self.data))
        == .readings([
          FrameReading(name: "M1/2011/S03-Rtd", clock: clock, value: .value("1.50"), flag: "hj-d")
        ]))
    #expect(
      read(.hj212, "12:00:01 recv " + made(Self.data) + " \r") == read(.hj212, made(Self.data)))
  }

  @Test func `a frame cut anywhere is refused and never a reading`() {
    let whole = made(Self.data)
    for length in 0..<whole.count {
      #expect(flaw(read(.hj212, String(whole.prefix(length)))) != nil, "cut at \(length)")
    }
  }

  @Test func `one wrong byte is seen, and no password is shown of what was refused`() {
    let seed = UInt64(20_250_301)
    var random = SeededRandom(seed: seed)
    let whole = Array(made(Self.data).utf8)
    for _ in 0..<2000 {
      var bytes = whole
      let place = Int.random(in: 2..<bytes.count, using: &random)
      bytes[place] ^= 1 << UInt8.random(in: 0..<5, using: &random)
      // A letter of the CRC in the other case is the same CRC.
      let isSame =
        String(decoding: bytes, as: UTF8.self).uppercased()
        == String(decoding: whole, as: UTF8.self).uppercased() && place >= bytes.count - 4
      guard !isSame else { continue }
      let flaw = flaw(HJ212Frame.read(bytes[...]))
      #expect(flaw != nil, "seed \(seed), byte \(place)")
      #expect(flaw?.found.contains("s3cret") != true)
    }
    for broken in ["##0001PW=s3cret", "xPW=s3cret;a", "##9999ST=1;pw=s3cret&&", "PW=s3cret"] {
      let masked = String(decoding: HJ212Password.masked(Array(broken.utf8)[...]), as: UTF8.self)
      #expect(!masked.contains("s3cret"))
      #expect(flaw(read(.hj212, broken))?.found.contains("s3cret") != true)
    }
  }

  @Test func `times that are none and parts of a second are refused as such`() {
    let at = { (time: String) in
      self.flaw(self.read(.hj212, self.made("MN=M;CP=&&DataTime=\(time);a-Rtd=1&&")))?.reason
    }
    #expect(at("20250230000000") == .date)
    #expect(at("20250301000000123") == .fraction)
    #expect(at("20250301000000000") == nil)
    #expect(at("") == .date)
  }

  @Test func `the frame of the annex reads as printed`() {
    let line =
      "##0372QN=20180315134456001;ST=31;CN=2011;PW=123456;MN=TY0102183V0001;CP=&&DataTime="
      + "20180315134400;S03-Rtd=147.12,S03-Flag=N;S08-Rtd=1.349,S08-Flag=N;S05-Rtd=8.000,"
      + "S05-Flag=N;S01-Rtd=14.913,S01-Flag=N;S02-Rtd=6.38,S02-Flag=N;B02-Rtd=3600.0,B02-Flag=N;"
      + "01-Rtd=25.2100,01-ZsRtd=63.6616,01-Flag=N;02-Rtd=20.3400,02-ZsRtd=51.0317,02-Flag=N;"
      + "03-Rtd=50.5467,03-ZsRtd=125.0510,03-Flag=N&&A781"
    guard case .readings(let readings) = read(.hj212, line) else {
      Issue.record("no readings")
      return
    }
    #expect(readings.count == 12)
    #expect(readings.contains { $0.name.hasSuffix("/03-ZsRtd") && $0.value == .value("125.0510") })
  }

  @Test func `a meter's reply reads as the annex prints it`() {
    let energy =
      "2025-03-01 00:00:01.250 RX: FEFEFEFE 68 610100000000 68 91 08 33333433 59333333 8A16"
    #expect(
      read(.dlt645, energy)
        == .readings([
          FrameReading(
            name: "000000000161/00010000", clock: 1_740_787_201, value: .value("000000.26"),
            unit: "kWh")
        ]))
    let volts = "2025-03-01 00:00:01 68 610100000000 68 91 06 33343435 3443 10 16"
    guard case .readings(let readings) = read(.dlt645, volts) else {
      Issue.record("no readings")
      return
    }
    #expect(readings.map(\.value) == [.value("100.1")])
    #expect(read(.dlt645, "68 AAAAAAAAAAAA 68 13 00 DF 16") == .aside)
  }

  @Test func `a meter's frame that is not whole is refused with what would be right`() {
    let reasons: [(String, RefusalReason, String)] = [
      ("2025-03-01 00:00:01 68 610100000000 68 91 08 33333433 59333333 8B 16", .checksum, "8A"),
      ("2025-03-01 00:00:01 68 610100000000 68 91 08 33333433 593333 8A 16", .frameLength, "7"),
      ("68 610100000000 68 91 08 33333433 59333333 8A 16", .date, "yyyy-MM-dd HH:mm:ss 68 … 16"),
      ("FEFEFEFEFE 68 610100000000 68 91 08 33333433 59333333 8A 16", .frame, "0–4 × FE"),
      ("what is this", .frame, "68 … 16"),
    ]
    for (line, reason, expected) in reasons {
      let flaw = flaw(read(.dlt645, line))
      #expect(flaw?.reason == reason)
      #expect(flaw?.expected == expected)
    }
  }

  @Test func `a frame that writes to a meter is kept without its password`() {
    let write = "2025-03-01 00:00:01 68 610100000000 68 14 04 33343536 FF 16"
    let kept = String(decoding: FrameFormat.dlt645.masked(Array(write.utf8)[...]), as: UTF8.self)
    #expect(kept.hasSuffix("68 14 04 ** ** ** ** ** **"))
  }

  @Test(.enabled(if: sharedData != nil, "needs ../shared/data"))
  func `published frames get the verdict their readers give`() throws {
    let folder = try #require(sharedData).appending(path: "protocols")
    for (file, format) in [
      ("hj212_messages.tsv", FrameFormat.hj212), ("dlt645_frames.tsv", .dlt645),
    ] {
      let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
      for line in text.split(separator: "\n") where !line.hasPrefix("# ") {
        let columns = line.split(separator: "\t")
        let frame = format == .dlt645 ? "2025-03-01 00:00:00 \(columns[0])" : String(columns[0])
        let flaw = flaw(read(format, frame))
        let isBad = line.contains("BAD")
        #expect((flaw?.reason == .checksum) == isBad, "\(frame)")
      }
    }
  }

  @Test(.enabled(if: sharedData != nil, "needs ../shared/data"))
  func `a published feed is laid open with every interval`() throws {
    let folder = try TemporaryFolder()
    let file = try #require(sharedData)
      .appending(path: "protocols/green-button/openespi_test_usage_data.xml")
    let open = try LaidOpen.open(file.path, copiesIn: folder.url.path)
    let lines = try String(contentsOf: URL(filePath: open.path), encoding: .utf8)
      .split(separator: "\n")
    #expect(lines.count == 1341)
    #expect(lines[1] == "5446AF3F/01,2012-03-01T05:00:00+00:00,282")
    #expect(open.unit == "Wh")
    #expect(open.length == 900)
  }

  @Test func `a power of ten moves the point and nothing else`() {
    #expect(EspiScale(powerOfTen: -3, unit: "72").applied("-5") == "-0.005")
    #expect(EspiScale(powerOfTen: 2, unit: "72").applied("12") == "1200")
    #expect(EspiScale(powerOfTen: 0, unit: "72").applied("12") == "12")
    #expect(EspiScale(powerOfTen: 40, unit: "72").applied("12") == "12")
  }
}
