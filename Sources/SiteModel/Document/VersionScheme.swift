/// How the revisions of a document are numbered.
///
/// Houses differ; a number that was given once is never given again, because the next one follows
/// the newest there is.
package enum VersionScheme: String, Sendable, CaseIterable {
  /// `A/0`, `A/1`, `B/0`: the letter rises on a new edition (换版), the number on a change (修改).
  case letter
  /// `V1.0`, `V1.1`, `V2.0`.
  case dotted
  /// `1`, `2`, `3`.
  case number

  /// What a document begins with.
  package var first: String {
    switch self {
    case .letter: "A/0"
    case .dotted: "V1.0"
    case .number: "1"
    }
  }

  /// What follows a version; nil for one that is not of this scheme, as old documents have.
  ///
  /// - Parameter isEdition: a new edition instead of a change.
  package func next(after version: String, isEdition: Bool) -> String? {
    switch self {
    case .letter: Self.letter(version, isEdition)
    case .dotted: Self.dotted(version, isEdition)
    case .number: Grammar.counting(version).map { String($0 + 1) }
    }
  }

  private static func letter(_ version: String, _ isEdition: Bool) -> String? {
    let parts = version.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let letter = parts[0].utf8.first, parts[0].utf8.count == 1,
      (65...90).contains(letter), let change = whole(parts[1])
    else { return nil }
    if !isEdition { return "\(parts[0])/\(change + 1)" }
    // After Z a house begins a scheme of its own.
    return letter == 90 ? nil : "\(Character(Unicode.Scalar(letter + 1)))/0"
  }

  private static func dotted(_ version: String, _ isEdition: Bool) -> String? {
    let parts = version.dropFirst().split(separator: ".", omittingEmptySubsequences: false)
    guard version.hasPrefix("V"), parts.count == 2, let edition = whole(parts[0]),
      let change = whole(parts[1])
    else { return nil }
    return isEdition ? "V\(edition + 1).0" : "V\(edition).\(change + 1)"
  }

  private static func whole(_ text: Substring) -> Int? {
    text == "0" ? 0 : Grammar.counting(text)
  }
}
