import SiteModel

/// What a clock on a wall shows, counted in seconds since 1970 as if it stood at UTC.
enum CivilClock {
  /// Year, month, day, hour, minute, second; nil for what no calendar or clock shows.
  static func seconds(_ parts: [Int]) -> Int64? {
    guard parts.count == 6, let date = CivilDate(year: parts[0], month: parts[1], day: parts[2]),
      (0..<24).contains(parts[3]), (0..<60).contains(parts[4]), (0..<60).contains(parts[5])
    else { return nil }
    return date.days * 86_400 + Int64(parts[3] * 3600 + parts[4] * 60 + parts[5])
  }
}
