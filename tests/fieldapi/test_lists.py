"""Lists: filters, order, pages, and what may not be seen."""

import base64
from contextlib import contextmanager
from itertools import chain, pairwise

import hypothesis
import pytest
from hypothesis import strategies as st
from sqlalchemy import event

from inspections import search
from inspections.db import new_id
from tests.steps import agency, claimed, confirmed, judge, outing, referred, visit, wrong

FAR = {"lon": 117.45, "lat": 37.80, "datum": "WGS84", "accuracy_m": 6, "source": "gnss"}


def at(hour):
    return f"2026-06-28T{hour:02}:00:00+08:00"


def ids(person, **query):
    return [row["id"] for row in person.ask("GET", "/hazards", query_string=query).json["items"]]


def refused(person, **query):
    """The wrong parameters of a list of hazards that is not given: ``{(name, code), …}``."""
    problem = person.ask("GET", "/hazards", status=400, query_string=query).json
    assert problem["code"] == "bad_parameter"
    return wrong(problem)


def pages(person, between=lambda: None, **query):
    """The ids page by page, walked by cursor; *between* happens after each page."""
    found, cursor = [], {}
    while True:
        answer = person.get("/hazards", **query, **cursor)
        found.append([row["id"] for row in answer["items"]])
        if answer["next_cursor"] is None:
            return found
        cursor = {"cursor": answer["next_cursor"]}
        between()


@contextmanager
def counted(database):
    """The SQL statements that are sent meanwhile."""
    sent = []

    def note(connection, cursor, statement, *rest):
        sent.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    yield sent
    event.remove(database.engine, "before_cursor_execute", note)


@pytest.mark.parametrize("many", [1, 2, 5000])
def test_a_box_gives_the_same_page_however_crowded_it_is(li, monkeypatch, many):
    monkeypatch.setattr(search, "MANY", many)
    here = [li.record(seen_at=at(hour))["id"] for hour in (1, 2, 3)]
    confirmed_one = confirmed(li, seen_at=at(4))["id"]
    li.record(location=FAR)
    box = "117.38,37.77,117.39,37.78"

    assert ids(li, bbox=box, limit=3) == [confirmed_one, here[2], here[1]]
    assert ids(li, bbox=box, status="recorded") == here[::-1]
    assert ids(li, bbox=box, status="confirmed,closed", sort="seen_at") == [confirmed_one]


def test_each_filter_narrows_the_list(li, zheng, liu):
    manhole = li.record(seen_at=at(8), description="井盖缺失100%")["id"]
    light = li.record(
        type="manhole.missing", seen_at=at(10), severity="low", location=FAR, asset_kind="sewage", address="北海_路"
    )["id"]
    elsewhere = liu.record(seen_at=at(9))["id"]
    li.move({"id": light}, "confirm", note="夜间", unknown_owner=True)
    office = zheng.get(f"/hazards/{elsewhere}")["office"]["id"]
    every = [light, elsewhere, manhole]

    for query, expected in [
        ({}, every),
        ({"bbox": "117.44,37.79,117.46,37.81"}, [light]),
        ({"bbox": "117.45,37.80,117.45,37.80"}, [light]),
        ({"status": "confirmed"}, [light]),
        ({"status": "recorded,confirmed"}, every),
        ({"status": "closed"}, []),
        ({"type": "manhole"}, every),
        ({"type": "manhole.missing"}, [light]),
        ({"type": "man"}, []),
        ({"severity": "low,medium"}, [light]),
        ({"office": office}, [elsewhere]),
        ({"office": str(new_id())}, []),
        ({"q": "100%"}, [manhole]),
        ({"q": "1%0"}, []),
        ({"q": "北海_"}, [light]),
        ({"q": "北_路"}, []),
        ({"q": "371423-2026-h0002"}, [light]),
        ({"seen_from": at(9)}, [light, elsewhere]),
        ({"seen_to": at(9)}, [elsewhere, manhole]),
        ({"seen_from": at(9), "seen_to": at(9)}, [elsewhere]),
        ({"overdue": "true"}, []),
        ({"severity": "low", "type": "manhole.missing", "q": "北海"}, [light]),
    ]:
        assert ids(zheng, **query) == expected, query


def test_an_agency_is_asked_for_in_a_role_or_in_any(li):
    hazard, other = li.record(), li.record()
    executive, housing = agency(li, "庆云县综合行政执法局"), agency(li, "庆云县住房和城乡建设局")
    choice = {"version": 1, "role": "regulator", "agency_id": executive, "reason": "城区道路由其管护"}
    li.put(f"/hazards/{hazard['id']}/responsibilities", choice)

    assert ids(li, agency=executive) == ids(li, agency=executive, role="regulator") == [hazard["id"]]
    assert ids(li, agency=executive, role="owner") == ids(li, agency=housing) == []
    assert other["id"] in ids(li)


def test_sorted_by_when_it_was_seen_or_received(li, clock):
    early = li.record(seen_at=at(8))["id"]
    clock.advance(minutes=5)
    late = li.record(seen_at=at(6))["id"]

    assert ids(li) == ids(li, sort="-seen_at") == [early, late]
    assert ids(li, sort="seen_at") == [late, early]
    assert ids(li, sort="received_at") == [early, late]
    assert ids(li, sort="-received_at") == [late, early]


@pytest.mark.slow
def test_pages_of_any_size_hold_every_hazard_once_and_in_order(li):
    for number in range(9):
        li.record(seen_at=at(8 + number // 4))  # several at the same moment
    whole = {sort: ids(li, sort=sort) for sort in ("seen_at", "-seen_at", "received_at", "-received_at")}

    @hypothesis.settings(max_examples=12, deadline=None)
    @hypothesis.given(st.integers(1, 11), st.sampled_from([*whole]))
    def walk(limit, sort):
        found = pages(li, limit=limit, sort=sort)
        assert [*chain(*found)] == whole[sort]
        assert all(len(page) == limit for page in found[:-1])

    walk()
    moments = [row["seen_at"] for row in li.get("/hazards", sort="seen_at")["items"]]
    assert all(one <= two for one, two in pairwise(moments))


@pytest.mark.parametrize("sort", ["-seen_at", "seen_at"])
def test_pages_neither_skip_nor_repeat_while_others_record(li, sun, sort):
    known = {li.record(seen_at=at(8 + number % 3))["id"] for number in range(7)}

    def meanwhile():
        sun.record(seen_at=at(7))
        sun.record(seen_at=at(9))
        sun.record(seen_at=at(12))

    walked = [*chain(*pages(li, meanwhile, limit=2, sort=sort))]

    assert len(walked) == len(set(walked))
    assert known <= set(walked)


def test_a_cursor_works_for_its_own_list_and_whole(li):
    for _ in range(3):
        li.record()
    cursor = li.get("/hazards", limit=1)["next_cursor"]
    forged = base64.urlsafe_b64encode(b'["0001-01-01T00:00:00+14:00","01890000-0000-7000-8000-000000000000","0"]')
    tampered = [cursor[:place] + ("A" if cursor[place] != "A" else "B") + cursor[place + 1 :] for place in (3, 40, -1)]

    for query in [
        {"cursor": cursor, "status": "recorded"},
        {"cursor": cursor, "sort": "seen_at"},
        *({"cursor": text} for text in (*tampered, cursor[:-4], cursor + "=", "💥", forged.decode())),
        *({"cursor": base64.urlsafe_b64encode(json).decode()} for json in (b"{}", b"[]", b"1", b"null", b'{"a": 1}')),
    ]:
        assert refused(li, **query) == {("cursor", "bad_cursor")}, query


@pytest.mark.parametrize("path", ["/inspections", "/follow-ups"])
def test_outings_and_visits_come_in_pages_too(li, path):
    for _ in range(5):
        outing(li, hazard_ids=[claimed(li)["id"]])
    whole, walked, query = li.get(path)["items"], [], {}
    while query is not None:
        answer = li.get(path, limit=2, **query)
        assert len(answer["items"]) <= 2
        walked += answer["items"]
        query = answer["next_cursor"] and {"cursor": answer["next_cursor"]}
    elsewhere = li.get("/hazards", limit=1)["next_cursor"]

    assert walked == whole
    assert len(whole) == (5 if path == "/inspections" else 10)
    assert wrong(li.get(path, status=400, cursor=elsewhere)) == {("cursor", "bad_cursor")}


@pytest.mark.parametrize("path", ["/hazards", "/follow-ups", "/inspections"])
def test_a_parameter_that_makes_no_sense_is_named(li, path):
    for query, name in [
        ("limit=0", "limit"),
        ("limit=501", "limit"),
        ("limit=abc", "limit"),
        ("limit=1&limit=2", "limit"),
        ("colour=red", "colour"),
    ]:
        problem = li.ask("GET", f"{path}?{query}", status=400).json
        assert problem["code"] == "bad_parameter"
        assert [field["path"] for field in problem["fields"]] == [name], query


def test_a_filter_of_hazards_that_makes_no_sense_is_named(li):
    boxes = ["", "1,2,3", "a,b,c,d", "nan,0,1,1", "10,0,5,1", "0,10,1,5", "-181,0,0,1", "0,0,1,91", "0,0,1,inf"]
    for name, values in {
        "bbox": boxes,
        "limit": ["101", "-1", "1.5", ""],
        "status": ["open", "", "recorded,", "recorded;confirmed"],
        "severity": ["worst"],
        "agency": ["7"],
        "office": ["qingyun"],
        "role": ["boss"],
        "overdue": ["maybe"],
        "q": ["长" * 101],
        "seen_from": ["yesterday", "2026-06-29T10:00:00", "1782698700"],
        "sort": ["number"],
        "type": ["manhole'--"],
    }.items():
        for value in values:
            assert {path.split(".")[0] for path, _ in refused(li, **{name: value})} == {name}, value


def test_a_parameter_that_is_no_utf_8_is_not_read_as_something_else(li):
    assert li.ask("GET", "/hazards?q=%B3%D0%B5%C2", status=400).json["code"] == "not_utf8"


def test_what_may_not_be_seen_is_in_no_list_and_in_no_count(li, liu, zheng, person):
    hazard = claimed(li)
    visit(li, hazard, "not_fixed")
    liu.record()

    for path, mine, theirs in [("/hazards", 1, 1), ("/follow-ups", 1, 0), ("/inspections", 1, 0)]:
        assert len(li.get(path)["items"]) == mine, path
        assert len(liu.get(path)["items"]) == theirs, path
        assert len(zheng.get(path)["items"]) == mine + theirs, path
    assert hazard["id"] not in chain(*pages(liu, limit=1))
    assert ids(liu, q=hazard["number"]) == ids(liu, office=hazard["office"]["id"]) == []
    assert person("liaison.chengguan").get("/hazards", status=403)["code"] == "role_may_not"


@pytest.mark.slow
def test_a_long_list_asks_the_database_no_more_often_than_a_short_one(li, database):
    def act(count):
        for _ in range(count):
            judge(li, outing(li), referred(li), "not_found")

    def asked():
        numbers = []
        for path in ("/hazards", "/follow-ups", "/inspections"):
            with counted(database) as sent:
                li.get(path)
            numbers.append(len(sent))
        return numbers

    act(3)
    few = asked()
    act(6)
    for _ in range(21):
        li.record()
    assert len(li.get("/hazards")["items"]) == 30
    assert asked() == few
