import HTTPTypes
import Hummingbird
import NIOCore
import NIOPosix
import Operations
import SiteModel

/// Answers the nodes that call: `POST /sync`, `PUT /blocks`, `POST /blocks`, and `GET /health` for
/// whoever watches the machine.
///
/// It only turns HTTP into calls of ``Answering`` and back; who may do what is decided there.
struct NodeRoutes: Sendable {
  private let answering: Answering?
  private let problems: ProblemDetails
  private let open: @Sendable () throws -> Site

  /// - Parameter answering: nil: this node is no headquarters, and says so to nodes.
  init(
    _ answering: Answering?, _ problems: ProblemDetails,
    opening open: @escaping @Sendable () throws -> Site
  ) {
    (self.answering, self.problems, self.open) = (answering, problems, open)
  }

  func add(to router: Router<PageContext>) {
    let group = router.group().add(middleware: Problems(problems))
    group.get("health") { _, _ in
      Self.answer(try await Self.blocking { try open().health.canonicalBytes }, "json")
    }
    group.post("sync") { request, _ in
      let body = Array(try await request.body.collect(upTo: 8 << 20).readableBytesView)
      return Self.answer(try await Self.blocking { try heard().sync(body) }, "octet-stream")
    }
    group.put("blocks") { request, _ in try await take(request) }
    group.post("blocks") { request, _ in
      let body = Array(try await request.body.collect(upTo: 1 << 16).readableBytesView)
      let pass = request.headers[.authorization]
      return Self.answer(
        try await Self.blocking { try heard().blocks(body, pass: pass) }, "octet-stream")
    }
  }

  private func heard() throws -> Answering {
    guard let answering else { throw ExchangeFault.notHeadquarters }
    return answering
  }

  /// Each block is kept as soon as it is whole: the line may be cut before the next one is.
  private func take(_ request: Request) async throws -> Response {
    let pass = request.headers[.authorization]
    var taking = try await Self.blocking { try heard().taking(pass: pass) }
    for try await part in request.body {
      let bytes = Array(part.readableBytesView)
      let before = taking
      taking = try await Self.blocking { try before.taken(bytes) }
    }
    let done = taking
    return Self.answer(try await Self.blocking { try done.answer() }, "json")
  }

  /// Stores and files block; the loops that hear others must not.
  private static func blocking<Result: Sendable>(
    _ body: @escaping @Sendable () throws -> Result
  ) async throws -> Result {
    try await NIOThreadPool.singleton.runIfActive(body)
  }

  private static func answer(_ bytes: [UInt8], _ type: String) -> Response {
    Response(
      status: .ok, headers: [.contentType: "application/\(type)"],
      body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
  }
}
