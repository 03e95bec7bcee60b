/// The people of an entity at every past: a function of the entries and of the evidence.
///
/// Who may vouch must be vouched for himself, in the past of his act. So every standing goes back,
/// act by act, to one that a node signed whose fingerprint is on paper, or headquarters. People who
/// only vouch for each other stand nowhere.
package struct People: Sendable {
  private(set) var evidence: Evidence
  let days: ProvenDays
  /// The acts of vouches and delegations that are lawful, causes first.
  private(set) var settled: [RecordKey: [Settled]] = [:]
  private var lawful: Set<EntryPlace> = []
  /// What the persons' own records say: unsigned.
  private let records: [RecordKey: [PlacedEntry]]
  private(set) var delegations: Set<RecordKey> = []

  /// A lawful act of one of these records.
  struct Settled: Sendable {
    let entry: PlacedEntry
    let act: Act
    let identity: ContentHash
    /// What it vouches for; nil for a delegation, and for a text that is none.
    let vouch: Vouch?

    init(_ entry: PlacedEntry, _ act: Act, _ identity: ContentHash) {
      (self.entry, self.act, self.identity) = (entry, act, identity)
      vouch = Vouch(entry.entry.key, act.text.values)
    }
  }

  /// Judges everybody.
  ///
  /// - Parameters:
  ///   - entries: of the types `person`, `vouch` and `delegation`; others are passed over. In any
  ///     order, repeated or not.
  ///   - lifecycles: of those types, in every version.
  package init(
    _ entries: some Sequence<PlacedEntry>, evidence: Evidence, lifecycles: Lifecycles
  ) {
    self.evidence = evidence
    days = ProvenDays(evidence.days)
    let judged = entries.filter { [Vouch.type, Delegation.type].contains($0.entry.key.type) }
    records = Dictionary(
      grouping: entries.filter { $0.entry.key.type == Person.type && $0.entry.act == nil },
      by: \.entry.key)
    let byRecord = Dictionary(grouping: judged, by: \.entry.key)
    // Causes come first, so whoever vouches is judged before those he vouches for.
    for place in PlacedActs(judged).acts {
      judge(
        Settled(place.entry, place.act, place.identity),
        among: byRecord[place.entry.entry.key, default: []], lifecycles)
    }
  }

  /// The same people, with more signatures: of acts about records of any type.
  package func adding(_ signatures: [EntryPlace: String]) -> People {
    var people = self
    people.evidence.signatures.merge(signatures) { $1 }
    return people
  }

  private mutating func judge(
    _ act: Settled, among entries: [PlacedEntry], _ lifecycles: Lifecycles
  ) {
    let (place, past) = (EntryPlace(act.entry), act.entry.past)
    guard isSignedThere(act.entry), isWellMade(act) else { return }
    let before = entries.filter { past.contains($0.name) && $0.name != act.entry.name }
    lawful.insert(place)
    let breaches = ActFold.breaches(of: act.entry, among: before, by: lifecycles, people: self)
    guard breaches.isEmpty else {
      lawful.remove(place)
      return
    }
    settled[place.key, default: []].append(act)
    if place.key.type == Delegation.type { delegations.insert(place.key) }
  }

  /// What a lifecycle cannot say.
  private func isWellMade(_ act: Settled) -> Bool {
    let key = act.entry.entry.key
    guard act.act.rests.isEmpty else { return false }
    if key.type == Delegation.type { return Delegation(key, act.act.text.values) != nil }
    let by = act.entry.entry.by
    guard let vouch = act.vouch else { return false }
    // Of his own standing a person can only give it up.
    if act.act.action == Vouch.withdraw { return NodeVoucher.founder(by, evidence) == nil }
    guard by != vouch.person, isOnesOwnKey(vouch, act.entry.past) else { return false }
    return NodeVoucher.founder(by, evidence) == nil || isFounding(act, vouch)
  }

  /// One key is one person's: two persons with one key would be four eyes of two.
  private func isOnesOwnKey(_ vouch: Vouch, _ past: VersionVector) -> Bool {
    !vouches(in: past).contains { $0.key == vouch.key && $0.person != vouch.person }
  }

  /// Every vouch that was ever lawful there, withdrawn ones too.
  private func vouches(in past: VersionVector) -> [Vouch] {
    settled.values.joined().compactMap { act in
      past.contains(act.entry.name) ? act.vouch : nil
    }
  }

  /// The node vouches for the first administrator only, and for nobody else: whoever has a shell
  /// on its machine has its key.
  private func isFounding(_ act: Settled, _ vouch: Vouch) -> Bool {
    act.act.action == Vouch.action && vouch.makesAdministrator
      && !vouches(in: act.entry.past).contains(where: \.makesAdministrator)
  }

  /// Whether an act of these records has been found lawful; nil for other records.
  func isLawful(_ entry: PlacedEntry) -> Bool? {
    let place = EntryPlace(entry)
    return [Vouch.type, Delegation.type].contains(place.key.type) ? lawful.contains(place) : nil
  }

  /// Whether the signature beside an act is by the key its signer had there.
  func isSignedThere(_ act: PlacedEntry) -> Bool {
    guard let key = evidence.signatures[EntryPlace(act)] else { return false }
    if let chain = NodeVoucher.chain(of: act.entry.by) {
      let known = evidence.founders[chain] ?? evidence.headquarters[chain]
      return act.name.chain == chain && key == known
    }
    return key == self.key(of: act.entry.by, in: act.past)
  }

  /// The key a person had: the one vouched for; without a vouch the one his record shows.
  ///
  /// - Returns: nil also where it was withdrawn or is contested.
  package func key(of person: String, in past: VersionVector) -> String? {
    switch vouching(of: person, in: past) {
    case .given(let standing): return standing.key
    case .withdrawn, .contested: return nil
    case .none, .waiting:
      guard let record = RecordKey(type: Person.type, id: person) else { return nil }
      return RecordState(joining: records[record, default: []], knownAt: past)
        .values["key"]?.string
    }
  }
}
