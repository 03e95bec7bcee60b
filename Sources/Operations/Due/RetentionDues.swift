import SiteModel

/// DUE-29: keeping of a closed record ends. Nothing is ever deleted by itself.
///
/// What is kept for years yet is not listed here: `karez retention` shows it.
struct RetentionDues: DueSource {
  func items(_ ground: DueGround) throws -> [DueItem] {
    let title = BilingualText(zh: "保存期满，提出处置", en: "Keeping ends: propose its disposal")
    return try AskRetention.run(on: ground.day, on: ground.site).compactMap { row in
      guard case .last(let last) = row.end, row.hold == nil, row.isDue || !row.isOver,
        ground.windows.state(of: "DUE-29", due: last, done: nil, on: ground.day) != .ok
      else { return nil }
      return DueItem(
        RecordDue(rule: "DUE-29", title: title, due: last), of: row.key, number: row.name,
        title: "")
    }
  }
}
