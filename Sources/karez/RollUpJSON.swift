import Operations
import SiteModel

/// A group's figure for programs.
struct RollUpJSON {
  private let answer: RollUp.Answer
  private let by: Karez.RollUp.Row
  private var rollup: Rollup { answer.rollup }

  init(_ answer: RollUp.Answer, by: Karez.RollUp.Row) { (self.answer, self.by) = (answer, by) }

  var json: JSON {
    [
      "period": .string(answer.period.description),
      "knownAt": answer.knownAt.map { .string($0.description) } ?? .null,
      "by": .string(by.rawValue), "unit": rollup.unit.map(JSON.string) ?? .null,
      "entities": [
        "followed": .number(String(rollup.parts.count)),
        "reported": .number(String(rollup.reported.count)),
        "frozen": .number(String(rollup.frozen)), "missing": names(rollup.missing),
      ],
      "rows": .array(rows), "gross": amount(rollup.gross),
      "transfers": [
        "matched": .array(rollup.transfers.filter(\.isMatched).map(\.json)),
        "unmatched": .array(rollup.transfers.filter { !$0.isMatched }.map(\.json)),
      ],
      "eliminated": amount(rollup.eliminated), "betweenSectors": amount(rollup.betweenSectors),
      "net": amount(rollup.net), "attributed": amount(rollup.attributed),
      "shareUnknown": names(rollup.shareUnknown),
      "unassigned": .array(
        rollup.unassigned.map {
          [
            "entity": .string($0.entity), "source": .string($0.line.source),
            "name": .string($0.line.name), "counted": amount($0.line.counted),
          ]
        }),
    ]
  }

  private var rows: [JSON] {
    switch by {
    case .entity: rollup.parts.map(\.json)
    case .sector:
      rollup.bySector.map { sum in
        let own: [String: JSON] = [
          "sector": sum.key.map { .string($0.name) } ?? .null,
          "entities": names(sum.parts.map(\.entity)),
          "frozen": .number(String(sum.parts.count(where: \.isFrozen))),
          "missing": names(sum.parts.filter { $0.figure == nil }.map(\.entity)),
        ]
        return .object(own.merging(figures(sum)) { $1 })
      }
    case .gas:
      rollup.byGas.map { sum in
        .object(["gas": .string(sum.key.rawValue)].merging(figures(sum)) { $1 })
      }
    }
  }

  private func figures<Key>(_ sum: Rollup.Sum<Key>) -> [String: JSON] {
    [
      "gross": amount(sum.gross), "eliminated": amount(sum.eliminated), "net": amount(sum.net),
    ]
  }

  private func names(_ names: [String]) -> JSON { .array(names.map(JSON.string)) }
}

private func amount(_ value: Rational?) -> JSON {
  value.map { .string($0.text(decimals: 2)) } ?? .null
}

extension Rollup.Part {
  /// `approved`, `draft` or `missing`.
  var state: String { figure == nil ? "missing" : isApproved ? "approved" : "draft" }

  fileprivate var json: JSON {
    [
      "entity": .string(entity), "name": place.map { .string($0.name) } ?? .null,
      "sector": (place?.sector).map { .string($0.name) } ?? .null,
      "share": (place?.share).map { .string($0.text) } ?? .null, "state": .string(state),
      "total": amount(figure?.total), "unit": (figure?.unit).map(JSON.string) ?? .null,
      "provisional": (figure?.isProvisional).map(JSON.bool) ?? .null,
      "complete": (figure?.isComplete).map(JSON.bool) ?? .null,
      "inventory": (figure?.inventory).map(JSON.string) ?? .null, "attributed": amount(attributed),
    ]
  }
}

extension InternalTransfer.Match {
  fileprivate var json: JSON {
    [
      "number": .string(transfer.number), "carrier": .string(transfer.carrier.rawValue),
      "seller": seller?.json ?? .null, "buyer": buyer?.json ?? .null,
      "from": transfer.days.from.map { .string($0.description) } ?? .null,
      "until": transfer.days.until.map { .string($0.description) } ?? .null,
      "differs": .bool(differs),
      "difference": difference.map { .string($0.value.text) } ?? .null,
      "eliminated": amount(counted), "why": .array(why.map { .string($0.name) }),
    ]
  }
}

extension InternalTransfer.Side {
  fileprivate var json: JSON {
    [
      "entity": .string(end.entity), "source": .string(end.source),
      "quantity": energy.map { .string($0.value.text) } ?? .null,
      "unit": energy.map { .string($0.unit.symbol) } ?? .null, "counted": amount(counted),
    ]
  }
}

extension InternalTransfer.Lack {
  /// `seller-missing`, `buyer-no-line`, `part-of-period`.
  var name: String {
    switch self {
    case .missing(let role): "\(role.rawValue)-missing"
    case .noLine(let role): "\(role.rawValue)-no-line"
    case .partOfPeriod: "part-of-period"
    }
  }
}
