import Foundation

/// Where sticks and other disks are mounted that people plug in.
package enum MountedFolders {
  private static let places = ["/media/", "/run/media/", "/mnt/"]

  /// Their paths, ascending.
  package static var all: [String] {
    let table = FileManager.default.contents(atPath: "/proc/self/mounts") ?? Data()
    return String(decoding: table, as: UTF8.self).split(separator: "\n")
      .compactMap { $0.split(separator: " ").dropFirst().first.map(plain) }
      .filter { path in places.contains { path.hasPrefix($0) } }.sorted()
  }

  // The kernel writes a blank as \\040, and so a tab, an end of line and the backslash itself.
  static func plain(_ word: Substring) -> String {
    var bytes: [UInt8] = []
    var rest = word.utf8
    while let byte = rest.popFirst() {
      let code = String(decoding: rest.prefix(3), as: UTF8.self)
      guard byte == UInt8(ascii: "\\"), code.utf8.count == 3, let value = UInt8(code, radix: 8)
      else {
        bytes.append(byte)
        continue
      }
      bytes.append(value)
      rest = rest.dropFirst(3)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
