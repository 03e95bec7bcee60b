package import SiteModel
import Storage

/// Writes down who signed in, and who saw, printed or exported controlled content (7.4.3).
///
/// A row is on the disk when a function returns; only then may what it says be done. Rows wait in
/// the journal and are sealed daily into the chain.
package struct AccessLog {
  private let site: Site

  /// - Parameter site: the node as it was opened. Within ``Site/write(_:)`` hand in the session's
  ///   own: on a folder that was copied or restored a row first opens the successor chain.
  package init(_ site: Site) { self.site = site }

  /// Somebody gave the right passphrase. Refuse the sign-in if this throws.
  ///
  /// - Throws: ``AccessFault/notLogged(_:because:)``, like all functions here.
  package func signedIn(_ person: String) throws(AccessFault) { try add(.signIn, person) }

  /// Somebody gave a wrong one, or an unknown name.
  ///
  /// - Parameter person: what was typed.
  package func failed(_ person: String) throws(AccessFault) { try add(.failedSignIn, person) }

  /// Controlled content is about to be shown to whoever is at the door; like the next two, in the
  /// name of the site where nobody said who he is.
  package func viewed(_ key: RecordKey) throws(AccessFault) {
    try add(.view, visitor, key.description)
  }

  /// Something is about to be printed: a record, or a blank form by its type alone.
  package func printed(_ object: String) throws(AccessFault) { try add(.print, visitor, object) }

  /// Something is about to leave as a file: a record, or all records of a type by its name.
  package func exported(_ object: String) throws(AccessFault) { try add(.export, visitor, object) }

  private var visitor: String { site.actor?.person.id ?? site.name }

  private func add(
    _ deed: Access.Deed, _ person: String, _ object: String = ""
  ) throws(AccessFault) {
    do {
      // A copied folder must not go on giving names of rows that the original gives too.
      if !site.isAtHome { try site.write { _ in } }
      let now = site.surroundings.clock.now()
      try site.journal.open().append(
        Access(
          claimed: now.instant.text(at: now.offset), person: LogText.visible(person),
          what: deed, object: LogText.visible(object)))
    } catch let fault as any Fault {
      throw .notLogged(deed.rawValue, because: fault.phrase)
    } catch {
      let detail = String(describing: error)
      throw .notLogged(deed.rawValue, because: Phrase("system.failed", ["detail": detail]))
    }
  }
}

extension RecordSchema {
  /// Whether it is logged who saw a record of this type: `"x-controlled": true`.
  package var isControlled: Bool { extras["x-controlled"]?.bool ?? false }
}

/// Text that somebody typed, made fit for one field of a line.
enum LogText {
  /// What would break a line or turn the reading direction becomes U+FFFD; at most 200 characters.
  static func visible(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars.prefix(200) {
      scalars.append(isHidden(scalar) ? "\u{FFFD}" : scalar)
    }
    return String(scalars)
  }

  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: true
    default: false
    }
  }
}

/// Why something was not done: nobody could have known later that it was.
package enum AccessFault: Fault, Equatable {
  /// The journal took no row for a deed (`print`, …), for this reason.
  case notLogged(String, because: Phrase)

  package var kind: FaultKind { .unavailable }
  package var phrase: Phrase {
    switch self {
    case .notLogged(let deed, let why):
      Phrase("access.not-logged-\(deed)", within: ["why": [why]])
    }
  }
}
