"""One sheet of A4, never two."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from filrouge.kernel.documents.content import Block, Document, Inline, Paragraph, Span, Table, TableColumn
from filrouge.kernel.documents.render_pdf import page_count
from filrouge.kernel.tenancy.letterhead import letterhead
from filrouge.kernel.tenancy.models import Organisation
from filrouge.reports.annual.queries import Sheet


def sheet_document(organisation: Organisation, sheet: Sheet, day: date) -> Document:
    """In large letters when they fit; the last lines go until they do, the words somebody typed stay."""
    document, is_large = _document(organisation, sheet, day, is_large=True), True
    while page_count(document) > 1 and (is_large or sheet.lines):
        sheet = sheet if is_large else replace(sheet, lines=sheet.lines[:-1])
        is_large = False
        document = _document(organisation, sheet, day, is_large=False)
    return document


def _document(organisation: Organisation, sheet: Sheet, day: date, *, is_large: bool) -> Document:
    blocks: list[Block] = [Paragraph(sheet.lead, "lead")]
    if sheet.lines:
        compared = any(line.before for line in sheet.lines)
        columns = [TableColumn("Chiffre", 0, "right"), TableColumn(f"En {sheet.year}", 4)]
        rows: list[list[Inline]] = [
            [[Span(line.figure.shown, bold=True)], line.words, *([line.before] if compared else [])]
            for line in sheet.lines
        ]
        blocks.append(Table([*columns, *([TableColumn("Avant", 0)] if compared else [])], rows, is_large=is_large))
    blocks += [Paragraph(part) for part in sheet.closing.split("\n") if part.strip()]
    return Document(title=sheet.headline, letterhead=letterhead(organisation), date=day, blocks=blocks)
