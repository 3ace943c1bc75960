"""Signing in and out, and what a token is good for."""

import time
from datetime import timedelta
from statistics import median

import pyotp
import pytest
from sqlalchemy import select, update

from inspections import people
from inspections.errors import Invalid, NotFound
from inspections.models import Entry, Grant, Person, Token
from tests.conftest import MORNING
from tests.people import PASSWORD, draft
from tests.people import Person as Client
from tests.steps import LI, sign_in

pytestmark = pytest.mark.databases("sqlite")
CHINESE = "每天早上先看三处井盖再喝茶"


def change(database, username, **values):
    database.write(lambda session: session.execute(update(Person).where(Person.username == username).values(values)))


def bearer(answer):
    return {"Authorization": f"Bearer {answer.json['access_token']}"}


def test_a_wrong_name_a_wrong_password_and_a_disabled_account_get_the_same_answer(stranger, database):
    change(database, "admin", disabled_at=MORNING)

    answers = {
        sign_in(stranger, LI, "not the password", status=401).data,
        sign_in(stranger, "nobody", "not the password", status=401).data,
        sign_in(stranger, "admin", status=401).data,
    }

    assert len(answers) == 1


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_an_unknown_name_takes_as_long_as_a_known_one(stranger, database):
    database.write(lambda session: people.reset_password(session, LI, PASSWORD))  # hashed at its full cost

    def seconds(username, number):
        begun = time.perf_counter()
        sign_in(stranger, username, "not the password", status=401, address=f"10.0.1.{number}")
        return time.perf_counter() - begun

    known, unknown = (median(seconds(name, number) for number in range(7)) for name in (LI, "nobody"))

    assert 0.4 < known / unknown < 2.5


@pytest.mark.parametrize("username", [LI.upper(), f"  {LI}\t", "ｐｒｏｓｅｃｕｔｏｒ．ｑｉｎｇｙｕｎ"])
def test_the_name_may_be_typed_in_any_case_and_width(stranger, username):
    sign_in(stranger, username)


def test_a_chinese_passphrase_works_to_the_last_character(stranger, database):
    database.write(lambda session: people.reset_password(session, LI, CHINESE))

    sign_in(stranger, password=CHINESE)
    sign_in(stranger, password=CHINESE[:-1] + "水", status=401)


@pytest.mark.parametrize("password", ["x" * 11, "x" * 129, ""], ids=len)
def test_a_password_has_12_to_128_characters(database, password):
    with pytest.raises(Invalid):
        database.write(lambda session: people.reset_password(session, LI, password))


def test_of_a_long_password_every_character_counts(stranger, database):
    database.write(lambda session: people.reset_password(session, LI, "长" * 128))

    sign_in(stranger, password="长" * 128)
    sign_in(stranger, password="长" * 127, status=401)
    sign_in(stranger, password="长" * 129, status=401)
    sign_in(stranger, password="长" * 10_000, status=422)


@pytest.mark.databases("sqlite", "postgresql")
def test_a_reset_ends_every_session_and_needs_a_known_name(li, database):
    database.write(lambda session: people.reset_password(session, f" {LI.upper()}", CHINESE))

    li.get("/me", status=401)
    with pytest.raises(NotFound):
        database.write(lambda session: people.reset_password(session, "nobody", CHINESE))


@pytest.fixture
def code(database):
    """What Li's authenticator shows, *steps* of 30 s away from now."""
    secret = pyotp.random_base32()
    change(database, LI, totp_secret=secret)
    return lambda steps=0: pyotp.TOTP(secret).at(database.clock() + timedelta(seconds=30 * steps))


@pytest.mark.databases("sqlite", "postgresql")
def test_a_code_is_good_once(stranger, code):
    sign_in(stranger, totp=code())

    sign_in(stranger, totp=code(), status=401)
    sign_in(stranger, totp=code(-1), status=401)  # older than the one used
    sign_in(stranger, totp=code(1))


def test_a_wrong_code_is_refused_like_a_wrong_password(stranger, code):
    without = sign_in(stranger, password="wrong", totp=code(), status=401)

    for number, wrong in enumerate((None, "", "12345", "é", "１２３４５６", code(2), code(-2))):
        assert sign_in(stranger, totp=wrong, status=401, address=f"10.2.0.{number}").data == without.data
    sign_in(stranger, totp=code(-1))


def test_the_token_itself_is_nowhere_in_the_database(stranger, database, settings):
    token = sign_in(stranger).json["access_token"]
    assert len(token) >= 4 + 43  # 256 bits

    with database.read() as session:
        tokens = [row.hash for row in session.scalars(select(Token))]
        entries = b"".join(row.canonical + row.payload for row in session.scalars(select(Entry)))
    assert len(tokens) == 1 and token not in tokens
    assert token.encode() not in entries and tokens[0].encode() not in entries
    for path in settings.data.rglob("*"):
        assert not path.is_file() or token.encode() not in path.read_bytes()


@pytest.mark.databases("sqlite", "postgresql")
def test_signing_out_ends_the_session_at_once_and_only_this_one(stranger):
    one, other = bearer(sign_in(stranger)), bearer(sign_in(stranger))
    assert one != other

    stranger.ask("DELETE", "/auth/tokens", status=204, headers=one)

    stranger.get("/me", status=401, headers=one)
    stranger.get("/me", headers=other)


def test_a_token_ends_after_twelve_idle_hours(li, clock):
    clock.advance(hours=12)

    li.get("/me", status=401)


@pytest.mark.databases("sqlite", "postgresql")
def test_use_keeps_a_token_alive_for_thirty_days_and_no_longer(li, clock):
    for _ in range(30 * 24 // 11):
        clock.advance(hours=11)
        li.get("/me")
    clock.advance(hours=11)

    li.get("/me", status=401)


@pytest.mark.databases("sqlite", "postgresql")
def test_the_use_of_a_token_is_noted_every_ten_minutes(li, clock, database):
    def noted():
        with database.read() as session:
            return session.scalar(select(Token.used_at))

    clock.advance(minutes=9)
    li.get("/me")
    assert noted() == MORNING
    clock.advance(minutes=1)
    li.get("/me")
    assert noted() == MORNING + timedelta(minutes=10)


def test_the_web_app_gets_a_cookie_that_no_script_reads(stranger):
    answer = sign_in(stranger, headers={"X-Lanjian-Web": "1"})

    name, *flags = answer.headers["Set-Cookie"].split("; ")
    assert name.startswith("__Host-lanjian=ses_")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Strict"} <= set(flags)
    assert not any(flag.startswith("Domain") for flag in flags)
    assert answer.json["access_token"] is None


def test_with_the_cookie_reads_work_and_writes_need_the_header_too(app):
    browser, ours = Client(app), {"X-Lanjian-Web": "1"}
    sign_in(browser, headers=ours)

    browser.get("/hazards")
    browser.post("/hazards", draft(), status=401)
    browser.post("/hazards", draft(), status=201, headers=ours)
    browser.ask("DELETE", "/auth/tokens", status=401)
    gone = browser.ask("DELETE", "/auth/tokens", status=204, headers=ours)
    assert gone.headers["Set-Cookie"].startswith("__Host-lanjian=;")
    browser.get("/hazards", status=401)


@pytest.mark.databases("sqlite", "postgresql")
def test_sessions_that_ended_are_swept_when_the_same_person_comes_again(app, database, clock):
    Client(app, LI)
    clock.advance(days=31)
    Client(app, LI)

    with database.read() as session:
        assert len(session.scalars(select(Token)).all()) == 1


def test_who_is_disabled_is_out_with_the_next_request(li, database):
    change(database, LI, disabled_at=MORNING)

    li.get("/hazards", status=401)


@pytest.mark.databases("sqlite", "postgresql")
def test_a_role_ends_with_its_last_day_and_the_account_can_still_sign_out(li, database, clock):
    today = clock().date()
    database.write(lambda session: session.execute(update(Grant).values(valid_from=today, valid_to=today)))
    li.get("/hazards")

    clock.advance(hours=11)
    li.get("/me")  # 21:05 in Shandong: the role lasts until midnight there
    clock.advance(hours=3)

    assert li.get("/hazards", status=403)["code"] == "role_may_not"
    assert li.get("/me")["roles"] == []
    li.ask("DELETE", "/auth/tokens", status=204)


def test_a_role_of_tomorrow_is_none_today(li, database, clock):
    tomorrow = clock().date() + timedelta(days=1)
    database.write(lambda session: session.execute(update(Grant).values(valid_from=tomorrow)))

    li.get("/hazards", status=403)
    clock.advance(hours=11)
    li.get("/me")
    clock.advance(hours=3)
    li.get("/hazards")
