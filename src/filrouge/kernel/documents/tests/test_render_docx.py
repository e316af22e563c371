import hashlib
import io
import zipfile

import docx
import pytest
from docx.oxml.ns import qn

from filrouge.kernel.documents.content import Contents, Heading, PageBreak, Paragraph, Span, Table, TableColumn
from filrouge.kernel.documents.render_docx import render_docx
from filrouge.kernel.documents.tests.samples import document
from filrouge.kernel.documents.tests.test_render_pdf import HOSTILE


def opened(data):
    return docx.Document(io.BytesIO(data))


def styled(word):
    return [(paragraph.style.name, paragraph.text) for paragraph in word.paragraphs]


def test_headings_lists_and_title_are_real_styles():
    word = opened(render_docx(document()))

    assert [pair for pair in styled(word) if pair[0].startswith(("Heading", "Title", "List"))] == [
        ("Title", "Compte rendu"),
        ("Heading 1", "Présents"),
        ("Heading 2", "Discussion"),
        ("List Bullet", "un créneau réservé"),
        ("List Bullet", "une fiche unique"),
        ("Heading 1", "Émargement"),
    ]


def test_tables_have_a_header_row_that_repeats():
    word = opened(render_docx(document()))

    headers = [table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None for table in word.tables]
    cells = [[cell.text.replace("\u00a0", " ") for cell in row.cells] for row in word.tables[0].rows]
    assert (headers, cells) == ([True, True], [["Nom", "Durée"], ["Claire Martin", "1 h 30"], ["Total", "1 h 30"]])


def test_language_is_french_and_properties_come_from_the_document():
    word = opened(render_docx(document()))

    language = word.styles.element.find(f".//{qn('w:lang')}").get(qn("w:val"))
    properties = word.core_properties
    assert (language, properties.title, properties.author, f"{properties.created:%Y-%m-%d}") == (
        "fr-FR",
        "Compte rendu",
        "MSP du Val d’Aubre",
        "2026-03-12",
    )


def test_same_data_give_the_same_bytes():
    data = render_docx(document())

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        dates = {info.date_time for info in archive.infolist()}
    # No hour of the computer in the archive, or the bytes would change every two seconds.
    assert (dates, hashlib.sha256(data).digest()) == (
        {(2026, 3, 12, 0, 0, 0)},
        hashlib.sha256(render_docx(document())).digest(),
    )


def test_no_macro_and_only_safe_links_leave_the_file():
    linked = Paragraph((Span("a", link="javascript:alert(1)"), Span("b", link="https://www.has-sante.fr/")))
    data = render_docx(document(linked))

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names, relations = archive.namelist(), archive.read("word/_rels/document.xml.rels").decode()
    assert [name for name in names if "vba" in name.lower() or "macro" in name.lower()] == []
    assert ("javascript" in relations, relations.count('TargetMode="External"')) == (False, 1)


@pytest.mark.parametrize("hostile", [*HOSTILE, "& < > \" '", "\x00\x0b fin"])
def test_injection_attempt_is_plain_text(hostile):
    word = opened(render_docx(document(Heading(hostile), Paragraph(hostile))))

    expected = hostile.replace("\x00\x0b", "")
    assert [text for _style, text in styled(word)][-2:] == [expected, expected]


def test_images_carry_their_alternative_text():
    word = opened(render_docx(document()))

    assert [shape._inline.docPr.get("descr") for shape in word.inline_shapes] == [
        "Logo de MSP du Val d’Aubre",
        "Un rectangle vert",
    ]


def test_a_column_of_amounts_is_wide_enough_and_the_words_take_the_rest():
    columns = [TableColumn("Chiffre", 3), TableColumn("2026", 0, "right"), TableColumn("N°", 0, "right")]
    table = opened(render_docx(document(Table(columns, [["ACI de l’année", "178 175,84 €", "3"]])))).tables[0]

    widths = [column.width.mm for column in table.columns]
    assert round(sum(widths)) == 166
    assert widths[0] > 100
    assert widths[1] > 30 > 20 > widths[2] > 8


def test_columns_that_would_leave_nothing_to_the_words_share_the_page():
    columns = [TableColumn("Ce qui est compté", 1), *(TableColumn("x" * 40, 0) for _ in range(2))]
    table = opened(render_docx(document(Table(columns, [["a", "b", "c"]])))).tables[0]

    assert table.columns[0].width.mm > 60


def test_the_team_and_the_title_head_every_page_but_the_first():
    section = opened(render_docx(document())).sections[0]

    assert section.header.paragraphs[0].text == "MSP du Val d’Aubre\tCompte rendu"
    assert section.different_first_page_header_footer
    assert section.first_page_header.paragraphs[0].text == ""
    assert "Page " in section.footer.paragraphs[0].text
    assert section.footer.paragraphs[0].text == section.first_page_footer.paragraphs[0].text


def test_the_contents_are_a_field_that_nobody_is_asked_to_update():
    word = opened(render_docx(document(Contents(["Un", "Deux"]), Heading("Un"), Heading("Deux"))))
    xml, settings = word.element.xml, word.settings.element.xml

    entries = [paragraph for paragraph in word.paragraphs if paragraph.style.name == "toc 1"]
    assert [entry.hyperlinks[0].text for entry in entries] == ["Un", "Deux"]
    assert [xml.count(f'fldCharType="{kind}"') for kind in ("begin", "separate", "end")] == [1, 1, 1]
    assert 'TOC \\o "1-1"' in xml
    assert "dirty" not in xml
    assert "updateFields" not in settings


@pytest.mark.parametrize("block", [Heading("Suite"), Table([TableColumn("A")], [["b"]])])
def test_a_new_page_begins_without_an_empty_line(block):
    word = opened(render_docx(document(Paragraph("Avant"), PageBreak(), block, Paragraph("Après"))))

    broken = [paragraph for paragraph in word.paragraphs if paragraph.paragraph_format.page_break_before]
    assert [paragraph.text for paragraph in broken] == (["Suite"] if isinstance(block, Heading) else [""])
    assert 'w:type="page"' not in word.element.xml
