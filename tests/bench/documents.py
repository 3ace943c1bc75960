"""What a document costs: a letter of two pages with four photographs, warm, as PDF and Word; and 200 of them at once.

Goals: 0.5 s for one of each, warm; 200 PDFs in 60 s on two cores.
"""

import multiprocessing
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from statistics import median

from inspections.document_files import RENDER
from inspections.documents import sketch
from inspections.documents.stationery import Templates

RUNS, MANY, CORES = 10, 200, 2
SIDE = (1600, 1200)  # px, as a preview
SQUARE = {
    "type": "Polygon",
    "coordinates": [[[117.3, 37.7], [117.5, 37.7], [117.5, 37.9], [117.3, 37.9], [117.3, 37.7]]],
}
SAID = "经查明，承德小学东门人行道上的通信井未装防坠网，井盖踩踏晃动，学生每日经过，存在坠落危险。"


def told(number: int) -> dict:
    """A snapshot like those that the domain takes."""
    texts = ("案件来源", "公益受损事实", "未依法履职的事实和理由", "法律依据", "整改期限", "其他事项")
    parts = [_part("addressee", "addressee", None, text="庆云县综合行政执法局", tall=False)]
    parts += [_part(f"text{i}", "text", f"{i}、{title}", paragraphs=[SAID] * 2) for i, title in enumerate(texts)]
    svg = sketch.drawn([(f"H{i}", 117.38 + i / 1000, 37.77) for i in range(4)], [("庆云县", SQUARE)])
    parts.append(_part("sketch", "sketch", "附件1　点位示意图", annex=True, svg=svg))
    lines = [["时间", "2026年6月29日10时05分"], ["地点", "承德小学东门"], ["原件 SHA-256", "17307b1207eb6487…"]]
    shown = [{"id": f"photo{i}", "name": f"照片{i}", "lines": lines} for i in range(4)]
    parts.append(_part("photos", "photos", "附件2　现场照片", annex=True, pictures=shown))
    head = {"title": "检察建议书", "office": "庆云县人民检察院", "template": "letter"}
    head["number"] = f"庆检行公建〔2026〕{number}号"
    more = {"red_head": True, "sealed": True, "frozen": True, "date": "2026年6月29日", "at": 1782698700}
    return head | more | {"code": f"lanjian:document-{number}", "proof": ["第1版", "台账校验点：128"], "parts": parts}


def _part(name, form, heading, *, annex=False, **value):
    return {"name": name, "form": form, "title": heading, "heading": heading, "annex": annex, **value}


def _pictures(folder):
    from . import scenes

    found = {}
    for place, street in enumerate(scenes.drawn(4)):
        found[f"photo{place}"] = Path(folder) / f"{place}.jpg"
        street.resize(SIDE).convert("RGB").save(found[f"photo{place}"], "JPEG", quality=85)
    return found


def one(number: int, pictures: dict) -> int:
    """The size of one PDF."""
    return len(RENDER["pdf"](told(number), pictures, Templates()))


def measure():
    with tempfile.TemporaryDirectory() as folder:
        pictures = _pictures(folder)
        for form, render in RENDER.items():
            took = [_timed(render, number, pictures) for number in range(RUNS + 1)]
            print(f"{form}: first {took[0]:.2f} s, then {median(took[1:]):.2f} s (goal 0.5)")
        begun = time.perf_counter()
        afresh = multiprocessing.get_context("spawn")  # typst has threads, which a fork would leave behind
        with ProcessPoolExecutor(CORES, afresh) as workers:
            sizes = list(workers.map(one, range(MANY), [pictures] * MANY, chunksize=10))
        print(f"{MANY} PDFs, {sum(sizes) / 1e6:.0f} MB: {time.perf_counter() - begun:.0f} s (goal 60)")


def _timed(render, number, pictures):
    begun = time.perf_counter()
    render(told(number), pictures, Templates())
    return time.perf_counter() - begun
