/// The states a record goes through and who may move it: the file `schema/lifecycles/<name>.json`.
///
/// Record types name it in `x-lifecycle`, with its version, so that an act is judged for ever by
/// the lifecycle that the schema version in the act stands for. `schema/lifecycles.md` says what
/// the file means.
package struct Lifecycle: Sendable, Hashable {
  /// `[a-z0-9-]`, as in the file's name.
  package let name: String
  /// Raised with every change; old ones stay.
  package let version: Int
  /// What it is called.
  package let title: BilingualText
  /// Where a record is before any act; grants ``Permission/mayEdit``.
  package let initial: String
  /// In the order people are shown.
  package let states: [State]
  /// In the order people are shown. The last is always ``decision``.
  package let actions: [Action]
  /// What may be signed without moving anything.
  package let statements: [Statement]
  /// Each state once, the safest first.
  package let safety: [String]

  /// A state of a record.
  package struct State: Sendable, Hashable {
    /// `[a-z0-9-]`.
    package let name: String
    /// What it is called.
    package let title: BilingualText
    /// What it grants.
    package let permits: Set<Permission>
    /// Where the record is once enough people have made a statement here; nil where none counts.
    package let becomes: Becoming?

    /// Whether the record shows the text that was signed.
    package var isLocked: Bool { !permits.contains(.mayEdit) }
  }

  /// A state that is reached by statements alone.
  package struct Becoming: Sendable, Hashable {
    /// The state.
    package let state: String
    /// The statements it takes.
    package let quorum: Quorum
  }

  /// How many different people must have made a statement.
  package struct Quorum: Sendable, Hashable {
    /// As in ``Statement/name``.
    package let statement: String
    /// Who.
    package let need: Need

    /// Any so many, or everyone whom a field of the signed text names.
    package enum Need: Sendable, Hashable {
      /// At least 1.
      case people(Int)
      /// A register whose value is a list of persons' ids. While it is empty it is reached by
      /// nobody, or, `orNone`, needs nobody.
      case everyone(in: String, orNone: Bool = false)
    }
  }

  /// What may be signed, by whom.
  package struct Signing: Sendable, Hashable {
    /// `[a-z0-9-]`; unique among actions and statements.
    package let name: String
    /// What it is called.
    package let title: BilingualText
    /// Those who may; one suffices.
    package let by: [Role]
    /// Those who must be other people: four eyes. Every person involved must then be vouched for.
    package let apart: [Eyes]
    /// What else the signer must hold where the signed text asks for it.
    package let also: [Demand]
  }

  /// A role by post that is needed besides, where a field of the signed text has a value.
  package struct Demand: Sendable, Hashable {
    /// The role.
    package let role: String
    /// The register.
    package let field: String
    /// Its value.
    package let value: String
  }

  /// What moves a record.
  package struct Action: Sendable, Hashable {
    /// Name, roles, four eyes.
    package let signing: Signing
    /// The states it leads from; for ``decision`` all of them.
    package let from: [String]
    /// The state it leads to; nil for ``decision``, which chooses one of those at odds.
    package let to: String?
    /// Statements that must have been made about the acts it follows.
    package let quorum: Quorum?
    /// What is asked at the door.
    package let guards: [Guard]
    /// Whether it takes a reason in words.
    package let needsReason: Bool

    package var name: String { signing.name }
  }

  /// What a person signs about an act without moving anything.
  package struct Statement: Sendable, Hashable {
    /// Name, roles, four eyes.
    package let signing: Signing
    /// The states in which the act must have left the record.
    package let on: [String]

    package var name: String { signing.name }
  }

  /// The action that ends a conflict of states.
  package static let decision = "decide"

  /// A state by its name.
  package subscript(state name: String) -> State? { states.first { $0.name == name } }

  /// An action by its name.
  package subscript(action name: String) -> Action? { actions.first { $0.name == name } }

  /// A kind of statement by its name.
  package subscript(statement name: String) -> Statement? {
    statements.first { $0.name == name }
  }

  /// Of states at odds, the one to treat the record by; nil if none of them is known.
  package func safest(of names: some Sequence<String>) -> String? {
    let known = Set(names)
    return safety.first { known.contains($0) }
  }
}

extension Lifecycle {
  /// Who may sign.
  package enum Role: Sendable, Hashable {
    /// Every person with a key: `anyone`.
    case anyone
    /// Whoever holds a role by his post: `dept-head`.
    case post(String)
    /// Whoever a field of the signed text names: `field:responsible`.
    case named(in: String)
    /// Whoever did an action that this one follows: `act:submit`.
    case doer(of: String)
  }

  /// Whom the signer must not be.
  package enum Eyes: Sendable, Hashable {
    /// Whoever last did an action, or made a statement, on the way here: `act:submit`.
    case doer(of: String)
    /// Whoever a field of the signed text names: `field:responsible`.
    case named(in: String)
    /// Whoever wrote a value that is signed: `writers`.
    case writers
  }
}
