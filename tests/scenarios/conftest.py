"""What the scenarios of acceptance share."""

from datetime import UTC, date, datetime, time

import pytest

from fieldapi import worker
from inspections.db import SHANGHAI


@pytest.fixture
def on(clock):
    """Let it be the morning of that day; whoever is named signs in again."""

    def turn(day, *people):
        clock.at = datetime.combine(date.fromisoformat(day), time(10, 5), SHANGHAI).astimezone(UTC)
        for person in people:
            person.again()

    return turn


@pytest.fixture
def work(database, store):
    """Do every job that is due."""

    def do():
        while worker.work_once(database, store):
            pass

    return do
