"""CSV for a French spreadsheet: UTF-8 with BOM, « ; », decimal comma, day before month."""

import csv
import io
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

from filrouge.kernel.documents.sheets import Column, Sheet, Value
from filrouge.kernel.documents.text import clean

_CHUNK = 64 * 1024

# A cell beginning like this is a formula for Excel and LibreOffice; an apostrophe makes it text (OWASP, CSV
# injection).
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def stream_csv(sheet: Sheet) -> Iterator[bytes]:
    """Chunks of about 64 KB; concatenated, they are the file. Raises ValueError on a row of the wrong
    length."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    buffer.write("\ufeff")
    writer.writerow([_text(column.label) for column in sheet.columns])
    for row in sheet.checked_rows():
        writer.writerow([_cell(value, column) for value, column in zip(row, sheet.columns, strict=True)])
        if buffer.tell() >= _CHUNK:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()


def _cell(value: Value, column: Column) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, datetime):
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        return f"{local:%d/%m/%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return _number(value, column)


def _number(value: int | float | Decimal, column: Column) -> str:
    """« 1234,50 »; minutes become « 1:30 », which a spreadsheet reads as a duration it can add up."""
    if column.kind == "minutes":
        sign, minutes = ("-" if value < 0 else ""), abs(int(value))
        return f"{sign}{minutes // 60}:{minutes % 60:02d}"
    exact = f"{value:f}" if isinstance(value, Decimal) else str(value)
    shown = f"{value:.2f}" if column.kind == "euros" else exact
    return shown.replace(".", ",")


def _text(value: str) -> str:
    # Before cleaning too: the signs that it removes could hide the first one.
    text = clean(value)
    return f"'{text}" if text.lstrip(" \n").startswith(_FORMULA_SIGNS) else text
