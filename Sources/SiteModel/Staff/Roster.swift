/// Who holds which post on a day, as the records of people and posts say (7.1.1).
package struct Roster: Sendable {
  private let picture: SitePicture

  package init(_ picture: SitePicture) { self.picture = picture }

  /// One post and how it is filled.
  package struct Row: Sendable {
    package let post: PicturedRecord
    /// 定员; zero where the post does not say.
    package let required: Int
    /// Those who hold it, by number.
    package let present: [PicturedRecord]
    /// Those of them who are authorised for something that day.
    package let qualified: [PicturedRecord]

    /// How many are missing who could do the work.
    package var short: Int { max(0, required - qualified.count) }
  }

  /// The posts in use, in the order in which they were begun.
  package var rows: [Row] {
    picture.standing("post").map { post in
      let present = holders(of: post)
      return Row(
        post: post, required: post.fields["headcount"]?.number.flatMap { Int($0) } ?? 0,
        present: present, qualified: present.filter { !authorisations(of: $0).isEmpty })
    }
  }

  /// The people who are there on this day.
  package var people: [PicturedRecord] {
    picture.standing("person").filter { ($0.text("left") ?? today) >= today }
      .sorted { $0.label < $1.label }
  }

  /// Those who hold a post on this day.
  package func holders(of post: PicturedRecord) -> [PicturedRecord] {
    people.filter { posts(of: $0).contains(post.key.id) }
  }

  /// The ids of the posts a person holds on this day.
  package func posts(of person: PicturedRecord) -> Set<String> {
    Set(
      person.rows("posts").filter {
        ($0["from"]?.string ?? today) <= today && ($0["until"]?.string ?? today) >= today
      }
      .compactMap { $0["post"]?.string })
  }

  /// The authorisations of a person that are valid on this day.
  package func authorisations(of person: PicturedRecord) -> [PicturedRecord] {
    picture.users(of: person.key, "authorisation").filter {
      $0.stands && $0.text("person") == person.key.id && $0.fields.isAuthorised(on: picture.day)
    }
  }

  private var today: String { picture.day.description }
}
