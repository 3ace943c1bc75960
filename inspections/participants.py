"""Who takes part in an outing, and as what: staff for their office, others for the body that they come from."""

from sqlalchemy import update

from . import people, permissions
from .errors import FieldError, Invalid
from .models import Agency, Office, Participant, ParticipantRole, Person, Role

PROSECUTORS = permissions.PROSECUTORS - {Role.ASSISTANT_PROSECUTOR}
#   as                                          which accounts may (none: anybody, also a guest)
HOLDERS = {
    ParticipantRole.PRESIDING_PROSECUTOR: PROSECUTORS,
    ParticipantRole.PROSECUTOR: PROSECUTORS,
    ParticipantRole.ASSISTANT_PROSECUTOR: permissions.PROSECUTORS,
    ParticipantRole.CLERK: permissions.STAFF,
}
# Domain §2.2: who counts to the two officers. Court police and technicians have no account here and come by name.
OFFICERS = frozenset({*HOLDERS, ParticipantRole.JUDICIAL_POLICE, ParticipantRole.TECHNICIAN})
#        account's role             takes part as
USUAL = {
    **dict.fromkeys(PROSECUTORS, ParticipantRole.PROSECUTOR),
    Role.ASSISTANT_PROSECUTOR: ParticipantRole.ASSISTANT_PROSECUTOR,
    Role.CLERK: ParticipantRole.CLERK,
    Role.INVITED_ASSISTANT: ParticipantRole.INVITED_ASSISTANT,
    Role.AGENCY_LIAISON: ParticipantRole.AGENCY_PERSON,
}


def host(actor, office) -> Participant:
    """Whoever opens it; a prosecutor presides."""
    role = _usual(actor.roles_in(office.id))
    if role is ParticipantRole.PROSECUTOR:
        role = ParticipantRole.PRESIDING_PROSECUTOR
    said = {"name": actor.name, "body": office.name, "duty": "主持", "role": role}
    return Participant(person_id=actor.person_id, office_id=office.id, **said)


def _usual(roles):
    return next((as_ for held, as_ in USUAL.items() if held in roles), ParticipantRole.GUEST)


def rows(session, drafts, path, present, invited=()) -> list[Participant]:
    """Rows for the people named; each account once, with the office or agency it belongs to today. Raises Invalid.

    *invited* are the invitations to the outing that hold, *present* the ids of accounts and invitations there already.
    """
    found, wrong, invitations = [], [], {row.id: row for row in invited}
    for index, draft in enumerate(drafts):
        if draft.invitation_id is not None:
            row, fault = _invited(session, invitations.get(draft.invitation_id), draft, present)
            found += [row] if row else []
            wrong += [FieldError(f"{path}.{index}.{fault[0]}", fault[1])] if fault else []
            continue
        person = draft.person_id and session.get(Person, draft.person_id)
        code = _refusal(person, draft, present)
        if code:
            wrong.append(FieldError(f"{path}.{index}.person_id", code))
            continue
        present.add(draft.person_id)
        held = people.actor(session, person).held if person else ()
        if draft.role in HOLDERS and not HOLDERS[draft.role] & {role.role for role in held if role.office_id}:
            wrong.append(FieldError(f"{path}.{index}.role", "takes_part_as_other"))
        found.append(_row(session, person, held, draft))
    if wrong:
        raise Invalid(*wrong)
    return found


def _invited(session, invitation, draft, present):
    """The row of somebody invited, whether the link was opened yet or not; or None and the fault with its field."""
    if invitation is None:
        return None, ("invitation_id", "unknown_invitation")
    if {invitation.id, invitation.person_id} & (present - {None}):
        return None, ("invitation_id", "already_takes_part")
    agency = invitation.home_agency_id and session.get(Agency, invitation.home_agency_id)
    if not (agency or draft.body):
        return None, ("body", "guest_needs_body")
    if draft.role in HOLDERS:
        return None, ("role", "takes_part_as_other")
    present |= {invitation.id, invitation.person_id}
    said = {"duty": draft.duty, "role": draft.role or ParticipantRole.INVITED_ASSISTANT}
    said |= {"card_number": draft.card_number or None, "body": draft.body or agency.name, "name": invitation.name}
    return Participant(invitation_id=invitation.id, person_id=invitation.person_id, **said), None


def came(session, invitation):
    """Whoever was invited opened the link: the row made from the invitation is that of the account now."""
    mine = update(Participant).where(Participant.invitation_id == invitation.id, Participant.person_id.is_(None))
    session.execute(mine.values(person_id=invitation.person_id))


def _refusal(person, draft, present):
    if draft.person_id is None:
        return None
    if person is None or person.disabled_at is not None:
        return "unknown_person"
    return "already_takes_part" if draft.person_id in present else None


def _row(session, person, held, draft):
    """Staff take part for their office; others for the agency that they come from."""
    said = {"duty": draft.duty, "role": draft.role, "card_number": draft.card_number or None}
    if person is None:
        return Participant(name=draft.name, body=draft.body, **said | {"role": draft.role or ParticipantRole.GUEST})
    office_id = next((role.office_id for role in held if role.role in permissions.STAFF), None)
    agency_id = person.home_agency_id or next((role.agency_id for role in held if role.agency_id), None)
    body = session.get(Office, office_id) if office_id else agency_id and session.get(Agency, agency_id)
    said |= {"role": draft.role or _usual({role.role for role in held}), "body": body.name if body else ""}
    return Participant(person_id=person.id, office_id=office_id, name=person.name, **said)


def officers(inspection) -> int:
    """How many of those who take part count to the two officers that an investigation needs (R2021 art. 36)."""
    return sum(row.role in OFFICERS for row in inspection.participants)
