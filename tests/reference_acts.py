"""Every act on reference data, calendars, registers and other imports once; ``did(action, act)`` does one."""

import json

from tests import imports, operations
from tests.people import asset, rule
from tests.steps import agency


def change_reference_data(did, li):
    did("add_rule", lambda: li.post("/rules", rule(), status=201))
    path = f"/rules/{rule()['code']}"
    did("amend_rule", lambda: li.patch(path, {"version": 1, "priority": 1}))
    did("end_rule", lambda: li.post(f"{path}/end", {"version": 2, "last_day": "2026-12-31", "reason": "机构改革"}))
    said = {"name": "庆云县道路养护站", "kind": "unit", "area_code": "371423"}
    station = did("add_agency", lambda: li.post("/agencies", said, status=201))
    path = f"/agencies/{station['id']}"
    centre = did("amend_agency", lambda: li.patch(path, {"name": "庆云县道路养护中心"}))
    merger = {"successor_id": agency(li, "庆云县综合行政执法局"), "valid_from": "2026-12-31", "reason": "机构改革"}
    did("succeed_agency", lambda: li.post(f"/agencies/{centre['id']}/succeed", merger))


def run_a_clock(did, li, chen):
    cover = li.record(type="manhole.displaced")
    path = f"/hazards/{cover['id']}/owner-notices"
    clock = did("notify_owner", lambda: li.post(path, operations.NOTICE))["clock"]
    said = {"move": "cancel", "note": "不属于窨井盖"}
    did("move_clock", lambda: chen.post(f"/clocks/{clock['id']}/moves", said))
    did("amend_calendar", lambda: li.patch("/calendar", operations.AMENDMENT))
    did("import_calendar", lambda: imports.send(li, "/calendar/imports", b"{}", {}))


def import_acts(did, li):
    path, said = "/layers/imports", operations.LAYER | {"kind": "sensitive"}
    point = {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [117.385, 37.775]}}
    school = json.dumps({"type": "FeatureCollection", "features": [point]}).encode()
    row = did("import_layer", lambda: imports.send(li, path, school, said))
    did("discard_import", lambda: li.post(f"/imports/{row['id']}/discard", {"version": row["version"]}))
    row = imports.checked(li, path, school, said)
    did("apply_import", lambda: li.post(f"/imports/{row['id']}/apply", {"version": row["version"]}))
    imports.work(li.app)
    did("import_rules", lambda: imports.send(li, "/rules/imports", b"{}", {}))
    layer = next(layer for layer in li.get("/layers")["items"] if layer["key"] == said["key"])
    did("withdraw_layer", lambda: li.post(f"/layers/{layer['id']}/withdraw", {"reason": "版本有误"}))


def asset_acts(did, li, chen):
    did("import_assets", lambda: imports.send(li, "/assets/imports", b"{}", operations.REGISTER))
    did("import_hazards", lambda: imports.send(li, "/hazards/imports", b"{}", {"source": "旧台账"}))
    well = did("record_asset", lambda: li.post("/assets", asset(), status=201))
    did("amend_asset", lambda: li.patch(f"/assets/{well['id']}", {"version": 1, "net": True, "reason": "已加装"}))
    register = {"f": "csv", "purpose": "核对"}
    did("read_asset_register", lambda: chen.ask("GET", "/assets/register", query_string=register))
