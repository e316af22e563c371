"""What each block of a document becomes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from docx.document import Document as Word
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from filrouge.kernel.documents import content
from filrouge.kernel.documents.content import Block
from filrouge.kernel.documents.render_chart import alternative_of
from filrouge.kernel.documents.render_docx.tables import caption, signatures, table
from filrouge.kernel.documents.render_docx.xml import (
    MUTED,
    TEXT_WIDTH_MM,
    bookmark,
    bordered,
    field_mark,
    inline,
    instruction,
    picture,
)
from filrouge.kernel.documents.render_pdf import chart_picture
from filrouge.kernel.documents.text import typeset

_TONES = {"info": "1F5B8F", "success": "22694A", "warning": "8A5200", "danger": "A32B2B"}


def _heading(word: Word, block: content.Heading) -> None:
    paragraph = word.add_heading(typeset(block.text), level=block.level)
    if block.level == 1:
        number = str(len(word.paragraphs))
        for tag, name in (("w:bookmarkStart", bookmark(block.text)), ("w:bookmarkEnd", "")):
            mark = OxmlElement(tag)
            mark.set(qn("w:id"), number)
            if name:
                mark.set(qn("w:name"), name)
            paragraph._p.append(mark)


def _paragraph(word: Word, block: content.Paragraph) -> None:
    paragraph = inline(word.add_paragraph(style="Quote" if block.style == "quote" else None), block.text)
    sizes = {"lead": Pt(12.5), "small": Pt(9)}
    for run in paragraph.runs if block.style in sizes else ():
        run.font.size = sizes[block.style]


_DEEPEST = 3  # Word's own styles of lists have three levels


def _bullets(word: Word, block: content.BulletList, level: int = 1) -> None:
    style = "List Bullet" if level == 1 else f"List Bullet {min(level, _DEEPEST)}"
    for item in map(content.item_of, block.items):
        inline(word.add_paragraph(style=style), item.text)
        _below(word, item, level + 1)


def _numbers(word: Word, block: content.NumberedList, level: int = 1) -> None:
    """Numbers are written out: Word would go on counting from the list before."""
    for number, item in enumerate(map(content.item_of, block.items), start=block.start):
        paragraph = word.add_paragraph(f"{number}.\t")
        indent = Mm(8 + 6 * (min(level, _DEEPEST) - 1))
        paragraph.paragraph_format.left_indent, paragraph.paragraph_format.first_line_indent = indent, Mm(-6)
        inline(paragraph, item.text)
        _below(word, item, level + 1)


def _below(word: Word, item: content.ListItem, level: int) -> None:
    for block in item.below:
        if isinstance(block, content.BulletList):
            _bullets(word, block, level)
        else:
            _numbers(word, block, level)


def _key_values(word: Word, block: content.KeyValues) -> None:
    for key, value in block.pairs:
        paragraph = word.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(2)
        paragraph.add_run(typeset(f"{key} : ")).font.color.rgb = MUTED
        inline(paragraph, value)


def _callout(word: Word, block: content.Callout) -> None:
    paragraph = word.add_paragraph()
    paragraph.paragraph_format.left_indent, paragraph.paragraph_format.keep_together = Mm(4), True
    bordered(paragraph, "left", _TONES[block.tone])
    if block.label:
        label = paragraph.add_run(typeset(block.label) + "\n")
        label.bold, label.font.color.rgb = True, RGBColor.from_string(_TONES[block.tone])
    inline(paragraph, block.text)


def _image(word: Word, block: content.Image) -> None:
    caption(word, block.caption)
    picture(word.add_paragraph(), block.png, block.alt, width=Mm(min(block.width_mm, TEXT_WIDTH_MM)))


def _chart(word: Word, block: content.Chart) -> None:
    accent = str(word.styles["Heading 1"].font.color.rgb)
    picture(word.add_paragraph(), chart_picture(block.chart, f"#{accent}"), alternative_of(block.chart), width=Mm(166))


def _contents(word: Word, block: content.Contents) -> None:
    """Each title leads to its heading. Word counts the pages when somebody updates the field, never at opening."""
    title = word.add_paragraph().add_run(typeset(block.title))
    title.bold, title.font.size, title.font.color.rgb = True, Pt(15), word.styles["Heading 1"].font.color.rgb
    entries = [word.add_paragraph(style="toc 1") for _text in block.titles]
    for text, paragraph in zip(block.titles, entries, strict=True):
        link = OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), bookmark(text))
        run = paragraph.add_run(typeset(text))
        paragraph._p.append(link)
        link.append(run._r)
    if entries:
        first = entries[0]._p.find(qn("w:hyperlink"))
        for mark in (field_mark("begin"), instruction('TOC \\o "1-1" \\h \\z \\u'), field_mark("separate")):
            first.addprevious(mark)
        entries[-1]._p.append(field_mark("end"))


def _spacer(word: Word, block: content.Spacer) -> None:
    word.add_paragraph().paragraph_format.space_before = Mm(max(block.millimetres - 5, 0))


WRITERS: dict[type[Block], Callable[[Word, Any], None]] = {
    content.Heading: _heading,
    content.Paragraph: _paragraph,
    content.BulletList: _bullets,
    content.NumberedList: _numbers,
    content.Table: table,
    content.KeyValues: _key_values,
    content.Callout: _callout,
    content.SignatureGrid: signatures,
    content.Image: _image,
    content.Chart: _chart,
    content.Contents: _contents,
    content.Spacer: _spacer,
}
