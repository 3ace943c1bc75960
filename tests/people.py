"""People of the stories: a client that holds every answer against the shape that the API document promises."""

import json
from io import BytesIO
from pathlib import Path

from fieldapi import shapes

PASSWORD = "correct horse battery staple"
PHOTOS = Path(__file__).parent / "data" / "photos"
AREZZO = "nikon_p6000_arezzo_DSCN0010.jpg"


class Person:
    """Somebody with a browser or a phone; signed in when a username is given."""

    def __init__(self, app, username=None):
        self.app, self.client, self.headers = app, app.test_client(), {}
        self.username = username
        if username:
            self.again()
            self.id = self.get("/me")["id"]

    def again(self):
        """Sign in again, as after days."""
        said = {"username": self.username, "password": PASSWORD}
        token = self.post("/auth/tokens", said, status=201)["access_token"]
        self.headers = {"Authorization": f"Bearer {token}"}
        return self

    def ask(self, method, path, *, status=200, headers=None, **how):
        """The response, after its status and its shape were checked."""
        response = self.client.open(f"/api/v1{path}", method=method, headers=self.headers | (headers or {}), **how)
        assert response.status_code == status, (response.status_code, response.get_data(as_text=True)[:2000])
        if method == "HEAD":
            return response  # without a body to look at
        if status >= 400:
            assert response.content_type == "application/problem+json"
            shapes.Problem.model_validate_json(response.data)
        else:
            self._check_shape(method, path, response)
        return response

    def _check_shape(self, method, path, response):
        adapter = self.app.url_map.bind("localhost")
        endpoint, _ = adapter.match(f"/api/v1{path.partition('?')[0]}", method)
        declared = getattr(self.app.view_functions[endpoint].view_class, method.lower()).operation
        if declared.returns and response.is_json:
            declared.returns.model_validate_json(response.data)

    def get(self, path, *, status=200, headers=None, **query):
        return self.ask("GET", path, status=status, headers=headers, query_string=query).json

    def send(self, method, path, body, status, headers=None):
        response = self.ask(
            method, path, status=status, headers=headers, data=json.dumps(body), content_type="application/json"
        )
        return response.json

    def post(self, path, body, *, status=200, headers=None):
        return self.send("POST", path, body, status, headers)

    def patch(self, path, body, *, status=200):
        return self.send("PATCH", path, body, status)

    def put(self, path, body, *, status=200):
        return self.send("PUT", path, body, status)

    def raw(self, path, body: bytes, *, status, content_type="application/json"):
        return self.ask("POST", path, status=status, data=body, content_type=content_type).json

    def record(self, *, status=201, **changes):
        return self.post("/hazards", draft(**changes), status=status)

    def move(self, hazard, verb, *, status=200, **said):
        return self.post(f"/hazards/{hazard['id']}/moves", {"move": verb, **said}, status=status)

    def add_photo(self, hazard, name=AREZZO, *, status=201, content=None, **fields):
        path = PHOTOS / name
        file = (path.open("rb") if content is None else BytesIO(content), name)
        form = {**fields, "file": file}
        return self.ask(
            "POST", f"/hazards/{hazard['id']}/photos", status=status, data=form, content_type="multipart/form-data"
        ).json


def draft(**changes):
    """The manhole of the article; override what the test is about."""
    return {
        "type": "manhole.net_missing",
        "asset_kind": "telecom",
        "place_kind": "sidewalk",
        "location": {"lon": 117.385, "lat": 37.775, "datum": "WGS84", "accuracy_m": 6, "source": "gnss"},
        "seen_at": "2026-06-29T10:05:00+08:00",
        "severity": "high",
        "description": "校门东侧人行道通信井未装防坠网。",
        "address": "承德小学东门",
    } | changes


def rule(**changes):
    """A rule of Qingyun: its telecom wells belong to the county's telecom function."""
    return {
        "code": "R-qingyun-telecom",
        "role": "owner",
        "asset_kind": "telecom",
        "area_code": "371423",
        "agency_function": "telecom_carrier",
        "reason": "本县通信井由通信企业管护，建议向其核实。",
        "valid_from": "2026-06-29",
    } | changes


def asset(**changes):
    """A telecom well beside the school, as somebody registers it on site; override what the test is about."""
    return {
        "kind": "telecom",
        "name": "承德小学东门通信井",
        "location": {"lon": 117.38502, "lat": 37.775, "datum": "WGS84", "source": "gnss"},
        "net": False,
    } | changes
