"""docs/permissions.md: the permission table as a page for people, made by `python -m fieldapi permissions`."""

from inspections import permissions
from inspections.models import Role
from inspections.permissions import ANYONE, PERMISSIONS, Scope

from .words import ACTIONS

SHORT = {
    Role.PROSECUTOR: "pros.",
    Role.ASSISTANT_PROSECUTOR: "asst.",
    Role.CLERK: "clerk",
    Role.DEPARTMENT_HEAD: "head",
    Role.DEPUTY_CHIEF: "deputy",
    Role.CHIEF_PROSECUTOR: "chief",
    Role.INVITED_ASSISTANT: "invited",
    Role.AGENCY_LIAISON: "liaison",
    Role.VOLUNTEER: "volunt.",
    Role.AUDITOR: "auditor",
    Role.ADMIN: "admin",
}
HEAD = """# Who may do what

Made from `inspections/permissions.py` by `python -m fieldapi permissions`; a test holds it against the table.
What is not in it is denied. ● may, within the scope.

An invited assistant's role is bound to one outing, a liaison's to one agency; a superior is staff of an office above.
Chiefs and administrators need a second factor (`LANJIAN_REQUIRE_TOTP`).
"""


def page() -> str:
    """The whole page as Markdown."""
    scopes = permissions.__doc__.split("\n\n")[-1].strip()
    titles = ["action", "", "scope", *SHORT.values()]
    rows = [" | ".join(titles), " | ".join("---" for _ in titles), *map(_row, PERMISSIONS.values())]
    return "\n".join([HEAD, "```", scopes, "```", "", *(f"| {row} |" for row in rows), ""])


def _row(row):
    roles = ANYONE if row.scope in (Scope.PUBLIC, Scope.SELF) else row.roles
    chinese, english = ACTIONS[row.action]
    marks = ["●" if role in roles else "" for role in SHORT]
    return " | ".join([f"`{row.action}`", f"{english} {chinese}", f"{row.scope}, {row.mode}", *marks])
