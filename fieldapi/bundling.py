"""Bundles on their way out, for the API and for the command line: after the act is committed, sign and write."""

import logging
from pathlib import Path

from inspections import bundle_proofs, bundles, checkpoints, db, keys
from inspections.documents import report
from uploads import bags

from . import present_bundles, report_bundles

LOG = logging.getLogger(__name__)


def prepared(store, told) -> bundles.Prepared:
    """Everything but the proofs, with the readable report. Takes a while: no transaction should be open."""
    return bundles.prepare(store, told, lambda told, previews: report.render(report_bundles.report(told), previews))


def told(session, actor, hazard_ids, maps, purpose) -> bundles.Told:
    """What is said of hazards that *actor* may export."""
    hazards = [bundles.may_export(session, actor, id_) for id_ in hazard_ids]
    return present_bundles.told(session, actor, hazards, maps, purpose)


def told_of_case(session, actor, case_id, maps, purpose) -> bundles.Told:
    """What is said of a case that *actor* may export, and of its hazards."""
    case, hazards = bundles.may_export_case(session, actor, case_id)
    return present_bundles.told_of_case(session, actor, case, hazards, maps, purpose)


def members(database, chosen, ready: bundles.Prepared, exported: int):
    """The members of the bag, once the act *exported* is committed. It is signed at once, so that it is proved too."""
    try:
        checkpoints.sign(database, keys.Folder(chosen.keys))
    except (checkpoints.Inconsistent, keys.KeyMissing):
        LOG.exception("a bundle leaves with the last checkpoint, which does not hold its newest entries")
    authority = Path(chosen.tsa_certificates).read_bytes() if chosen.tsa_certificates else None
    with database.read() as session:
        ledger = bundle_proofs.files(session, ready, exported, authority)
    payload = [*ready.files.items(), *((f"ledger/{path}", content) for path, content in ledger.items())]
    return bags.members(payload, ready.digests, bundle_proofs.handout(), _info(ready.told))


def _info(told):
    exported = told.record["exported"]
    return {
        "Source-Organization": told.office,
        "Contact-Name": exported["by"]["name"],
        "External-Identifier": told.name,
        "Bagging-Date": db.legal_date(exported["at"]).isoformat(),
        "Bagging-Software": "Lanjian",
    }
