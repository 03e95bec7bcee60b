import HTTPTypes
import Hummingbird
import Operations
import SiteModel

/// Says what was refused as problem details (RFC 9457), in both languages, and by its key for another
/// node, which says it in its own person's language.
struct Problems: RouterMiddleware {
  private let problems: ProblemDetails

  init(_ problems: ProblemDetails) { self.problems = problems }

  func handle(
    _ request: Request, context: PageContext,
    next: @concurrent (Request, PageContext) async throws -> Response
  ) async throws -> Response {
    do { return try await next(request, context) } catch let fault as any Fault {
      let status = Doorman.status(of: fault)
      return Reply.json(problems.json(fault, status: status.code), status)
        .response(isSecure: false)
    }
  }
}
