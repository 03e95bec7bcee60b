import CLibPQ
import Foundation

/// What a question came to: rows of texts, nil for NULL.
struct PostgresRows: Sequence {
  private let rows: [[String?]]
  /// How many rows a statement that changes rows has changed.
  let changed: Int

  /// Takes the answer and lets libpq forget it.
  init(_ answer: OpaquePointer?) {
    defer { PQclear(answer) }
    changed = PQcmdTuples(answer).flatMap { Int(String(cString: $0)) } ?? 0
    let width = PQnfields(answer)
    rows = (0..<PQntuples(answer)).map { row in
      (0..<width).map { column in
        PQgetisnull(answer, row, column) == 1
          ? nil : String(cString: PQgetvalue(answer, row, column))
      }
    }
  }

  /// The first row; nil: there is none.
  var first: [String?]? { rows.first }

  func makeIterator() -> IndexingIterator<[[String?]]> { rows.makeIterator() }
}

/// Texts as C wants a list of them.
enum CStrings {
  /// Calls `body` with a list that ends in NULL; nil is NULL in it, too.
  static func with<Result>(
    _ texts: [String?], _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> Result
  ) -> Result {
    let copies = texts.map { $0.map { strdup($0) } ?? nil }
    defer { for copy in copies { free(copy) } }
    let pointers = copies.map { UnsafePointer($0) } + [nil]
    return pointers.withUnsafeBufferPointer { list in
      list.withMemoryRebound(to: UnsafePointer<CChar>?.self) {
        guard let first = $0.baseAddress else { preconditionFailure("the list ends in NULL") }
        return body(first)
      }
    }
  }
}
