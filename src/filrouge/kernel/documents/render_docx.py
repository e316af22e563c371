"""DOCX that can be reworked: real heading styles, real lists, header rows, French language, no macro, no
field to update.

The same document gives the same bytes: the archive is rewritten with the date of the document.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any
from zlib import crc32

import docx
from docx.document import Document as Word
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table as WordTable
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph as WordParagraph

from filrouge.kernel.documents import content
from filrouge.kernel.documents.content import Block, Document, Inline
from filrouge.kernel.documents.render_chart import alternative_of
from filrouge.kernel.documents.render_pdf import chart_picture
from filrouge.kernel.documents.text import typeset
from filrouge.ui.typography import date_long

_ALIGNMENTS = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}
_TEXT_WIDTH_MM = 166
_MUTED = RGBColor(0x56, 0x60, 0x6B)
_AFTER_BORDERS = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:rPr", "w:sectPr")
_TONES = {"info": "1F5B8F", "success": "22694A", "warning": "8A5200", "danger": "A32B2B"}


def render_docx(document: Document) -> bytes:
    word = docx.Document()
    _set_up(word, document)
    _letterhead(word, document)
    word.add_paragraph(typeset(document.title), style="Title")
    if document.subtitle:
        word.add_paragraph(typeset(document.subtitle), style="Subtitle")
    for block in content.closed_levels(document.blocks):
        _WRITERS[type(block)](word, block)
    output = io.BytesIO()
    word.save(output)
    return _dated(output.getvalue(), document)


def _set_up(word: Word, document: Document) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22)
    section.top_margin, section.bottom_margin = Mm(22), Mm(22)
    moment = datetime(document.date.year, document.date.month, document.date.day, tzinfo=UTC)
    properties = word.core_properties
    properties.title, properties.author = typeset(document.title), typeset(document.letterhead.name)
    properties.subject, properties.language = typeset(document.subtitle), "fr-FR"
    properties.created = properties.modified = moment
    properties.comments, properties.last_modified_by, properties.revision = "", "", 1
    _styles(word, RGBColor.from_string(content.readable(document.letterhead.accent)[1:]))
    _footer(word, document)


def _styles(word: Word, accent: RGBColor) -> None:
    normal: Any = word.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(11)
    normal.paragraph_format.space_after = Pt(6)
    for name, size in {
        "Title": 22,
        "Subtitle": 13,
        "Heading 1": 15,
        "Heading 2": 12.5,
        "Heading 3": 11,
        "Heading 4": 11,
    }.items():
        style: Any = word.styles[name]
        style.font.name, style.font.size, style.font.italic = "Calibri", Pt(size), False
        style.font.color.rgb = _MUTED if name in ("Subtitle", "Heading 4") else accent
        # The theme fonts of the default template would win over the name.
        for attribute in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            style.element.rPr.rFonts.attrib.pop(qn(f"w:{attribute}"), None)
    defaults = word.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    language = defaults.find(qn("w:lang"))
    language.set(qn("w:val"), "fr-FR")


def _footer(word: Word, document: Document) -> None:
    paragraph = word.sections[0].footer.paragraphs[0]
    line = " · ".join(part for part in (typeset(document.letterhead.footer), typeset(document.reference)) if part)
    paragraph.add_run(f"{line}\nPage " if line else "Page ")
    _field(paragraph, "PAGE")
    paragraph.add_run(" sur ")
    _field(paragraph, "NUMPAGES")
    for run in paragraph.runs:
        run.font.size, run.font.color.rgb = Pt(8.5), _MUTED


def _field(paragraph: WordParagraph, instruction: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def _letterhead(word: Word, document: Document) -> None:
    head = document.letterhead
    accent = RGBColor.from_string(content.readable(head.accent)[1:])
    if head.logo_png:
        _picture(word.add_paragraph(), head.logo_png, f"Logo de {head.name}", height=Mm(17))
    name = word.add_paragraph().add_run(typeset(head.name))
    name.bold, name.font.size, name.font.color.rgb = True, Pt(14), accent
    dated = " · ".join(part for part in (typeset(document.reference), date_long(document.date)) if part)
    details = word.add_paragraph()
    run = details.add_run("\n".join([*(typeset(line) for line in head.lines), dated]))
    run.font.size, run.font.color.rgb = Pt(9), _MUTED
    _bordered(details, "bottom", content.readable(head.accent)[1:].upper())


def _bordered(paragraph: WordParagraph, side: str, color: str) -> None:
    borders, border = OxmlElement("w:pBdr"), OxmlElement(f"w:{side}")
    for attribute, value in {"val": "single", "sz": "12", "space": "6", "color": color}.items():
        border.set(qn(f"w:{attribute}"), value)
    borders.append(border)
    # The schema wants borders before spacing and indents; Word repairs, other readers refuse.
    paragraph._p.get_or_add_pPr().insert_element_before(borders, *_AFTER_BORDERS)


def _inline(paragraph: WordParagraph, inline: Inline) -> WordParagraph:
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


def _heading(word: Word, block: content.Heading) -> None:
    paragraph = word.add_heading(typeset(block.text), level=block.level)
    if block.level == 1:
        number = str(len(word.paragraphs))
        for tag, name in (("w:bookmarkStart", _bookmark(block.text)), ("w:bookmarkEnd", "")):
            mark = OxmlElement(tag)
            mark.set(qn("w:id"), number)
            if name:
                mark.set(qn("w:name"), name)
            paragraph._p.append(mark)


def _paragraph(word: Word, block: content.Paragraph) -> None:
    paragraph = _inline(word.add_paragraph(style="Quote" if block.style == "quote" else None), block.text)
    sizes = {"lead": Pt(12.5), "small": Pt(9)}
    for run in paragraph.runs if block.style in sizes else ():
        run.font.size = sizes[block.style]


_DEEPEST = 3  # Word's own styles of lists have three levels


def _bullets(word: Word, block: content.BulletList, level: int = 1) -> None:
    style = "List Bullet" if level == 1 else f"List Bullet {min(level, _DEEPEST)}"
    for item in map(content.item_of, block.items):
        _inline(word.add_paragraph(style=style), item.text)
        _below(word, item, level + 1)


def _numbers(word: Word, block: content.NumberedList, level: int = 1) -> None:
    """Numbers are written out: Word would go on counting from the list before."""
    for number, item in enumerate(map(content.item_of, block.items), start=block.start):
        paragraph = word.add_paragraph(f"{number}.\t")
        indent = Mm(8 + 6 * (min(level, _DEEPEST) - 1))
        paragraph.paragraph_format.left_indent, paragraph.paragraph_format.first_line_indent = indent, Mm(-6)
        _inline(paragraph, item.text)
        _below(word, item, level + 1)


def _below(word: Word, item: content.ListItem, level: int) -> None:
    for block in item.below:
        if isinstance(block, content.BulletList):
            _bullets(word, block, level)
        else:
            _numbers(word, block, level)


def _caption(word: Word, text: str) -> None:
    if text:
        word.add_paragraph(typeset(text), style="Caption").paragraph_format.keep_with_next = True


def _table(word: Word, block: content.Table) -> None:
    _caption(word, block.caption)
    table = _grid(word, [column.label for column in block.columns], [column.width for column in block.columns])
    for row in block.rows:
        cells = _row(table)
        for cell, value, column in zip(cells, row, block.columns, strict=True):
            _inline(cell.paragraphs[0], value).alignment = _ALIGNMENTS[column.align]
    for cell, column in zip(table.rows[0].cells, block.columns, strict=True):
        cell.paragraphs[0].alignment = _ALIGNMENTS[column.align]
    if block.total and block.rows:
        for cell in table.rows[-1].cells:
            for run in cell.paragraphs[0].runs:
                run.bold = True
    word.add_paragraph().paragraph_format.space_after = Pt(2)


def _grid(word: Word, labels: Sequence[str], widths: Sequence[float]) -> WordTable:
    table: WordTable = word.add_table(rows=1, cols=len(labels), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.LEFT, False
    # A column that fits its content (width 0) has about half the share of an ordinary one.
    shares = [width or 0.6 for width in widths]
    for column, share in zip(table.columns, shares, strict=True):
        column.width = Mm(_TEXT_WIDTH_MM * share / sum(shares))
    header = table.rows[0]
    for cell, label in zip(header.cells, labels, strict=True):
        cell.paragraphs[0].add_run(typeset(label)).bold = True
        _shade(cell, "E4EEED")
    _mark(header, "w:tblHeader")
    _mark(header, "w:cantSplit")
    return table


def _row(table: Any) -> tuple[_Cell, ...]:
    row: _Row = table.add_row()
    _mark(row, "w:cantSplit")
    for cell, model in zip(row.cells, table.columns, strict=True):
        cell.width = model.width
        cell.paragraphs[0].paragraph_format.space_after = Pt(2)
    return tuple(row.cells)


def _mark(row: _Row, tag: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(tag))


def _shade(cell: _Cell, color: str) -> None:
    shading = OxmlElement("w:shd")
    for attribute, value in {"val": "clear", "color": "auto", "fill": color}.items():
        shading.set(qn(f"w:{attribute}"), value)
    cell._tc.get_or_add_tcPr().append(shading)


def _key_values(word: Word, block: content.KeyValues) -> None:
    for key, value in block.pairs:
        paragraph = word.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(2)
        paragraph.add_run(typeset(f"{key} : ")).font.color.rgb = _MUTED
        _inline(paragraph, value)


def _callout(word: Word, block: content.Callout) -> None:
    paragraph = word.add_paragraph()
    paragraph.paragraph_format.left_indent, paragraph.paragraph_format.keep_together = Mm(4), True
    _bordered(paragraph, "left", _TONES[block.tone])
    if block.label:
        label = paragraph.add_run(typeset(block.label) + "\n")
        label.bold, label.font.color.rgb = True, RGBColor.from_string(_TONES[block.tone])
    _inline(paragraph, block.text)


def _signatures(word: Word, block: content.SignatureGrid) -> None:
    _caption(word, block.caption)
    labels = ["Nom", "Profession ou fonction", "Présence", "Signature"]
    table = _grid(word, labels, [1.25, 1.15, 0.7, 1.5])
    for person in block.people:
        texts = (person.name, person.role, person.presence, person.signed)
        for cell, text in zip(_row(table), texts, strict=True):
            cell.paragraphs[0].add_run(typeset(text))
        if person.drawing:
            _picture(cell.paragraphs[0], person.drawing, f"Signature de {person.name}", height=Mm(8))
        table.rows[-1].height = Mm(11)


def _image(word: Word, block: content.Image) -> None:
    _caption(word, block.caption)
    _picture(word.add_paragraph(), block.png, block.alt, width=Mm(min(block.width_mm, _TEXT_WIDTH_MM)))


def _picture(paragraph: WordParagraph, png: bytes, alt: str, **size: Any) -> None:
    shape = paragraph.add_run().add_picture(io.BytesIO(png), **size)
    shape._inline.docPr.set("descr", typeset(alt))


def _chart(word: Word, block: content.Chart) -> None:
    accent = str(word.styles["Heading 1"].font.color.rgb)
    _picture(word.add_paragraph(), chart_picture(block.chart, f"#{accent}"), alternative_of(block.chart), width=Mm(166))


def _contents(word: Word, block: content.Contents) -> None:
    """Each title leads to its heading. Pages are Word's business: a field would ask to be updated at each opening."""
    title = word.add_paragraph().add_run(typeset(block.title))
    title.bold, title.font.size = True, Pt(15)
    for text in block.titles:
        link = OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), _bookmark(text))
        paragraph = word.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(3)
        run = paragraph.add_run(typeset(text))
        paragraph._p.append(link)
        link.append(run._r)


def _bookmark(text: str) -> str:
    return f"titre_{crc32(text.encode()):08x}"


def _spacer(word: Word, block: content.Spacer) -> None:
    word.add_paragraph().paragraph_format.space_before = Mm(max(block.millimetres - 5, 0))


def _page_break(word: Word, block: content.PageBreak) -> None:
    word.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


_WRITERS: dict[type[Block], Callable[[Word, Any], None]] = {
    content.Heading: _heading,
    content.Paragraph: _paragraph,
    content.BulletList: _bullets,
    content.NumberedList: _numbers,
    content.Table: _table,
    content.KeyValues: _key_values,
    content.Callout: _callout,
    content.SignatureGrid: _signatures,
    content.Image: _image,
    content.Chart: _chart,
    content.Contents: _contents,
    content.Spacer: _spacer,
    content.PageBreak: _page_break,
}


def _dated(data: bytes, document: Document) -> bytes:
    """The same archive, whose entries bear the date of the document instead of the hour of the computer."""
    day = (max(1980, document.date.year), document.date.month, document.date.day, 0, 0, 0)
    output = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            info = zipfile.ZipInfo(name, day)
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, source.read(name))
    return output.getvalue()
