import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOSSL
import SiteModel
import Synchronization

/// A link to the node that answers at an address, over HTTP/1.1.
///
/// Each call is one request and blocks until it is answered, or says why not. Connections are kept
/// between calls while the line holds.
package final class HTTPLink: Sendable {
  package let address: LinkAddress
  private let client: HTTPClient
  private let counted = Mutex(Traffic())

  /// What has crossed: requests, and bytes of bodies towards the other node and back.
  package struct Traffic: Sendable, Hashable {
    package fileprivate(set) var (requests, up, down) = (0, 0, 0)
  }

  /// Since the link was made; what a cut swallowed is counted as far as it was sent.
  package var traffic: Traffic { counted.withLock { $0 } }

  /// Seconds without a byte after which a line counts as cut.
  private static let stall: Int64 = 60

  /// - Parameters:
  ///   - proxy: of the network, as `http://host:port`: it is asked to connect through (`CONNECT`).
  package init(_ address: LinkAddress, trust: LinkTrust, proxy: String? = nil) throws(LinkFault) {
    self.address = address
    var configuration = HTTPClient.Configuration(
      tlsConfiguration: try Self.tls(trust, address),
      timeout: .init(
        connect: .seconds(30), read: .seconds(Self.stall), write: .seconds(Self.stall)))
    configuration.httpVersion = .http1Only
    configuration.redirectConfiguration = .disallow
    // Whether to call again is decided once, by who waits; and by whom a certificate is not believed,
    // it will not be a second later.
    configuration.connectionPool.retryConnectionEstablishment = false
    if let proxy {
      guard let url = URL(string: proxy), let host = url.host() else { throw .address(proxy) }
      configuration.proxy = .server(host: host, port: url.port ?? 8080)
    }
    client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
  }

  deinit { try? client.syncShutdown() }

  private static func tls(
    _ trust: LinkTrust, _ address: LinkAddress
  ) throws(LinkFault) -> TLSConfiguration {
    var tls = TLSConfiguration.makeClientConfiguration()
    guard case .authority(let bytes) = trust else { return tls }
    do {
      let isText = bytes.starts(with: Array("-----".utf8))
      tls.trustRoots = .certificates([
        try NIOSSLCertificate(bytes: bytes, format: isText ? .pem : .der)
      ])
    } catch { throw .stranger(address: address.description, detail: "\(error)") }
    tls.certificateVerification = .noHostnameVerification
    return tls
  }

  /// Says a statement and gives the answer.
  package func sync(_ body: [UInt8]) throws(LinkFault) -> [UInt8] {
    try send(.POST, "/sync", body)
  }

  /// Sends blocks; what is to come next.
  package func put(_ blocks: [[UInt8]], _ pass: Pass) throws(LinkFault) -> LinkAnswer {
    LinkAnswer(try send(.PUT, "/blocks", BlockStream.bytes(of: blocks), pass))
  }

  /// Asks for blocks and keeps each as soon as it has come.
  ///
  /// - Parameter wanted: as ``OutBox/block(_:)`` knows them, at most 64.
  /// - Throws: ``LinkFault``; what came whole before is kept.
  package func get(
    _ wanted: [String], _ pass: Pass, into store: BlockStore
  ) throws(LinkFault) {
    let taker = BlockTaker(store)
    let body = Array(wanted.map { $0 + "\n" }.joined().utf8)
    _ = try send(.POST, "/blocks", body, pass, to: taker)
  }

  private func send(
    _ method: HTTPMethod, _ path: String, _ body: [UInt8], _ pass: Pass? = nil,
    to taker: BlockTaker = BlockTaker(nil)
  ) throws(LinkFault) -> [UInt8] {
    let answer: BlockTaker.Answer
    counted.withLock { ($0.requests, $0.up) = ($0.requests + 1, $0.up + body.count) }
    defer { counted.withLock { $0.down += taker.bytes } }
    do {
      var request = try HTTPClient.Request(
        url: address.appending(path), method: method, body: .bytes(body))
      if let pass { request.headers.add(name: "Authorization", value: pass.header) }
      answer = try client.execute(request: request, delegate: taker).wait()
    } catch { throw fault(error) }
    guard answer.status == 200 else { throw refusal(answer) }
    return answer.body
  }

  private func fault(_ error: any Error) -> LinkFault {
    if let fault = error as? LinkFault { return fault }
    let detail = String(describing: error)
    return Self.isDisbelief(error, detail)
      ? .stranger(address: address.description, detail: "TLS")
      : .broken(address: address.description, detail: detail)
  }

  /// Whether a certificate was looked at and not believed. BoringSSL tells its reasons by their names alone.
  private static func isDisbelief(_ error: any Error, _ detail: String) -> Bool {
    if let error = error as? NIOSSLExtraError { return error == .failedToValidateHostname }
    return error is NIOSSLError && detail.contains("CERTIFICATE_VERIFY_FAILED")
  }

  /// What a node refused it says as a problem (RFC 9457) with the words in both languages; others
  /// answer as they like.
  private func refusal(_ answer: BlockTaker.Answer) -> LinkFault {
    if let json = try? JSON.parse(answer.body),
      let kind = json["kind"]?.string.flatMap({ FaultKind(rawValue: $0) }),
      let phrase = json["phrase"].flatMap({ Phrase($0) })
    {
      return phrase.key == LinkFault.pass.phrase.key ? .pass : .refused(kind, phrase)
    }
    let detail = "HTTP \(answer.status)"
    let passes = [408, 425, 429, 500, 502, 503, 504].contains(answer.status)
    return passes
      ? .broken(address: address.description, detail: detail)
      : .answer(address: address.description, detail: detail)
  }
}
