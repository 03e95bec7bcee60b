import CQREncode
import SiteModel

/// A QR code, drawn as SVG; the only owner of libqrencode.
struct QRCode: Sendable, Hashable {
  /// How many modules it has in each direction.
  let width: Int
  private let rows: [[Bool]]

  /// - Throws: ``DocumentPrintFault/noCode(_:)`` where the library does not take the text.
  init(_ text: String) throws(DocumentPrintFault) {
    // Level M: a quarter of it may be dirty, and it is still read.
    guard let code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M) else { throw .noCode(text) }
    defer { QRcode_free(code) }
    let width = Int(code.pointee.width)
    let modules = UnsafeBufferPointer(start: code.pointee.data, count: width * width)
    self.width = width
    // The lowest bit says dark; the others, what a module is for.
    rows = (0..<width).map { row in
      (0..<width).map { modules[row * width + $0] & 1 == 1 }
    }
  }

  /// The drawing, on white and with the four empty modules around it that readers need.
  ///
  /// - Parameter size: of its side, in millimetres.
  func svg(size: Int) -> String {
    let all = width + 8
    return """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(size)mm" height="\(size)mm" \
      viewBox="-4 -4 \(all) \(all)"><path fill="#fff" d="M-4 -4h\(all)v\(all)h-\(all)z"/>\
      <path d="\(path)"/></svg>
      """
  }

  /// The drawing as the address of an image that stands in a style sheet.
  func address(size: Int) -> String {
    let escaped = svg(size: size).unicodeScalars.map { scalar in
      switch scalar {
      case "<": "%3C"
      case ">": "%3E"
      case "\"": "%22"
      case "#": "%23"
      case " ": "%20"
      default: String(scalar)
      }
    }
    return "data:image/svg+xml,\(escaped.joined())"
  }

  private var path: String {
    var path = ""
    for (y, row) in rows.enumerated() {
      var x = 0
      while x < width {
        let run = row[x...].prefix { $0 }.count
        if run > 0 { path += "M\(x) \(y)h\(run)v1h-\(run)z" }
        x += max(1, run)
      }
    }
    return path
  }
}
