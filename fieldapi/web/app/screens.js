/** Which screen a route shows. */
import { AccountScreen } from "./account.js";
import { CaptureScreen } from "./capture.js";
import { CardScreen } from "./card.js";
import { CardsScreen } from "./cards.js";
import { CaseScreen } from "./case.js";
import { CasesScreen } from "./cases.js";
import { HazardScreen } from "./hazard.js";
import { HazardsScreen } from "./hazards.js";
import { HomeScreen } from "./home.js";
import { html } from "./html.js";
import { InspectionScreen } from "./inspection.js";
import { InvitedScreen } from "./invited.js";
import { NewCaseScreen } from "./new-case.js";
import { OfflineStart, useOnline } from "./offline-start.js";
import { OpenInspectionScreen } from "./open-inspection.js";
import { OutboxScreen } from "./outbox-screen.js";
import { ReadyScreen } from "./ready.js";
import { RecordScreen } from "./record.js";
import { RevisitScreen } from "./revisit.js";
import { useSession } from "./session.js";
import { VisitsScreen } from "./visits.js";

/** @param {{route: string[]}} props */
export function Screen({ route }) {
  const { can } = useSession();
  const [noun, id, second] = route;
  const online = useOnline();
  if (noun === "outbox") return html`<${OutboxScreen} />`;
  if (noun === "ready") return html`<${ReadyScreen} />`;
  if (can("read_invited") && noun !== "me") return html`<${InvitedScreen} />`;
  if (!can("list_hazards") || noun === "me") return html`<${AccountScreen} />`;
  if (noun === "capture" && can("record_hazard")) return html`<${CaptureScreen} key=${id} id=${id} />`;
  if (noun === "revisit" && second && can("record_finding")) {
    return html`<${RevisitScreen} key=${second} inspectionId=${id} hazardId=${second} />`;
  }
  if (noun === "hazards" && id === "new" && can("record_hazard")) return html`<${RecordScreen} />`;
  if (noun === "hazards" && id && id !== "new") return html`<${HazardScreen} key=${id} id=${id} />`;
  if (noun === "visits" && can("list_follow_ups")) return html`<${Visits} id=${id} />`;
  if (noun === "cards" && can("list_cards")) return id ? html`<${CardScreen} key=${id} id=${id} />` : html`<${CardsScreen} />`;
  if (noun === "cases" && can("list_cases")) return html`<${Cases} id=${id} />`;
  if (noun === "hazards") return html`<${HazardsScreen} />`;
  if (!online && can("record_hazard")) return html`<${OfflineStart} />`;
  return html`<${HomeScreen} />`;
}

function Cases({ id }) {
  if (!id) return html`<${CasesScreen} />`;
  if (id === "new") return html`<${NewCaseScreen} />`;
  return html`<${CaseScreen} key=${id} id=${id} />`;
}

function Visits({ id }) {
  if (!id) return html`<${VisitsScreen} />`;
  if (id === "new") return html`<${OpenInspectionScreen} />`;
  return html`<${InspectionScreen} key=${id} id=${id} />`;
}
