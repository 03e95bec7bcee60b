import SiteModel

/// What the paper copy of a document was when it was made.
package enum DocumentStatus: String, Sendable, CaseIterable {
  /// In force, given to somebody, to be called back.
  case controlled
  /// In force, for information only.
  case uncontrolled
  /// Not released yet.
  case draft
  /// Released for a day to come.
  case pending
  /// Something else is in force, or nothing.
  case obsolete
}

/// Everything that a document's cover says, gathered before a word of it is written.
struct DocumentPaper {
  let number: String, version: String, title: String
  /// The name of the file with its text, and the SHA-256 of its bytes.
  let file: String, content: ContentHash
  let status: DocumentStatus
  /// The number of the copy, and who was given it.
  let copy: Int, recipient: String
  /// Who prepared, reviewed, countersigned and approved it.
  let approvals: [Approval]
  /// Who did, by the list it came from, where it was in force before this system.
  let signers: String?
  /// Days, `yyyy-mm-dd`; nil while there are none.
  let released: String?, effective: String?, intended: String?
  let revisions: [Revision]
  let stamp: Stamp

  /// One line of the approval block.
  struct Approval {
    /// `prepare`, `review`, `countersign`, `approve`, `release` or `backfill`.
    let role: String
    /// nil where nobody signed yet.
    let name: String?
    /// As they were frozen into the act.
    var post: String?
    /// The act; nil for a name without a signature.
    var act: (identity: ContentHash, claimed: String)?
  }

  /// One line of the record of revisions.
  struct Revision {
    let version: String
    /// When it was released; nil for one that is not.
    let day: String?
    let summary: String, sections: String
    let author: String, approver: String
  }

  /// When, where and from what it was printed.
  struct Stamp {
    let organisation: String
    /// RFC 3339, as `asOf`: up to when this node knows what the number's holder did.
    let at: String, asOf: String
    let by: String, node: String
    let facts: String
  }

  /// `QM-01|A/0|0123456789abcdef`: enough to find the record, and to compare the file.
  var code: String { "\(number)|\(version)|\(content.description.prefix(16))" }
}
