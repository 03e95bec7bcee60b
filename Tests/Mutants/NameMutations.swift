extension Mutation {
  /// What a bundle's file may be called.
  static let names: [Mutation] = badNames.map { name, change in
    Mutation(name: "name: \(name)", part: .name, rules: ["bundle name"], change: .name(change))
  }

  private static let badNames: [(String, @Sendable (String) -> String)] = [
    ("without an ending", { $0.replacing(".bundle", with: "") }),
    ("with another ending", { $0.replacing(".bundle", with: ".pack") }),
    ("with a part more", { "x." + $0 }),
    ("with an ending more", { $0 + ".part" }),
    ("of an empty chain", { String($0.drop { $0 != "." }) }),
    ("of a chain in capitals", { $0.prefix(8).uppercased() + $0.dropFirst(8) }),
    ("of a short chain", { String($0.dropFirst(5)) }),
    ("from nothing", { $0.replacing(".4-", with: ".-") }),
    ("from zero", { $0.replacing(".4-", with: ".0-") }),
    ("backwards", { $0.replacing(".4-", with: ".99-") }),
    ("with a zero before a number", { $0.replacing(".4-", with: ".04-") }),
    ("of three numbers", { $0.replacing(".4-", with: ".4-4-") }),
    ("of one number", { $0.replacing(".4-", with: ".") }),
    ("of a short id", { $0.replacing(".bundle", with: "").dropLast() + ".bundle" }),
    (
      "of an id in capitals",
      { $0.prefix(13) + $0.dropFirst(13).prefix(40).uppercased() + ".bundle" }
    ),
    ("with a folder", { "../" + $0 }), ("with a space", { $0 + " " }), ("empty", { _ in "" }),
  ]
}
