import ArgumentParser
import Foundation
import Operations
import SiteModel
import Web

extension Karez {
  /// `karez serve`.
  struct Serve: NamedCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract:
        "网页 — serve the page, the API and, at headquarters, the sites that call; until stopped.",
      discussion: """
        karez -C p serve                             本机浏览器打开 http://127.0.0.1:8080；文件夹为空时先在网页建立节点
                                                     in an empty folder the page makes the node first
        karez -C p serve --listen 0.0.0.0:8443       局域网，TLS on a LAN, by TLS
        karez -C hq serve --listen 0.0.0.0:8443      总部：网页与各站点同步 pages, and the sites that call
        --port 只供本机，不用 TLS For this machine alone, without TLS. --listen 默认 TLS，证书由本节点自建机构签发
        （1970–9999），登记文件已带其信任；--plain 用于代理之后 TLS by the node's own authority (1970–9999), which
        enrolments carry; --plain behind a proxy.
        GET /health: {"format","node","status"}. GET /api/v1/openapi.json: the API.
        """)
    @Option(help: "仅本机的端口；0 任选 The port for this machine alone; 0: any.") var port = 8080
    @Option(help: "地址:端口；端口 0 任选 Address and port; port 0: any.") var listen: String?
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
      // A folder without a node is for this machine to fill; from elsewhere nobody makes one.
      let node = listen == nil ? try options.siteIfAny() : try options.site()
      let open: @Sendable () throws -> Site = { try options.site() }
      let isPlain = plain || listen == nil
      let answering = try node.flatMap { _ in try Self.answering(open) }
      let server = PageServer(
        opening: open,
        pages: try Pages(try options.share(), isOfHeadquarters: answering != nil),
        answering: answering, host: place.host, port: place.port,
        tls: try isPlain ? nil : node.map(Answering.certificate),
        ground: listen == nil ? ground : nil)
      let (scheme, phrases) = (isPlain ? "http" : "https", options.phrases())
      try await server.run { port in
        let address = "\(scheme)://\(place.host):\(port)"
        Output.print(phrases.text(Phrase("said.listening", ["address": address])))
      }
    }

    private var ground: SetUpGround {
      let options = options
      return SetUpGround(
        root: URL(filePath: options.folder), surroundings: { try options.surroundings() })
    }

    /// What headquarters answer other nodes; nil: this node is none.
    private static func answering(
      _ open: @escaping @Sendable () throws -> Site
    ) throws -> Answering? {
      do { return try Answering(opening: open) } catch ExchangeFault.notHeadquarters { return nil }
    }

    private var place: (host: String, port: Int)? {
      guard let listen else { return (0...65535).contains(port) ? ("127.0.0.1", port) : nil }
      guard let colon = listen.lastIndex(of: ":"),
        let port = Int(listen[listen.index(after: colon)...]), (0...65535).contains(port)
      else { return nil }
      let host = listen[..<colon].trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
      return host.isEmpty ? nil : (host, port)
    }
  }
}
