import Operations
import SiteModel

/// What the API is, for programs: OpenAPI 3.1, made from the routes themselves.
enum OpenAPI {
  static let document: JSON = [
    "openapi": "3.1.0",
    "info": ["title": "Karez", "version": .string(programVersion)],
    "security": [["token": []], ["session": []]],
    "components": [
      "securitySchemes": [
        "token": ["type": "http", "scheme": "bearer"],
        "session": ["type": "apiKey", "in": "cookie", "name": "karez"],
      ],
      "schemas": ["Problem": problem, "Reading": reading, "Entered": entered],
    ],
    "paths": .object(paths),
  ]

  private static var paths: [String: JSON] {
    var paths: [String: JSON] = [:]
    for question in Question.all {
      paths["\(API.prefix)/\(question.path)", default: .object([:])] = ["get": get(question)]
    }
    let readings = "\(API.prefix)/readings"
    paths[readings] = .object(
      (paths[readings]?.object ?? [:]).merging(["post": post]) { $1 })
    return paths
  }

  private static func get(_ question: Question) -> JSON {
    [
      "summary": .string(question.summary), "operationId": .string("get-\(question.path)"),
      "parameters": .array(
        question.parameters.map {
          [
            "name": .string($0.name), "in": "query", "required": .bool($0.isNeeded),
            "description": .string($0.description), "schema": ["type": "string"],
          ]
        }), "responses": responses(["type": ["object", "array"]]),
    ]
  }

  private static let post: JSON = [
    "summary": "karez reading add", "operationId": "post-readings",
    "parameters": [
      [
        "name": "Idempotency-Key", "in": "header", "required": true,
        "schema": ["type": "string", "minLength": .number("1"), "maxLength": .number("200")],
      ]
    ],
    "requestBody": [
      "required": true,
      "content": [
        "application/json": ["schema": ["$ref": "#/components/schemas/Reading"]]
      ],
    ], "responses": responses(["$ref": "#/components/schemas/Entered"]),
  ]

  private static func responses(_ schema: JSON) -> JSON {
    let refused: JSON = [
      "description": "RFC 9457",
      "content": [
        "application/problem+json": ["schema": ["$ref": "#/components/schemas/Problem"]]
      ],
    ]
    let answer: JSON = [
      "description": "as the command line prints it",
      "content": ["application/json": ["schema": schema]],
    ]
    let codes = ["400", "401", "403", "413", "422", "503"].map { ($0, refused) }
    return .object(Dictionary(codes + [("200", answer)]) { $1 })
  }

  private static let text: JSON = ["type": "string"]

  private static let problem: JSON = [
    "type": "object", "required": ["type", "title", "status"],
    "properties": [
      "type": text, "title": text, "detail": text, "kind": text, "status": ["type": "integer"],
      "phrase": ["type": "object"],
    ],
  ]

  private static let reading: JSON = [
    "type": "object", "required": ["point", "time", "value"],
    "properties": [
      "point": text, "time": text, "value": text, "unit": text,
      "fall": ["enum": .array(FallDecision.allCases.map { .string($0.rawValue) })],
    ],
  ]

  private static let entered: JSON = [
    "type": "object", "required": ["point", "time", "value", "new"],
    "properties": ["point": text, "time": text, "value": text, "new": ["type": "boolean"]],
  ]
}
