"""Steps of imports: send a file, let the jobs run, look at the report, apply."""

import json
from io import BytesIO

from fieldapi import worker


def work(app):
    """Do every job that is due."""
    while worker.work_once(app.extensions["database"], app.extensions["store"]):
        pass


def send(person, path, content, options, *, name="file", status=201):
    """The import as it is answered, or the problem."""
    form = {"file": (BytesIO(content), name), "options": json.dumps(options)}
    return person.ask("POST", path, status=status, data=form, content_type="multipart/form-data").json


def again(person, row):
    return person.get(f"/imports/{row['id']}")


def checked(person, path, content, options, **how):
    """The import after its dry run."""
    row = send(person, path, content, options, **how)
    work(person.app)
    return again(person, row)


def applied(person, path, content, options, **how):
    """The import after it was checked and applied, which has to succeed."""
    row = checked(person, path, content, options, **how)
    assert row["state"] == "checked", row["report"]
    person.post(f"/imports/{row['id']}/apply", {"version": row["version"]})
    work(person.app)
    row = again(person, row)
    assert row["state"] == "applied", row["report"]
    return row


def codes(row, kind="errors"):
    """The codes of the report, each once."""
    return {item["code"] for item in row["report"][kind]}
