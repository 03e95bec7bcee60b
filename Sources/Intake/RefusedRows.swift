/// The two files that go back to the person: the refused rows, ready to be repaired and read
/// again, and beside them why each was refused.
///
/// The rows file is UTF-8 and holds the source's title, header and unit rows and then the refused
/// rows with their own bytes, in the source's order. The source's plan reads it with
/// ``IntakePlan/forRefusedRows``. A wide row is there whole even if only one of its values was
/// refused; reading the others again says the same as before. The reasons file has one line a
/// refusal: `row` counts in the source and `repair-row` in the rows file, both from 1, `column`
/// from 1; `reason` is a ``RefusalReason`` code.
package struct RefusedRows: Sendable {
  /// Bytes to be written to the rows file since ``take()``.
  package private(set) var rows: [UInt8]
  /// Bytes to be written to the reasons file since ``take()``.
  package private(set) var reasons: [UInt8]
  /// How many rows were refused so far.
  package private(set) var count = 0
  private var passed = 0
  private var leading = 0

  package init() {
    (rows, reasons) = (TextEncoding.byteOrderMark, TextEncoding.byteOrderMark)
    reasons += Array("row,repair-row,column,reason,found,expected\r\n".utf8)
  }

  /// Adds what a batch refused; batches come in the order of the file.
  ///
  /// - Parameter leadingRows: how many rows of the batch are no readings, as its piece said.
  package mutating func add(_ batch: IntakeBatch, leadingRows: Int) {
    rows += batch.leading
    leading += leadingRows
    var place = -1
    for refusal in batch.refusals {
      while place < 0 || batch.refusedRows[place].row != refusal.row {
        place += 1
        rows += batch.refusedRows[place].bytes
        count += 1
      }
      addReason(refusal)
    }
    passed += batch.rows
  }

  /// Hands out what is to be written and forgets it.
  package mutating func take() -> (rows: [UInt8], reasons: [UInt8]) {
    defer { (rows, reasons) = ([], []) }
    return (rows, reasons)
  }

  private mutating func addReason(_ refusal: RowRefusal) {
    let fields = [
      String(passed + Int(refusal.row) + 1), String(leading + count),
      refusal.column.map { String($0 + 1) } ?? "", refusal.reason.rawValue,
      Self.quoted(refusal.found), Self.quoted(refusal.expected),
    ]
    reasons += Array((fields.joined(separator: ",") + "\r\n").utf8)
  }

  private static func quoted(_ text: String) -> String {
    let marks: Set<Unicode.Scalar> = [",", "\"", "\n", "\r"]
    guard text.unicodeScalars.contains(where: marks.contains) else { return text }
    return "\""
      + text.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }
}

extension IntakePlan {
  /// The plan that reads a rows file which ``RefusedRows`` wrote from a source of this plan.
  package var forRefusedRows: IntakePlan {
    var plan = self
    plan.encoding = .utf8
    return plan
  }
}
