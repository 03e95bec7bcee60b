import Foundation
import Intake
import Operations
import SiteModel
import TestSupport

/// A node with one point of each kind, to which any file is offered.
struct ImportScene {
  private let plant: LoggedPlant
  let site: Site

  init() throws {
    plant = try LoggedPlant()
    plant.clock.set("2026-11-01T00:00:00+08:00")
    site = plant.site
    for kind in [ReadingKind.register, .interval, .power] {
      let unit = kind == .power ? "kW" : "kWh"
      let wishes = AddPoint.Wishes(number: kind.rawValue, name: "表", kind: kind, unit: unit)
      _ = try AddPoint.run(on: site, wishes)
    }
  }

  /// What comes of a file for a person who answers every question in turn.
  enum End {
    case judged(ImportOutcome)
    case refused(any Fault)
    /// Still asking after every answer was given.
    case endless
  }

  /// Offers a file, answering what is asked, and writes nothing.
  func offer(_ path: String, kind: ReadingKind = .register) throws -> End {
    var wishes = ImportWishes(file: path)
    var last: (any Fault)?
    for _ in 0..<12 {
      do {
        return .judged(try ImportReadings.run(on: site, wishes))
      } catch let fault as any Fault {
        guard answer(fault, kind, &wishes) else { return .refused(fault) }
        last = fault
      }
    }
    return last.map { .refused($0) } ?? .endless
  }

  private func answer(_ fault: any Fault, _ kind: ReadingKind, _ wishes: inout ImportWishes) -> Bool
  {
    switch fault {
    case ImportFault.ask(.zone, _) where wishes.zone == nil: wishes.zone = .beijing
    case ImportFault.ask(.label, _) where wishes.label == nil: wishes.label = "start"
    case ImportFault.ask(.kind, _) where wishes.kind == nil: wishes.kind = kind
    case ImportFault.ask(.length, _) where wishes.length == nil: wishes.length = 3600
    case ImportFault.ask(.dateOrder, _) where wishes.dateOrder == nil: wishes.dateOrder = "dmy"
    case ImportFault.ask(.month, _) where wishes.month == nil: wishes.month = "2025-03"
    case ImportFault.ask(.point, _) where wishes.point == nil: wishes.point = kind.rawValue
    case ImportFault.ask(.columns(let titles), _) where wishes.columns.isEmpty:
      guard let title = titles.last else { return false }
      wishes.columns = [title: kind.rawValue]
    case PointFault.unknown(let numbers, _) where wishes.columns.isEmpty:
      wishes.columns = Dictionary(
        numbers.map { ($0, kind.rawValue) }, uniquingKeysWith: { first, _ in first })
    case SheetChoice.several(_, let known) where wishes.sheet == nil: wishes.sheet = known.first
    case ImportFault.fall where wishes.falls == nil: wishes.falls = "ROLL"
    default: return false
    }
    return true
  }
}
