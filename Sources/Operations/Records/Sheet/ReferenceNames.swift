import Indexing
import SiteModel

/// What people call the records that others refer to: number and name instead of the id.
struct ReferenceNames {
  /// No type refers to anything.
  static let none = ReferenceNames(lists: [:])

  private let lists: [String: List]

  fileprivate struct List {
    /// By id.
    var labels: [String: String] = [:]
    /// By label, number, name and id.
    var ids: [String: Set<String>] = [:]
    /// In the order of numbers.
    var inOrder: [String] = []
  }

  private init(lists: [String: List]) { self.lists = lists }

  /// Reads the names of all records of these types.
  init(of types: Set<String>, on site: Site) throws {
    var lists: [String: List] = [:]
    for type in types {
      var request = ListRequest(type: type)
      request.limit = -1
      var list = List()
      for record in try site.index.list(request).records { list.add(record) }
      lists[type] = list
    }
    self.lists = lists
  }

  /// The label of a record, if it leads back to it; else nil.
  func label(of id: String, _ types: [String]) -> String? {
    let label = types.compactMap { lists[$0]?.labels[id] }.first
    return label.flatMap { candidates($0, types) == [id] ? $0 : nil }
  }

  /// Every label of these types, to choose from.
  func labels(_ types: [String]) -> [String] { types.flatMap { lists[$0]?.inOrder ?? [] } }

  /// The record that a text means.
  func id(of text: String, _ types: [String]) throws(CellRefusal) -> String {
    let found = candidates(text, types)
    guard found.count == 1, let id = found.first else {
      throw .noReference(text, types: types, found: found.count)
    }
    return id
  }

  // A record that got another name since: its number still stands before the blank.
  private func candidates(_ text: String, _ types: [String]) -> Set<String> {
    var rest = Substring(text)
    while true {
      let found = types.reduce(into: Set<String>()) {
        $0.formUnion(lists[$1]?.ids[String(rest)] ?? [])
      }
      guard found.isEmpty, let blank = rest.lastIndex(of: " ") else { return found }
      rest = rest[..<blank]
    }
  }
}

extension ReferenceNames.List {
  fileprivate mutating func add(_ record: ListedRecord) {
    let number = record.values["number"]?.string
    let name = ["name", "title"].compactMap { record.values[$0]?.string }.first
    let words = [number, name].compactMap { $0 }
    let label = words.isEmpty ? record.key.id : words.joined(separator: " ")
    labels[record.key.id] = label
    inOrder.append(label)
    for text in Set(words + [label, record.key.id]) { ids[text, default: []].insert(record.key.id) }
  }
}
