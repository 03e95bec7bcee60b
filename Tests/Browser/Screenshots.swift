import ArgumentParser
import Foundation
import TestSupport

/// `browse screenshots OUT`: every page that a role's menu reaches, in both languages, on a phone and on a
/// desk: `OUT/<role>/<screen>-<zh|en>-<360|1440>.png`.
struct Screenshots: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Pictures of every page that a role's menu reaches, for eyes.")

  @Argument(help: "The folder for the pictures.") var out: String
  @Option(help: "Only this language.") var language: Tongue?
  @Option(help: "Only pages whose name has this word.") var only: String?
  @Flag(help: "By dark light.") var dark = false

  func run() async throws {
    let scratch = try TemporaryFolder()
    let ground = URL(filePath: scratch.path("ground"))
    try FileManager.default.createDirectory(at: ground, withIntermediateDirectories: true)
    let driver = try await Driver(in: ground)
    defer { driver.stop() }
    var count = 0
    for place in Gallery.all {
      let node = try place.make(ground)
      let page = try await node.served()
      defer { page.stop() }
      for tongue in Tongue.allCases where language == nil || language == tongue {
        for visitor in place.visitors {
          count += try await pictures(of: page.address, for: visitor, tongue, driver)
        }
      }
    }
    print("\(count) pictures in \(out)")
  }

  private func pictures(
    of address: String, for visitor: Gallery.Visitor, _ tongue: Tongue, _ driver: Driver
  ) async throws -> Int {
    let window = try await WebDriver(at: driver.address, tongue)
    if dark { try await window.light("dark") }
    let folder = URL(filePath: out).appending(path: visitor.role)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    var shot = try await shoot(address, window, tongue, in: folder, as: visitor.entry)
    if let name = visitor.name {
      let hand = Person(window, tongue)
      try await hand.signIn(name)
      for (screen, path) in try await screens(window, address)
      where only.map(screen.contains) ?? true {
        shot += try await shoot(address + path, window, tongue, in: folder, as: screen)
      }
    }
    try await window.close()
    return shot
  }

  /// The menu, and of every list in it the first thing that is behind it.
  private func screens(
    _ window: WebDriver, _ address: String
  ) async throws -> [(String, String)] {
    var found: [(String, String)] = []
    let menu = try await window.links("//nav[@class='menu']//li/a")
    for path in menu + ["/documents/new", "/records/nonconformity/new"] {
      found.append((Self.name(path), path))
      try await window.open(address + path)
      let behind = try await window.links("//main//td//a").first { $0 != path && $0.hasPrefix("/") }
      if let behind { found.append((Self.name(path) + "-one", behind)) }
    }
    return found
  }

  private static func name(_ path: String) -> String {
    path == "/" ? "tasks" : String(path.dropFirst()).replacing("/", with: "-")
  }

  private func shoot(
    _ address: String, _ window: WebDriver, _ tongue: Tongue, in folder: URL, as screen: String
  ) async throws -> Int {
    for width in [360, 1440] {
      try await window.widen(to: width)
      try await window.open(address)
      let picture = try await window.picture()
      guard let data = Data(base64Encoded: picture) else { throw Stumble("no PNG of \(screen)") }
      try data.write(to: folder.appending(path: "\(screen)-\(tongue)-\(width).png"))
    }
    return 2
  }
}
