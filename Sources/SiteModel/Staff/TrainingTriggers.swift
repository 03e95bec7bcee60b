/// What else asks for training: a new revision, a nonconformity (7.2.1).
extension TrainingNeeds {
  static func triggered(
    _ person: PicturedRecord, _ verified: [String: Level]?, _ picture: SitePicture
  ) -> [Row] {
    let attended = picture.standing("training-session").filter { session in
      session.rows("attendees").contains {
        $0["person"]?.string == person.key.id && $0["present"]?.bool == true
          && $0["result"] != "fail"
      }
    }
    let asked =
      revisions(for: person, attended, picture).map { _ in ("document", Trigger.newDocument) }
      + nonconformities(of: person, attended, picture).map { _ in
        ("technique", Trigger.nonconformity)
      }
    return asked.map { item, trigger in
      Row(
        person: person, post: nil, item: item, required: .apply,
        current: verified?[item] ?? Level.none, trigger: trigger)
    }
  }

  /// The revisions in force that need training, of documents that the person's department reads.
  private static func revisions(
    for person: PicturedRecord, _ attended: [PicturedRecord], _ picture: SitePicture
  ) -> [PicturedRecord] {
    picture.standing("document-revision").filter { revision in
      guard revision.permits.contains(.inForce), revision.fields["training"]?.bool == true,
        let document = revision.text("document").flatMap({ RecordKey(type: "document", id: $0) })
          .flatMap({ picture[$0] })
      else { return false }
      let audience = document.fields["audience"]?.texts ?? []
      let readers = audience.isEmpty ? [document.text("department") ?? ""] : audience
      return readers.contains(person.text("department") ?? "")
        && !attended.contains { ($0.fields["documents"]?.texts ?? []).contains(revision.key.id) }
    }
  }

  private static func nonconformities(
    of person: PicturedRecord, _ attended: [PicturedRecord], _ picture: SitePicture
  ) -> [PicturedRecord] {
    picture.users(of: person.key, "nonconformity").filter { fault in
      let found = fault.text("foundOn") ?? ""
      return !fault.permits.contains(.closed) && fault.text("causeCategory") == "people"
        && fault.text("responsible") == person.key.id
        && !attended.contains { ($0.text("start") ?? "").prefix(10) >= found }
    }
  }
}
