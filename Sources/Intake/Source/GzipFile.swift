/// A file packed by gzip (RFC 1952): one stream, or several one after another.
struct GzipFile {
  private let path: String
  private let file: FileBytes

  /// What may come out of a file: far above a year of any plant, far below what fills a disk.
  private static let limit = 4 << 30
  /// How many bytes may come out of one; the first MiB is free.
  private static let ratio = 300

  init(_ path: String) throws(WorkbookFault) {
    self.path = path
    file = try FileBytes(path: path)
  }

  /// - Throws: ``WorkbookFault/damaged(file:part:)`` for streams that do not hold what they say,
  ///   ``WorkbookFault/tooLarge(file:part:)`` for a bomb.
  func unpack(into copy: ScratchFile) throws {
    var inflater = Inflater(.gzip)
    var (at, made) = (0, 0)
    while true {
      if inflater.isHungry {
        let piece = try file.read(at: at, count: Inflater.size)
        guard !piece.isEmpty else { throw damaged }
        at += piece.count
        inflater.feed(piece)
      }
      guard let bytes = inflater.next() else { throw damaged }
      made += bytes.count
      guard made <= Self.limit, made - (1 << 20) <= at * Self.ratio else {
        throw WorkbookFault.tooLarge(file: path, part: "gzip")
      }
      try copy.append(bytes)
      guard inflater.isDone else { continue }
      var rest = inflater.rest
      if rest.isEmpty { rest = try file.read(at: at, count: Inflater.size); at += rest.count }
      // Behind the last stream some writers pad with zeros.
      guard rest.contains(where: { $0 != 0 }) else { return }
      inflater = Inflater(.gzip)
      inflater.feed(rest)
    }
  }

  private var damaged: WorkbookFault { .damaged(file: path, part: "gzip") }
}
