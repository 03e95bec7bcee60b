package import SiteModel

/// Which values of a log's frames belong to which points.
package struct FrameMap: Sendable, Hashable {
  package let format: FrameFormat
  /// The edition of the protocol as the frames tell it; `unstated` if they do not.
  package let edition: String
  /// Full names of values → numbers of points. Values without a point are passed over.
  package let points: [String: String]

  package init(format: FrameFormat, edition: String, points: [String: String]) {
    (self.format, self.edition, self.points) = (format, edition, points)
  }

  package var json: JSON {
    [
      "format": .string(format.rawValue), "edition": .string(edition),
      "points": .object(.init(uniqueKeysWithValues: points.map { ($0, .string($1)) })),
    ]
  }

  package init(json: JSON) throws(IntakeFault) {
    guard let format = json["format"]?.string.flatMap(FrameFormat.init),
      let edition = json["edition"]?.string, let members = json["points"]?.object
    else { throw .profileField("frames") }
    var points: [String: String] = [:]
    for (name, number) in members {
      guard let number = number.string else { throw .profileField("frames") }
      points[name] = number
    }
    self.init(format: format, edition: edition, points: points)
  }
}

/// What a log's beginning shows: the values its frames carry.
package struct FrameProposal: Sendable {
  package let format: FrameFormat
  package let edition: String
  /// Full names in the order of their first frames.
  package private(set) var names: [String] = []
  /// Units by name, where the protocol fixes them.
  package private(set) var units: [String: String] = [:]

  /// Looks at whole lines only.
  package init(_ format: FrameFormat, head: [UInt8]) {
    self.format = format
    edition = format == .dlt645 ? "2007" : HJ212Frame.edition(of: head)
    var seen: Set<String> = []
    for line in FrameLines(head[...]) {
      guard case .readings(let readings) = format.read(line) else { continue }
      for reading in readings where seen.insert(reading.name).inserted {
        names.append(reading.name)
        units[reading.name] = reading.unit
      }
    }
  }

  /// The values a person means by a name: the full one, its end behind a `/`, or that without
  /// the part behind its last `-`.
  package func matches(_ asked: String) -> [String] {
    names.filter { name in
      let short = name.lastIndex(of: "-").map { String(name[..<$0]) } ?? name
      return [name, short].contains { $0 == asked || $0.hasSuffix("/" + asked) }
    }
  }
}
