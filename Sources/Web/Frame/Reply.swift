import HTTPTypes
import Hummingbird
import NIOCore
import SiteModel

/// What a page answers.
struct Reply: Sendable {
  var status: HTTPResponse.Status
  var type: String
  var bytes: [UInt8]
  /// Where the browser goes instead.
  var location: String?
  /// What the visitor's cookie shall hold from now on; empty: nothing. nil: what it holds.
  var secret: String?
  /// The language that was chosen, if one was.
  var language: String?
  /// Of a file that the browser keeps: its name, a stranger's text.
  var fileName: String?

  private init(_ status: HTTPResponse.Status, _ type: String, _ bytes: [UInt8]) {
    (self.status, self.type, self.bytes) = (status, type, bytes)
  }

  static func page(_ text: String, _ status: HTTPResponse.Status = .ok) -> Reply {
    Reply(status, "text/html; charset=utf-8", Array(text.utf8))
  }

  static func json(_ json: JSON, _ status: HTTPResponse.Status = .ok) -> Reply {
    let isProblem = status.kind != .successful
    return Reply(
      status, isProblem ? "application/problem+json" : "application/json", json.canonicalBytes)
  }

  static func file(_ bytes: [UInt8], _ type: String) -> Reply { Reply(.ok, type, bytes) }

  /// After a form: the browser asks for a page, and asking again sends nothing twice.
  static func go(to place: String) -> Reply {
    var reply = Reply(.seeOther, "text/plain", [])
    reply.location = place
    return reply
  }

  /// - Parameter isSecure: whether the line is TLS; then the cookie never travels without it.
  func response(isSecure: Bool) -> Response {
    var response = Response(
      status: status, headers: [.contentType: type],
      body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    if let fileName {
      let name = Fields.encoded(fileName)
      response.headers[.contentDisposition] = "attachment; filename*=UTF-8''\(name)"
    }
    if let location { response.headers[.location] = location }
    if let secret {
      let cookie = Cookie(
        name: "karez", value: secret, maxAge: secret.isEmpty ? 0 : nil, path: "/",
        secure: isSecure, httpOnly: true, sameSite: .strict)
      response.headers[values: .setCookie].append(cookie.description)
    }
    if let language {
      let cookie = Cookie(
        name: "language", value: language, maxAge: 31_536_000, path: "/", secure: isSecure,
        httpOnly: true, sameSite: .strict)
      response.headers[values: .setCookie].append(cookie.description)
    }
    return response
  }
}
