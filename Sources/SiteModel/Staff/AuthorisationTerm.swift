/// The fields of an authorisation (7.2.3).
extension [String: JSON] {
  /// Whether its term has a day in it; one without beginning or end has none.
  func isAuthorised(on today: CivilDate) -> Bool {
    guard let from = day("validFrom"), let to = day("validTo") else { return false }
    return from <= today && today <= to
  }
}
