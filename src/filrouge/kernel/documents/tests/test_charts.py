"""Charts of the pages on paper: in a tagged PDF, and as a picture in a Word file."""

import io
import zipfile

import pikepdf
import pytest

from filrouge.kernel.documents.content import Chart, Contents, Heading, Paragraph
from filrouge.kernel.documents.render_chart import alternative_of, drawing_of
from filrouge.kernel.documents.render_docx import render_docx
from filrouge.kernel.documents.render_pdf import chart_picture, page_count, render_pdf
from filrouge.kernel.documents.tests.samples import document
from filrouge.kernel.documents.tests.test_render_pdf import text_of
from filrouge.ui.charts import BarChart, LineChart, Point, Series, StackedBar
from filrouge.ui.radar import RadarChart, Spoke

BARS = BarChart(
    "Présences par métier", [Point("infirmière", 80, before=40), Point("médecin", 20)], before_text="le trait : 2025"
)
STACKED = StackedBar("ACI par axe", [Point("Accès", 15, "15 €"), Point("Équipe", 30, "30 €")])
LINES = LineChart(
    "Réunions", ["janv.", "févr.", "mars"], [Series("2026", [1, None, 3]), Series("2025", [2, 2, 2])], goal=2
)
RADAR = RadarChart(
    "Où en est l’équipe",
    [Spoke("Accès", 2, 1, 3, 1), Spoke("Concertation", 3, 3, 4), Spoke("Données", 1, 1, 2, 2)],
    4,
    "médiane",
    "la moitié",
    "avant",
)
EVERY = pytest.mark.parametrize("chart", [BARS, STACKED, LINES, RADAR], ids=["bars", "stacked", "lines", "radar"])


def a_report(*blocks):
    return document(Contents(["Équipe", "Comptes"]), Heading("Équipe"), *blocks, Heading("Comptes"), Paragraph("Rien."))


@EVERY
def test_the_pdf_is_accessible_and_the_same_twice(chart):
    pdf = render_pdf(a_report(Chart(chart)))

    assert pdf == render_pdf(a_report(Chart(chart)))
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert opened.Root.MarkInfo.Marked
        assert b"pdfuaid:part" in bytes(opened.Root.Metadata.read_bytes())


def test_every_value_is_read_as_words():
    words = text_of(render_pdf(a_report(Chart(BARS), Chart(STACKED))))

    for word in ("infirmi", "80", "20", "le trait : 2025", "15"):
        assert word in words.replace("\u00a0", " ")


def test_lines_are_told_by_their_alternative():
    assert alternative_of(LINES) == ("Réunions. 2026 : janv. 1, févr. rien, mars 3 ; 2025 : janv. 2, févr. 2, mars 2.")
    with pikepdf.open(io.BytesIO(render_pdf(a_report(Chart(LINES))))) as pdf:
        alternatives = [str(one.Alt) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/Alt" in one]
    assert any(one.startswith("Réunions. 2026") for one in alternatives)


def test_a_radar_is_told_by_its_alternative_and_cut_where_nothing_is_known():
    assert alternative_of(RADAR) == "Où en est l’équipe. Accès : 2, avant 1 ; Concertation : 3 ; Données : 1, avant 2."
    drawing = drawing_of(RADAR)
    assert [len(run) for run in drawing["value"]] == [4]  # closed
    assert [len(run) for run in drawing["before"]] == [2]


def test_a_radar_says_its_band_only_where_it_is_drawn():
    def drawn(*spokes):
        chart = drawing_of(RadarChart("T", spokes, 4, "médiane", "la moitié"))
        return [len(part) for part in chart["band"]], [one["label"] for one in chart["legend"]]

    known = [Spoke(name, 2, 1, 3) for name in "abc"]
    assert drawn(known[0], Spoke("?", None), *known[1:]) == ([6], ["médiane", "la moitié"])
    assert drawn(known[0], Spoke("?", None), known[1], Spoke("?", None)) == ([], ["médiane"])
    values = drawing_of(RadarChart("T", [Spoke("a", 1), Spoke("?", None), Spoke("c", 3), Spoke("d", 4)], 4, ""))[
        "value"
    ]
    assert [len(run) for run in values] == [3]


def test_shares_follow_the_greatest_value_and_a_line_is_cut_where_nothing_is_known():
    bars, lines = drawing_of(BARS), drawing_of(LINES)

    assert [(one["share"], one["before"]) for one in bars["bars"]] == [(1, 0.5), (0.25, None)]
    assert [len(run) for run in lines["series"][0]["runs"]] == [1, 1]
    assert [one["start"] for one in drawing_of(STACKED)["parts"]] == [0, 0.3333]


@EVERY
def test_word_gets_a_picture_with_its_values_in_words(chart):
    with zipfile.ZipFile(io.BytesIO(render_docx(a_report(Chart(chart))))) as file:
        body = file.read("word/document.xml").decode()

    assert f'descr="{chart.title}.' in body
    assert 'w:anchor="titre_' in body
    assert chart_picture(chart, "#0b6e6e").startswith(b"\x89PNG")


def test_a_chart_of_nothing_is_drawn_all_the_same():
    assert render_pdf(a_report(Chart(BarChart("Rien", [])), Chart(StackedBar("Rien", [Point("Rien", 0)]))))


def test_pages_are_counted():
    assert page_count(document(Paragraph("Un."))) == 1
    assert page_count(document(*[Paragraph("Une ligne.")] * 120)) > 1
