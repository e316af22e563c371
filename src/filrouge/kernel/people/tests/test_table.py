import csv
import datetime as dt
import io
import zipfile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from filrouge.kernel.people.enums import Profession, Status
from filrouge.kernel.people.imports.professions import recognise_profession
from filrouge.kernel.people.imports.records import read_records, split_name
from filrouge.kernel.people.imports.table import MAX_TEXT, Refused, from_text, read_file, read_pasted
from filrouge.kernel.people.imports.values import read_date, read_days, read_status

LIST = "Nom;Prénom;Profession;Courriel;Tél\nNoël;Élodie;IDE;e.noel@msp.example;06 12 34 56 78\n"
MAPPING = ["last_name", "first_name", "profession", "email", "phone"]


def records(text):
    table = from_text(text)
    return list(read_records(table.header, list(zip(table.lines, table.rows, strict=True)), table.mapping))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_encoding_of_spreadsheets_reads_the_same(encoding):
    table = read_file(LIST.encode(encoding))

    assert (table.mapping, table.rows[0][:2]) == (MAPPING, ["Noël", "Élodie"])


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_every_separator_reads_the_same(delimiter, newline):
    table = from_text(LIST.replace(";", delimiter).replace("\n", newline))

    assert (table.mapping, table.rows[0][3], table.lines) == (MAPPING, "e.noel@msp.example", [2])


def test_separator_declared_by_excel_and_quoted_cells():
    table = from_text('sep=,\nNom,Prénom,Notes\n"Noël, épouse Martin",Élodie,"deux\nlignes"\n')

    assert table.rows == [["Noël, épouse Martin", "Élodie", "deux\nlignes"]]
    assert table.lines == [3]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("NOM de famille;PRENOM;MAIL", ["last_name", "first_name", "email"]),
        ("Nom;Prénom;N° AM", ["last_name", "first_name", "am_number"]),
        ("Nom d’usage;Prénom;N° RPPS;Jours de présence", ["last_name", "first_name", "rpps", "days"]),
        ("Nom;Métier;Tél. portable;Associé ?", ["full_name", "profession", "phone", "status"]),
        ("Nom et prénom;Fonction;Adresse e-mail *", ["full_name", "specialty", "email"]),
        ("Nom;Prénom;Couleur préférée", ["last_name", "first_name", ""]),
        ("Nom;Prénom;Mail;Mail", ["last_name", "first_name", "email", ""]),
    ],
)
def test_columns_are_recognised_by_their_titles(header, expected):
    assert from_text(f"{header}\n" + ";".join("x" for _ in expected)).mapping == expected


def test_columns_without_titles_are_recognised_by_their_content():
    table = from_text("Noël\te.noel@msp.example\t0612345678\tIDE\nPetit\tp@msp.example\t0612345679\tMK\n")

    assert table.mapping == ["", "email", "phone", "profession"]
    assert table.lines == [1, 2]


def test_a_title_line_above_the_header_is_skipped():
    table = from_text("Équipe au 1er septembre;;\n;;\nNom;Prénom;Mail\nNoël;Élodie;e@msp.example\n")

    assert (table.mapping, table.lines) == (["last_name", "first_name", "email"], [4])


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "vide"),
        (b"  \n \r\n", "vide"),
        (b"MZ\x90\x00" + b"\0" * 500, "programme Windows"),
        (b"\x7fELF" + b"\0" * 500, "programme"),
        (b"%PDF-1.7", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", ".xls"),
        (b"PK\x03\x04 not really", "classeur Excel"),
        (b"abc\0def\0" * 30, "pas du texte"),
        ("Nom;Prénom\n".encode(), "ligne de titres"),
        (b'Nom;Pr\xc3\xa9nom\nA;B\n"jamais ferm\xc3\xa9;C\nD;E\n', "La ligne 3"),
        (b"Nom;Prenom\n" + b"A;B\n" * 1100, "1000 lignes"),
    ],
)
def test_what_is_no_list_is_refused_in_french(content, why):
    with pytest.raises(Refused, match=why):
        read_file(content)


def test_a_ten_megabyte_paste_is_refused_with_its_size():
    with pytest.raises(Refused, match=r"10,0 Mo, 2 Mo au plus"):
        read_pasted("x" * (10 * 1024 * 1024))
    assert MAX_TEXT < 10 * 1024 * 1024


def workbook(rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_xlsx_numbers_dates_and_formulas_are_text():
    content = workbook(
        [
            ["Nom", "Prénom", "RPPS", "Tél", "Arrivée", "Notes"],
            ["Noël", "Élodie", 99700237045.0, 612345678, dt.date(2024, 3, 1), "=cmd()"],
        ]
    )

    table = read_file(content)

    assert table.rows == [["Noël", "Élodie", "99700237045", "612345678", "2024-03-01", "=cmd()"]]
    (found,) = read_records(table.header, [(2, table.rows[0])], table.mapping)
    assert found.fields["phone"] == "+33612345678"
    assert found.fields["rpps"] == "99700237045"
    assert found.fields["arrived_on"] == dt.date(2024, 3, 1)


def test_an_am_number_keeps_its_zero_and_a_wrong_one_is_left_aside():
    table = read_file("Nom;Prénom;N° AM\nNoël;Élodie;1 1 01234 5\nMistral;Jean;12".encode())
    good, wrong = read_records(table.header, list(enumerate(table.rows, start=2)), table.mapping)

    assert good.fields["am_number"] == "011012345"
    assert "am_number" not in wrong.fields
    assert "laissé de côté" in wrong.warnings[0]


def test_a_zip_bomb_is_refused_before_it_is_opened():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (80 * 1024 * 1024))

    assert len(stream.getvalue()) < 200_000
    with pytest.raises(Refused, match="trop gros une fois ouvert"):
        read_file(stream.getvalue())


def test_entities_in_a_workbook_are_refused():
    stream = io.BytesIO(workbook([["Nom", "Prénom"], ["A", "B"]]))
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("xl/sharedStrings2.xml", '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')

    with pytest.raises(Refused, match="classeur Excel"):
        read_file(stream.getvalue())


@given(st.binary(max_size=400))
def test_no_bytes_make_the_reader_fail(content):
    try:
        table = read_file(content)
    except Refused:
        return
    assert len(table.rows) == len(table.lines)
    assert all(len(row) == len(table.header) == len(table.mapping) for row in table.rows)


cells = st.text(st.characters(codec="utf-8", exclude_characters="\0\r\ufeff"), max_size=20)


@given(st.lists(st.tuples(cells.filter(str.strip), cells), min_size=1, max_size=8))
def test_what_a_spreadsheet_writes_is_read_back(rows):
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";")
    writer.writerow(["Nom", "Prénom"])
    writer.writerows(rows)

    table = from_text(stream.getvalue())

    assert [row[:2] for row in table.rows] == [[last.strip(), first.strip()] for last, first in rows]


@given(st.text(max_size=200), st.sampled_from(["Profession", "RPPS", "Jours", "Arrivée", "Tél", "Mail", "Statut"]))
def test_no_cell_makes_a_line_fail(cell, title):
    table = from_text("Nom;Prénom\nA;B")
    (found,) = read_records([*table.header, title], [(2, ["A", "B", cell])], [*table.mapping, from_title(title)])

    assert all(text.endswith((".", "?")) for text in (*found.errors, *found.warnings))


def from_title(title):
    return from_text(f"Nom;Prénom;{title}\nA;B;C").mapping[2]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("IDE", (Profession.NURSE, "")),
        ("IDEL", (Profession.NURSE, "")),
        ("Infirmière Asalée", (Profession.NURSE, "Asalée")),
        ("infirmier en pratique avancée", (Profession.ADVANCED_NURSE, "")),
        ("MK", (Profession.PHYSIOTHERAPIST, "")),
        ("kinés", (Profession.PHYSIOTHERAPIST, "")),
        ("masseuse-kinésithérapeute", (Profession.PHYSIOTHERAPIST, "")),
        ("médecin gé.", (Profession.GP, "")),
        ("Médecin", (Profession.GP, "")),
        ("Cardiologue", (Profession.SPECIALIST, "Cardiologue")),
        ("médecin spécialiste", (Profession.SPECIALIST, "")),
        ("Sage-femme", (Profession.MIDWIFE, "")),
        ("Secrétaire médicale", (Profession.SECRETARY, "")),
        ("ostéopathe", (Profession.OTHER_CARE, "ostéopathe")),
        ("coordonnatrice", (Profession.COORDINATOR, "")),
        ("chamane", None),
        ("", None),
    ],
)
def test_professions_are_recognised_as_people_write_them(text, expected):
    assert recognise_profession(text) == expected


@pytest.mark.parametrize("profession", list(Profession)[:-1])
def test_our_own_labels_are_recognised(profession):
    assert recognise_profession(profession.label) == (profession, "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("lun, jeu", [0, 3]),
        ("Lundi - Jeudi", [0, 1, 2, 3]),
        ("du lundi au vendredi", [0, 1, 2, 3, 4]),
        ("L Ma J", [0, 1, 3]),
        ("LMMJV", [0, 1, 2, 3, 4]),
        ("lundi/mercredi", [0, 2]),
        ("tous les jours", [0, 1, 2, 3, 4]),
        ("lundi matin et samedi", [0, 5]),
        ("quand je peux", None),
        ("vendredi au lundi", [0, 4]),
    ],
)
def test_days(text, expected):
    assert read_days(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("26/11/2026", "2026-11-26"), ("2026-11-26T00:00:00", "2026-11-26"), ("1.2.2024", "2024-02-01"),
     ("31/02/2026", None), ("01/01/0001", None), ("01/01/2999", None), ("demain", None)],
)  # fmt: skip
def test_dates(text, expected):
    assert (read_date(text).isoformat() if read_date(text) else None) == expected


@pytest.mark.parametrize(
    ("text", "title", "expected"),
    [
        ("Associée SISA", "Statut", Status.ASSOCIATE),
        ("oui", "Associé ?", Status.ASSOCIATE),
        ("oui", "Permis", None),
        ("non associé", "Statut", None),
        ("salariée", "Statut", Status.EMPLOYEE),
        ("interne", "", Status.TRAINEE),
    ],
)
def test_status(text, title, expected):
    assert read_status(text, title=title) == expected


@pytest.mark.parametrize(
    ("full", "expected"),
    [
        ("Dr Élodie LE GUILLOUX", ("Dr", "LE GUILLOUX", "Élodie")),
        ("LE GUILLOUX Élodie", ("", "LE GUILLOUX", "Élodie")),
        ("Élodie Noël", ("", "Noël", "Élodie")),
        ("Noël, Élodie", ("", "Noël", "Élodie")),
        ("NOEL ELODIE", ("", "NOEL", "ELODIE")),
        ("Mme Dr Noël", ("Mme", "Noël", "")),
        ("Noël", ("", "Noël", "")),
    ],
)
def test_names_are_split(full, expected):
    assert split_name(full) == expected


def test_each_line_says_what_is_wrong_with_it():
    found = records(
        "Nom;Prénom;Mail;RPPS;Profession;Arrivée;Départ\n"
        "Noël;Élodie;e@msp;123;IDE;01/01/2026;31/12/2025\n"
        ";;;;IDE;;\n"
        "Petit;Ali;;10001234567;chamane;;\n"
    )

    assert [(one.line, one.errors, one.warnings) for one in found] == [
        (
            2,
            [
                "L’adresse « e@msp » n’est pas une adresse e-mail complète.",
                "« 123 » n’est pas un numéro RPPS : il en faut 11 chiffres.",
                "Le départ précède l’arrivée.",
            ],
            [],
        ),
        (3, ["Il manque le nom."], []),
        (
            4,
            [],
            [
                "Profession non reconnue : « chamane ». Elle sera notée en fonction, à compléter ensuite.",
                "Le numéro RPPS 10001234567 ne tombe pas juste : vérifiez-le, un chiffre est sans doute mal recopié.",
            ],
        ),
    ]
