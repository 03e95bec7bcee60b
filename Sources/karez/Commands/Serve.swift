import ArgumentParser
import Foundation
import Operations
import SiteModel
import Web

extension Karez {
  /// `karez serve`.
  struct Serve: NamedCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "应答（总部） — answer the sites that call; until it is stopped.",
      discussion: """
        karez -C hq serve --listen 0.0.0.0:8443
        默认 TLS，证书由本节点自建机构签发（1970–9999），登记文件已带其信任；--plain 用于代理之后。
        TLS by the node's own authority (1970–9999), which enrolments carry; --plain behind a proxy.
        GET /health: {"format","node","status"}.
        """)
    @Option(help: "地址:端口；端口 0 任选 Address and port; port 0: any.") var listen = "127.0.0.1:8443"
    @Flag(help: "不用 TLS，置于代理之后 No TLS: behind a proxy that ends it.") var plain = false
    @OptionGroup var options: SiteOptions

    func validate() throws {
      guard place != nil else {
        throw ValidationError("--listen 应为 地址:端口 must be address:port.")
      }
    }

    func run() async throws {
      guard let place else { return }
      let options = options
      let answering = try Answering { try options.site() }
      let server = SyncServer(
        answering, host: place.host, port: place.port,
        tls: plain ? nil : try answering.certificate())
      let (scheme, phrases) = (plain ? "http" : "https", options.phrases())
      try await server.run { port in
        let address = "\(scheme)://\(place.host):\(port)"
        Output.print(phrases.text(Phrase("said.listening", ["address": address])))
      }
    }

    private var place: (host: String, port: Int)? {
      guard let colon = listen.lastIndex(of: ":"),
        let port = Int(listen[listen.index(after: colon)...]), (0...65535).contains(port)
      else { return nil }
      let host = listen[..<colon].trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
      return host.isEmpty ? nil : (host, port)
    }
  }
}
