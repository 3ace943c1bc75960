"""THE table of permissions: action × roles × scope, each a read or a write. What is not in it is denied.

Read by the gate in front of every route, by the API document, by the web app's menus and by the exhaustive test.
Scope says what narrows the action further:

public           no account needed
self             any signed-in person, about the own account
all              reference data, the same for everybody who may ask
visible          records that the noun's ``visible(actor)`` select returns; others do not exist
handling_office  visible records, written only by someone who holds one of the roles in the office that handles them
curated          imports and layers of the actor's office and of those below, written only by that very office
own              what the actor sent; for others it does not exist
own_office       what is made belongs to the actor's own office
kept             accounts all of whose roles lie in the administrator's offices or below
own_area         reference data, written only for the area of an office where the actor holds one of the roles, or below
"""

from dataclasses import dataclass
from enum import StrEnum

from geo import area_codes

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
CURATORS = frozenset(
    {Role.PROSECUTOR, Role.DEPARTMENT_HEAD, Role.DEPUTY_CHIEF, Role.CHIEF_PROSECUTOR, Role.ADMIN}
)  # of reference data
CHIEFS = frozenset({Role.DEPUTY_CHIEF, Role.CHIEF_PROSECUTOR})
HEADS = CHIEFS | {Role.DEPARTMENT_HEAD}
SECOND_FACTOR = CHIEFS | {Role.ADMIN}  # who needs one, unless LANJIAN_REQUIRE_TOTP says otherwise


class Mode(StrEnum):
    READ = "read"
    WRITE = "write"


class Scope(StrEnum):
    PUBLIC = "public"
    SELF = "self"
    ALL = "all"
    VISIBLE = "visible"
    HANDLING_OFFICE = "handling_office"
    OWN = "own"
    OWN_OFFICE = "own_office"
    OWN_AREA = "own_area"
    CURATED = "curated"
    KEPT = "kept"


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
    ("change_password",          "write", "self",            ANYONE),
    ("offer_totp",               "write", "self",            ANYONE),
    ("confirm_totp",             "write", "self",            ANYONE),
    ("list_sessions",            "read",  "self",            ANYONE),
    ("end_session",              "write", "self",            ANYONE),
    ("list_accounts",            "read",  "kept",            {Role.ADMIN}),
    ("read_account",             "read",  "kept",            {Role.ADMIN}),
    ("add_account",              "write", "kept",            {Role.ADMIN}),
    ("amend_account",            "write", "kept",            {Role.ADMIN}),
    ("reset_password",           "write", "kept",            {Role.ADMIN}),
    ("grant_role",               "write", "kept",            {Role.ADMIN}),
    ("confirm_grant",            "write", "kept",            {Role.ADMIN}),
    ("end_grant",                "write", "kept",            {Role.ADMIN}),
    ("list_deputies",            "read",  "own_office",      READERS),
    ("deputise",                 "write", "own_office",      CHIEFS),
    ("end_deputy",               "write", "own",             CHIEFS),
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
    ("list_shares",              "read",  "handling_office", STAFF),
    ("share_hazard",             "write", "handling_office", HEADS),
    ("end_share",                "write", "handling_office", HEADS),
    ("list_case_shares",         "read",  "handling_office", STAFF),
    ("share_case",               "write", "handling_office", HEADS),
    ("end_case_share",           "write", "handling_office", HEADS),
    ("list_photos",              "read",  "visible",         READERS),
    ("read_photo",               "read",  "visible",         READERS),
    ("add_photo",                "write", "handling_office", STAFF),
    ("read_preview",             "read",  "visible",         READERS),
    ("judge_observation",        "write", "handling_office", PROSECUTORS),
    ("read_original",            "write", "handling_office", STAFF),
    ("list_derivatives",         "read",  "visible",         READERS),
    ("read_derivative",          "read",  "visible",         READERS),
    ("read_derivative_file",     "read",  "visible",         READERS),
    ("derive_photo",             "write", "handling_office", STAFF),
    ("redact_photo",             "write", "handling_office", STAFF),
    ("clear_photo",              "write", "handling_office", PROSECUTORS),
    ("withdraw_photo",           "write", "handling_office", STAFF),
    ("read_purge",               "read",  "visible",         READERS),
    ("list_purges",              "read",  "visible",         READERS),
    ("propose_purge",            "write", "handling_office", PROSECUTORS),
    ("confirm_purge",            "write", "handling_office", HEADS),
    ("decline_purge",            "write", "handling_office", PROSECUTORS),
    ("read_anchors",             "read",  "visible",         READERS),
    ("export_bundle",            "write", "handling_office", PROSECUTORS),
    ("export_case_bundle",       "write", "handling_office", PROSECUTORS),
    ("list_cases",               "read",  "visible",         READERS),
    ("read_case",                "read",  "visible",         READERS),
    ("read_case_timeline",       "read",  "visible",         READERS),
    ("register_case",            "write", "own_office",      PROSECUTORS),
    ("amend_case",               "write", "handling_office", PROSECUTORS),
    ("add_case_hazards",         "write", "handling_office", PROSECUTORS),
    ("remove_case_hazard",       "write", "handling_office", PROSECUTORS),
    ("move_case",                "write", "handling_office", STAFF),
    ("file_clue",                "write", "public",          ()),
    ("add_clue_photo",           "write", "public",          ()),
    ("read_clue_answer",         "read",  "public",          ()),
    ("file_own_clue",            "write", "own",             {Role.VOLUNTEER}),
    ("list_own_clues",           "read",  "own",             {Role.VOLUNTEER}),
    ("receive_clue",             "write", "own_office",      STAFF),
    ("list_clues",               "read",  "visible",         STAFF),
    ("count_clues",              "read",  "visible",         STAFF),
    ("read_clue",                "read",  "visible",         STAFF),
    ("read_clue_timeline",       "read",  "visible",         STAFF),
    ("move_clue",                "write", "handling_office", PROSECUTORS),
    ("redirect_clue",            "write", "visible",         PROSECUTORS),
    ("link_clue",                "write", "handling_office", PROSECUTORS),
    ("reply_clue",               "write", "handling_office", STAFF),
    ("read_reporter",            "write", "handling_office", STAFF),
    ("erase_reporter",           "write", "handling_office", HEADS),
    ("list_decision_rules",      "read",  "visible",         READERS),
    ("set_decision_rule",        "write", "own_office",      CHIEFS),
    ("list_document_kinds",      "read",  "all",             ANYONE),
    ("list_documents",           "read",  "visible",         READERS),
    ("list_case_documents",      "read",  "visible",         READERS),
    ("read_document",            "read",  "visible",         READERS),
    ("read_document_version",    "read",  "visible",         READERS),
    ("draft_case_document",      "write", "handling_office", STAFF),
    ("draft_inspection_document", "write", "handling_office", STAFF),
    ("draft_hazard_document",    "write", "handling_office", STAFF),
    ("draft_clue_document",      "write", "handling_office", STAFF),
    ("amend_document",           "write", "handling_office", STAFF),
    ("move_document",            "write", "handling_office", STAFF),
    ("approve_document",         "write", "handling_office", PROSECUTORS),
    ("read_hazard_ledger",       "write", "visible",         STAFF),
    ("list_services",            "read",  "visible",         READERS),
    ("list_document_services",   "read",  "visible",         READERS),
    ("read_service",             "read",  "visible",         READERS),
    ("draft_service",            "write", "handling_office", STAFF),
    ("move_service",             "write", "handling_office", STAFF),
    ("issue_access",             "write", "handling_office", STAFF),
    ("read_reply_paper",         "write", "visible",         STAFF),
    ("certify_service",          "write", "handling_office", STAFF),
    ("export_reply_kit",         "write", "handling_office", STAFF),
    ("import_reply",             "write", "handling_office", STAFF),
    ("serve_many",               "write", "own_office",      PROSECUTORS),
    ("read_service_batch",       "read",  "visible",         STAFF),
    ("list_service_rules",       "read",  "visible",         READERS),
    ("set_service_rule",         "write", "own_office",      CHIEFS),
    ("list_confirmations",       "read",  "visible",         READERS),
    ("confirm_address",          "write", "own_office",      STAFF),
    ("withdraw_address",         "write", "handling_office", STAFF),
    ("list_inspections",         "read",  "visible",         READERS),
    ("read_inspection",          "read",  "visible",         READERS),
    ("open_inspection",          "write", "own_office",      STAFF),
    ("amend_inspection",         "write", "handling_office", STAFF),
    ("add_participant",          "write", "handling_office", STAFF),
    ("record_finding",           "write", "handling_office", STAFF),
    ("finalise_inspection",      "write", "handling_office", PROSECUTORS),
    ("read_inspection_record",   "read",  "visible",         READERS),
    ("read_signature",           "read",  "visible",         READERS),
    ("sign_inspection",          "write", "handling_office", STAFF),
    ("print_inspection",         "write", "handling_office", STAFF),
    ("scan_inspection",          "write", "handling_office", STAFF),
    ("add_remark",               "write", "handling_office", STAFF),
    ("annex_inspection",         "write", "handling_office", PROSECUTORS),
    ("list_invitations",         "read",  "handling_office", STAFF),
    ("invite",                   "write", "handling_office", PROSECUTORS),
    ("approve_invitation",       "write", "handling_office", PROSECUTORS),
    ("reissue_invitation",       "write", "handling_office", PROSECUTORS),
    ("revoke_invitation",        "write", "handling_office", PROSECUTORS),
    ("read_letter",              "read",  "public",          ()),
    ("redeem_invitation",        "write", "public",          ()),
    ("read_invited",             "read",  "own",             {Role.INVITED_ASSISTANT}),
    ("contribute_photo",         "write", "own",             {Role.INVITED_ASSISTANT}),
    ("list_contributions",       "read",  "visible",         STAFF),
    ("confirm_photo",            "write", "handling_office", PROSECUTORS),
    ("decline_photo",            "write", "handling_office", PROSECUTORS),
    ("list_follow_ups",          "read",  "visible",         READERS),
    ("plan_route",               "read",  "visible",         READERS),
    ("list_notices",             "read",  "self",            ANYONE),
    ("read_notices",             "write", "self",            ANYONE),
    ("read_notice_settings",     "read",  "self",            ANYONE),
    ("set_notice_settings",      "write", "self",            ANYONE),
    ("share_calendar",           "write", "self",            ANYONE),
    ("revoke_calendar",          "write", "self",            ANYONE),
    ("read_calendar_feed",       "read",  "public",          ()),
    ("list_outgoing_notices",    "read",  "visible",         STAFF),
    ("release_outgoing_notice",  "write", "handling_office", PROSECUTORS),
    ("discard_outgoing_notice",  "write", "handling_office", PROSECUTORS),
    ("read_relapse",             "read",  "visible",         READERS),
    ("decide_relapse",           "write", "handling_office", PROSECUTORS),
    ("read_dispute",             "read",  "visible",         READERS),
    ("open_dispute",             "write", "handling_office", PROSECUTORS),
    ("move_dispute",             "write", "handling_office", STAFF),
    ("list_disputes",            "read",  "visible",         READERS),
    ("list_denials",             "read",  "visible",         READERS),
    ("read_nearby",              "read",  "visible",         READERS),
    ("find_nearby",              "read",  "visible",         READERS),
    ("list_followers",           "read",  "visible",         READERS),
    ("follow_hazard",            "write", "visible",         READERS),
    ("unfollow_hazard",          "write", "visible",         READERS),
    ("split_hazard",             "write", "handling_office", PROSECUTORS),
    ("list_rule_versions",       "read",  "all",             READERS | {Role.ADMIN}),
    ("add_rule",                 "write", "own_area",        CURATORS),
    ("amend_rule",               "write", "own_area",        CURATORS),
    ("end_rule",                 "write", "own_area",        CURATORS),
    ("preview_rules",            "read",  "visible",         CURATORS - {Role.ADMIN}),
    ("add_agency",               "write", "own_area",        CURATORS),
    ("amend_agency",             "write", "own_area",        CURATORS),
    ("succeed_agency",           "write", "own_area",        CURATORS),
    ("read_offline_responsibility", "read", "all",           READERS),
    ("import_rules",             "write", "own_area",        CURATORS),
    ("read_calendar",            "read",  "all",             READERS | {Role.ADMIN}),
    ("amend_calendar",           "write", "own_office",      CURATORS),
    ("import_calendar",          "write", "own_office",      CURATORS),
    ("list_clocks",              "read",  "visible",         READERS),
    ("read_clock",               "read",  "visible",         READERS),
    ("move_clock",               "write", "handling_office", STAFF),
    ("notify_owner",             "write", "handling_office", STAFF),
    ("list_checklists",          "read",  "all",             ANYONE),
    ("read_checklist",           "read",  "all",             ANYONE),
    ("import_checklist",         "write", "all",             CURATORS),
    ("read_hazard_checklist",    "read",  "visible",         READERS),
    ("answer_checklist",         "write", "handling_office", STAFF),
    ("guard_hazard",             "write", "handling_office", STAFF),
    ("unguard_hazard",           "write", "handling_office", STAFF),
    ("import_layer",             "write", "own_office",      CURATORS),
    ("describe_layer",           "read",  "all",             READERS | {Role.ADMIN}),
    ("withdraw_layer",           "write", "curated",         CURATORS),
    ("list_imports",             "read",  "curated",         CURATORS),
    ("read_import",              "read",  "curated",         CURATORS),
    ("apply_import",             "write", "curated",         CURATORS),
    ("discard_import",           "write", "curated",         CURATORS),
    ("list_assets",              "read",  "visible",         READERS),
    ("read_asset",               "read",  "visible",         READERS),
    ("record_asset",             "write", "own_office",      STAFF),
    ("amend_asset",              "write", "handling_office", HEADS | {Role.PROSECUTOR}),
    ("read_asset_register",      "write", "own_office",      HEADS),
    ("import_assets",            "write", "own_office",      CURATORS),
    ("read_asset_difference",    "read",  "curated",         CURATORS),
    ("import_hazards",           "write", "own_office",      CURATORS - {Role.ADMIN}),
    ("read_hazard_template",     "read",  "all",             ANYONE),
    ("list_reassignments",       "read",  "visible",         HEADS),
    ("read_reassignment",        "read",  "visible",         HEADS),
    ("list_differences",         "read",  "visible",         HEADS),
    ("request_reassignment",     "write", "own_office",      HEADS),
    ("apply_reassignment",       "write", "own_office",      HEADS),
    ("read_ledger",              "read",  "all",             ANYONE),
    ("list_entries",             "read",  "visible",         {Role.AUDITOR}),
    ("read_time_stamp",          "read",  "all",             ANYONE),
    ("read_checkpoint",          "read",  "all",             ANYONE),
    ("read_proof",               "read",  "all",             ANYONE),
    ("read_consistency",         "read",  "all",             ANYONE),
    ("cosign_checkpoint",        "write", "public",          ()),
    ("list_uploads",             "read",  "own",             STAFF),
    ("begin_upload",             "write", "own",             STAFF),
    ("read_upload",              "write", "own",             STAFF),
    ("continue_upload",          "write", "own",             STAFF),
    ("discard_upload",           "write", "own",             STAFF),
    ("sync",                     "write", "own_office",      STAFF),
    ("read_package_key",         "read",  "all",             STAFF),
    ("send_package",             "write", "own_office",      STAFF),
    ("list_devices",             "read",  "visible",         STAFF),
    ("read_device",              "read",  "visible",         STAFF),
    ("declare_device_lost",      "write", "handling_office", STAFF),
    ("list_disagreements",       "read",  "visible",         READERS),
    ("settle_disagreement",      "write", "handling_office", PROSECUTORS),
    ("list_cards",               "read",  "visible",         STAFF),
    ("read_card",                "read",  "visible",         STAFF),
    ("read_card_preview",        "read",  "visible",         STAFF),
    ("list_unsorted_photos",     "read",  "visible",         STAFF),
    ("open_card",                "write", "own_office",      STAFF),
    ("arrange_card",             "write", "handling_office", STAFF),
    ("apply_card",               "write", "handling_office", STAFF),
    ("discard_card",             "write", "handling_office", STAFF),
)
# fmt: on


def gate(actor, action: str):
    """Let *actor* (None: not signed in) as far as the record, or raise NotAllowed. Public actions let everybody in."""
    permission = PERMISSIONS[action]
    if not _may(actor, permission):
        raise NotAllowed("role_may_not", action=action)
    if actor and actor.owes and permission.scope is not Scope.SELF:
        raise NotAllowed(actor.owes)


def _may(actor, permission):
    """Whoever is signed in may look at the own account and sign out, also after the last role ended."""
    return permission.scope in (Scope.PUBLIC, Scope.SELF) or bool(actor.roles & permission.roles)


def in_office(actor, action: str, office_id):
    """Raise NotAllowed unless *actor* holds, in the handling office, a role that may do *action*."""
    if not actor.roles_in(office_id) & PERMISSIONS[action].roles:
        raise NotAllowed("not_handling_office", action=action)


def on_team(actor, office_id) -> bool:
    """Whether *actor* belongs to the case team of a record that this office handles: whoever may read originals."""
    return bool(actor.roles_in(office_id) & PERMISSIONS["read_original"].roles)


def office_over(actor, action: str, area_code: str):
    """The id of the office of the smallest area over *area_code* in which *actor* may do *action*.

    Raises NotAllowed when there is none: a county does not edit what its city or its neighbour decided.
    """
    over = [
        held
        for held in actor.held
        if held.role in PERMISSIONS[action].roles and held.area_code and area_codes.covers(held.area_code, area_code)
    ]
    if not over:
        raise NotAllowed("area_not_yours", action=action, area=area_code)
    return max(over, key=lambda held: len(area_codes.significant(held.area_code))).office_id


def actions_of(actor) -> list[str]:
    """What the actor may do somewhere: the web app's menu."""
    return [action for action, row in PERMISSIONS.items() if _may(actor, row)]
