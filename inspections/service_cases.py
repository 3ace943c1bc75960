"""What a service does to the case behind its document: the moves that people would make, in the same transaction."""

from . import case_acts, case_moves, cases, hazards, lifecycle, moves, service_policy
from .case_drafts import CaseMoveDraft, ItemAnswer
from .drafts import MoveDraft
from .models import Agency, Answer, CaseVerb, ItemState, Office, Person, Role, ServiceMode, ServiceWay
from .people import Actor, Held

AS_CASE = {
    ServiceWay.DIRECT: ServiceMode.DIRECT,
    ServiceWay.ENTRUST: ServiceMode.DIRECT,
    ServiceWay.ANNOUNCE: ServiceMode.PROCLAIMED,
    ServiceWay.LEAVE: ServiceMode.LEFT,
    ServiceWay.POST: ServiceMode.POST,
    ServiceWay.ELECTRONIC: ServiceMode.ELECTRONIC,
}
WEIGHT = (Answer.REFUSED, Answer.NOT_OURS, Answer.NO_ANSWER, Answer.IN_PROGRESS, Answer.CLAIMED_DONE)


def sender(session, service) -> Actor:
    """Whoever sent it, as a clerk of the office: what the agency does on its page takes effect in that name.

    Also once that person has left: the case must not wait for that.
    """
    person = session.get_one(Person, service.dispatched_by_id)
    office = session.get_one(Office, service.office_id)
    clerk = Held(Role.CLERK, office.id, office.path, None, office.area_code)
    liaison = Held(Role.AGENCY_LIAISON, agency_id=service.agency_id)  # who may say that its own item is fixed
    return Actor(person.id, person.username, person.name, (clerk, liaison))


def sent(session, actor, service, kind, event):
    """The document left: the case is served; again when it came back and left again."""
    verb = service_policy.KINDS[kind].sent
    if verb:
        said = {"mode": AS_CASE[event.way], "on": event.on, "number": event.number, "note": f"送达 {service.number}"}
        _move(session, actor, service, verb, said)


def received(session, actor, service, kind, event):
    """It is received in law: the periods of the case begin. A case that has gone on by hand stays as it is."""
    verb = service_policy.KINDS[kind].received
    if verb is CaseVerb.RECEIVE:
        note = event.note or f"送达 {service.number}"
        _move(session, actor, service, verb, {"basis": event.basis, "on": event.on, "note": note})
    elif verb:
        _move(session, actor, service, verb, {"mode": AS_CASE[event.way], "on": event.on})


def replied(session, service, reply, on):
    """The agency answered: the case notes it item by item, and hazards that were referred to it claim to be fixed.

    Each is a claim: what is called done is asked to be visited.
    """
    actor = sender(session, service)
    agency = session.get_one(Agency, service.agency_id).name
    note = f"{agency}回复（送达 {service.number}，{reply.name}）。{reply.note}"
    _move(
        session,
        actor,
        service,
        CaseVerb.NOTE_REPLY,
        {"answers": _by_item(session, actor, service, reply), "on": on, "note": note},
    )
    for one in reply.items:
        hazard = hazards.get(session, actor, one.hazard_id)
        referred = hazard.referred_to_id == service.agency_id and hazard.office_id == service.office_id
        if one.answer is Answer.CLAIMED_DONE and referred and hazard.status in lifecycle.MOVES["claim_fix"].sources:
            said = {"claimed_on": one.done_on, "by": agency, "note": one.note or note}
            moves.move(session, actor, hazard.id, MoveDraft(move="claim_fix", **said))


def _by_item(session, actor, service, reply):
    """What the answers about hazards say of each item: the least of them; nothing of an item without hazards."""
    if service.case_id is None:
        return ()
    said = {one.hazard_id: one.answer for one in reply.items}
    answers = []
    for row in cases.get(session, actor, service.case_id).items:
        about = [said.get(named.hazard_id, Answer.NO_ANSWER) for named in row.hazards]
        if about:
            state = ItemState(min(about, key=WEIGHT.index))
            answers.append(ItemAnswer(number=row.position + 1, state=state))
    return tuple(answers)


def _move(session, actor, service, verb, said):
    if service.case_id is None:
        return
    case = cases.get(session, actor, service.case_id, lock=True)
    concerned = case.respondent_id == service.agency_id
    if concerned and case.state in case_moves.MOVES[verb].sources:
        told = {name: value for name, value in said.items() if value is not None}
        case_acts.move(session, actor, case.id, CaseMoveDraft(move=verb, **told))
