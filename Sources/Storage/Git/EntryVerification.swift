import SiteModel

/// Checks the entries that a commit adds: each is one, lies where it says, an act bears a
/// signature that covers its bytes, and what stands beside entries is whole.
///
/// Whose key it is and whether he might sign is the fold's to judge: a bad signature is refused
/// here because no honest program writes one.
struct EntryVerification {
  private let read: (ObjectID) throws(StoreFault) -> [UInt8]
  private let files: [String: ObjectID]
  private let seq: Int

  /// - Parameters:
  ///   - files: those of one commit.
  ///   - seq: the number of that commit.
  init(
    _ files: [AddedFile], seq: Int, read: @escaping (ObjectID) throws(StoreFault) -> [UInt8]
  ) {
    self.files = Dictionary(files.map { ($0.path, $0.id) }) { first, _ in first }
    (self.seq, self.read) = (seq, read)
  }

  /// What is wrong, by path; files that cannot be read are others' to report.
  var faults: [VerificationFault] {
    files.keys.sorted().compactMap { path in
      guard path.hasPrefix("records/"), let id = files[path], let bytes = try? read(id)
      else { return nil }
      if let place = EntryPath(path) { return fault(of: bytes, at: path, place) }
      return fault(of: bytes, beside: path)
    }
  }

  /// A signature stands beside its entry and covers it; what looks like a pointer to content is one,
  /// or other programs would look for content that nobody can name.
  private func fault(of bytes: [UInt8], beside path: String) -> VerificationFault? {
    guard path.hasSuffix(".json.sig"), let place = EntryPath(path.dropLast(4)) else {
      let isSpoiled = ContentPointer.isLike(bytes) && ContentPointer(bytes) == nil
      return isSpoiled ? .pointer(path: path) : nil
    }
    let entry = files[place.key.path(seq: place.seq)].flatMap { try? read($0) } ?? []
    return SSHSignature.signer(ofAct: entry, in: bytes) == nil ? .signature(path: path) : nil
  }

  private func fault(
    of bytes: [UInt8], at path: String, _ place: EntryPath
  ) -> VerificationFault? {
    let entry: Entry
    do { entry = try Entry.parse(bytes, at: path) } catch { return .entry(error) }
    guard place.seq == seq else { return .entry(.elsewhere(path: path)) }
    let signature = files[path + ".sig"].flatMap { try? read($0) }
    let isSigned = signature.map { SSHSignature.signer(ofAct: bytes, in: $0) != nil } ?? false
    return entry.act != nil && !isSigned ? .act(path: path) : nil
  }
}
