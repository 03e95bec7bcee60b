/// A form as it is shown.
struct FormView {
  let action: String
  let method: String
  /// Of a form that changes something: what it brings back.
  let formMark: String?
  let hasFiles: Bool
  /// Whether what is typed is kept in this browser until it is sent.
  let keep: String?
  let inputs: [FieldView]
  let buttons: [ButtonView]
  /// Whether it takes something away.
  let isGrave: Bool
  /// A refusal of what was sent, above its fields.
  let trouble: String?

  /// A form that changes something.
  ///
  /// - Parameter button: what its one button says.
  init(
    _ visit: Visit, to action: String, _ inputs: [FieldView], button: String,
    hasFiles: Bool = false,
    isGrave: Bool = false, keep: String? = nil, trouble: String? = nil
  ) {
    self.init(
      mark: visit.mark, to: action, inputs, [ButtonView(button, isGrave: isGrave)],
      hasFiles: hasFiles, keep: keep, trouble: trouble)
  }

  /// A form that changes something, in one of several ways.
  init(
    mark: String, to action: String, _ inputs: [FieldView], _ buttons: [ButtonView],
    hasFiles: Bool = false, keep: String? = nil, trouble: String? = nil
  ) {
    (self.action, method, formMark) = (action, "post", mark)
    (self.inputs, self.buttons, self.hasFiles) = (inputs, buttons, hasFiles)
    isGrave = buttons.allSatisfy(\.isGraveButton)
    (self.keep, self.trouble) = (keep, trouble)
  }

  /// A form that asks for a page.
  init(asking action: String, _ inputs: [FieldView], button: String) {
    (self.action, method, formMark) = (action, "get", nil)
    (self.inputs, buttons, hasFiles) = (inputs, [ButtonView(button)], false)
    (isGrave, keep, trouble) = (false, nil, nil)
  }
}

/// A button of a form; where there are several, its name and value say which was pressed.
struct ButtonView {
  let buttonWords: String
  let buttonName: String?
  let buttonValue: String
  let isGraveButton: Bool

  init(_ words: String, _ name: String? = nil, _ value: String = "", isGrave: Bool = false) {
    (buttonWords, buttonName, buttonValue) = (words, name, value)
    isGraveButton = isGrave
  }
}

/// A field of a form; exactly one of the kinds.
struct FieldView {
  let label: String
  let id: String
  let hint: String?
  let isNeeded: Bool
  var line: LineView?
  var area: AreaView?
  var choice: ChoiceView?
  var grid: GridView?
  var hidden: HiddenView?

  struct LineView {
    let name: String
    let type: String
    let value: String
    /// `decimal`, `numeric` for keyboards; nil: any.
    let keyboard: String?
    let accept: String?
    /// Names to choose from while typing.
    let list: String?
    let listed: [ListedView]
    let lineNeeded: Bool
    let completion: String
  }

  struct ListedView {
    let listedValue: String
    let listedName: String
  }

  struct AreaView {
    let name: String
    let content: String
    let areaNeeded: Bool
  }

  struct ChoiceView {
    let name: String
    let options: [OptionView]
    let choiceNeeded: Bool
  }

  struct OptionView {
    let optionValue: String
    let optionName: String
    let isChosen: Bool
  }

  struct GridView {
    let gridColumns: [String]
    let gridRows: [GridRow]
  }

  struct GridRow {
    let gridCells: [FieldView]
  }

  struct HiddenView {
    let name: String
    let value: String
  }

  private init(_ name: String, _ label: String, hint: String?, needed: Bool) {
    (self.label, self.hint, isNeeded) = (label, hint, needed)
    id = "f-" + name.map { $0.isLetter || $0.isNumber ? String($0) : "-" }.joined()
  }

  /// A line to type in: `text`, `date`, `month`, `password`, `file`, `search`, `datetime-local`.
  static func line(
    _ name: String, _ label: String, _ value: String = "", type: String = "text",
    hint: String? = nil, needed: Bool = false, keyboard: String? = nil, accept: String? = nil,
    listing names: [(value: String, name: String)] = []
  ) -> FieldView {
    var field = FieldView(name, label, hint: hint, needed: needed)
    let completion =
      type == "password" ? "current-password" : name == "person" ? "username" : "off"
    field.line = LineView(
      name: name, type: type, value: value, keyboard: keyboard, accept: accept,
      list: names.isEmpty ? nil : field.id + "-names",
      listed: names.map { ListedView(listedValue: $0.value, listedName: $0.name) },
      lineNeeded: needed, completion: completion)
    return field
  }

  static func area(
    _ name: String, _ label: String, _ value: String = "", hint: String? = nil,
    needed: Bool = false
  ) -> FieldView {
    var field = FieldView(name, label, hint: hint, needed: needed)
    field.area = AreaView(name: name, content: value, areaNeeded: needed)
    return field
  }

  /// - Parameter options: an empty value first is "nothing chosen".
  static func choice(
    _ name: String, _ label: String, _ value: String = "",
    _ options: [(value: String, name: String)], hint: String? = nil, needed: Bool = false
  ) -> FieldView {
    var field = FieldView(name, label, hint: hint, needed: needed)
    field.choice = ChoiceView(
      name: name,
      options: options.map {
        OptionView(optionValue: $0.value, optionName: $0.name, isChosen: $0.value == value)
      }, choiceNeeded: needed)
    return field
  }

  /// Rows of fields under one heading.
  static func grid(
    _ name: String, _ label: String, columns: [String], rows: [[FieldView]], hint: String? = nil
  ) -> FieldView {
    var field = FieldView(name, label, hint: hint, needed: false)
    field.grid = GridView(
      gridColumns: columns, gridRows: rows.map { GridRow(gridCells: $0) })
    return field
  }

  static func hidden(_ name: String, _ value: String) -> FieldView {
    var field = FieldView(name, "", hint: nil, needed: false)
    field.hidden = HiddenView(name: name, value: value)
    return field
  }
}
