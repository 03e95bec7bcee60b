/// Names that every file system keeps as they are: FAT, exFAT, NTFS, and a stick in a camera.
enum CarrierName {
  /// 1 … 120 of `[a-z0-9._-]`, no dot at either end: one in front hides a file, one behind is lost
  /// on FAT.
  static func isName(_ name: String) -> Bool {
    (1...120).contains(name.utf8.count) && name.utf8.allSatisfy(isSmall)
      && !name.hasPrefix(".") && !name.hasSuffix(".")
  }

  /// - Throws: ``CarrierFault/refusedName(_:)``
  static func check(_ names: String...) throws(CarrierFault) {
    for name in names where !isName(name) { throw .refusedName(name) }
  }

  private static func isSmall(_ byte: UInt8) -> Bool {
    byte &- 48 < 10 || (97...122).contains(byte) || ".-_".utf8.contains(byte)
  }
}
