/// Who calls the page: people who signed in, programs with a person's token, calls that were answered.
/// Secrets are handed in as their SHA-256, hex. Only rows of the current life count.
extension Journal {
  private static let here = "life = (select life from current)"

  /// Remembers that somebody signed in.
  package func begin(
    session secret: String, of person: String, at now: Int64
  ) throws(JournalFault) {
    try withConnection { (open) throws(JournalFault) in
      try open.run(
        "insert into sessions values (?1, (select life from current), ?2, ?3, ?3)",
        [.text(secret), .text(person), .integer(now)])
    }
  }

  /// Whose session it is; nil for one that is unknown, or began or was last seen too long ago.
  ///
  /// - Parameters:
  ///   - lasting: seconds from its beginning.
  ///   - idle: seconds from the last call; it is noted again after five minutes.
  package func person(
    ofSession secret: String, lasting: Int64, idle: Int64, at now: Int64
  ) throws(JournalFault) -> String? {
    try withConnection { (open) throws(JournalFault) in
      let found = try open.query(
        """
        select person, seen from sessions
        where secret = ?1 and \(Self.here) and begun > ?2 - ?3 and seen > ?2 - ?4
        """, [.text(secret), .integer(now), .integer(lasting), .integer(idle)]
      ) { (person: $0.text(0) ?? "", seen: $0.integer(1)) }
      guard let session = found.first else { return nil }
      if session.seen < now - 300 {
        try open.run(
          "update sessions set seen = ? where secret = ?", [.integer(now), .text(secret)])
      }
      return session.person
    }
  }

  /// Ends a session, and drops those that ended by themselves.
  package func end(session secret: String, before: Int64) throws(JournalFault) {
    try withConnection { (open) throws(JournalFault) in
      try open.run(
        "delete from sessions where secret = ? or begun < ? or not \(Self.here)",
        [.text(secret), .integer(before)])
    }
  }

  /// Gives a program a person's name.
  package func add(
    token secret: String, of person: String, for label: String, at now: Int64
  ) throws(JournalFault) {
    try withConnection { (open) throws(JournalFault) in
      try open.run(
        "insert into tokens values (?, (select life from current), ?, ?, ?)",
        [.text(secret), .text(person), .text(label), .integer(now)])
    }
  }

  /// Whose token it is; nil for one that is unknown or was taken back.
  package func person(ofToken secret: String) throws(JournalFault) -> String? {
    try withConnection { (open) throws(JournalFault) in
      try open.query(
        "select person from tokens where secret = ? and \(Self.here)", [.text(secret)]
      ) { $0.text(0) }.first ?? nil
    }
  }

  /// A person's tokens, by time: the SHA-256 of each, what it is for, when it was made.
  package func tokens(
    of person: String
  ) throws(JournalFault) -> [(secret: String, label: String, made: Int64)] {
    try withConnection { (open) throws(JournalFault) in
      try open.query(
        "select secret, label, made from tokens where person = ? and \(Self.here) order by made",
        [.text(person)]
      ) { ($0.text(0) ?? "", $0.text(1) ?? "", $0.integer(2)) }
    }
  }

  /// Takes a token back; of another person's nothing happens.
  package func drop(token secret: String, of person: String) throws(JournalFault) {
    try withConnection { (open) throws(JournalFault) in
      try open.run(
        "delete from tokens where secret = ? and person = ?", [.text(secret), .text(person)])
    }
  }

  /// What a person's call with this key was answered, and the SHA-256 of what it asked.
  package func answer(
    to key: String, of person: String
  ) throws(JournalFault) -> (body: String, answer: String)? {
    try withConnection { (open) throws(JournalFault) in
      try open.query(
        "select body, answer from answered where person = ? and key = ? and \(Self.here)",
        [.text(person), .text(key)]
      ) { ($0.text(0) ?? "", $0.text(1) ?? "") }.first
    }
  }

  /// Remembers what a call was answered; those before a moment are forgotten.
  package func remember(
    _ answer: String, to key: String, of person: String, asking body: String, at now: Int64,
    forgetting before: Int64
  ) throws(JournalFault) {
    try withConnection { (open) throws(JournalFault) in
      try open.transaction { () throws(JournalFault) in
        try open.run("delete from answered where at < ? or not \(Self.here)", [.integer(before)])
        try open.run(
          "insert or replace into answered values (?, ?, (select life from current), ?, ?, ?)",
          [.text(person), .text(key), .text(body), .text(answer), .integer(now)])
      }
    }
  }
}
