/** Which screen a route shows. */
import { AccountScreen } from "./account.js";
import { AccountsScreen } from "./accounts.js";
import { CaptureScreen } from "./capture.js";
import { CardScreen } from "./card.js";
import { CardsScreen } from "./cards.js";
import { CaseScreen } from "./case.js";
import { CasesScreen } from "./cases.js";
import { ClueScreen } from "./clue.js";
import { CluesScreen } from "./clues.js";
import { ContributionsScreen } from "./contributions.js";
import { DocumentScreen } from "./document.js";
import { DocumentsScreen } from "./documents.js";
import { HazardScreen } from "./hazard.js";
import { HazardsScreen } from "./hazards.js";
import { HomeScreen } from "./home.js";
import { html } from "./html.js";
import { ImportScreen } from "./import.js";
import { InspectionScreen } from "./inspection.js";
import { InvitedScreen } from "./invited.js";
import { LedgerScreen } from "./ledger.js";
import { NewCaseScreen } from "./new-case.js";
import { NewClueScreen } from "./new-clue.js";
import { OfflineStart, useOnline } from "./offline-start.js";
import { OpenInspectionScreen } from "./open-inspection.js";
import { OutboxScreen } from "./outbox-screen.js";
import { OutgoingScreen } from "./outgoing.js";
import { PlannerScreen } from "./planner.js";
import { ReadyScreen } from "./ready.js";
import { RecordScreen } from "./record.js";
import { ReferenceScreen } from "./reference-page.js";
import { RevisitScreen } from "./revisit.js";
import { useSession } from "./session.js";
import { VisitsScreen } from "./visits.js";

//  noun: the action that it needs, its screen, the screen of one of them, that of a new one
const SCREENS = {
  hazards: ["list_hazards", HazardsScreen, HazardScreen, RecordScreen],
  visits: ["list_follow_ups", VisitsScreen, InspectionScreen, OpenInspectionScreen],
  planner: ["list_follow_ups", PlannerScreen],
  cases: ["list_cases", CasesScreen, CaseScreen, NewCaseScreen],
  clues: ["list_clues", CluesScreen, ClueScreen, NewClueScreen],
  documents: ["list_documents", DocumentsScreen, DocumentScreen],
  cards: ["list_cards", CardsScreen, CardScreen],
  contributions: ["list_contributions", ContributionsScreen],
  outgoing: ["list_outgoing_notices", OutgoingScreen],
  accounts: ["list_accounts", AccountsScreen],
  reference: ["list_layers", ReferenceScreen],
  imports: ["list_imports", ReferenceScreen, ImportScreen],
  ledger: ["read_ledger", LedgerScreen],
  capture: ["record_hazard", CaptureScreen, CaptureScreen],
  outbox: ["read_me", OutboxScreen],
  ready: ["read_me", ReadyScreen],
  me: ["read_me", AccountScreen],
};
// What an invited assistant may look at beside the outing.
const ANYONES = new Set(["me", "outbox", "ready"]);
const NEW = { hazards: "record_hazard", visits: "open_inspection", cases: "register_case", clues: "receive_clue" };

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
