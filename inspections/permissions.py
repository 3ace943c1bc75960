"""THE table of permissions: action × roles × scope, each a read or a write. What is not in it is denied.

Read by the gate in front of every route, by the API document, by the web app's menus and by the exhaustive test.
Scope says what narrows the action further:

public           no account needed
self             any signed-in person, about the own account
all              reference data, the same for everybody who may ask
visible          records that the noun's ``visible(actor)`` select returns; others do not exist
handling_office  visible records, written only by someone who holds one of the roles in the office that handles them
own_office       what is made belongs to the actor's own office
"""

from dataclasses import dataclass
from enum import StrEnum

from .errors import NotAllowed
from .models import Role

ANYONE = frozenset(Role)
STAFF = frozenset(
    {
        Role.PROSECUTOR,
        Role.ASSISTANT_PROSECUTOR,
        Role.CLERK,
        Role.DEPARTMENT_HEAD,
        Role.DEPUTY_CHIEF,
        Role.CHIEF_PROSECUTOR,
    }
)
PROSECUTORS = STAFF - {Role.CLERK}
READERS = STAFF | {Role.AUDITOR}
HEADS = frozenset({Role.DEPARTMENT_HEAD, Role.DEPUTY_CHIEF, Role.CHIEF_PROSECUTOR})


class Mode(StrEnum):
    READ = "read"
    WRITE = "write"


class Scope(StrEnum):
    PUBLIC = "public"
    SELF = "self"
    ALL = "all"
    VISIBLE = "visible"
    HANDLING_OFFICE = "handling_office"
    OWN_OFFICE = "own_office"


@dataclass(frozen=True, slots=True)
class Permission:
    action: str
    mode: Mode
    scope: Scope
    roles: frozenset[Role]


def _rows(*rows):
    return {
        action: Permission(action, Mode(mode), Scope(scope), frozenset(roles)) for action, mode, scope, roles in rows
    }


# fmt: off
PERMISSIONS = _rows(
    # action                     mode     scope              roles
    ("sign_in",                  "write", "public",          ()),
    ("sign_out",                 "write", "self",            ANYONE),
    ("read_me",                  "read",  "self",            ANYONE),
    ("list_agencies",            "read",  "all",             READERS | {Role.ADMIN}),
    ("list_offices",             "read",  "all",             READERS | {Role.ADMIN}),
    ("list_people",              "read",  "all",             READERS | {Role.ADMIN}),
    ("list_hazard_types",        "read",  "all",             ANYONE),
    ("list_kinds",               "read",  "all",             ANYONE),
    ("list_rules",               "read",  "all",             READERS | {Role.ADMIN}),
    ("list_layers",              "read",  "all",             READERS | {Role.ADMIN}),
    ("read_layer",               "read",  "all",             READERS | {Role.ADMIN}),
    ("read_responsibility",      "read",  "all",             READERS),
    ("list_hazards",             "read",  "visible",         READERS),
    ("read_hazard",              "read",  "visible",         READERS),
    ("read_timeline",            "read",  "visible",         READERS),
    ("list_clusters",            "read",  "visible",         READERS),
    ("count_hazards",            "read",  "visible",         READERS),
    ("record_hazard",            "write", "own_office",      STAFF),
    ("amend_hazard",             "write", "handling_office", STAFF),
    ("move_hazard",              "write", "handling_office", PROSECUTORS | {Role.AGENCY_LIAISON}),
    ("override_responsibility",  "write", "handling_office", PROSECUTORS),
    ("list_photos",              "read",  "visible",         READERS),
    ("read_photo",               "read",  "visible",         READERS),
    ("add_photo",                "write", "handling_office", STAFF),
    ("read_preview",             "read",  "visible",         READERS),
    ("read_original",            "write", "handling_office", STAFF),
    ("list_inspections",         "read",  "visible",         READERS),
    ("read_inspection",          "read",  "visible",         READERS),
    ("open_inspection",          "write", "own_office",      STAFF),
    ("amend_inspection",         "write", "handling_office", STAFF),
    ("add_participant",          "write", "handling_office", STAFF),
    ("record_finding",           "write", "handling_office", STAFF),
    ("finalise_inspection",      "write", "handling_office", PROSECUTORS),
    ("list_follow_ups",          "read",  "visible",         READERS),
    ("list_reassignments",       "read",  "visible",         HEADS),
    ("read_reassignment",        "read",  "visible",         HEADS),
    ("list_differences",         "read",  "visible",         HEADS),
    ("request_reassignment",     "write", "own_office",      HEADS),
    ("apply_reassignment",       "write", "own_office",      HEADS),
)
# fmt: on


def gate(actor, action: str):
    """Let *actor* (None: not signed in) as far as the record, or raise NotAllowed. Public actions let everybody in."""
    permission = PERMISSIONS[action]
    if not _may(actor, permission):
        raise NotAllowed("role_may_not", action=action)


def _may(actor, permission):
    """Whoever is signed in may look at the own account and sign out, also after the last role ended."""
    return permission.scope in (Scope.PUBLIC, Scope.SELF) or bool(actor.roles & permission.roles)


def in_office(actor, action: str, office_id):
    """Raise NotAllowed unless *actor* holds, in the handling office, a role that may do *action*."""
    if not actor.roles_in(office_id) & PERMISSIONS[action].roles:
        raise NotAllowed("not_handling_office", action=action)


def actions_of(actor) -> list[str]:
    """What the actor may do somewhere: the web app's menu."""
    return [action for action, row in PERMISSIONS.items() if _may(actor, row)]
