/// All bindings of one emission source. Of two for one input and day the later in the list holds.
package struct SourceBindings: Sendable, Hashable {
  /// In the order of the record.
  package private(set) var all: [SourceBinding]

  package init(_ all: [SourceBinding]) { self.all = all }

  /// The field `bindings` of a source.
  package init(_ json: JSON?) { all = (json?.array ?? []).compactMap { SourceBinding($0) } }

  /// The field that ``init(_:)-(JSON?)`` reads.
  package var json: JSON { .array(all.map(\.json)) }

  /// Lets an input be fed by something else on some days; the other days keep what they have.
  package mutating func bind(_ binding: SourceBinding) {
    all = all.flatMap { $0.input == binding.input ? $0.leaving(binding.days) : [$0] } + [binding]
    all.sort { ($0.input, $0.days.from?.days ?? .min) < ($1.input, $1.days.from?.days ?? .min) }
  }

  /// Without values that stand in bindings, which engines before 3 did not see.
  package var referring: SourceBindings {
    SourceBindings(all.filter { $0.kind != SourceBinding.value })
  }

  /// Consecutive days on which the same bindings hold.
  package struct Part: Sendable, Hashable {
    /// First and last production day.
    package let days: ClosedRange<CivilDate>
    /// By input; inputs that nothing feeds then are not there.
    package let bindings: [String: SourceBinding]
  }

  /// Cuts a stretch of days where bindings change, as seldom as can be.
  package func parts(of days: ClosedRange<CivilDate>) -> [Part] {
    let starts = starts(in: days)
    var parts: [Part] = []
    for (start, next) in zip(starts, starts.dropFirst().map(Optional.some) + [nil]) {
      let last = next.map { $0.after(-1) } ?? days.upperBound
      let part = Part(days: start...last, bindings: feeding(on: start))
      if let before = parts.last, before.feeds(as: part) {
        parts[parts.count - 1] = Part(
          days: before.days.lowerBound...last, bindings: before.bindings)
      } else {
        parts.append(part)
      }
    }
    return parts
  }

  /// The bindings without their days, as programs before dated bindings read them.
  package func whole(over days: ClosedRange<CivilDate>) -> Part {
    let fed = all.filter(\.isFeeding).map { ($0.input, $0) }
    return Part(days: days, bindings: Dictionary(fed) { $1 })
  }

  /// The days of a stretch on which nothing feeds an input, as few stretches as can be.
  package func unbound(_ input: String, in days: OpenDays) -> [OpenDays] {
    all.filter { $0.input == input && $0.isFeeding }
      .reduce([days]) { left, binding in left.flatMap { $0.leaving(binding.days) } }
  }

  /// The first day on which something feeds an input; nil: since ever, or never.
  package func first(of input: String) -> CivilDate? {
    let starts = all.filter { $0.input == input && $0.isFeeding }.map(\.days.from)
    return starts.contains(nil) ? nil : starts.compactMap { $0 }.min()
  }

  private func feeding(on day: CivilDate) -> [String: SourceBinding] {
    let fed = all.filter { $0.isFeeding && $0.days.holds(day) }.map { ($0.input, $0) }
    return Dictionary(fed) { $1 }
  }

  /// The first day, and each later one on which a binding begins or has just ended.
  private func starts(in days: ClosedRange<CivilDate>) -> [CivilDate] {
    let edges = all.flatMap { [$0.days.from, $0.days.until?.after(1)] }.compactMap { $0 }
    let inside = edges.filter { days.lowerBound < $0 && $0 <= days.upperBound }
    return [days.lowerBound] + Set(inside).sorted()
  }
}

extension SourceBindings.Part {
  fileprivate func feeds(as other: SourceBindings.Part) -> Bool {
    bindings.count == other.bindings.count
      && bindings.allSatisfy { input, binding in
        other.bindings[input].map { binding.feeds(as: $0) } ?? false
      }
  }
}
