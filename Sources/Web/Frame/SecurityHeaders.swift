import HTTPTypes
import Hummingbird

/// What every answer tells the browser: nothing from elsewhere, nothing in a frame, nothing guessed.
struct SecurityHeaders: RouterMiddleware {
  private static let policy = [
    "default-src 'none'", "style-src 'self'", "script-src 'self'", "img-src 'self'",
    "connect-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
  ].joined(separator: "; ")

  func handle(
    _ request: Request, context: PageContext,
    next: @concurrent (Request, PageContext) async throws -> Response
  ) async throws -> Response {
    var response = try await next(request, context)
    response.headers[.contentSecurityPolicy] = Self.policy
    response.headers[.xContentTypeOptions] = "nosniff"
    // `no-referrer` would have browsers send our own forms with `Origin: null`.
    response.headers[named: "referrer-policy"] = "same-origin"
    response.headers[named: "x-frame-options"] = "DENY"
    response.headers[named: "cross-origin-opener-policy"] = "same-origin"
    if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
    return response
  }
}
