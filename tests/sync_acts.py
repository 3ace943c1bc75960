"""Every act of devices without a network once; ``did(action, act)`` does one."""

from tests.packages import Sealing, bring
from tests.phones import Offline


def sync_acts(did, li, sun):
    phone, other = Sealing(li), Offline(sun)
    did("sync", phone.sync)  # the device is entered
    manhole = li.record(severity="medium")["id"]
    for one, severity in ((phone, "high"), (other, "low")):
        one.edit(manhole, {"severity": "medium"}, severity=severity)
        one.push()
    path = f"/hazards/{manhole}/disagreements"
    (row,) = li.get(path)["items"]
    said = {"assessment_id": row["assessments"][0]["id"], "reason": "学生上下学必经"}
    did("settle_disagreement", lambda: li.post(f"{path}/{row['id']}/choice", said))
    phone.made.clear()
    recipient = li.get("/sync/key")["recipient"]
    did("send_package", lambda: bring(sun, phone.seal(recipient)))
    loss = {"reason": "村道上遗失"}
    did("declare_device_lost", lambda: li.post(f"/devices/{phone.device['id']}/loss", loss))
