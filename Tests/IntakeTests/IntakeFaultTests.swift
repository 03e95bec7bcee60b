import Intake
import SiteModel
import Testing

@Suite struct IntakeFaultTests {
  @Test func `a file that is not what its name says is invalid input`() {
    #expect(IntakeFault.notText(file: "a.csv", looksLike: "XLSX").kind == .invalid)
  }
}
