/// Where points and values stand.
extension ProposalDraft {
  /// One column of names beside one of numbers is a row per reading; else columns are points,
  /// unless labels repeat: then rows belong to several points, and only a person can say more.
  func layout(_ time: TimeColumns) -> IntakeLayout? {
    if let stretches { return stretches.layout }
    let free = contents.indices.filter { $0 != time.date && $0 != time.clock }
    let values = free.filter {
      contents[$0] == .number && !roles.isAside($0) && !roles.namesCode($0)
    }
    let names = free.filter {
      (contents[$0] == .text || contents[$0] == .number) && !values.contains($0)
        && !roles.isAside($0)
    }
    guard !values.isEmpty else { return nil }
    let point = roles.point(among: names) { row in
      row[time.date] + " " + (time.clock.map { row[$0] } ?? "")
    }
    let named = point.map { roles.namesPoint($0) || names.count == 1 } ?? false
    if values.count == 1, let point, named || labelsRepeat(time) {
      return .long(point: point, value: values[0])
    }
    if labelsRepeat(time), !names.isEmpty {
      let titled = values.filter { roles.namesValue($0) }
      guard titled.count == 1, let point, named else { return nil }
      return .long(point: point, value: titled[0])
    }
    return .wide(
      .init(uniqueKeysWithValues: values.map { ($0, Self.name(header.titles[$0].title, $0)) }))
  }

  /// Columns of a table of points that name a point themselves, with what they say in every row.
  func fixed(_ layout: IntakeLayout?) -> [Int: String] {
    guard case .wide(let names) = layout else { return [:] }
    let columns = contents.indices.filter {
      names[$0] == nil && roles.namesPoint($0) && contents[$0] != .date
    }
    return .init(
      uniqueKeysWithValues: columns.compactMap { column in
        roles.constant(column).map { (column, $0) }
      })
  }

  private func labelsRepeat(_ time: TimeColumns) -> Bool {
    let labels = rows.map { row in row[time.date] + " " + (time.clock.map { row[$0] } ?? "") }
    return Set(labels).count * 10 < labels.count * 8
  }

  private static func name(_ title: String, _ column: Int) -> String {
    title.isEmpty ? String(column + 1) : title
  }
}
