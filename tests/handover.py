"""Steps of a re-assignment: a zone changes hands, somebody asks what that changes, and lets it be written."""

from sqlalchemy import select

from inspections import responsibility
from inspections.models import Agency, AreaFeature

REASON = "承德小学周边通信责任区移交"
BESIDE_THE_SCHOOL = {"lon": 117.385, "lat": 37.775, "datum": "WGS84", "accuracy_m": 3, "source": "gnss"}
FAR_AWAY = BESIDE_THE_SCHOOL | {"lon": 117.47, "lat": 37.83}
BEFORE, AFTER = "示意通信运营企业甲庆云分公司", "示意路灯管护所（庆云）"


def hand_over(database, to=AFTER):
    """The zone around the school is another agency's from now on."""

    def change(session):
        agency = session.scalars(select(Agency).where(Agency.name == to)).one()
        zone = session.scalars(select(AreaFeature).where(AreaFeature.code == "Z-001")).one()
        zone.attributes = zone.attributes | {"agency_id": str(agency.id)}
        responsibility.changed(session)

    database.write(change)


def ask(person, *, status=201, **said):
    return person.post("/reassignments", {"reason": REASON} | said, status=status)


def look(person, asked):
    return person.get(f"/reassignments/{asked['id']}")


def differences(person, asked, **query):
    return person.get(f"/reassignments/{asked['id']}/differences", **query)


def apply(person, asked, *, status=200, **said):
    return person.post(f"/reassignments/{asked['id']}/apply", {"difference": asked["difference"]} | said, status=status)


def owners(hazard):
    return [row["agency"]["name"] for row in hazard["responsibilities"] if row["role"] == "owner"]


def answer(hazard):
    said = {name: hazard[name] for name in ("area", "responsibilities", "chosen", "map_versions")}
    return said | {"flags": set(hazard["flags"])}


def computed(person, work, **said):
    """What *person* asked for, after the job."""
    asked = ask(person, **said)
    work()
    return look(person, asked)
