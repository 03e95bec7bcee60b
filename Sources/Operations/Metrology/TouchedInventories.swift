import SiteModel

/// The inventories that rest on what an instrument measured in doubt, computed with it and without.
struct TouchedInventories {
  private let parts: [AskImpact.Part]
  private let days: ClosedRange<CivilDate>
  private let correction: Rational
  private let isConservative: Bool
  private let site: Site

  init(
    _ parts: [AskImpact.Part], _ days: ClosedRange<CivilDate>, _ correction: Rational,
    _ isConservative: Bool, _ site: Site
  ) {
    (self.parts, self.days, self.correction) = (parts, days, correction)
    (self.isConservative, self.site) = (isConservative, site)
  }

  /// Oldest period first; those of other days or other points are not in it.
  func all() throws -> [AskImpact.Touched] {
    guard !parts.isEmpty else { return [] }
    let approvals = try AskApproval.all(on: site)
    // A production day may begin in one calendar day and end in the next.
    let near = CivilDate(days: days.lowerBound.days - 1)...CivilDate(days: days.upperBound.days + 1)
    return try ReadInventory.list(on: site).compactMap { listed in
      guard let from = listed.values.day("from"), let until = listed.values.day("until"),
        from <= near.upperBound, until >= near.lowerBound
      else { return nil }
      let approval = approvals[listed.id]
      do { return try touched(listed.id, approval) } catch let fault as InventoryFault {
        return AskImpact.Touched(
          id: listed.id, period: "\(from)..\(until)", state: approval?.state ?? "",
          isInForce: approval?.isInForce ?? false, unit: "", before: nil, after: nil,
          fault: fault.phrase)
      }
    }
  }

  private func touched(
    _ id: String, _ approval: AskApproval.Answer?
  ) throws -> AskImpact.Touched? {
    let (basis, before, _) = try ReadInventory.computed(id, on: site)
    guard rests(before) else { return nil }
    return AskImpact.Touched(
      id: id, period: "\(before.period)", state: approval?.state ?? "",
      isInForce: approval?.isInForce ?? false, unit: before.totalUnit, before: before.total,
      after: try after(basis), fault: nil)
  }

  /// Whether a line of it measures at one of the points while they were in doubt.
  private func rests(_ inventory: Inventory) -> Bool {
    inventory.lines.contains { line in
      let stretch = line.days.map { Period(days: $0) } ?? inventory.period
      let bounds = stretch.bounds(in: inventory.calendar)
      return line.inputs.contains { input in
        guard case .point(let point, _, _) = input.origin else { return false }
        return parts.contains { $0.point.id == point.id && $0.span.overlaps(bounds) }
      }
    }
  }

  /// On the safe side both signs are tried, and the one that emits more is taken.
  private func after(_ basis: InventoryBasis) throws -> Rational {
    guard isConservative else { return try total(basis, correction) }
    return max(
      try total(basis, correction.magnitude), try total(basis, Rational.zero - correction.magnitude)
    )
  }

  private func total(_ basis: InventoryBasis, _ part: Rational) throws -> Rational {
    var basis = basis
    basis.corrections = parts.map {
      PointCorrection(point: $0.point.id, span: $0.span, part: part)
    }
    return try basis.inventory().total
  }
}
