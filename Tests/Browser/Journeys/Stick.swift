import Foundation

extension Journey {
  /// A stick between a plant and its headquarters: what it brought is taken in, what is owed is laid on.
  static let stick = Journey(
    name: "stick sync", limit: 4,
    prepare: { node in
      try node.employ()
      let headquarters = ServedNode("hq", in: node.scratch)
      try headquarters.make("--hq", named: "某集团")
      let enrolment = try headquarters.karez("site", "enrol", "xj-017")
      try node.karez("join", node.write("enrolment", enrolment))
      try FileManager.default.createDirectory(
        at: node.scratch.appending(path: "usb"), withIntermediateDirectories: true)
      try node.karez("sync", node.scratch.appending(path: "usb").path)
      try headquarters.karez("sync", node.scratch.appending(path: "usb").path)
    },
    walk: { person, node in
      try await person.signIn("张伟")
      person.begin()
      try await person.click("U 盘同步", "Sync by a stick")
      try await person.fill(
        "U 盘文件夹", "The stick's folder", node.scratch.appending(path: "usb").path)
      try await person.click("同步", "Sync")
      try await person.sees("请先弹出", "Eject")
    })
}
