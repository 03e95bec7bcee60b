package import Foundation
import SiteModel

/// The inputs that a person gave, each once.
package struct GivenInputs: Sendable {
  /// In the order they were given.
  private(set) var all: [GivenInput] = []

  /// - Throws: ``CalculationFault/twice(input:)``.
  package init(_ inputs: [GivenInput]) throws(CalculationFault) {
    for input in inputs {
      guard !all.contains(where: { $0.name == input.name }) else {
        throw .twice(input: input.name)
      }
      all.append(input)
    }
  }

  /// Reads an object of inputs.
  ///
  /// - Parameter file: the name that faults show.
  /// - Throws: ``CalculationFault``, or ``EmissionDataFault`` where it is no JSON.
  package init(json bytes: some Sequence<UInt8>, file: String) throws {
    let json: JSON
    do { json = try JSON.parse(bytes) } catch {
      throw EmissionDataFault.notJSON(file: file, error)
    }
    guard let members = json.object else { throw CalculationFault.notInputs(file: file) }
    try self.init(members.sorted { $0.key < $1.key }.map { try GivenInput($0.key, json: $0.value) })
  }

  /// Reads a file of inputs; see ``init(json:file:)``.
  package init(_ file: URL) throws {
    guard let bytes = FileManager.default.contents(atPath: file.path) else {
      throw CalculationFault.noFile(file: file.path)
    }
    try self.init(json: bytes, file: file.path)
  }

  /// These, with others in the place of those of the same name.
  package func replaced(by others: GivenInputs) -> GivenInputs {
    var result = others
    let taken = Set(others.all.map(\.name))
    result.all = all.filter { !taken.contains($0.name) } + others.all
    return result
  }
}
