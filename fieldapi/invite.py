"""/invite: the page behind the link of an invitation. It works without JavaScript: the code is typed or pasted."""

from html import escape

from flask import Blueprint, Response, current_app, request
from pydantic import ValidationError

from inspections import invitations
from inspections.errors import InspectionError
from inspections.invitation_drafts import RedeemDraft

from . import auth
from .invitations import check
from .problems import language
from .texts import say
from .texts_invitations import LETTERS

bp = Blueprint("invite", __name__)

PAGE = """<!doctype html>
<html lang="{lang}"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>蓝检 Lanjian</title><link rel="icon" href="/web/icon.svg"><link rel="stylesheet" href="/web/app.css">
<link rel="stylesheet" href="/web/look.css">
<main class="sign-in"><h1>特邀检察官助理 Invited assistant</h1>{said}</main>
<script type="module" src="/web/app/invite.js"></script></html>
"""
FORM = """<p>{letter}</p>
<form method="post" action="/invite">
<p><label>邀请码或链接 Code or link
<input id="code" name="code" required maxlength="2000" autocomplete="off"></label></p>
<p><label>手机尾号 Last digits of your phone <input name="phone_tail" inputmode="numeric" maxlength="6"></label></p>
<input type="hidden" name="letter_version" value="{version}">
<p><button class="button primary wide">接受承诺书并进入 Accept and enter</button></p>
</form>"""
WAITING = "<p>已通知邀请人，请待其同意后再次提交。 The host was told; send the form again after the approval.</p>"
OPENED = '<p>已进入。</p><p><a class="button primary wide" href="/">打开蓝检 Open Lanjian</a></p>'


def _page(said, status=200):
    return Response(PAGE.format(lang=language(), said=said), status, content_type="text/html; charset=utf-8")


def _form(before="", status=200):
    letter = LETTERS[invitations.LETTER][language() == "en"]
    return _page(before + FORM.format(letter=escape(letter), version=invitations.LETTER), status)


@bp.get("/invite")
def form():
    """The form; the code of the link stays in its fragment, where a script of ours takes it from, or a person."""
    return _form()


@bp.post("/invite")
def redeem():
    """Redeem what was typed; another site's form is refused, as it would sign somebody in unasked."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return _form(status=403)
    said = {name: value.strip() for name, value in request.form.items() if value.strip()}
    try:
        draft = RedeemDraft.model_validate(said)
        counted = check(draft)
        found = current_app.extensions["database"].write(lambda session: invitations.redeem(session, *counted))
    except ValidationError:
        return _form(f"<p>{escape(say('wrong_invitation', language(), {}))}</p>", 422)
    except InspectionError as error:
        return _form(f"<p>{escape(say(error.code, language(), error.details))}</p>", 403)
    if found is None:
        return _form(WAITING, 202)
    response = _page(OPENED, 201)
    auth.set_cookie(response, *found)
    return response
