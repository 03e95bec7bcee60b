import Foundation
import SiteModel
import TestSupport
import Testing

/// A node that a test drives by command line, in English unless it says otherwise.
struct CommandNode {
  let path: String
  private let state: String

  init(_ path: String, state: String) { (self.path, self.state) = (path, state) }

  /// Runs a command, however it ends.
  func take(
    _ arguments: [String], environment: [String: String] = [:]
  ) throws -> (status: Int32, output: String, error: String) {
    let own = ["XDG_STATE_HOME": state, "LANG": "en_US.UTF-8"]
    return try TestSupport.run(
      builtProducts.appending(path: "karez").path, arguments,
      environment: own.merging(environment) { $1 })
  }

  /// Runs a command that must end with 0; its output.
  @discardableResult
  func said(arguments: [String]) throws -> String {
    let answer = try take(arguments)
    try #require(answer.status == 0, "\(arguments): \(answer.error)")
    return answer.output
  }

  /// The same, typed one by one.
  @discardableResult
  func said(_ arguments: String...) throws -> String { try said(arguments: arguments) }

  /// The state digest.
  func digest() throws -> String {
    // How things stand, such as a full disk, is told by 1 and 2.
    let answer = try take(["status", "--json", "-C", path])
    try #require([0, 1, 2].contains(answer.status), "status: \(answer.error)")
    let status = try JSON.parse(answer.output)
    return try #require(status["digest"]?.string)
  }
}
