import HTTPTypes

/// One thing that the page answers: where, to whom, and how.
struct Route: Sendable {
  let method: HTTPRequest.Method
  /// `/records/{type}/{id}`.
  let path: String
  let access: Access
  /// The longest body, in MiB.
  var limit = 1
  let answer: @Sendable (Visit) throws -> Reply

  /// Who is answered.
  enum Access: Sendable {
    /// Whoever calls.
    case anybody
    /// Whoever gives a name and a passphrase: slow, and not too often.
    case signIn
    /// Whoever is signed in.
    case person
    /// The same, with his passphrase in the form: slow and not too often, too.
    case passphrase
    /// A program with a person's token, or whoever is signed in; told of faults as problem JSON.
    case program
  }

  /// Whether nobody is answered who has not shown who he is.
  var needsPerson: Bool { access != .anybody && access != .signIn }
  /// Whether a passphrase comes with the form.
  var takesPassphrase: Bool { access == .signIn || access == .passphrase }

  static func get(
    _ path: String, _ access: Access = .person,
    _ answer: @escaping @Sendable (Visit) throws -> Reply
  ) -> Route { Route(method: .get, path: path, access: access, answer: answer) }

  static func post(
    _ path: String, _ access: Access = .person, limit: Int = 1,
    _ answer: @escaping @Sendable (Visit) throws -> Reply
  ) -> Route {
    Route(method: .post, path: path, access: access, limit: limit, answer: answer)
  }
}
