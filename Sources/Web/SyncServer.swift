import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import Logging
import NIOCore
import NIOPosix
import NIOSSL
package import Operations
import SiteModel

/// Answers the nodes that call: `POST /sync`, `PUT /blocks`, `POST /blocks`, and `GET /health` for
/// whoever watches the machine.
///
/// It only turns HTTP into calls of ``Answering`` and back; who may do what is decided there.
package struct SyncServer: Sendable {
  private let answering: Answering
  private let host: String
  private let port: Int
  private let tls: Answering.Certificate?

  /// - Parameters:
  ///   - port: 0: any that is free.
  ///   - tls: nil: plain HTTP, for behind a proxy that ends TLS.
  package init(_ answering: Answering, host: String, port: Int, tls: Answering.Certificate?) {
    (self.answering, self.host, self.port, self.tls) = (answering, host, port, tls)
  }

  /// Answers until the process is asked to end; what is under way is answered first.
  ///
  /// - Parameter listening: told the port once calls are heard.
  package func run(listening: @escaping @Sendable (Int) -> Void) async throws {
    // What goes wrong is told to the caller in words; the log has what nobody else hears.
    var logger = Logger(label: "karez") { StreamLogHandler.standardError(label: $0) }
    logger.logLevel = .error
    let app = Application(
      router: router(), server: try builder(),
      configuration: .init(address: .hostname(host, port: port), serverName: "karez"),
      onServerRunning: { channel in listening(channel.localAddress?.port ?? 0) }, logger: logger)
    try await app.runService()
  }

  private func builder() throws -> HTTPServerBuilder {
    // A caller on a bad line is silent for a minute now and then; one that stays away lets go.
    let plain = HTTPServerBuilder.http1(configuration: .init(idleTimeout: .seconds(150)))
    guard let tls else { return plain }
    let chain = try NIOSSLCertificate.fromPEMBytes(Array(tls.chain.utf8))
    let key = try NIOSSLPrivateKey(bytes: Array(tls.key.utf8), format: .pem)
    return try .tls(
      plain,
      tlsConfiguration: .makeServerConfiguration(
        certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key)))
  }

  private func router() -> Router<BasicRequestContext> {
    let router = Router()
    router.add(middleware: Problems(answering))
    router.get("health") { _, _ in
      Self.answer(try await Self.blocking { try answering.health().canonicalBytes }, "json")
    }
    router.post("sync") { request, _ in
      let body = Array(try await request.body.collect(upTo: 8 << 20).readableBytesView)
      return Self.answer(try await Self.blocking { try answering.sync(body) }, "octet-stream")
    }
    router.put("blocks") { request, _ in try await take(request) }
    router.post("blocks") { request, _ in
      let body = Array(try await request.body.collect(upTo: 1 << 16).readableBytesView)
      let pass = request.headers[.authorization]
      return Self.answer(
        try await Self.blocking { try answering.blocks(body, pass: pass) }, "octet-stream")
    }
    return router
  }

  /// Each block is kept as soon as it is whole: the line may be cut before the next one is.
  private func take(_ request: Request) async throws -> Response {
    let pass = request.headers[.authorization]
    var taking = try await Self.blocking { try answering.taking(pass: pass) }
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
