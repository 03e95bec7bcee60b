/// Everything that a person can look at or do in a browser.
enum Screens {
  static let routes: [Route] = [
    SignInScreen.routes, TokenScreen.routes, DueScreens.routes, ClauseScreens.routes,
    RecordListScreens.routes, RecordScreen.routes, RecordFormScreens.routes, ReadingScreen.routes,
    PointScreens.routes, GapScreens.routes, InstrumentScreens.routes, InventoryScreens.routes,
    DocumentScreens.routes, DocumentNewScreen.routes, DocumentTextScreens.routes,
    NodeScreens.routes, GroupScreens.routes, ImportScreens.routes, PeopleScreen.routes,
    SourceScreens.routes, StickScreen.routes, BeginScreen.routes,
  ].flatMap(\.self)
}
