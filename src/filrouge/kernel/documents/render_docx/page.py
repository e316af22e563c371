"""The sheet of paper: margins, styles, letterhead, header and footer."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from docx.document import Document as Word
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph as WordParagraph

from filrouge.kernel.documents import content
from filrouge.kernel.documents.content import Document
from filrouge.kernel.documents.render_docx.xml import MUTED, TEXT_WIDTH_MM, bordered, field, picture
from filrouge.kernel.documents.text import typeset
from filrouge.ui.typography import date_long


def set_up(word: Word, document: Document) -> None:
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
    section.different_first_page_header_footer = True  # the letterhead is the header of the first
    _header(word, document)
    for footer in (section.footer, section.first_page_footer):
        _footer(footer.paragraphs[0], document)


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
        style.font.color.rgb = MUTED if name in ("Subtitle", "Heading 4") else accent
        # The theme fonts of the default template would win over the name.
        for attribute in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            style.element.rPr.rFonts.attrib.pop(qn(f"w:{attribute}"), None)
    _plainer(word, accent)
    defaults = word.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    language = defaults.find(qn("w:lang"))
    language.set(qn("w:val"), "fr-FR")


def _plainer(word: Word, accent: RGBColor) -> None:
    """What the template of the library adds and nobody asked for: lines, spaced letters, blue captions."""
    title: Any = word.styles["Title"]
    title.element.pPr.remove(title.element.pPr.find(qn("w:pBdr")))
    title.paragraph_format.space_before = Pt(18)
    for name in ("Title", "Subtitle"):
        properties = word.styles[name].element.rPr
        for spacing in properties.findall(qn("w:spacing")):
            properties.remove(spacing)
    caption: Any = word.styles["Caption"]
    caption.font.size, caption.font.color.rgb = Pt(10), MUTED
    for name in ("Header", "Footer"):
        edge: Any = word.styles[name]
        edge.font.size, edge.font.color.rgb = Pt(8.5), MUTED
    entry: Any = word.styles.add_style("toc 1", WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    entry.base_style = word.styles["Normal"]
    entry.paragraph_format.space_after = Pt(3)
    entry.paragraph_format.tab_stops.add_tab_stop(Mm(TEXT_WIDTH_MM), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)


def _header(word: Word, document: Document) -> None:
    """On every page but the first: the team, the document."""
    paragraph = word.sections[0].header.paragraphs[0]
    paragraph.style.paragraph_format.tab_stops.clear_all()
    paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(TEXT_WIDTH_MM), WD_TAB_ALIGNMENT.RIGHT)
    team = paragraph.add_run(typeset(document.letterhead.name))
    team.bold = True
    paragraph.add_run(f"\t{typeset(document.title)}")


def _footer(paragraph: WordParagraph, document: Document) -> None:
    line = " · ".join(part for part in (typeset(document.letterhead.footer), typeset(document.reference)) if part)
    paragraph.add_run(f"{line}\nPage " if line else "Page ")
    field(paragraph, "PAGE")
    paragraph.add_run(" sur ")
    field(paragraph, "NUMPAGES")


def letterhead(word: Word, document: Document) -> None:
    head = document.letterhead
    accent = RGBColor.from_string(content.readable(head.accent)[1:])
    if head.logo_png:
        picture(word.add_paragraph(), head.logo_png, f"Logo de {head.name}", height=Mm(17))
    name = word.add_paragraph().add_run(typeset(head.name))
    name.bold, name.font.size, name.font.color.rgb = True, Pt(14), accent
    dated = " · ".join(part for part in (typeset(document.reference), date_long(document.date)) if part)
    details = word.add_paragraph()
    run = details.add_run("\n".join([*(typeset(line) for line in head.lines), dated]))
    run.font.size, run.font.color.rgb = Pt(9), MUTED
    bordered(details, "bottom", content.readable(head.accent)[1:].upper())
