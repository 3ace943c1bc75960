"""/clue: the citizens' page. It works without an account and without JavaScript: report, add pictures, ask again."""

from html import escape

from flask import Blueprint, Response, current_app, request

from inspections import catalogue, clues, invitation_codes, keys
from inspections.clue_drafts import ClueDraft
from inspections.drafts import Position
from inspections.errors import InspectionError, NotAllowed, NotFound, TooMany
from uploads.errors import UploadError

from . import present_clues, wire
from .api import STRANGERS
from .clues import counted, known, picture
from .problems import language
from .texts import say

bp = Blueprint("clue", __name__)

PAGE = """<!doctype html>
<html lang="{lang}"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>蓝检 Lanjian</title><link rel="icon" href="/web/icon.svg"><link rel="stylesheet" href="/web/app.css">
<link rel="stylesheet" href="/web/look.css">
<main class="narrow"><h1>公益诉讼线索 <span class="quiet">Report to the procuratorate</span></h1>{said}</main>
<script type="module" src="/web/app/invite.js"></script>
<script type="module" src="/web/app/clue-place.js"></script></html>
"""
REPORT = """<form method="post" action="/clue" class="panel" aria-label="提交线索 Report">
<p class="field"><label for="said">看到了什么 What you saw</label>
<textarea id="said" name="said" required maxlength="4000" rows="5">{said}</textarea></p>
<p class="field"><label for="place">地点 Where</label>
<input id="place" name="place" required maxlength="300" value="{place}"></p>
<div id="position" data-lon="{lon}" data-lat="{lat}" data-accuracy="{accuracy_m}"></div>
<p class="field"><label for="area_code">县（市、区） County</label>
<select id="area_code" name="area_code" required>{counties}</select></p>
<p class="field"><label for="seen_on">日期 Day</label>
<input id="seen_on" name="seen_on" type="date" value="{seen_on}"></p>
<p class="hint">可以匿名；留联系方式的，七日内答复。
Leave both empty to stay anonymous; with a contact you are answered.</p>
<p class="field"><label for="name">姓名 Name</label><input id="name" name="name" maxlength="100" value="{name}"></p>
<p class="field"><label for="contact">联系方式 Contact</label>
<input id="contact" name="contact" maxlength="200" value="{contact}"></p>
<p><button class="button primary wide">提交 Send</button></p>
</form>"""
ASK = """<form method="post" action="/clue/answer" class="panel" aria-label="查询 Ask">
<p class="field"><label for="code">查询码 Code</label>
<input id="code" name="code" required maxlength="200" autocomplete="off"></p>
<p><button class="button wide">查询办理情况 What became of it</button></p>
</form>"""
ADD = """<form method="post" action="/clue/{code}/photos" enctype="multipart/form-data" class="panel"
aria-label="照片 Picture">
<p class="field"><label for="file">补充照片 Add a picture</label>
<input id="file" type="file" name="file" accept="image/*" required></p>
<p><button class="button wide">上传 Upload</button></p>
</form>"""
TOLD = """<div class="panel" role="status">
<p>已收到。请记下查询码，只显示这一次： Received. Keep this code, it is shown this once:</p>
<p><strong>{code}</strong></p></div>"""
STATUS = {NotFound: 404, NotAllowed: 403, TooMany: 429}
MOST_TYPED = 64 * 1024  # bytes of a form without a picture
FIELDS = ("said", "place", "area_code", "seen_on", "name", "contact", "lon", "lat", "accuracy_m")
POSITION = ("lon", "lat", "accuracy_m")  # as the device tells it, in WGS 84, where the script of the page runs


def _page(said, status=200):
    return Response(PAGE.format(lang=language(), said=said), status, content_type="text/html; charset=utf-8")


def _start(before="", status=200, said=None):
    """The page as it is opened, or again with what was typed."""
    typed = {name: escape((said or {}).get(name, "")) for name in FIELDS}
    with current_app.extensions["database"].read() as session:
        counties = [(row.area_code, row.short_name) for row in catalogue.offices(session)]
    options = "".join(
        f'<option value="{code}"{" selected" if code == typed["area_code"] else ""}>{escape(name)}</option>'
        for code, name in counties
    )
    return _page(before + REPORT.format(**typed, counties=options) + ASK, status)


def _refused(error):
    """Say it above the form, by the sentences of its fields, and keep what was typed."""
    found = [(field.code, field.details) for field in getattr(error, "fields", ())] or [(error.code, error.details)]
    said = "".join(
        f'<p class="problem" role="alert">{escape(say(code, language(), details))}</p>' for code, details in found
    )
    status = next((status for kind, status in STATUS.items() if isinstance(error, kind)), 422)
    said = f'<div class="problem" role="alert">{said}</div>'
    return _start(said, status, request.form if request.endpoint == "clue.report" else None)


for refusal in (InspectionError, UploadError, wire.Unreadable):
    bp.register_error_handler(refusal, _refused)


def _check_site():
    """Another site's form would report in somebody's name unasked."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        raise NotAllowed


@bp.get("/clue")
def form():
    """The form, and the field for a code."""
    return _start()


@bp.post("/clue")
def report():
    """Take what was typed, and show the code."""
    _check_site()
    request.max_content_length = MOST_TYPED
    said = {name: value.strip() for name, value in request.form.items() if value.strip()}
    draft = wire.validated(_draft, said)
    counted()
    code = current_app.extensions["database"].write(lambda session: _file(session, draft))
    return _page(TOLD.format(code=code) + ADD.format(code=code), 201)


def _draft(said):
    """A field of the form that is no field of a clue's reporter is one of the clue, or refused as unknown."""
    reporter = {name: said.pop(name) for name in ("name", "contact") if name in said}
    found = {name: said.pop(name) for name in POSITION if name in said}
    more = {"reporter": reporter} if reporter else {}
    if found:
        more["location"] = Position.model_validate(found | {"datum": "WGS84", "source": "fused"}, strict=False)
    return ClueDraft.model_validate(said | more)


def _file(session, draft):
    folder = keys.Folder(current_app.extensions["settings"].keys)
    return clues.file(session, draft, current_app.extensions["maps"], folder)[1]


@bp.post("/clue/answer")
def answer():
    """What became of the clue of the code that was typed."""
    request.max_content_length = MOST_TYPED
    code = request.form.get("code", "")
    known(code)
    with current_app.extensions["database"].read() as session:
        told = present_clues.answer(session, clues.coded(session, code))
    return _answered(told, code)


@bp.post("/clue/<code>/photos")
def photo(code):
    """Add a picture, and show what became of the clue."""
    _check_site()
    known(code)
    with STRANGERS.place(request.remote_addr):
        evidence = picture()
    told = current_app.extensions["database"].write(lambda session: _added(session, code, evidence))
    return _answered(told, code)


def _added(session, code, evidence):
    clues.add_photo(session, code, evidence)
    return present_clues.answer(session, clues.coded(session, code))


def _answered(told, code):
    sentences = "".join(f"<p>{escape(sentence)}</p>" for sentence in told["sentences"])
    code = invitation_codes.find(code, clues.PREFIX)
    return _page(
        f'<div class="panel" role="status">{sentences}</div>'
        + (ADD.format(code=code) if told["may_add_photos"] else "")
    )
