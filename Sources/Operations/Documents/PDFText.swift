import Foundation
package import SiteModel

/// The text of a PDF as `pdftotext` of Poppler reads it, where the machine has it.
struct PDFText {
  private let program = OutsideTool("pdftotext")
  private let limits = BoundedProgram.Limits()

  /// The lines that are not blank, columns two blanks apart.
  func paragraphs(of file: String) throws(PDFTextFault) -> [String] {
    guard let program else { throw .notThere(file: file) }
    let path = file.hasPrefix("/") ? file : FileManager.default.currentDirectoryPath + "/" + file
    let call = [program.path, "-q", "-enc", "UTF-8", "-layout", path, "-"]
    let said = BoundedProgram(call, limits).run()
    switch said.end {
    case .status(0): break
    case .status(let status): throw .refused(file: file, status: Int(status))
    case .tooSlow: throw .tooSlow(file: file, seconds: limits.seconds)
    case .tooLong: throw .tooLarge(file: file)
    case .failed(let why): throw .failed(file: file, why: why)
    }
    return Self.lines(String(decoding: said.output, as: UTF8.self))
  }

  /// Blanks at the ends go, and a run of them is where a column ends, however wide.
  static func lines(_ text: String) -> [String] {
    text.split(whereSeparator: { $0.isNewline }).compactMap { line in
      let words = line.split(whereSeparator: \.isWhitespace)
      guard let first = words.first else { return nil }
      return zip(words, words.dropFirst()).reduce(into: String(first)) { text, pair in
        let gap = line.distance(from: pair.0.endIndex, to: pair.1.startIndex)
        text += (gap > 1 ? "  " : " ") + pair.1
      }
    }
  }
}

/// Why the text of a PDF is not there. The PDF itself is kept all the same.
package enum PDFTextFault: Fault, Equatable {
  /// The machine has no `pdftotext`.
  case notThere(file: String)
  /// The program says no: a damaged or sealed PDF.
  case refused(file: String, status: Int)
  case tooSlow(file: String, seconds: Int)
  case tooLarge(file: String)
  /// The program did not start, or its output could not be read.
  case failed(file: String, why: String)

  package var kind: FaultKind {
    switch self {
    case .notThere, .failed: .unavailable
    case .refused, .tooSlow, .tooLarge: .invalid
    }
  }

  package var phrase: Phrase {
    switch self {
    case .notThere(let file): Phrase("document.no-pdftotext", ["file": file])
    case .refused(let file, let status):
      Phrase("document.pdf-refused", ["file": file, "status": String(status)])
    case .tooSlow(let file, let seconds):
      Phrase("document.pdf-too-slow", ["file": file, "seconds": String(seconds)])
    case .tooLarge(let file): Phrase("document.too-large", ["file": file, "part": "PDF"])
    case .failed(let file, let why): Phrase("document.pdf-failed", ["file": file, "why": why])
    }
  }
}
