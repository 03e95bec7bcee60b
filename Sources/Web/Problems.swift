import HTTPTypes
import Hummingbird
import NIOCore
import Operations
import SiteModel

/// Says what was refused as problem details (RFC 9457), in both languages, and by its key for another
/// node, which says it in its own person's language.
struct Problems: RouterMiddleware {
  private let answering: Answering

  init(_ answering: Answering) { self.answering = answering }

  func handle(
    _ request: Request, context: BasicRequestContext,
    next: @concurrent (Request, BasicRequestContext) async throws -> Response
  ) async throws -> Response {
    do { return try await next(request, context) } catch let fault as any Fault {
      let status = Self.status(of: fault.kind)
      return Response(
        status: status, headers: [.contentType: "application/problem+json"],
        body: .init(
          byteBuffer: ByteBuffer(
            bytes: answering.problem(fault, status: Int(status.code)).canonicalBytes)))
    }
  }

  private static func status(of kind: FaultKind) -> HTTPResponse.Status {
    switch kind {
    case .invalid: .badRequest
    case .refused: .forbidden
    case .unavailable: .serviceUnavailable
    case .untrusted: .unprocessableContent
    }
  }
}
