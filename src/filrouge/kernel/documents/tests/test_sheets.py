# ruff: noqa: DTZ001 -- a spreadsheet and a ZIP know local time only
import hashlib
import io
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest

from filrouge.kernel.documents.render_csv import stream_csv
from filrouge.kernel.documents.render_xlsx import render_xlsx
from filrouge.kernel.documents.sheets import Column, Sheet

COLUMNS = (
    Column("Intitulé"),
    Column("Date", "date"),
    Column("Début", "datetime"),
    Column("Présents", "number"),
    Column("Montant", "euros"),
    Column("Durée", "minutes"),
)
ROW = ("Réunion d’équipe", date(2026, 3, 12), datetime(2026, 3, 12, 12, 30), 8, Decimal("1234.50"), 90)
FORMULAS = ["=1+1", "+33612345678", "-2", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x")', "  =1", "\ufeff=1", "＝1"]


def sheet(*rows, title="Réunions"):
    return Sheet(title, COLUMNS, rows)


def texts(*values):
    return Sheet("Textes", (Column("Texte"),), [(value,) for value in values])


def reopened(data):
    return openpyxl.load_workbook(io.BytesIO(data))


def test_workbook_holds_real_dates_numbers_and_durations():
    worksheet = reopened(render_xlsx([sheet(ROW)]))["Réunions"]

    cells = [cell.value for cell in worksheet[2]]
    assert (cells[0], cells[1].date(), cells[2], cells[3], cells[4], str(cells[5])) == (
        "Réunion d’équipe",
        date(2026, 3, 12),
        datetime(2026, 3, 12, 12, 30),
        8,
        1234.5,
        "1:30:00",
    )


def test_workbook_header_is_frozen_filtered_and_wide_enough():
    worksheet = reopened(render_xlsx([sheet(ROW, ROW)]))["Réunions"]

    assert (
        worksheet.freeze_panes,
        worksheet.auto_filter.ref,
        [cell.value for cell in worksheet[1]],
        worksheet["A1"].font.bold,
        worksheet.column_dimensions["A"].width > 25,
    ) == ("A2", "A1:F3", [column.label for column in COLUMNS], True, True)


def test_aware_time_is_written_as_local_time(settings):
    settings.TIME_ZONE = "Europe/Paris"
    moment = datetime(2026, 7, 1, 10, 0, tzinfo=UTC)
    one = Sheet("x", (Column("Début", "datetime"),), [(moment,)])

    cell = reopened(render_xlsx([one])).active["A2"].value
    assert (cell, b"".join(stream_csv(one)).decode("utf-8-sig")) == (
        datetime(2026, 7, 1, 12, 0),
        "Début\r\n01/07/2026 12:00\r\n",
    )


@pytest.mark.parametrize("formula", FORMULAS)
def test_typed_formula_stays_text(formula):
    worksheet = reopened(render_xlsx([texts(formula)])).active
    line = b"".join(stream_csv(texts(formula))).decode("utf-8-sig").split("\r\n")[1]

    assert worksheet["A2"].data_type == "s"
    assert line.lstrip('"')[0] == "'"


def test_address_does_not_become_a_link():
    worksheet = reopened(render_xlsx([texts("https://www.example.org/")])).active

    assert (worksheet["A2"].hyperlink, worksheet["A2"].value) == (None, "https://www.example.org/")


def test_sheet_names_are_made_acceptable_and_unique():
    sheets = [texts("x")] * 3
    long = [Sheet(f"Réunions [2026] : équipe / {'x' * 40}", item.columns, item.rows) for item in sheets]

    names = reopened(render_xlsx([*long, Sheet("''", (Column("a"),), [])])).sheetnames
    assert (len(set(names)), max(map(len, names)), names[3]) == (4, 31, "Feuille")


def test_same_data_give_the_same_workbook():
    first, second = (hashlib.sha256(render_xlsx([sheet(ROW)])).hexdigest() for _ in range(2))

    assert first == second


def test_csv_is_what_a_french_spreadsheet_expects():
    data = b"".join(stream_csv(sheet(ROW, (None,) * 6)))

    assert data.decode("utf-8") == (
        "\ufeffIntitulé;Date;Début;Présents;Montant;Durée\r\n"
        "Réunion d’équipe;12/03/2026;12/03/2026 12:30;8;1234,50;1:30\r\n"
        ";;;;;\r\n"
    )


def test_csv_keeps_negative_numbers_as_numbers():
    one = Sheet("x", (Column("a", "number"), Column("b", "euros"), Column("c", "minutes")), [(-1.5, -2, -90)])

    assert b"".join(stream_csv(one)).decode("utf-8-sig") == "a;b;c\r\n-1,5;-2,00;-1:30\r\n"


def test_csv_quotes_separators_and_line_ends():
    assert b"".join(stream_csv(texts('a;b "c"\nd'))).decode("utf-8-sig") == 'Texte\r\n"a;b ""c""\nd"\r\n'


def test_csv_is_streamed_in_small_chunks():
    rows = (("x" * 100,) for _ in range(20_000))
    chunks = [len(chunk) for chunk in stream_csv(Sheet("x", (Column("Texte"),), rows))]

    assert (len(chunks) > 20, max(chunks) < 70_000, sum(chunks)) == (True, True, 10 + 20_000 * 102)


@pytest.mark.parametrize("write", [lambda one: render_xlsx([one]), lambda one: list(stream_csv(one))])
def test_row_of_the_wrong_length_is_refused(write):
    with pytest.raises(ValueError, match="row 2: 1 values for 6 columns"):
        write(sheet(ROW, ("seul",)))


def test_control_signs_do_not_break_the_workbook():
    data = render_xlsx([texts("a\x00b\x0bc\ufffe")])

    assert (reopened(data).active["A2"].value, zipfile.ZipFile(io.BytesIO(data)).testzip()) == ("abc", None)
