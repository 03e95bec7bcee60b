import SiteModel

/// Somebody at the browser, who has nothing but what he sees: controls by their visible words, no address
/// after the first, no script. What he does is counted.
final class Person {
  private let driver: WebDriver
  let tongue: Tongue
  private(set) var clicks = 0
  private(set) var fields = 0

  init(_ driver: WebDriver, _ tongue: Tongue) { (self.driver, self.tongue) = (driver, tongue) }

  /// The one address he types.
  func open(_ address: String) async throws { try await driver.open(address) }

  /// From here on it is the journey.
  func begin() { (clicks, fields) = (0, 0) }

  /// Clicks a link or a button by its words.
  func click(_ zh: String, _ en: String) async throws {
    let word = Self.quoted(tongue.pick(zh, en))
    let said = "normalize-space(.)=\(word)"
    let control = try await find("//a[\(said)] | //button[\(said)] | //summary[\(said)]", word)
    clicks += 1
    try await driver.click(control)
  }

  /// Clicks the link or button whose words begin so: what stands there has a name of its own.
  func clickWhat(begins zh: String, _ en: String) async throws {
    let word = Self.quoted(tongue.pick(zh, en))
    let said = "starts-with(normalize-space(.), \(word))"
    let control = try await find("//main//a[\(said)] | //main//button[\(said)]", word)
    clicks += 1
    try await driver.click(control)
  }

  func fill(_ zh: String, _ en: String, _ text: String) async throws {
    let field = try await field(tongue.pick(zh, en))
    fields += 1
    try await driver.clear(field)
    try await driver.type(text, into: field)
  }

  /// Chooses of a list, by its label and the words of the choice.
  func choose(
    _ zh: String, _ en: String, _ optionZh: String, _ optionEn: String
  ) async throws {
    let label = tongue.pick(zh, en)
    let list = try await field(label)
    let id = try await driver.attribute("id", of: list) ?? ""
    let word = Self.quoted(tongue.pick(optionZh, optionEn))
    let option = try await find(
      "//select[@id=\(Self.quoted(id))]//option[contains(normalize-space(.), \(word))]", word)
    fields += 1
    try await driver.click(option)
  }

  func upload(_ zh: String, _ en: String, _ file: String) async throws {
    let field = try await field(tongue.pick(zh, en))
    fields += 1
    try await driver.type(file, into: field)
  }

  /// Reads the page until something stands there.
  func sees(_ zh: String, _ en: String) async throws {
    let word = tongue.pick(zh, en)
    for _ in 0..<60 {
      if try await driver.text().contains(word) { return }
      try await Task.sleep(for: .milliseconds(250))
    }
    throw Stumble("'\(word)' is not on the page:\n\(try await driver.text())")
  }

  /// Comes in by name and passphrase, as ``ServedNode/employ()`` gave them.
  func signIn(_ name: String) async throws {
    try await fill("姓名或工号", "Name or staff number", name)
    try await fill("口令", "Passphrase", ServedNode.passphrase)
    try await click("登录", "Sign in")
    try await sees(name, name)
  }

  private func field(_ label: String) async throws -> WebDriver.Element {
    let (plain, starred) = (Self.quoted(label), Self.quoted("＊" + label))
    let name = try await find(
      "//label[normalize-space(.)=\(plain) or normalize-space(.)=\(starred)]", label)
    let id = try await driver.attribute("for", of: name) ?? ""
    return try await find("//*[@id=\(Self.quoted(id))]", label)
  }

  private func find(_ path: String, _ word: String) async throws -> WebDriver.Element {
    for _ in 0..<20 {
      if let found = try await driver.seen(path).first { return found }
      try await Task.sleep(for: .milliseconds(250))
    }
    throw Stumble("nothing says \(word):\n\(try await driver.text())")
  }

  // An XPath has no escapes; what people read has no double quotes.
  private static func quoted(_ text: String) -> String { "\"\(text)\"" }
}
