extension Journey {
  /// Points have their readings; from there to the first tonne.
  static let inventory = Journey(
    name: "first inventory", limit: 12,
    prepare: { node in
      try node.employ()
      try node.karez(
        "point", "add", "E-101", "--kind", "register", "--unit", "kWh", "--multiplier", "120",
        "--name", "一号进线")
      let year = "time,point,value\n2025-01-01 00:00,E-101,100.0\n2026-01-01 00:00,E-101,1300.0\n"
      try node.karez(
        "import", node.write("year.csv", year), "--accept", "--zone", "+08:00", "--label", "end",
        "--kind", "register", "--unit", "kWh")
    },
    walk: { person, _ in
      try await person.signIn("张伟")
      person.begin()
      try await person.click("排放源", "Sources")
      try await person.fill("编号", "Number", "S-EL")
      try await person.choose("核算规则", "Rule set", "购入电力", "Purchased electricity")
      try await person.click("登记", "Register")
      try await person.choose("购入电量 (MWh)", "Electricity purchased (MWh)", "E-101", "E-101")
      try await person.choose(
        "电力排放因子 (tCO2/MWh)", "Emission factor of electricity (tCO2/MWh)",
        "grid.prov.Xinjiang.2023", "grid.prov.Xinjiang.2023")
      try await person.click("保存绑定", "Save the bindings")
      try await person.click("排放清单", "Inventories")
      try await person.fill("期间", "Period", "2025")
      try await person.click("编制清单", "Draw up")
      try await person.sees("86.70", "86.70")
    })
}
