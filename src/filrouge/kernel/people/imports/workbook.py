"""XLSX within bounds: what is compressed may not grow without limit, and no formula is ever computed."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

import openpyxl

from filrouge.kernel.people.imports.table import MAX_COLUMNS, MAX_ROWS, Refused

MAX_UNCOMPRESSED = 60 * 1024 * 1024
MAX_ENTRIES = 2000
BLANK_RUN = 500  # a sheet formatted down to its last line has no people there

NOT_A_LIST = (
    "Ce fichier n’est pas un classeur Excel. Enregistrez la liste au format Excel (.xlsx) ou CSV, puis recommencez."
)


def read_workbook(content: bytes) -> Iterator[tuple[int, Sequence[str]]]:
    """Rows of the first sheet that holds something, as (line, cells)."""
    _check_archive(content)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl remarks on styles and validations that do not concern us
        try:
            yield from _rows(content)
        except Refused:
            raise
        except Exception:  # whatever a broken workbook makes the reader say
            raise Refused(NOT_A_LIST) from None


def _check_archive(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            if "xl/workbook.xml" not in {entry.filename for entry in entries}:
                raise Refused(NOT_A_LIST)
            # zipfile never gives more than the size an entry announces: the announced sizes bound the rest
            if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNCOMPRESSED:
                raise Refused(
                    "Ce classeur est trop gros une fois ouvert. Copiez la seule feuille de l’équipe dans un nouveau "
                    "classeur, puis recommencez."
                )
            for entry in entries:
                if entry.filename.endswith(".xml") and b"<!DOCTYPE" in archive.open(entry).read(2048).upper():
                    raise Refused(NOT_A_LIST)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError):
        raise Refused(NOT_A_LIST) from None


def _rows(content: bytes) -> Iterator[tuple[int, Sequence[str]]]:
    shown = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    typed = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False)
    for sheet, formulas in zip(shown.worksheets, typed.worksheets, strict=True):
        found = False
        blank = 0
        both = zip(_cells(sheet), _cells(formulas), strict=False)
        for line, (values, written) in enumerate(both, start=1):
            # the value last shown by the spreadsheet; a formula never computed stays the text of the formula
            cells = [_text(value if value is not None else text) for value, text in zip(values, written, strict=False)]
            blank = 0 if any(cells) else blank + 1
            if blank > BLANK_RUN:
                break
            if any(cells):
                found = True
                yield line, cells
        if found:
            return


def _cells(sheet: Any) -> Iterator[tuple[Any, ...]]:
    rows: Iterator[tuple[Any, ...]] = sheet.iter_rows(
        values_only=True, max_col=MAX_COLUMNS, max_row=MAX_ROWS + BLANK_RUN + 50
    )
    return rows


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if not (value.hour or value.minute) else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))  # spreadsheets keep an RPPS number as a floating number
    return str(value)
