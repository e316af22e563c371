"""Documents as answers of a page, read before the answer leaves: the scope of the organisation is still open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from filrouge.kernel.documents.content import Document
from filrouge.kernel.documents.render_csv import stream_csv
from filrouge.kernel.documents.render_docx import render_docx
from filrouge.kernel.documents.render_pdf import render_pdf
from filrouge.kernel.documents.render_xlsx import render_xlsx
from filrouge.kernel.documents.sheets import Sheet

OFFICE = "application/vnd.openxmlformats-officedocument"
XLSX = f"{OFFICE}.spreadsheetml.sheet"
DOCX = f"{OFFICE}.wordprocessingml.document"


def file_answer(content: bytes, name: str, media_type: str, *, inline: bool = False) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(not inline, name) or "inline"
    return response


def pdf_answer(document: Document, name: str, *, inline: bool = True) -> HttpResponse:
    return file_answer(render_pdf(document), f"{name}.pdf", "application/pdf", inline=inline)


def docx_answer(document: Document, name: str) -> HttpResponse:
    return file_answer(render_docx(document), f"{name}.docx", DOCX)


def sheet_answer(sheet: Sheet, name: str, file_format: str, *, created: date | None = None) -> HttpResponse:
    """The sheet as ``csv`` or ``xlsx``; another format does not exist (404)."""
    if file_format == "csv":
        return file_answer(b"".join(stream_csv(sheet)), f"{name}.csv", "text/csv; charset=utf-8")
    if file_format == "xlsx":
        return file_answer(render_xlsx([sheet], created=created), f"{name}.xlsx", XLSX)
    raise Http404


def book_answer(sheets: Sequence[Sheet], name: str) -> HttpResponse:
    """Several sheets in one workbook."""
    return file_answer(render_xlsx(sheets), f"{name}.xlsx", XLSX)
