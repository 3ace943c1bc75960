"""Whoever guesses passwords is stopped soon; whoever knows theirs is not."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from sqlalchemy import select

from inspections import people
from inspections.models import SignInAttempt
from tests.conftest import MORNING
from tests.people import PASSWORD
from tests.steps import LI, sign_in


def test_five_failures_lock_a_name_at_one_address_for_a_quarter_of_an_hour(stranger, clock):
    for _ in range(5):
        sign_in(stranger, password="wrong", status=401)

    locked = sign_in(stranger, status=429)  # though the password is right

    assert 0 < int(locked.headers["Retry-After"]) <= 15 * 60
    assert locked.headers["Retry-After"] in locked.json["detail"]
    sign_in(stranger, address="10.0.0.2")  # the owner elsewhere is not locked out
    sign_in(stranger, "chief.qingyun")
    clock.advance(minutes=15)
    sign_in(stranger)


def test_guesses_at_the_same_moment_count_too(app):
    client = threading.local()

    def guess(number):
        client.own = app.test_client()
        said = {"username": LI, "password": f"wrong {number}"}
        return client.own.post("/api/v1/auth/tokens", json=said).status_code

    with ThreadPoolExecutor(12) as pool:
        answers = Counter(pool.map(guess, range(24)))

    assert answers[401] <= 5
    assert answers[401] + answers[429] + answers[503] == 24


def test_the_right_password_at_the_same_moment_waits_a_second_at_most(app):
    def enter(_):
        said = {"username": LI, "password": PASSWORD}
        return app.test_client().post("/api/v1/auth/tokens", json=said)

    with ThreadPoolExecutor(12) as pool:
        answers = [*pool.map(enter, range(12))]

    assert {answer.status_code for answer in answers} <= {201, 429, 503}
    assert {answer.headers["Retry-After"] for answer in answers if answer.status_code == 429} <= {"1"}
    assert enter(0).status_code == 201


def test_an_attempt_that_nobody_judged_counts_as_failed(stranger, database, clock):
    for _ in range(5):
        database.write(lambda session: people.begin_attempt(session, LI, "10.0.0.1"))
    assert sign_in(stranger, status=429).headers["Retry-After"] == "1"
    clock.advance(minutes=1)

    assert sign_in(stranger, status=429).headers["Retry-After"] == str(14 * 60)


def test_a_forwarded_address_is_not_believed(stranger):
    for number in range(5):
        sign_in(stranger, password="wrong", status=401, headers={"X-Forwarded-For": f"1.2.3.{number}"})

    sign_in(stranger, status=429, headers={"X-Forwarded-For": "9.9.9.9", "Forwarded": "for=9.9.9.9"})


def test_another_spelling_of_the_name_counts_as_the_same(stranger):
    for username in (LI, LI.upper(), f" {LI} ", "ｐｒｏｓｅｃｕｔｏｒ.ｑｉｎｇｙｕｎ", LI.title()):
        sign_in(stranger, username, "wrong", status=401)

    sign_in(stranger, status=429)


def test_failures_are_kept_without_name_or_address_and_forgotten(stranger, database, clock):
    sign_in(stranger, password="wrong", status=401, address="10.9.8.7")
    with database.read() as session:
        kept = repr([(row.subject, row.at) for row in session.scalars(select(SignInAttempt))])
    clock.advance(minutes=16)
    sign_in(stranger, "someone else", "wrong", status=401)

    assert LI not in kept and "10.9.8.7" not in kept
    with database.read() as session:
        assert set(session.scalars(select(SignInAttempt.at))) == {MORNING + timedelta(minutes=16)}
