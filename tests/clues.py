"""What the stories about clues share: a note about the well at the school, a caller, and the office that answers."""

CALLER, PHONE = "赵桂兰", "13905340001"
SPOT = {"lon": 117.385, "lat": 37.775, "datum": "WGS84", "accuracy_m": 30, "source": "map_pick"}
SAID = "承德小学东门外人行道上的井盖松动，孩子每天从上面走。"


def filed(somebody, *, status=201, **changes):
    said = {"said": SAID, "location": SPOT, "reporter": {"name": CALLER, "contact": PHONE}} | changes
    return somebody.post("/clues", said, status=status)


def caller(zhou, **changes):
    """The clerk takes a call."""
    said = {"said": SAID, "place": "承德小学东门", "source": "hotline", "reporter": {"name": CALLER, "contact": PHONE}}
    return zhou.post("/clues/received", said | changes, status=201)


def send_picture(somebody, told, path, *, status=201):
    form = {"file": (path.open("rb"), path.name)}
    where = f"/clues/{told['code']}/photos"
    return somebody.ask("POST", where, status=status, data=form, content_type="multipart/form-data").json


def move(somebody, clue, verb, *, status=200, **said):
    return somebody.post(f"/clues/register/{clue['id']}/moves", {"move": verb, **said}, status=status)


def registered(li, clue):
    return move(li, clue, "register")


def reply(somebody, clue, kind, on, *, status=200, channel="phone", text="已电话告知办理情况。"):
    said = {"kind": kind, "channel": channel, "on": on, "text": text}
    return somebody.post(f"/clues/register/{clue['id']}/replies", said, status=status)


def clock_of(clue, kind):
    return [clock for clock in clue["clocks"] if clock["kind"] == kind][-1]
