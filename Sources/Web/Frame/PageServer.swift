import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import Logging
import NIOCore
import NIOSSL
package import Operations

/// Answers browsers, programs and, at headquarters, the nodes that call: one server for one node.
package struct PageServer: Sendable {
  private let doorman: Doorman
  private let answering: Answering?
  private let host: String
  private let port: Int
  private let tls: Answering.Certificate?

  /// - Parameters:
  ///   - open: opens the node anew at every call: another process may have written meanwhile.
  ///   - answering: what headquarters answer other nodes; nil: this is none.
  ///   - port: 0: any that is free.
  ///   - tls: nil: plain HTTP, on this machine alone or behind a proxy that ends TLS.
  ///   - ground: where a node may be made, if only this machine is answered.
  package init(
    opening open: @escaping @Sendable () throws -> Site, pages: Pages, answering: Answering?,
    host: String, port: Int, tls: Answering.Certificate?, ground: SetUpGround? = nil
  ) {
    doorman = Doorman(opening: open, pages: pages, isSecure: tls != nil, ground: ground)
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

  private func router() -> Router<PageContext> {
    let router = Router(context: PageContext.self)
    router.add(middleware: SecurityHeaders())
    let doorman = doorman
    NodeRoutes(answering, doorman.pages.problems, opening: doorman.open).add(to: router)
    for (name, asset) in doorman.pages.assets {
      router.get("assets/\(name)") { _, _ in
        var response = Reply.file(asset.bytes, asset.type).response(isSecure: false)
        response.headers[.cacheControl] = "max-age=60"
        return response
      }
    }
    for method in [HTTPRequest.Method.get, .post] {
      router.on(RouterPath(SetUpScreen.place), method: method) { request, context in
        await doorman.setUp(request, context)
      }
    }
    for route in Screens.routes + API.routes {
      router.on(RouterPath(route.path), method: route.method) { request, context in
        await doorman.answer(request, context, route)
      }
    }
    router.get("**") { request, _ in doorman.nowhere(request) }
    return router
  }
}
