/** A picture for each type of hazard, else for its family: strokes in a box of 24, told apart at a glance and without colour. */
import { html } from "./html.js";

const COVER = "M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16Z";
const HOLE = "M3 16a9 4 0 1 0 18 0 9 4 0 1 0-18 0Z";
const NET = `${COVER} M8.5 5v14 M15.5 5v14 M5 8.5h14 M5 15.5h14`;
const OTHER = "M12 3 22 20H2Z M12 9v5 M12 16.6v.8";

const DRAWN = {
  manhole: `${COVER} M8 9h8 M7 12h10 M8 15h8`,
  "manhole.missing": `${HOLE} M12 2v12 M8.5 10.5 12 14l3.5-3.5`,
  "manhole.stolen_suspected": `${HOLE} M9.5 4.6a2.6 2.6 0 1 1 3.6 2.4c-.8.4-1.1.9-1.1 1.8 M12 11v.3`,
  "manhole.broken": `${COVER} M12 4l-2.5 5 4.5 3-3.5 3 1.5 5`,
  "manhole.displaced": "M9 7a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13Z M11 4a7.5 7.5 0 0 1 8 11.5 M16 18l3-2.5-.5-4",
  "manhole.noise": "M8 7.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9Z M15 9a5 5 0 0 1 0 6 M18 6a9 9 0 0 1 0 12",
  "manhole.settlement": "M2 11h5l1 6h8l1-6h5 M12 3v10 M9 10l3 3 3-3",
  "manhole.protrusion": "M2 20h5l1-6h8l1 6h5 M12 11V3 M9 6l3-3 3 3",
  "manhole.cover_frame_step": "M2 9h9v7h11 M16 5v7 M13.5 9.5 16 12l2.5-2.5",
  "manhole.surround_damage": "M12 8.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7Z M12 8.5 11 3 M15.5 12l5.5 1 M8.5 12 3 11 M12 15.5l1 5.5 M14.5 9.5l4-4.5 M9.5 14.5l-4 4.5",
  "manhole.mismatched_cover": `${COVER} M8.5 8.5h7v7h-7Z`,
  "manhole.net_missing": `${NET} M2 22 22 2`,
  "manhole.net_failed": `${COVER} M8.5 5v14 M5 8.5h14 M15.5 5v3.5 M5 15.5h3.5 M12 12l5 5 M17 12l-5 5`,
  "manhole.net_not_restored": "M8.5 9a6 6 0 1 1 0 12 6 6 0 0 1 0-12Z M14 2h8v8h-8Z M18 2v8 M14 6h8",
  "manhole.class_insufficient": "M9 8h6l3 9H6Z M10 8a2 2 0 1 1 4 0 M2 20h7l3 2 3-2h7",
  "manhole.blocked_or_buried": `${HOLE} M7 3h10v10H7Z M7 3l10 10 M17 3 7 13`,
  "manhole.no_mark_or_owner_unknown": `${COVER} M9.6 9.8a2.5 2.5 0 1 1 3.5 2.2c-.8.4-1.1.9-1.1 1.7 M12 16.2v.3`,
  "manhole.overflow": `${HOLE} M7 10c0-3 2-4 2-7 M12 10c0-3 2-4 2-7 M17 10c0-3 2-4 2-7`,
  "manhole.abandoned_unfilled": "M4 6a8 3 0 1 0 16 0 8 3 0 1 0-16 0Z M4 6v12 M20 6v12 M4 18a8 3 0 0 0 16 0",
  "manhole.temp_guard_missing": "M3 8h18v5H3Z M6 13v8 M18 13v8 M9 8l-3 5 M14 8l-3 5 M19 8l-3 5",
  fire_lane: "M12 3c4 5 6 7 6 11a6 6 0 0 1-12 0c0-2 1-4 3-5 0 2 1 3 2 3 1-3 0-6 1-9Z",
  "fire_lane.exit_locked": "M4 21V4h9v17 M2 21h13 M10 12v1.5 M17 13v-2a2 2 0 0 1 4 0v2 M15.5 13h7v5h-7Z",
  "fire_lane.hydrant_buried": "M9 17v-6a3 3 0 0 1 6 0v6 M6 12h3 M15 12h3 M12 8V5 M2 20c3-4 5-3 7-2s4-2 7-1 4 1 6 3",
  tactile_paving: "M4 4h16v16H4Z M9 4v16 M15 4v16",
  "tactile_paving.occupied": "M4 13h16v8H4Z M9 13v8 M15 13v8 M7 13V4h10v9 M7 4l10 9",
  "tactile_paving.broken": "M4 4h16v16H4Z M9 4v16 M15 4v5l-2.5 3 4 3-1.5 5",
  "tactile_paving.dead_end": "M7 21V9h10v12 M12 21v-8 M4 5h16",
  "tactile_paving.cover_breaks_line": "M8 2v5 M16 2v5 M8 17v5 M16 17v5 M12 7.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9Z",
  road_defect: "M7 3 4 21 M17 3l3 18 M12 4v3 M12 11v3 M12 18v3",
  "road_defect.pit": "M2 9h5l2 6 3 2 3-3 2-5h5 M2 21h20",
  "road_defect.guardrail_gap": "M2 8h6v5H2Z M16 8h6v5h-6Z M5 13v7 M19 13v7 M11 10.5h.3 M13 10.5h.3",
  "road_defect.sign_lost": "M12 22v-9 M6 3h12v10H6Z M9.5 5.5l5 5 M14.5 5.5l-5 5",
  "road_defect.sight_line": "M2 12c4-7 16-7 20 0-4 7-16 7-20 0Z M12 9.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5Z M4 21 20 3",
  overhead_line: "M6 3v18 M18 3v18 M3 7h18 M6 10c4 4 8 4 12 0",
  "overhead_line.low": "M3 3v18 M21 3v18 M3 4c6 12 12 12 18 0 M12 14v6 M9 17l3 3 3-3",
  "overhead_line.messy": "M12 2v20 M3 5c6 9 11-5 18 4 M3 12c5-6 11 8 18 0 M3 16c6 4 12-2 18 2",
  "overhead_line.pole_broken": "M8 21v-9l8-9 M8 12l4 1 M4 21h9 M12 4l7 5",
  gas: "M9 8h6v13H9Z M10 8V5h4v3 M8 12h8",
  "gas.pipe_under_building": "M5 13V6l7-4 7 4v7Z M2 16h20v5H2Z M8 16v5 M16 16v5",
  "gas.no_warning_sign": "M12 3 22 20H2Z M9.5 11l5 6 M14.5 11l-5 6",
  "gas.leak_suspected": "M3 15h11v6H3Z M7 15v-4h4 M17 18c0-4 3-3 3-7 M17 12c0-4 3-3 3-7",
  water_safety: "M3 10c3-3 6 3 9 0s6 3 9 0 M3 16c3-3 6 3 9 0s6 3 9 0",
  "water_safety.disused_well": "M4 12h16v9H4Z M6 12V4h12v8 M12 4v5 M10 9h4v3 M9 12v9 M15 12v9",
  school_perimeter: "M3 10 12 4l9 6 M5 10v10h14V10 M10 20v-5h4v5",
  "school_perimeter.vendor": "M2 10h20l-3-6H5Z M4 10v11 M20 10v11 M4 15h16",
  "school_perimeter.crossing_missing": "M3 21 6 4 M9 21l1-17 M15 21 14 4 M21 21 18 4",
  "school_perimeter.open_well": "M4 8l8-5 8 5 M6 8v4 M18 8v4 M4 17a8 4 0 1 0 16 0 8 4 0 1 0-16 0Z",
  food_drug: "M8 11v10 M5 3v5a3 3 0 0 0 6 0V3 M8 3v8 M17 21V3c-4 2-4 9 0 11",
  environment: "M5 19C5 9 11 5 20 4c0 9-4 15-13 15 M4 22c2-6 5-9 9-11",
  "environment.black_water": "M2 5h9v4h-9Z M11 7c5 0 5 2 5 6 M3 16c3-3 6 3 9 0s6 3 9 0 M3 21c3-3 6 3 9 0s6 3 9 0",
  "environment.dust": "M3 9h11a3 3 0 1 0-3-3 M3 13h16a3 3 0 1 1-3 3 M3 17h8a2 2 0 1 1-2 2",
  cultural_relic: "M3 9 12 4l9 5Z M5 9v9 M10 9v9 M14 9v9 M19 9v9 M3 20h18",
  work_safety: "M4 16a8 8 0 0 1 16 0Z M2 16h20 M12 8V5 M9 9v4 M15 9v4",
  special_equipment: "M5 3h14v18H5Z M9 10l3-3 3 3 M9 14l3 3 3-3",
  state_property_land: "M4 6l8-2 8 3v11l-8 2-8-3Z M12 4v16 M4 12l16 1",
  personal_info: "M12 4a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7Z M5 20c0-9 14-9 14 0Z",
  women_rights: "M12 3a5 5 0 1 1 0 10 5 5 0 0 1 0-10Z M12 13v8 M8.5 17h7",
  military_interest: "M12 3l2.6 6 6.4.5-5 4 1.6 6.5L12 16.5 6.4 20 8 13.5l-5-4L9.4 9Z",
  hero_honour: "M10 18 11 4h2l1 14 M7 21h10v-3H7Z",
};

/** @param {{type: {code: string, family: string}}} props */
export function Pictogram({ type }) {
  return html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d=${DRAWN[type.code] ?? DRAWN[type.family] ?? OTHER} /></svg>`;
}
