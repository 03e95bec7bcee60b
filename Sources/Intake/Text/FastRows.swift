import SiteModel

/// Reads rows of the one shape that bulk files have, `2025-01-01T00:15:00+08:00,P1,8021.12`.
///
/// It takes a row only where the general path would read the same; at the first doubt it stops
/// before that row and leaves it to the general path.
struct FastRows {
  private let delimiter: UInt8
  private let back: Int64
  private let midnight: Midnight
  private let offset: Int64
  // The date read last, as its bytes and the separator behind it, and the seconds it stands for.
  private var dateWord: UInt64 = 0
  private var dayWord: UInt64 = 0
  private var dayStart: Int64 = 0
  // What stood behind the time of day last, with the delimiter as its last byte.
  private var suffixWord: UInt64
  private var suffixMask: UInt64 = 0xFF
  private var suffixLength = 1
  private var suffixOffset: Int64
  private var chunk = FastChunk()
  // Runs that took no row, one after another: after many the file has another shape.
  private var misses: Int

  init(_ plan: IntakePlan, back: Int64) {
    let hasShape =
      plan.layout == .long(point: 1, value: 2) && plan.time == TimeColumns(date: 0)
      && plan.columns == 3 && plan.delimiter.bytes(in: .utf8).count == 1
    misses = hasShape ? 0 : Self.patience
    delimiter = plan.delimiter.bytes(in: .utf8)[0]
    (self.back, midnight, offset) = (back, plan.midnight, Int64(plan.offset.seconds))
    (suffixWord, suffixOffset) = (UInt64(delimiter), offset)
  }

  /// Whether it is worth a try: the plan has the shape, and rows lately had it too.
  var isPromising: Bool { misses < Self.patience }

  /// Takes rows from `at` on while they have the shape.
  ///
  /// - Returns: the point of the last row taken, or `last` if none was.
  mutating func run(
    _ bytes: Span<UInt8>, _ at: inout Int, _ last: UInt16, _ batch: inout IntakeBatch
  ) -> UInt16 {
    let start = at
    var point = last
    if chunk.isEmpty { chunk = FastChunk.roomy() }
    repeat {
      at = fill(bytes.bytes, at, &batch.names, &point)
      if chunk.count > 0 { batch.take(chunk) }
    } while chunk.count == FastChunk.size
    misses = at == start ? misses + 1 : 0
    return point
  }

  private static let patience = 32
  // Bytes that a row may be read ahead: a label, a suffix, a name and a number in whole words.
  private static let margin = 352

  @inline(never)
  private mutating func fill(
    _ raw: RawSpan, _ start: Int, _ names: inout PointNames, _ last: inout UInt16
  ) -> Int {
    // Arrays of a struct are checked for uniqueness at every write; their spans are not.
    var (allPoints, allTimes) = (chunk.points, chunk.times)
    var (allUnits, allDecimals) = (chunk.units, chunk.decimals)
    chunk = FastChunk()
    var points = allPoints.mutableSpan
    var times = allTimes.mutableSpan
    var units = allUnits.mutableSpan
    var decimals = allDecimals.mutableSpan
    var (at, count, point) = (start, 0, last)
    while count < FastChunk.size, at &+ Self.margin <= raw.byteCount {
      var place = at
      guard let time = label(raw, &place),
        let (next, length) = names.expected(after: point, in: raw, at: place)
      else { break }
      place &+= length
      guard raw.unsafeLoad(fromByteOffset: place, as: UInt8.self) == delimiter,
        let number = FastNumber(raw, place &+ 1)
      else { break }
      points[count] = next
      times[count] = time
      units[count] = number.units
      decimals[count] = number.decimals
      (point, at, count) = (next, number.end, count &+ 1)
    }
    chunk = FastChunk(
      points: allPoints, times: allTimes, units: allUnits, decimals: allDecimals, count: count)
    last = point
    return at
  }

  /// Reads the label and what is behind it up to the point's name; nil at the first doubt.
  @inline(__always)
  private mutating func label(_ raw: RawSpan, _ at: inout Int) -> Int64? {
    let date = raw.unsafeLoadUnaligned(fromByteOffset: at, as: UInt64.self)
    let second = raw.unsafeLoadUnaligned(fromByteOffset: at &+ 8, as: UInt64.self)
    if date != dateWord || second & 0xFF_FFFF != dayWord {
      guard readDate(date, second & 0xFF_FFFF) else { return nil }
    }
    guard var time = Self.minutes(second &>> 24) else { return nil }
    at &+= 16
    let next = raw.unsafeLoadUnaligned(fromByteOffset: at, as: UInt32.self) ^ 0x0030_303A
    if next & 0xFF == 0 {
      let (tens, ones) = (next &>> 8 & 0xFF, next &>> 16 & 0xFF)
      guard tens < 6, ones < 10 else { return nil }
      (time, at) = (time &+ Int64(tens &* 10 &+ ones), at &+ 3)
    }
    if time == 0 && midnight == .sameDate { return nil }
    let suffix = raw.unsafeLoadUnaligned(fromByteOffset: at, as: UInt64.self)
    if suffix & suffixMask != suffixWord {
      guard readSuffix(suffix) else { return nil }
    }
    at &+= suffixLength
    return dayStart &+ time &- suffixOffset &- back
  }

  /// Seconds of `HH:MM` in the low five bytes, below 24 h.
  @inline(__always)
  private static func minutes(_ word: UInt64) -> Int64? {
    let digits = word ^ 0x30_303A_3030
    guard ((digits &+ 0x06_0600_0606) | digits) & 0xF0_F0FF_F0F0 == 0 else { return nil }
    let hour = (digits & 15) &* 10 &+ (digits &>> 8 & 15)
    let minute = (digits &>> 24 & 15) &* 10 &+ (digits &>> 32 & 15)
    guard hour < 24, minute < 60 else { return nil }
    return Int64(hour &* 3600 &+ minute &* 60)
  }

  /// Takes `YYYY-MM-` and `DD` with a blank or `T`.
  private mutating func readDate(_ date: UInt64, _ day: UInt64) -> Bool {
    guard date & 0xFF00_00FF_0000_0000 == 0x2D00_002D_0000_0000 else { return false }
    let text =
      (0..<8).map { UInt8(truncatingIfNeeded: date &>> (8 &* $0)) }
      + (0..<2).map { UInt8(truncatingIfNeeded: day &>> (8 &* $0)) }
    let separator = day &>> 16
    guard separator == 0x20 || separator == 0x54,
      let read = CivilDate(String(decoding: text, as: UTF8.self))
    else { return false }
    (dateWord, dayWord, dayStart) = (date, day, read.days * 86_400)
    return true
  }

  /// Takes nothing, `Z` or `+08:00`, and the delimiter behind it.
  private mutating func readSuffix(_ word: UInt64) -> Bool {
    let text = (0..<7).map { UInt8(truncatingIfNeeded: word &>> (8 &* $0)) }
    guard let length = text.firstIndex(of: delimiter) else { return false }
    let own = String(decoding: text[..<length], as: UTF8.self)
    guard let seconds = length == 0 ? offset : Offset(own).map({ Int64($0.seconds) })
    else { return false }
    suffixLength = length + 1
    suffixMask = (1 &<< UInt64(8 &* suffixLength)) &- 1
    (suffixWord, suffixOffset) = (word & suffixMask, seconds)
    return true
  }
}

/// Readings on their way into a batch: few enough to stay near the processor.
struct FastChunk {
  static let size = 512

  var points: [UInt16] = []
  var times: [Int64] = []
  var units: [Int64] = []
  var decimals: [UInt8] = []
  var count = 0

  /// A chunk with room for ``size`` readings.
  static func roomy() -> FastChunk {
    FastChunk(
      points: Array(repeating: 0, count: size), times: Array(repeating: 0, count: size),
      units: Array(repeating: 0, count: size), decimals: Array(repeating: 0, count: size))
  }

  var isEmpty: Bool { points.isEmpty }
}

extension IntakeBatch {
  /// Adds the readings of a chunk, each a row of its own.
  mutating func take(_ chunk: FastChunk) {
    columns.point.append(contentsOf: chunk.points[..<chunk.count])
    columns.time.append(contentsOf: chunk.times[..<chunk.count])
    columns.units.append(contentsOf: chunk.units[..<chunk.count])
    columns.decimals.append(contentsOf: chunk.decimals[..<chunk.count])
    let first = UInt32(truncatingIfNeeded: rows)
    row.append(contentsOf: first..<first &+ UInt32(chunk.count))
    rows += chunk.count
  }
}
