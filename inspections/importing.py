"""What the kinds of import have in common: how one is declared, and how its file is read in a limited process."""

from collections.abc import Callable
from dataclasses import dataclass

from geo import tables, watches
from geo.reports import Report
from uploads import sandbox

from . import readings
from .drafts import Draft

LIMITS = sandbox.Limits(memory_bytes=3 * 1024**3, cpu_s=80, file_bytes=1024**3, wall_s=100)  # within a job's lease


def _nothing(session, row, options) -> dict:
    return {}


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of import. All functions get the Import row and its options; only ``apply`` may write.

    ``apply`` also gets the responsibility ``Maps``, and calls ``told(done)`` with the number of rows that it wrote.
    The file is read by *reader* (``package.module:function``) in a limited child: ``reader(file, folder)`` finds
    ``{"options", "context"}`` in `tables.asked`, leaves its rows by `tables.write`, and returns ``Report.as_json()``.
    Rows that it leaves are checked, also when others refuse the file already; what cannot be checked it leaves out.
    """

    name: str
    action: str  # its row in the table of permissions
    options: type[Draft]
    reader: str
    check: Callable  # check(session, row, options, columns, report): adds what the database has to say
    apply: (
        Callable  # apply(session, row, options, columns, maps, told) -> (subjects, payload) of the ledger; told(done)
    )
    context: Callable = _nothing  # context(session, row, options) -> dict: what the reader must know of the database
    limits: sandbox.Limits = LIMITS
    in_a_name: bool = False  # its rows are recorded in the name of whoever applies it


def read(kind: Kind, store, row, context: dict) -> tuple[Report, tables.Columns]:
    """Read the file of *row* in a child process. One that dies of the file is an answer too, and refuses it.

    Raises Damaged when the stored bytes are no longer what was received.
    """
    store.verify(row.sha256)
    path = str(store.path(row.sha256).resolve())

    def work(folder):
        try:
            return Report.from_json(sandbox.run(kind.reader, path, str(folder), limits=kind.limits))
        except sandbox.Died as died:
            report, feature = Report(), watches.stopped_at(folder)
            timed_out = feature and died.code == "timed_out"
            report.error("feature_timed_out" if timed_out else f"reader_{died.code}", row=feature)
            return report

    return readings.read(store, row.sha256, {"options": row.options, "context": context}, work)
