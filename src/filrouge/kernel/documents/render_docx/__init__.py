"""DOCX that can be reworked: real heading styles, real lists, header rows, French language, no macro, no
field to update.

The same document gives the same bytes: the archive is rewritten with the date of the document.
"""

from __future__ import annotations

import io

import docx

from filrouge.kernel.documents import content
from filrouge.kernel.documents.content import Document
from filrouge.kernel.documents.render_docx.blocks import WRITERS
from filrouge.kernel.documents.render_docx.page import letterhead, set_up
from filrouge.kernel.documents.render_docx.xml import break_before, dated
from filrouge.kernel.documents.text import typeset

__all__ = ["render_docx"]


def render_docx(document: Document) -> bytes:
    word = docx.Document()
    set_up(word, document)
    letterhead(word, document)
    word.add_paragraph(typeset(document.title), style="Title")
    if document.subtitle:
        word.add_paragraph(typeset(document.subtitle), style="Subtitle")
    on_new_page = False
    for block in content.closed_levels(document.blocks):
        if isinstance(block, content.PageBreak):
            on_new_page = True
            continue
        before = word.element.body[-2]  # the last of the body is its section
        WRITERS[type(block)](word, block)
        if on_new_page:
            break_before(word, before.getnext())
            on_new_page = False
    output = io.BytesIO()
    word.save(output)
    return dated(output.getvalue(), document)
