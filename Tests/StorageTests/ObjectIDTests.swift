import Storage
import Testing

@Suite struct ObjectIDTests {
  @Test func `an object's name is read and printed as 40 digits`() {
    let name = "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"
    #expect(ObjectID(name)?.description == name)
    #expect(ObjectID("E69de29bb2d1d6434b8b29ae775ad8c2e48c5391") == nil)
  }
}
