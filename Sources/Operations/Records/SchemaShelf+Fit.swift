import SiteModel

/// What no file can say of itself: that it fits the others.
extension SchemaShelf {
  /// What follows from acts fits the types it becomes.
  func checkEffects() throws(ShelfFault) {
    for schema in try types {
      for effect in schema.rules.effects {
        let file = "\(schema.type).schema.json"
        guard lifecycles[schema.type]?[action: effect.action] != nil else {
          throw .schema(file: file, .recordType(at: effect.place, member: effect.action))
        }
        guard let target = newest(effect.type) else { throw .unknownType(effect.type) }
        do { try schema.check(effect, against: target) } catch {
          throw .schema(file: file, error)
        }
      }
    }
  }

  /// What records begin from gives the fields of their types what fits them.
  func checkOrigins() throws(ShelfFault) {
    for schema in try types {
      for origin in schema.rules.origins {
        let source = newest(origin.type)
        guard origin.type == FieldReference.any || source != nil else {
          throw .unknownType(origin.type)
        }
        do { try schema.check(origin, from: source) } catch {
          throw .schema(file: "\(schema.type).schema.json", error)
        }
      }
    }
  }

  /// What is due names states and actions that the type's lifecycle has.
  func checkDue() throws(ShelfFault) {
    for schema in try types {
      do { try schema.checkDue(by: lifecycles[schema.type]) } catch {
        throw .schema(file: "\(schema.type).schema.json", error)
      }
    }
  }

  /// Guards ask for checks there are, and for expressions that each of their types understands.
  func checkGuards() throws(ShelfFault) {
    for schema in try types {
      guard let lifecycle = lifecycles[schema.type] else { continue }
      for asked in lifecycle.actions.flatMap(\.guards) {
        try check(asked, of: lifecycle, by: schema)
      }
    }
  }

  private func check(
    _ asked: Guard, of lifecycle: Lifecycle, by schema: RecordSchema
  ) throws(ShelfFault) {
    switch asked.question {
    case .fields: return
    case .check(let name):
      guard RecordFunctions.checks[name] != nil else {
        throw .noCheck(lifecycle: lifecycle.name, check: name)
      }
    case .expression(let text):
      do { try schema.checkTruth(text, at: "/actions/guards/\(asked.name)") } catch {
        throw .schema(file: "\(lifecycle.name).json", error)
      }
    }
  }
}
