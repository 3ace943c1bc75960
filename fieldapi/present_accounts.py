"""Accounts, deputies and sessions as dicts for the wire; never a hash or a secret."""

from inspections import people, sessions

from .present import Names, fields

PERIOD = ("valid_from", "valid_to")


def many(session, rows) -> list[dict]:
    grants = [grant for row in rows for grant in row.grants]
    names = Names(
        session,
        offices=[grant.office_id for grant in grants],
        agencies=[grant.agency_id for grant in grants] + [row.home_agency_id for row in rows],
    )
    return [_account(row, names) for row in rows]


def one(session, row) -> dict:
    return many(session, [row])[0]


def issued(session, row, password) -> dict:
    return one(session, row) | {"one_time_password": password}


def _account(row, names):
    return {
        **fields(row, "id", "username", "name", "disabled_at", "password_expires_at"),
        "second_factor": row.totp_secret is not None,
        "home_agency": names.agency(row.home_agency_id),
        "grants": [
            {
                **fields(grant, "id", "role", *PERIOD, "inspection_id", "is_pending"),
                "office": names.office(grant.office_id),
                "agency": names.agency(grant.agency_id),
            }
            for grant in row.grants
        ],
    }


def deputies(session, rows) -> list[dict]:
    names = Names(
        session,
        people=[id_ for row in rows for id_ in (row.person_id, row.deputises_id)],
        offices=[row.office_id for row in rows],
    )
    return [
        {
            **fields(row, "id", "role", *PERIOD),
            "person": names.person(row.person_id),
            "deputises": names.person(row.deputises_id),
            "office": names.office(row.office_id),
        }
        for row in rows
    ]


def session(row, token) -> dict:
    return {
        **fields(row, "created_at", "used_at", "expires_at"),
        "id": row.hash[: sessions.ID_SIGNS],
        "current": row.hash == people.hashed(token),
        "by_invitation": row.grant_id is not None,
    }
