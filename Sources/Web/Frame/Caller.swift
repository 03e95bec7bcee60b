import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import Operations

/// What a request says of whoever sent it; all of it a stranger's text.
struct Caller: Sendable {
  /// The path with its query.
  let place: String
  let query: Fields
  /// The visitor's cookie; nil for none, or one that this server never gave.
  let secret: String?
  /// A program's token.
  let token: String?
  let language: Language
  /// Whether the browser says that a page of this server sends it. Other programs say nothing.
  let isFromHere: Bool
  /// Whether a script of our own page brought the visitor's mark.
  let givesMark: Bool
  let idempotencyKey: String
  /// The name of the server as the browser was told it, without a port.
  let host: String
  private let type: String

  init(_ request: Request) {
    place = request.uri.path + (request.uri.query.map { "?\($0)" } ?? "")
    query = Fields(encoded: request.uri.query ?? "")
    secret = request.cookies["karez"].map(\.value).flatMap { Visitor.isSecret($0) ? $0 : nil }
    token = request.headers[.authorization].flatMap { header in
      header.hasPrefix("Bearer ") ? String(header.dropFirst(7)) : nil
    }
    let chosen = request.cookies["language"].flatMap { Language(rawValue: $0.value) }
    language = chosen ?? Self.preferred(request.headers[.acceptLanguage])
    isFromHere = Self.isFromHere(request)
    givesMark =
      secret.map { request.headers[named: "karez-mark"] == Visitor.mark(of: $0) } ?? false
    idempotencyKey = request.headers[named: "idempotency-key"] ?? ""
    type = request.headers[.contentType] ?? ""
    host = Self.name(of: request.head.authority ?? "")
  }

  /// Whether the browser was told a name that every machine has for itself. Another name that leads here
  /// is a stranger's: his page would be of one origin with ours.
  var asksThisMachine: Bool { ["127.0.0.1", "localhost", "[::1]"].contains(host) }

  private static func name(of authority: String) -> String {
    let isNumbers = authority.hasPrefix("[")
    let name = isNumbers ? authority.prefix { $0 != "]" } + "]" : authority.prefix { $0 != ":" }
    return name.lowercased()
  }

  /// 中文, unless the browser's first language is another.
  private static func preferred(_ header: String?) -> Language {
    guard let first = header?.split(separator: ",").first else { return .zh }
    return first.lowercased().hasPrefix("zh") || first.hasPrefix("*") ? .zh : .en
  }

  private static func isFromHere(_ request: Request) -> Bool {
    if let site = request.headers[named: "sec-fetch-site"], !["same-origin", "none"].contains(site)
    {
      return false
    }
    guard let origin = request.headers[.origin] else { return true }
    let host = request.head.authority ?? ""
    return origin == "http://\(host)" || origin == "https://\(host)"
  }

  /// The form of a body; nil where it is none.
  func form(_ body: [UInt8]) -> Fields? {
    if type.hasPrefix("multipart/form-data") { return Multipart(body, type: type)?.fields }
    guard type.hasPrefix("application/x-www-form-urlencoded") else { return nil }
    return Fields(encoded: String(decoding: body, as: UTF8.self))
  }
}

/// The secret of a visitor's cookie, before and after he has signed in.
enum Visitor {
  static func isSecret(_ text: String) -> Bool {
    text.utf8.count == 64
      && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }

  /// What his forms bring back: whoever does not have the cookie cannot know it.
  static func mark(of secret: String) -> String {
    SHA256.hash(data: Data("karez form \(secret)".utf8)).prefix(16)
      .map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }
}

extension HTTPFields {
  /// A field that HTTP's own list of names does not have.
  subscript(named name: String) -> String? {
    get { HTTPField.Name(name).flatMap { self[$0] } }
    set { if let name = HTTPField.Name(name) { self[name] = newValue } }
  }
}
