extension Inventory {
  /// The inventory as it is written down, hashed and verified: one canonical JSON.
  ///
  /// Numbers are decimal strings. `value` of a line and of the total are rounded once, by
  /// GB/T 8170; `exact` is unrounded where its decimals end.
  ///
  /// - Parameters:
  ///   - entity: whose inventory it is.
  ///   - pins: what it rests on.
  package func json(entity: String, pins: JSON) -> JSON {
    var members: [String: JSON] = [
      "entity": .string(entity), "period": .string(period.description), "calendar": calendar.json,
      "engine": .number(String(engine)), "complete": .bool(isComplete),
      "provisional": .bool(isProvisional), "lines": .array(lines.map { $0.json(over: dates) }),
      "missing": .array(lines.flatMap(\.missing)), "notes": .array(notes),
      "total": ["value": .string(total.text(decimals: 2)), "unit": .string(totalUnit)],
      "pins": pins,
    ]
    // Before engine 2 no month could be frozen.
    if engine >= 2 {
      members.merge(months.members) { $1 }
      members["sums"] = sums.json
    }
    // Absent where nothing is left out: older inventories say the same bytes.
    members["information"] = information.isEmpty ? nil : .array(information)
    members["excluded"] = excluded.isEmpty ? nil : .array(excluded.map(\.json))
    return .object(members)
  }

  /// What is said beside every total.
  private var information: [JSON] {
    lines.filter { $0.rules.category == .information }.compactMap { line in
      line.evaluation.map {
        [
          "source": .string(line.source), "value": .string($0.text),
          "unit": .string($0.result.unit.symbol),
        ]
      }
    }
  }

  private var dates: ClosedRange<CivilDate> { period.dates(in: calendar) }

  /// What nobody here has confirmed of its rule sets, each once; of a period from 2026 also which
  /// wording of GB/T 32150-2025.
  package var remarks: [BilingualText] {
    var seen: Set<BilingualText> = []
    return lines.flatMap { $0.rules.remarks(forPeriodEnding: dates.upperBound) }
      .filter { seen.insert($0).inserted }
  }

  private var notes: [JSON] {
    remarks.map { ["zh": .string($0.zh), "en": .string($0.en)] }
  }
}

extension Inventory.Line {
  fileprivate func json(over dates: ClosedRange<CivilDate>) -> JSON {
    var members: [String: JSON] = [
      "source": .string(source), "name": .string(name), "gas": .string(rules.gas.rawValue),
      "category": .string(rules.category.rawValue),
      "rules": [
        "id": .string(rules.id), "version": .number(String(rules.version)),
        "sha256": .string(rulesHash.description),
      ],
      "inputs": .array(inputs.map { $0.json(over: days ?? dates) }),
    ]
    members["group"] = group.map(JSON.string)
    members["deducted"] = rules.deducts ? .bool(true) : nil
    // Only where a source has several lines: the others are for the whole period.
    members["from"] = days.map { .string($0.lowerBound.description) }
    members["until"] = days.map { .string($0.upperBound.description) }
    members["gwp"] = gwps.isEmpty ? nil : .array(gwps.map(JSON.string))
    if let evaluation {
      members["value"] = .string(evaluation.text)
      members["unit"] = .string(evaluation.result.unit.symbol)
      members["exact"] = evaluation.result.value.exactText.map(JSON.string)
      members["steps"] = .array(evaluation.steps.map(\.json))
    }
    return .object(members)
  }

  /// What is not known of this line, input by input.
  fileprivate var missing: [JSON] {
    inputs.compactMap { input in
      guard case .point(let point, let consumed, _) = input.origin, !consumed.complete else {
        return nil
      }
      return [
        "source": .string(source), "input": .string(input.name), "point": .string(point.number),
        "gaps": .array(consumed.gaps.map { $0.json(at: .utc) }),
      ]
    }
  }
}

extension Evaluation.Step {
  fileprivate var json: JSON {
    [
      "name": .string(name), "value": .string(quantity.value.text),
      "unit": .string(quantity.unit.symbol),
    ]
  }
}

extension Inventory.Input {
  fileprivate func json(over dates: ClosedRange<CivilDate>) -> JSON {
    var members: [String: JSON] = ["name": .string(name)]
    members["value"] = quantity.map { .string($0.value.text) }
    members["unit"] = quantity.map { .string($0.unit.symbol) }
    switch origin {
    case .point(let point, let consumed, let segments):
      members["point"] = .string(point.number)
      members["id"] = .string(point.id)
      members["complete"] = .bool(consumed.complete)
      members["segments"] = .array(segments.map(JSON.string))
      // Absent where nothing is filled: older inventories say the same bytes.
      members["fills"] =
        consumed.fills.isEmpty
        ? nil : .array(consumed.fills.map { $0.json(at: .utc) })
    case .factor(let factor, let record, let confirmation):
      members["factor"] = .string(factor.id)
      members["record"] = .string(record.description)
      members["mark"] = .string(factor.mark.rawValue)
      members["factorSource"] = .string(factor.source)
      // The mark stays what it is; what the plant has found stands beside it.
      members["confirmed"] = confirmation?.json
      members["validFrom"] = factor.validFrom.map { .string($0.description) }
      members["validUntil"] = factor.validUntil.map { .string($0.description) }
      // A factor of another year may stand in for one not published yet; the line says so.
      members["covers"] = .bool(
        factor.covers(dates.lowerBound) && factor.covers(dates.upperBound))
    case .constant(let constant, let record):
      members["constant"] = .string(constant.text)
      members["record"] = .string(record.description)
      members["evidence"] = .string(constant.evidence)
      members["mark"] = constant.mark.map { .string($0.rawValue) }
    }
    return .object(members)
  }
}

extension Consumed.Gap {
  /// `{"from","until","reason"}`, the times written at an offset.
  package func json(at offset: Offset) -> JSON {
    [
      "from": .string(from.text(at: offset)), "until": .string(until.text(at: offset)),
      "reason": .string(reason.rawValue),
    ]
  }
}

extension GapFill {
  /// `{"record","method","from","until","quantity","unit"}`, the times written at an offset.
  package func json(at offset: Offset) -> JSON {
    [
      "record": .string(record), "method": .string(method),
      "from": .string(span.lowerBound.text(at: offset)),
      "until": .string(span.upperBound.text(at: offset)), "quantity": .string("\(quantity)"),
      "unit": .string(unit),
    ]
  }
}

extension ProductionCalendar {
  /// `{"zone","dayStart","monthStart"}`: printed beside every answer that counts days.
  package var json: JSON {
    [
      "zone": .string(offset.description),
      "dayStart": .string(String(CivilTime(seconds: Int64(dayStart)).clock.prefix(5))),
      "monthStart": .number(String(monthStart)),
    ]
  }
}
