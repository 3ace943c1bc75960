"""Every operation of the API, and something to say to it: for the tests that walk them all."""

from dataclasses import dataclass, field
from io import BytesIO
from uuid import uuid4

from fieldapi import openapi
from tests.people import AREZZO, PASSWORD, PHOTOS, draft

FORM = "multipart/form-data"
PLACE = {"lon": 117.385, "lat": 37.775, "datum": "WGS84", "type": "manhole.net_missing"}
QUERIES = {"read_responsibility": PLACE, "list_clusters": {"bbox": "117,37,118,38", "zoom": 8}}


@dataclass(frozen=True, slots=True)
class Operation:
    action: str
    method: str
    path: str  # below /api/v1, with {hazard_id} and the like


@dataclass(frozen=True, slots=True)
class World:
    """One record of each noun, as the ids that stand in paths."""

    ids: dict[str, str]
    photo: bytes = field(default=(PHOTOS / AREZZO).read_bytes())

    def body(self, action):
        """A body for a write: complete, though the record may have moved on since."""
        return {
            "sign_in": {"username": "nobody.at.all", "password": PASSWORD},
            "record_hazard": draft(),
            "amend_hazard": {"version": 1, "severity": "low"},
            "move_hazard": {"move": "confirm", "note": "现场无法拍照", "unknown_owner": True},
            "override_responsibility": {"version": 1, "role": "owner", "agency_id": None, "reason": "权属不明"},
            "open_inspection": {"kind": "patrol", "title": "承德小学周边"},
            "amend_inspection": {"version": 1, "note": "增加一处"},
            "add_participant": {"name": "老赵", "body": "渤海路街道"},
            "record_finding": {"hazard_id": self.ids["hazard_id"], "verdict": "not_fixed", "note": "未整改"},
            "finalise_inspection": {},
            "request_reassignment": {"reason": "责任区划有调整"},
            "apply_reassignment": {"difference": "0" * 64},
        }.get(action)


def every(app) -> list[Operation]:
    return [
        Operation(function.operation.action, method.upper(), path.removeprefix(openapi.PREFIX))
        for path, method, function in openapi.operations(app)
    ]


def world(person) -> World:
    """A hazard with a photo, and an open inspection, of *person*'s office; and the first layer."""
    hazard = person.record()
    photo = person.add_photo(hazard)
    inspection = person.post("/inspections", {"kind": "patrol", "title": "承德小学周边"}, status=201)
    layer = person.get("/layers")["items"][0]
    ids = {"hazard": hazard, "photo": photo, "inspection": inspection, "layer": layer}
    return World({f"{noun}_id": row["id"] for noun, row in ids.items()} | {"reassignment_id": str(uuid4())})


def nowhere() -> World:
    """Ids of nothing that exists."""
    return World({f"{noun}_id": str(uuid4()) for noun in ("hazard", "photo", "inspection", "layer", "reassignment")})


def ask(client, operation: Operation, world: World, headers):
    """Call one operation about *world*; the response as it is."""
    how = {"query_string": QUERIES.get(operation.action), "headers": headers, "buffered": True}
    if operation.action == "add_photo":
        how |= {"data": {"file": (BytesIO(world.photo), AREZZO)}, "content_type": FORM}
    elif operation.method in ("POST", "PUT", "PATCH"):
        how["json"] = world.body(operation.action)
    return client.open(f"/api/v1{operation.path.format(**world.ids)}", method=operation.method, **how)
