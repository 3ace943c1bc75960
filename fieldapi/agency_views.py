"""The agency's page as HTML, from what was frozen when the document was sent."""

import io
from functools import partial
from uuid import UUID

import segno
from flask import Response, make_response, render_template

from inspections import case_clocks, db, replies, service_access, service_signing
from inspections.documents import sketch
from inspections.models import Reply

from . import present_services, web
from .problems import language
from .texts import say
from .words_services import ANSWERS

NO_REPLY = Reply(items=[], late=False, note="")


def _t(code, **details):
    return say(code, language(), details)


def _page(template, status=200, **told) -> Response:
    html = render_template(f"agency/{template}.html", t=_t, language=language(), minute=_minute, **told)
    return make_response(html, status)


def _minute(at):
    return f"{at.astimezone(db.SHANGHAI):%Y-%m-%d %H:%M}"


def _words():
    return {code: words[language() == "en"] for code, words in ANSWERS.items()}


def opening(said=(), status=200):
    return _page("open", status, said=said)


def letter(session, service, token, said=(), status=200):
    """The whole page: the document, the hazards with what was answered, and the forms that are still open."""
    reply = replies.of(session, service) or NO_REPLY
    due_on = case_clocks.due_of(session, service.case_id)
    return _page(
        "letter",
        status,
        served=_served(session, service),
        shown=service.shown,
        signed=service_signing.signature(service),
        reply=reply,
        answers={str(one.hazard_id): one for one in reply.items},
        due_on=due_on,
        late=bool(due_on and due_on < db.today(session)),
        sketch=_sketch(service),
        words=_words(),
        token=token,
        said=said,
    )


def _served(session, service):
    """What is served, as it stands in the register, but nothing of who worked on it."""
    told = present_services.served(session, service)
    return {name: told[name] for name in ("document", "office", "agency")} | {
        "number": service.number,
        "recipient": service.recipient,
    }


def _sketch(service):
    spots = [(one["number"], one["lon"], one["lat"]) for one in service.shown if one["lon"] is not None]
    return sketch.drawn(spots, []) if spots else ""


def hazard(session, service, hazard_id, token, said=(), status=200):
    shown = service_access.shown(service, hazard_id)
    reply = replies.of(session, service)
    answer = replies.item(reply, hazard_id)
    return _page("hazard", status, one=shown, answer=answer, words=_words(), token=token, said=said)


def camera(session, service, hazard_id, token, said=(), status=200):
    """The crew sees which spot it is, and nothing of the document."""
    reply = replies.of(session, service)
    closed = bool(reply and reply.submitted_at)
    return _page("camera", status, one=service_access.shown(service, hazard_id), token=token, said=said, closed=closed)


def sheet(session, service, base):
    """The list to print; its codes are made for it, and told this once."""
    code = partial(_code, session, service, base)
    codes = {one["hazard_id"]: code(UUID(one["hazard_id"])) for one in service.shown}
    return _page("print", served=_served(session, service), shown=service.shown, codes=codes)


def kit(session, service) -> str:
    """The form that goes out as a file: nothing is loaded, and what is filled in is saved beside it."""
    style, script = ((web.FOLDER / name).read_text("utf-8") for name in ("agency.css", "agency-kit.js"))
    told = {"served": _served(session, service), "shown": service.shown, "words": _words()}
    return render_template("agency/kit.html", t=_t, language=language(), style=style, script=script, **told)


def _code(session, service, base, hazard_id):
    drawn = io.BytesIO()
    link = f"{base}s#{service_access.camera(session, service, hazard_id)}"
    segno.make(link, error="m").save(drawn, kind="svg", scale=3, xmldecl=False, svgns=False, omitsize=True)
    return drawn.getvalue().decode()
