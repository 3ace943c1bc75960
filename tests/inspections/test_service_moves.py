"""The table of a service's moves, exhaustively: whoever is not in it, from wherever it does not say, is refused."""

from itertools import product
from types import SimpleNamespace
from uuid import uuid4

import pytest

from inspections.errors import Conflict, NotAllowed
from inspections.models import Role, ServiceState, ServiceVerb
from inspections.people import Actor, Held
from inspections.service_drafts import ServiceMoveDraft
from inspections.service_moves import MOVES, Facts, check, moves_for

OFFICE = uuid4()


def actor(role):
    return Actor(uuid4(), "a", "甲", (Held(role, OFFICE),))


def refused(verb, state, role):
    """What the table says to a draft that says nothing but its verb."""
    service = SimpleNamespace(office_id=OFFICE, state=state, version=1)
    with pytest.raises((NotAllowed, Conflict)) as refusal:
        check(Facts(None, service, None, actor(role), ServiceMoveDraft(move=verb)))
    return refusal.type


def test_only_the_moves_in_the_table_are_possible():
    for verb, state, role in product(ServiceVerb, ServiceState, Role):
        move = MOVES[verb]
        if role not in move.roles:
            assert refused(verb, state, role) is NotAllowed, (verb, state, role)
        elif state not in move.sources:
            assert refused(verb, state, role) is Conflict, (verb, state, role)
        offered = verb in moves_for(SimpleNamespace(office_id=OFFICE, state=state), actor(role))
        assert offered == (role in move.roles and state in move.sources)


def test_nobody_of_another_office_moves_it():
    service = SimpleNamespace(office_id=uuid4(), state=ServiceState.DRAFTED, version=1)

    with pytest.raises(NotAllowed):
        check(Facts(None, service, None, actor(Role.PROSECUTOR), ServiceMoveDraft(move=ServiceVerb.SIGN)))
    assert moves_for(service, actor(Role.PROSECUTOR)) == []
