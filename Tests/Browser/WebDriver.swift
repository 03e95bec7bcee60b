import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import SiteModel

/// One session of a browser, asked as the W3C's WebDriver says.
struct WebDriver: Sendable {
  /// `http://127.0.0.1:PORT`, and behind it the session.
  private let place: String

  /// A thing on the page.
  struct Element: Sendable {
    fileprivate let id: String
  }

  /// The name that the standard gives a reference to an element.
  private static let reference = "element-6066-11e4-a52e-4f735466cecf"

  /// Opens a window of its own, without anything of an earlier one.
  ///
  /// - Parameter driver: where the driver listens.
  init(at driver: String, _ tongue: Tongue) async throws {
    let options: JSON = [
      "args": [
        "--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu",
        .string("--lang=\(tongue.accepted)"), "--window-size=1440,1000",
      ],
      "prefs": ["intl.accept_languages": .string(tongue.accepted)],
    ]
    let wanted: JSON = [
      "capabilities": ["alwaysMatch": ["browserName": "chrome", "goog:chromeOptions": options]]
    ]
    let made = try await Self.ask(.POST, driver + "/session", wanted)
    guard let id = made["sessionId"]?.string else { throw Stumble("no session: \(made)") }
    place = "\(driver)/session/\(id)"
  }

  func close() async throws { _ = try await Self.ask(.DELETE, place, nil) }

  func open(_ url: String) async throws { try await tell("url", ["url": .string(url)]) }

  /// Those that an XPath finds and a person can see, in the order of the page; none while one page gives
  /// way to the next.
  func seen(_ path: String) async throws -> [Element] {
    do { return try await shown(path) } catch let stumble as Stumble where stumble.isStale {
      return []
    }
  }

  private func shown(_ path: String) async throws -> [Element] {
    let query: JSON = ["using": "xpath", "value": .string(path)]
    let found = try await Self.ask(.POST, place + "/elements", query).array ?? []
    var seen: [Element] = []
    for element in found.compactMap({ $0[Self.reference]?.string }).map(Element.init(id:))
    where try await get("element/\(element.id)/displayed").bool == true { seen.append(element) }
    return seen
  }

  func click(_ element: Element) async throws { try await tell("element/\(element.id)/click", [:]) }

  func clear(_ element: Element) async throws { try await tell("element/\(element.id)/clear", [:]) }

  func type(_ text: String, into element: Element) async throws {
    try await tell("element/\(element.id)/value", ["text": .string(text)])
  }

  /// An attribute; nil where it has none.
  func attribute(_ name: String, of element: Element) async throws -> String? {
    try await get("element/\(element.id)/attribute/\(name)").string
  }

  /// Where the links lead that an XPath finds, seen or folded; for pictures.
  func links(_ path: String) async throws -> [String] {
    let query: JSON = ["using": "xpath", "value": .string(path)]
    let found = try await Self.ask(.POST, place + "/elements", query).array ?? []
    var places: [String] = []
    for element in found.compactMap({ $0[Self.reference]?.string }).map(Element.init(id:)) {
      if let place = try await attribute("href", of: element) { places.append(place) }
    }
    return places
  }

  /// All that can be read on the page.
  func text() async throws -> String {
    guard let body = try await seen("//body").first else { return "" }
    do { return try await get("element/\(body.id)/text").string ?? "" } catch let stumble as Stumble
      where stumble.isStale
    { return "" }
  }

  /// Makes the window as wide as a phone or a desk; for pictures.
  func widen(to width: Int) async throws {
    try await command(
      "Emulation.setDeviceMetricsOverride",
      [
        "width": .number(String(width)), "height": 900, "deviceScaleFactor": 1,
        "mobile": .bool(width < 500),
      ])
  }

  /// The whole page as a PNG, in base 64.
  func picture() async throws -> String {
    let taken = try await command(
      "Page.captureScreenshot", ["format": "png", "captureBeyondViewport": true])
    guard let data = taken["data"]?.string else { throw Stumble("no picture") }
    return data
  }

  /// The browser's light: `dark` or `light`.
  func light(_ name: String) async throws {
    let feature: JSON = ["name": "prefers-color-scheme", "value": .string(name)]
    try await command("Emulation.setEmulatedMedia", ["features": [feature]])
  }

  @discardableResult
  private func command(_ name: String, _ values: JSON) async throws -> JSON {
    try await Self.ask(
      .POST, place + "/goog/cdp/execute", ["cmd": .string(name), "params": values])
  }

  private func tell(_ what: String, _ values: JSON) async throws {
    _ = try await Self.ask(.POST, "\(place)/\(what)", values)
  }

  private func get(_ what: String) async throws -> JSON {
    try await Self.ask(.GET, "\(place)/\(what)", nil)
  }

  private enum Method: String { case GET, POST, DELETE }

  /// - Returns: the answer's `value`.
  private static func ask(_ method: Method, _ url: String, _ body: JSON?) async throws -> JSON {
    var request = HTTPClientRequest(url: url)
    request.method = .init(rawValue: method.rawValue)
    if let body {
      request.headers.add(name: "content-type", value: "application/json; charset=utf-8")
      request.body = .bytes(ByteBuffer(bytes: body.canonicalBytes))
    }
    let answer = try await HTTPClient.shared.execute(request, timeout: .seconds(120))
    let bytes = try await answer.body.collect(upTo: 64 << 20)
    let value = try JSON.parse(Array(bytes.readableBytesView))["value"] ?? .null
    guard answer.status == .ok else {
      throw Stumble("\(method) \(url): \(value["message"]?.string ?? "\(answer.status)")")
    }
    return value
  }
}
