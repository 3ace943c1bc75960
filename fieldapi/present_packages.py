"""The receipts of a sealed package: what goes back to the device, and nothing of what was written."""

from base64 import b64encode

FORMAT = "lanjian-receipts/1"


def receipts(draft, digest, results) -> dict:
    return {
        "format": FORMAT,
        "package": digest,
        "device_id": draft.device.id,
        "results": [_result(one) for one in results],
    }


def _result(one):
    """As it was the first time: a repeated package has the same receipts."""
    row, fault = one.row, one.fault
    return {
        "id": one.id,
        "seq": one.seq,
        "status": row.status if row else one.status,
        "receipt": row and row.entry_seq and {"seq": row.entry_seq, "leaf": b64encode(row.leaf).decode()},
        "code": fault and fault.code,
        "fields": [{"path": field.path, "code": field.code} for field in getattr(fault, "fields", ())],
    }
