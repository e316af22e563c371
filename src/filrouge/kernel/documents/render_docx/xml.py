"""What Word’s own format wants and its library does not write."""

from __future__ import annotations

import io
import zipfile
from typing import Any
from zlib import crc32

from docx.document import Document as Word
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import RGBColor
from docx.table import Table as WordTable
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph as WordParagraph

from filrouge.kernel.documents import content
from filrouge.kernel.documents.content import Document, Inline
from filrouge.kernel.documents.text import typeset

TEXT_WIDTH_MM = 166
MUTED = RGBColor(0x56, 0x60, 0x6B)
_AFTER_BORDERS = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:rPr", "w:sectPr")


def field(paragraph: WordParagraph, instruction: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def bordered(paragraph: WordParagraph, side: str, color: str) -> None:
    borders, border = OxmlElement("w:pBdr"), OxmlElement(f"w:{side}")
    for attribute, value in {"val": "single", "sz": "12", "space": "6", "color": color}.items():
        border.set(qn(f"w:{attribute}"), value)
    borders.append(border)
    # The schema wants borders before spacing and indents; Word repairs, other readers refuse.
    paragraph._p.get_or_add_pPr().insert_element_before(borders, *_AFTER_BORDERS)


def mark(row: _Row, tag: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(tag))


def shade(cell: _Cell, color: str) -> None:
    shading = OxmlElement("w:shd")
    for attribute, value in {"val": "clear", "color": "auto", "fill": color}.items():
        shading.set(qn(f"w:{attribute}"), value)
    cell._tc.get_or_add_tcPr().append(shading)


def light(table: WordTable) -> None:
    """Pale lines, those that close the sides left out."""
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        border = OxmlElement(f"w:{side}")
        is_drawn = side in {"top", "bottom", "insideH"}
        for attribute, value in {"val": "single" if is_drawn else "nil", "sz": "4", "color": "C5D0CF"}.items():
            border.set(qn(f"w:{attribute}"), value)
        borders.append(border)
    table._tbl.tblPr.insert_element_before(borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")


def field_mark(kind: str) -> Any:
    run, mark = OxmlElement("w:r"), OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    run.append(mark)
    return run


def instruction(text: str) -> Any:
    run, instruction = OxmlElement("w:r"), OxmlElement("w:instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = f" {text} "
    run.append(instruction)
    return run


def break_before(word: Word, element: Any) -> None:
    """What comes next begins a page: without the empty line that a break in a paragraph of its own leaves there."""
    if element is not None and element.tag != qn("w:p"):
        paragraph = OxmlElement("w:p")
        element.addprevious(paragraph)
        element = paragraph
    if element is not None and element.tag == qn("w:p"):
        WordParagraph(element, word._body).paragraph_format.page_break_before = True


def bookmark(text: str) -> str:
    return f"titre_{crc32(text.encode()):08x}"


def dated(data: bytes, document: Document) -> bytes:
    """The same archive, whose entries bear the date of the document instead of the hour of the computer."""
    day = (max(1980, document.date.year), document.date.month, document.date.day, 0, 0, 0)
    output = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            info = zipfile.ZipInfo(name, day)
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, source.read(name))
    return output.getvalue()


def picture(paragraph: WordParagraph, png: bytes, alt: str, **size: Any) -> None:
    shape = paragraph.add_run().add_picture(io.BytesIO(png), **size)
    shape._inline.docPr.set("descr", typeset(alt))


def inline(paragraph: WordParagraph, inline: Inline) -> WordParagraph:
    for span in content.spans_of(inline):
        address = content.safe_link(span.link)
        run = paragraph.add_run(typeset(span.text))
        run.bold, run.italic = span.bold or None, span.italic or None
        if address:
            run.font.underline = True
            link = OxmlElement("w:hyperlink")
            link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
            paragraph._p.append(link)
            link.append(run._r)
    return paragraph
