import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import NIOPosix
import Operations
import SiteModel

/// What every call of the page goes through: who calls, whether the form is ours, what is answered, and
/// how a refusal is said.
struct Doorman: Sendable {
  let open: @Sendable () throws -> Site
  let pages: Pages
  /// Whether callers come over TLS.
  let isSecure: Bool
  /// Where a node may be made by browser; nil: others than this machine are answered, too.
  let ground: SetUpGround?
  let attempts = Attempts()
  /// One passphrase at a time: each costs 128 MiB.
  let signing = NIOThreadPool(numberOfThreads: 1)

  init(
    opening open: @escaping @Sendable () throws -> Site, pages: Pages, isSecure: Bool,
    ground: SetUpGround?
  ) {
    (self.open, self.pages, self.isSecure, self.ground) = (open, pages, isSecure, ground)
    signing.start()
  }

  /// A server for this machine alone is asked by no other name.
  func checkName(_ caller: Caller) throws(VisitFault) {
    guard ground == nil || caller.asksThisMachine else { throw .strangeName(caller.host) }
  }

  func answer(_ request: Request, _ context: PageContext, _ route: Route) async -> Response {
    let caller = Caller(request)
    do {
      try checkName(caller)
      let body = try await body(of: request, route)
      if route.takesPassphrase {
        let now = Int64(Date().timeIntervalSince1970)
        try await attempts.note(context.address, at: now)
      }
      let parameters = Dictionary(
        context.parameters.map { (String($0.key), Fields.decoded($0.value)) }
      ) { $1 }
      let pool = route.takesPassphrase ? signing : NIOThreadPool.singleton
      let reply = try await pool.runIfActive {
        answer(caller, body, parameters, route)
      }
      return reply.response(isSecure: isSecure)
    } catch {
      return refusal(of: error, caller, route, at: nil).response(isSecure: isSecure)
    }
  }

  /// A page that nobody has.
  func nowhere(_ request: Request) -> Response {
    let route = Route.get("", .person) { _ in throw VisitFault.noPage }
    var reply = refusal(of: VisitFault.noPage, Caller(request), route, at: nil)
    reply.status = .notFound
    return reply.response(isSecure: isSecure)
  }

  // Stores and files block: this runs on a thread of its own.
  private func answer(
    _ caller: Caller, _ body: [UInt8], _ parameters: [String: String], _ route: Route
  ) -> Reply {
    var door: Site?
    do {
      if route.access != .program, isUnmade() { return .go(to: SetUpScreen.place) }
      let node = try open()
      door = node
      let site = try visited(node, by: caller, route)
      door = site
      if route.needsPerson, site.actor == nil {
        guard route.access == .program || route.method != .get else {
          return try isUnmade(node) ? .go(to: SetUpScreen.place) : signIn(caller)
        }
        throw VisitFault.nobody
      }
      let form = try form(caller, body, route)
      let fresh = caller.secret ?? Secret().text
      var visit = Visit(
        site: site, phrases: pages.phrases(caller.language), pages: pages, place: caller.place,
        parameters: parameters, query: caller.query, form: form, secret: caller.secret,
        mark: Visitor.mark(of: fresh))
      visit.idempotencyKey = caller.idempotencyKey
      visit.isAtThisMachine = ground != nil
      var reply = try route.answer(visit)
      if caller.secret == nil, reply.secret == nil, route.access != .program {
        reply.secret = fresh
      }
      return reply
    } catch {
      return refusal(of: error, caller, route, at: door)
    }
  }

  private func visited(_ site: Site, by caller: Caller, _ route: Route) throws -> Site {
    if route.access == .program, let token = caller.token {
      return try Tokens(site).resume(token) ?? site
    }
    return try caller.secret.flatMap { try Sessions(site).resume($0) } ?? site
  }

  /// The form, if it is one that this server gave to this visitor. A program with a token is no browser
  /// that somebody else could have sent.
  private func form(_ caller: Caller, _ body: [UInt8], _ route: Route) throws -> Fields {
    guard route.method == .post else { return Fields() }
    if route.access == .program {
      guard caller.token != nil || caller.isFromHere && caller.givesMark else {
        throw VisitFault.strangeForm
      }
      return Fields(pairs: [("body", String(decoding: body, as: UTF8.self))])
    }
    guard let form = caller.form(body) else { throw VisitFault.noForm }
    guard caller.isFromHere, let secret = caller.secret,
      form["mark"] == Visitor.mark(of: secret)
    else { throw VisitFault.strangeForm }
    return form
  }

  private func signIn(_ caller: Caller) -> Reply {
    .go(to: "/sign-in?next=" + Fields.encoded(caller.place))
  }

  func body(of request: Request, _ route: Route) async throws -> [UInt8] {
    guard route.method == .post else { return [] }
    do {
      return Array(try await request.body.collect(upTo: route.limit << 20).readableBytesView)
    } catch is NIOTooManyBytesError { throw VisitFault.tooLong(mebibytes: route.limit) }
  }

  /// A fault as a page in the visitor's language, or as problem details for a program.
  func refusal(
    of error: any Error, _ caller: Caller, _ route: Route, at site: Site?
  ) -> Reply {
    let fault = error as? any Fault ?? SystemFault(error)
    let status = Self.status(of: fault)
    guard route.access != .program else {
      return .json(pages.problems.json(fault, status: status.code), status)
    }
    return pages.refusal(fault, status, caller, at: site)
  }

  static func status(of fault: any Fault) -> HTTPResponse.Status {
    switch fault {
    case VisitFault.noPage: return .notFound
    case VisitFault.tooLong: return .contentTooLarge
    case VisitFault.tooMany: return .tooManyRequests
    case VisitFault.nobody: return .unauthorized
    default: break
    }
    return switch fault.kind {
    case .invalid: .badRequest
    case .refused: .forbidden
    case .unavailable: .serviceUnavailable
    case .untrusted: .unprocessableContent
    }
  }
}

/// What the system said, where nobody has put it into words of ours.
struct SystemFault: Fault {
  private let detail: String

  init(_ error: any Error) { detail = String(describing: error) }

  var kind: FaultKind { .unavailable }
  var phrase: Phrase { Phrase("system.failed", ["detail": detail]) }
}

/// The context of a call: where it comes from.
struct PageContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  /// The caller's address without its port.
  let address: String

  init(source: ApplicationRequestContextSource) {
    coreContext = .init(source: source)
    address = source.channel.remoteAddress?.ipAddress ?? ""
  }
}
