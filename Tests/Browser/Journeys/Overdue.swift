extension Journey {
  /// What should have been done already, and by whom.
  static let overdue = Journey(
    name: "overdue list", limit: 2,
    prepare: { node in
      try node.employ()
      try node.karez(
        "record", "new", "action", "--set", "title=补校准曲线", "--set", "person=li", "--set",
        "due=2025-10-20")
    },
    walk: { person, _ in
      try await person.signIn("张伟")
      person.begin()
      try await person.click("到期看板", "Due board")
      try await person.click("只看超期", "Overdue only")
      try await person.sees("补校准曲线", "补校准曲线")
      try await person.sees("超期", "overdue")
    })
}
