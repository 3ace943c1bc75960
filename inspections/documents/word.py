"""A document for Word: the same snapshot poured into a .docx whose styles an office can edit.

A template holds fields in double braces, each in a paragraph: ``{{title}}``; ``{{parts}}`` stands where the parts go,
``{{annexes}}`` where the pictures of a letter do. A paragraph whose fields are empty is left out. Parts are set in the
template's own styles, by name.
"""

import re
import zipfile
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from uploads import codes

from . import paper
from .stationery import TemplateError, Templates

FIELD = re.compile(r"\{\{(\w+)\}\}")
BODY, HEADING, CELL, CAPTION, ADDRESSEE = "公文正文", "公文小标题", "表格文字", "图片说明", "主送机关"
MM = 36_000  # EMU
WIDTH_MM, CODE_MM, SKETCH_MM, PICTURE_MM, HIGH_MM, TALL_MM = 156, 17, 140, 72, 68, 18
PICTURES = (".jpg", ".jpeg", ".png")  # packed already
EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can say: the same snapshot gives the same bytes


def render(told: dict, pictures: dict[str, Path], templates: Templates) -> bytes:
    """The .docx of a snapshot; *pictures* are JPEG files by id. Raises Unprintable and TemplateError."""
    import docx

    paper.check(told, templates)
    name = f"{told['template']}.docx"
    document = docx.Document(str(templates.path(name)))
    values = _values(told)
    pour = _Pour(document, told, pictures, templates)
    for number, paragraph in enumerate(document.paragraphs, 1):
        fields = FIELD.findall(paragraph.text)
        if unknown := set(fields) - values.keys() - {"parts", "annexes", "code"}:
            raise TemplateError(name, number, f"unknown field {', '.join(sorted(unknown))}")
        try:
            _fill(paragraph, fields, values, pour)
        except KeyError as error:
            raise TemplateError(name, number, f"missing style {error}") from error
    _describe(document.core_properties, told)
    document.save(out := BytesIO())
    return _undated(out.getvalue())


def _values(told):
    return {
        "office": told["office"],
        "red_head": told["office"] if told["red_head"] else "",
        "head": "" if told["red_head"] else told["office"],
        "title": told["title"],
        "number": told["number"] or "",
        "signed": told["office"] if told["sealed"] else "",
        "date": told["date"] if told["sealed"] else "",
        "proof": "\n".join(told["proof"]),
    }


def _fill(paragraph, fields, values, pour):
    if fields in (["parts"], ["annexes"]):
        getattr(pour, fields[0])(paragraph)
    elif fields == ["code"] and pour.told["code"]:
        paragraph.clear()
        paragraph.add_run().add_picture(BytesIO(codes.drawn(pour.told["code"])), width=CODE_MM * MM)
    elif fields and not any(values.get(name) for name in fields):
        paragraph._p.getparent().remove(paragraph._p)
    elif fields:
        said = FIELD.sub(lambda match: values[match[1]], paragraph.text)
        first, *others = paragraph.runs
        first.text = said
        for run in others:
            run._r.getparent().remove(run._r)


def _describe(properties, told):
    at = datetime.fromtimestamp(told["at"], UTC).replace(tzinfo=None)
    properties.title, properties.author, properties.last_modified_by = told["title"], told["office"], told["office"]
    properties.created = properties.modified = at
    properties.comments = ""


def _undated(content: bytes) -> bytes:
    """The same package without the times at which its members were written."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for item in source.infolist():
            packed = zipfile.ZIP_STORED if item.filename.endswith(PICTURES) else zipfile.ZIP_DEFLATED
            target.writestr(zipfile.ZipInfo(item.filename, EPOCH), source.read(item), packed)
    return out.getvalue()


def _whole(row):
    """Keep a row of a table on one page."""
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


class _Pour:
    """Puts the parts before the paragraph that stands for them."""

    def __init__(self, document, told, pictures, templates):
        self.document, self.told, self.pictures, self.templates = document, told, pictures, templates

    def parts(self, anchor):
        if self.told["template"] == "form":
            self._form(anchor)
        else:
            self._put(anchor, [part for part in self.told["parts"] if not part["annex"]])
            titles = [part["title"] for part in self.told["parts"] if part["annex"]]
            if titles:
                named = "；".join(f"{number}. {title}" for number, title in enumerate(titles, 1))
                self._say(anchor, f"附件：{named}", BODY)
        anchor._p.getparent().remove(anchor._p)

    def annexes(self, anchor):
        """The pictures of a letter, each on a page of its own after the seal."""
        for part in self.told["parts"]:
            if part["annex"]:
                heading = self._say(anchor, part["heading"], ADDRESSEE)
                heading.paragraph_format.page_break_before = True
                getattr(self, f"_{part['form']}")(anchor, part)
        anchor._p.getparent().remove(anchor._p)

    def _put(self, anchor, parts):
        for part in parts:
            if part["heading"]:
                self._say(anchor, part["heading"], HEADING)
            getattr(self, f"_{part['form']}")(anchor, part)

    def _say(self, anchor, text, style):
        return anchor.insert_paragraph_before(text, self.document.styles[style])

    def _addressee(self, anchor, part):
        self._say(anchor, f"{part['text']}：", ADDRESSEE)

    def _line(self, anchor, part):
        self._say(anchor, f"{part['title']}：{part['text']}", ADDRESSEE)

    def _text(self, anchor, part):
        for said in part["paragraphs"]:
            self._say(anchor, said, BODY)

    def _list(self, anchor, part):
        for number, said in enumerate(part["items"], 1):
            self._say(anchor, f"{number}. {said}", BODY)

    def _table(self, anchor, part):
        self._rows(anchor, [part["head"], *part["rows"]], part["widths"])

    def _signatures(self, anchor, part):
        rows = [[role, name, "\n", ""] for role, name in part["rows"]]
        self._rows(anchor, [["身份（单位）", "姓名", "签名", "日期"], *rows], (4, 3, 6, 4))

    def _form(self, anchor):
        parts = self.told["parts"]
        table = self._rows(anchor, [[part["title"], part["text"]] for part in parts], (5, 11), head=False)
        for row, part in zip(table.rows, parts, strict=True):
            row.height = TALL_MM * MM if part["tall"] else 9 * MM

    def _rows(self, anchor, rows, widths, *, head=True):
        table = self.document.add_table(len(rows), len(widths), self.document.styles["Table Grid"])
        table.autofit = False
        for wide, column in zip(widths, table.columns, strict=True):
            column.width = WIDTH_MM * MM * wide // sum(widths)
        for place, (cells, row) in enumerate(zip(rows, table.rows, strict=True)):
            _whole(row)
            for said, wide, cell in zip(cells, widths, row.cells, strict=True):
                cell.width = WIDTH_MM * MM * wide // sum(widths)
                cell.paragraphs[0].style = self.document.styles[CELL]
                cell.paragraphs[0].add_run(said).bold = head and place == 0
                cell.paragraphs[0].paragraph_format.keep_with_next = head and place == 0
        anchor._p.addprevious(table._tbl)
        self._say(anchor, "", CAPTION)
        return table

    def _photos(self, anchor, part):
        across = 1 if self.told["template"] == "photos" else 2
        wide = 2 * PICTURE_MM - 20 if across == 1 else PICTURE_MM
        self._gallery(anchor, part["pictures"], across, wide)

    def _pairs(self, anchor, part):
        for pair in part["pairs"]:
            self._gallery(anchor, [pair["before"], pair["after"]], 2, PICTURE_MM)
            self._say(anchor, f"左：整改前　右：整改后　结论：{pair['caption']}", CAPTION)

    def _gallery(self, anchor, shown, across, wide):
        table = self.document.add_table(-(-len(shown) // across), across)
        for row in table.rows:
            _whole(row)
        for place, one in enumerate(shown):
            cell = table.cell(place // across, place % across)
            self._picture(cell.paragraphs[0], one, wide)
            said = [f"{name}：{value}" for name, value in one["lines"]]
            rows = ["　".join(said[at : at + 3 - across]) for at in range(0, len(said), 3 - across)]
            cell.add_paragraph("\n".join([one["name"], *rows]), self.document.styles[CAPTION])
        anchor._p.addprevious(table._tbl)
        self._say(anchor, "", CAPTION)

    def _picture(self, paragraph, one, wide):
        paragraph.style = self.document.styles[CAPTION]
        path = self.pictures.get(one["id"])
        if path is None:
            paragraph.add_run("（无预览）")
        else:
            run = paragraph.add_run()
            shape = run.add_picture(str(path), width=wide * MM)
            if shape.height > (high := min(HIGH_MM * MM, wide * MM * 3 // 4)):  # upright: as high as the others
                shape.width, shape.height = shape.width * high // shape.height, high

    def _sketch(self, anchor, part):
        png = paper.sketch_png(part["svg"], self.templates)
        self._say(anchor, "", CAPTION).add_run().add_picture(BytesIO(png), width=SKETCH_MM * MM)
