/** Which screen a route shows. */
import { html } from "./html.js";
import { later } from "./later.js";
import { OfflineStart, useOnline } from "./offline-start.js";
import { useSession } from "./session.js";

const AccountScreen = later(() => import("./account.js"), "AccountScreen");
const AccountsScreen = later(() => import("./accounts.js"), "AccountsScreen");
const CaptureScreen = later(() => import("./capture.js"), "CaptureScreen");
const CardScreen = later(() => import("./card.js"), "CardScreen");
const CardsScreen = later(() => import("./cards.js"), "CardsScreen");
const CaseScreen = later(() => import("./case.js"), "CaseScreen");
const CasesScreen = later(() => import("./cases.js"), "CasesScreen");
const ClueScreen = later(() => import("./clue.js"), "ClueScreen");
const CluesScreen = later(() => import("./clues.js"), "CluesScreen");
const ConfirmationsScreen = later(() => import("./confirmations.js"), "ConfirmationsScreen");
const ContributionsScreen = later(() => import("./contributions.js"), "ContributionsScreen");
const DocumentScreen = later(() => import("./document.js"), "DocumentScreen");
const DocumentsScreen = later(() => import("./documents.js"), "DocumentsScreen");
const DuplicatesScreen = later(() => import("./duplicates.js"), "DuplicatesScreen");
const HazardScreen = later(() => import("./hazard.js"), "HazardScreen");
const HazardsScreen = later(() => import("./hazards.js"), "HazardsScreen");
const HomeScreen = later(() => import("./home.js"), "HomeScreen");
const ImportScreen = later(() => import("./import.js"), "ImportScreen");
const InspectionScreen = later(() => import("./inspection.js"), "InspectionScreen");
const InvitedScreen = later(() => import("./invited.js"), "InvitedScreen");
const LedgerScreen = later(() => import("./ledger.js"), "LedgerScreen");
const NewCaseScreen = later(() => import("./new-case.js"), "NewCaseScreen");
const NewClueScreen = later(() => import("./new-clue.js"), "NewClueScreen");
const OpenInspectionScreen = later(() => import("./open-inspection.js"), "OpenInspectionScreen");
const OutboxScreen = later(() => import("./outbox-screen.js"), "OutboxScreen");
const OutgoingScreen = later(() => import("./outgoing.js"), "OutgoingScreen");
const PackagesScreen = later(() => import("./packages.js"), "PackagesScreen");
const PlannerScreen = later(() => import("./planner.js"), "PlannerScreen");
const ReadyScreen = later(() => import("./ready.js"), "ReadyScreen");
const RecordScreen = later(() => import("./record.js"), "RecordScreen");
const ReferenceScreen = later(() => import("./reference-page.js"), "ReferenceScreen");
const RevisitScreen = later(() => import("./revisit.js"), "RevisitScreen");
const ServeManyScreen = later(() => import("./serve-many.js"), "ServeManyScreen");
const ServiceRulesScreen = later(() => import("./service-rules.js"), "ServiceRulesScreen");
const ServiceScreen = later(() => import("./service.js"), "ServiceScreen");
const ServicesScreen = later(() => import("./services.js"), "ServicesScreen");
const VisitsScreen = later(() => import("./visits.js"), "VisitsScreen");

//  noun: the action that it needs, its screen, the screen of one of them, that of a new one
const SCREENS = {
  hazards: ["list_hazards", HazardsScreen, HazardScreen, RecordScreen],
  visits: ["list_follow_ups", VisitsScreen, InspectionScreen, OpenInspectionScreen],
  planner: ["list_follow_ups", PlannerScreen],
  cases: ["list_cases", CasesScreen, CaseScreen, NewCaseScreen],
  clues: ["list_clues", CluesScreen, ClueScreen, NewClueScreen],
  documents: ["list_documents", DocumentsScreen, DocumentScreen],
  services: ["list_services", ServicesScreen, ServiceScreen, ServeManyScreen],
  confirmations: ["list_confirmations", ConfirmationsScreen],
  "service-rules": ["list_service_rules", ServiceRulesScreen],
  cards: ["list_cards", CardsScreen, CardScreen],
  contributions: ["list_contributions", ContributionsScreen],
  outgoing: ["list_outgoing_notices", OutgoingScreen],
  accounts: ["list_accounts", AccountsScreen],
  reference: ["list_layers", ReferenceScreen],
  imports: ["list_imports", ReferenceScreen, ImportScreen],
  duplicates: ["read_nearby", DuplicatesScreen],
  ledger: ["read_ledger", LedgerScreen],
  capture: ["record_hazard", CaptureScreen, CaptureScreen],
  outbox: ["read_me", OutboxScreen],
  packages: ["send_package", PackagesScreen],
  ready: ["read_me", ReadyScreen],
  me: ["read_me", AccountScreen],
};
// What an invited assistant may look at beside the outing.
const ANYONES = new Set(["me", "outbox", "ready"]);
const NEW = { hazards: "record_hazard", visits: "open_inspection", cases: "register_case", clues: "receive_clue", services: "serve_many" };

/** Fetch the screen of a route before it is known who is there. @param {string[]} route */
export function fetchAhead([noun, id]) {
  const [, all, one] = Object.hasOwn(SCREENS, noun) ? SCREENS[noun] : [null, HomeScreen];
  (id && id !== "new" && one ? one : all).fetch().catch(() => {}); // it says so itself when it is shown
}

/** @param {{route: string[]}} props */
export function Screen({ route }) {
  const { can } = useSession();
  const [noun, id, second] = route;
  if (can("read_invited") && !ANYONES.has(noun)) return html`<${InvitedScreen} />`;
  if (noun === "revisit" && second && can("record_finding")) {
    return html`<${RevisitScreen} key=${second} inspectionId=${id} hazardId=${second} />`;
  }
  const [action, all, one, fresh] = Object.hasOwn(SCREENS, noun) ? SCREENS[noun] : [];
  if (!action || !can(action)) return html`<${can("list_hazards") ? Start : AccountScreen} />`;
  if (id === "new") return html`<${can(NEW[noun]) ? fresh : all} />`;
  return id && one ? html`<${one} key=${id} id=${id} />` : html`<${all} />`;
}

function Start() {
  const { can } = useSession();
  const online = useOnline();
  return html`<${!online && can("record_hazard") ? OfflineStart : HomeScreen} />`;
}
