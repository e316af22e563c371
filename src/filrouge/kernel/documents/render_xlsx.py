"""XLSX with real dates, amounts and durations. Text stays text: nothing typed by people becomes a formula or
a link."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from datetime import time as Time
from decimal import Decimal
from typing import Any, TypeAlias

import xlsxwriter
from django.utils import timezone

from filrouge.kernel.documents.sheets import Kind, Sheet, Value
from filrouge.kernel.documents.text import clean

# Classes of xlsxwriter, untyped.
Format: TypeAlias = Any
Worksheet: TypeAlias = Any

# `constant_memory` writes each row to disk as it comes: memory does not grow with the rows.
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_FORMATS: dict[Kind, dict[str, Any]] = {
    "text": {"valign": "top", "text_wrap": True},
    "date": {"valign": "top", "num_format": "dd/mm/yyyy", "align": "left"},
    "datetime": {"valign": "top", "num_format": "dd/mm/yyyy hh:mm", "align": "left"},
    "number": {"valign": "top", "num_format": "#,##0.###"},
    "euros": {"valign": "top", "num_format": '#,##0.00\u00a0"€"'},
    "minutes": {"valign": "top", "num_format": '[h]" h "mm'},
}
_WIDTHS: dict[Kind, float] = {
    "text": 28,
    "date": 12,
    "datetime": 17,
    "number": 12,
    "euros": 14,
    "minutes": 11,
}
_HEADER = {
    "bold": True,
    "valign": "vcenter",
    "text_wrap": True,
    "bg_color": "#E4EEED",
    "bottom": 2,
    "bottom_color": "#1F5F5B",
}

# Excel cuts beyond; xlsxwriter would drop the cell.
_LONGEST_TEXT = 32_767


def render_xlsx(sheets: Sequence[Sheet], *, created: date | None = None) -> bytes:
    """One worksheet per sheet. `created` dates the file (default: 1 January 2000), so the same data give the
    same bytes."""
    if not sheets:
        raise ValueError("a workbook has at least one sheet")
    output = io.BytesIO()
    with xlsxwriter.Workbook(output, _OPTIONS) as workbook:
        workbook.set_properties({"created": datetime.combine(created or date(2000, 1, 1), Time())})
        formats = {kind: workbook.add_format(options) for kind, options in _FORMATS.items()}
        header = workbook.add_format(_HEADER)
        names: list[str] = []
        for sheet in sheets:
            names.append(_name(sheet.title, names))
            _write(workbook.add_worksheet(names[-1]), sheet, formats, header)
    return output.getvalue()


def _write(worksheet: Worksheet, sheet: Sheet, formats: Mapping[Kind, Format], header: Format) -> None:
    for index, column in enumerate(sheet.columns):
        width = column.width or max(_WIDTHS[column.kind], min(len(column.label) + 3, 40))
        worksheet.set_column(index, index, width)
        worksheet.write_string(0, index, clean(column.label), header)
    worksheet.freeze_panes(1, 0)
    last = 0
    for last, row in enumerate(sheet.checked_rows(), start=1):
        for index, (value, column) in enumerate(zip(row, sheet.columns, strict=True)):
            _write_cell(worksheet, last, index, value, column.kind, formats)
    worksheet.autofilter(0, 0, last, len(sheet.columns) - 1)
    # On paper: header on each page, all columns on the width of one A4 page.
    worksheet.repeat_rows(0)
    worksheet.set_paper(9)
    worksheet.set_landscape()
    worksheet.fit_to_pages(1, 0)


def _write_cell(
    worksheet: Worksheet, row: int, index: int, value: Value, kind: Kind, formats: Mapping[Kind, Format]
) -> None:
    if value is None:
        worksheet.write_blank(row, index, None, formats[kind])
    elif isinstance(value, str):
        worksheet.write_string(row, index, clean(value)[:_LONGEST_TEXT], formats["text"])
    elif isinstance(value, datetime):
        local = timezone.make_naive(value) if timezone.is_aware(value) else value
        worksheet.write_datetime(row, index, local, formats["datetime" if kind == "text" else kind])
    elif isinstance(value, date):
        worksheet.write_datetime(row, index, value, formats["date" if kind == "text" else kind])
    else:
        number = Decimal(value) / 1440 if kind == "minutes" else value
        worksheet.write_number(row, index, number, formats["number" if kind == "text" else kind])


def _name(title: str, taken: Sequence[str]) -> str:
    """Excel: 31 characters, none of []:*?/\\, no apostrophe at an end, unique whatever the case."""
    name = re.sub(r"[\[\]:*?/\\\n]", " ", clean(title)).strip(" '")[:31].strip(" '") or "Feuille"
    lowered, number, candidate = {each.lower() for each in taken}, 2, name
    while candidate.lower() in lowered:
        suffix = f" ({number})"
        candidate, number = name[: 31 - len(suffix)] + suffix, number + 1
    return candidate
