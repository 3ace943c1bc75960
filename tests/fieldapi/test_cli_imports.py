"""``import`` as somebody types it: both steps in the foreground, and exit codes that mean something."""

import json

import pytest
from sqlalchemy import select

from inspections.db import Database
from inspections.models import Hazard, HazardOrigin, Person
from tests.fieldapi.test_layers import ZONE, zone
from tests.served import run, typed

pytestmark = pytest.mark.slow


@pytest.fixture
def file(tmp_path):
    def write(content):
        path = tmp_path / "责任区.geojson"
        path.write_bytes(content)
        return str(path)

    return write


def import_layer(seeded, path, *words, code=0, options=ZONE, how=typed):
    said = json.dumps(options, ensure_ascii=False)
    where = ("--data", str(seeded), "--office", "qingyun")
    return how("import", "layer", path, *where, "--options", said, *words, code=code)


def test_a_file_is_checked_and_with_apply_it_is_written(seeded, file):
    path = file(zone())

    said = import_layer(seeded, path, how=run)
    assert "责任区.geojson：检查通过" in said and "读取 1 条，可写入 1 条；错误 0 处" in said
    assert "已写入" not in said

    assert "责任区.geojson：已写入" in import_layer(seeded, path, "--apply", how=run)
    assert "该图层已有第 1 版" not in import_layer(seeded, path, options=ZONE | {"valid_from": "2026-07-01"})


def test_what_is_refused_is_said_in_words_with_exit_code_1(seeded, file):
    said = import_layer(seeded, file(zone(agency="没有这个局")), "--apply", code=1, options=ZONE | {"key": "other"})

    assert "错误（第 1 条，agency）：名录中没有单位“没有这个局”。" in said
    assert "Traceback" not in said


def test_wrong_options_and_offices_are_said_too(seeded, file):
    path = file(zone())

    assert "options.kind" not in import_layer(seeded, path, code=1, options={"kind": "zone"})
    assert "key: 必填。" in import_layer(seeded, path, code=1, options={"kind": "zone"})
    assert "no office" in typed(
        "import", "layer", path, "--data", str(seeded), "--office", "x", "--options", json.dumps(ZONE), code=1
    )
    assert "文件为空" in import_layer(seeded, file(b""), code=1)


LEDGER = "编号,隐患类型,发现时间,经度,纬度\n1,井盖缺失,2026/5/2,117.42,37.78\n"


def test_an_earlier_ledger_is_recorded_in_the_name_of_somebody_of_the_office(seeded, tmp_path):
    path = tmp_path / "台账.csv"
    path.write_text(LEDGER, "utf-8")
    words = ("import", "hazards", str(path), "--data", str(seeded), "--office", "qingyun")
    said = ("--options", json.dumps({"source": "2025年台账"}))

    assert "读取 1 条，可写入 1 条" in typed(*words, *said)
    assert "--by: 必填。" in typed(*words, *said, "--apply", code=1)
    assert "--by: 没有此人。" in typed(*words, *said, "--apply", "--by", "nobody", code=1)
    for account in ("admin", "prosecutor.leling"):
        assert "导入隐患台账" in typed(*words, *said, "--apply", "--by", account, code=1)
    assert "台账.csv：已写入" in typed(*words, *said, "--apply", "--by", "prosecutor.qingyun")

    database = Database(f"sqlite:///{seeded / 'lanjian.db'}")
    imported = select(Person.name).join(Hazard, Hazard.recorded_by_id == Person.id).join(HazardOrigin)
    with database.read() as session:
        assert session.scalars(imported).all() == ["李文清"]
    database.close()
    assert "可写入 0 条" in typed(*words, *said)


def test_a_sheet_of_rules_that_is_none_is_refused_too(seeded, file):
    said = typed("import", "rules", file(b"PK"), "--data", str(seeded), "--office", "qingyun", code=1)

    assert "错误：不是可读取的 Excel 工作簿（.xlsx）。" in said
