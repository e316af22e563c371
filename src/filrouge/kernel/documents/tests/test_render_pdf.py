import hashlib
import io
import re
import threading
from datetime import date

import pikepdf
import PIL.Image
import pytest
import segno
import zxingcpp

from filrouge.kernel.documents.content import (
    Callout,
    Heading,
    Letterhead,
    PageBreak,
    PageCode,
    Paragraph,
    Signatory,
    SignatureGrid,
    Span,
    Table,
    TableColumn,
    closed_levels,
    readable,
)
from filrouge.kernel.documents.render_pdf import render_pdf, render_pictures
from filrouge.kernel.documents.tests.samples import LETTERHEAD, document, png

HOSTILE = [
    '#read("/etc/passwd")',
    '#import "@preview/cetz:0.3.0"',
    "#panic()",
    "{{ settings.SECRET_KEY }}",
    "{% debug %}",
    "$x^2$",
    "*gras* _italique_ `code`",
    "<script>alert(1)</script>",
    "= Titre",
    '"); #sys.inputs',
    "\\u{41} \\",
    "@reference <etiquette>",
    "// commentaire /* */",
]


def text_of(data):
    """The words of a PDF through its fonts' ToUnicode tables."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return "\n".join(_page_text(page) for page in pdf.pages)


def _page_text(page):
    fonts = {name: _unicode_map(font) for name, font in page.Resources.get("/Font", {}).items()}
    words, current = [], {}
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tf":
            current = fonts[str(operands[0])]
        elif str(operator) in ("Tj", "TJ"):
            pieces = operands[0] if str(operator) == "TJ" else [operands[0]]
            raw = b"".join(bytes(piece) for piece in pieces if isinstance(piece, pikepdf.String))
            words.append("".join(current.get(raw[i : i + 2].hex(), "?") for i in range(0, len(raw), 2)))
    return "".join(words)


def _unicode_map(font):
    table = font.ToUnicode.read_bytes().decode("ascii", "replace") if "/ToUnicode" in font else ""
    pairs = re.findall(r"<([0-9a-fA-F]{4})>\s*<([0-9a-fA-F]+)>", table)
    return {code.lower(): bytes.fromhex(value).decode("utf-16-be") for code, value in pairs}


def flat(text):
    return re.sub(r"\s+", "", text)


def test_pdf_is_tagged_archival_and_accessible():
    with pikepdf.open(io.BytesIO(render_pdf(document()))) as pdf, pdf.open_metadata() as metadata:
        assert (
            bool(pdf.Root.MarkInfo.Marked),
            str(pdf.Root.Lang),
            "/StructTreeRoot" in pdf.Root,
            metadata["pdfaid:part"],
            metadata["pdfaid:conformance"],
            metadata["pdfuaid:part"],
            metadata["dc:title"],
            len(pdf.pages),
        ) == (True, "fr-FR", True, "2", "A", "1", "Compte rendu", 2)


def test_pdf_carries_every_text():
    text = flat(text_of(render_pdf(document(reference="CR-2026-014", subtitle="Plaies chroniques"))))

    expected = (
        "MSP du Val d’Aubre", "12 rue du Moulin", "CR-2026-014", "12 mars 2026", "Plaies chroniques", "Claire Martin",
        "Total", "Professionnels présents", "le guide", "un créneau réservé", "3.", "tester", "Décision 2026-07",
        "Citation", "Note de bas", "Figure", "Signé en ligne", "Paul Nguyen", "Page 2 sur 2", "SISA du Val d’Aubre",
    )  # fmt: skip
    assert [each for each in expected if flat(each) not in text] == []


def test_same_data_give_the_same_bytes():
    first, second = (hashlib.sha256(render_pdf(document())).hexdigest() for _ in range(2))

    assert first == second


def test_another_date_gives_other_bytes():
    assert render_pdf(document()) != render_pdf(document(date=date(2026, 3, 13)))


@pytest.mark.parametrize("hostile", HOSTILE)
def test_injection_attempt_is_printed_as_text(hostile):
    pdf = render_pdf(
        document(
            Heading(hostile),
            Paragraph((Span(hostile, bold=True), Span("lien", link=hostile))),
            Table((TableColumn(hostile),), ((hostile,),), caption=hostile),
            title=hostile,
            subtitle=hostile,
            reference=hostile,
            letterhead=Letterhead(hostile, (hostile,), footer=hostile),
        )
    )

    assert flat(text_of(pdf)).count(flat(hostile)) >= 9


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", " ", "http://"])
def test_unsafe_address_is_not_a_link(address):
    with pikepdf.open(io.BytesIO(render_pdf(document(Paragraph((Span("ici", link=address),)))))) as pdf:
        assert "/Annots" not in pdf.pages[0]


def test_signs_without_glyph_are_replaced_and_invisible_ones_dropped():
    text = text_of(render_pdf(document(Paragraph("Bravo 😀 漢字 fin\x00\ufeff\ue000\ud800."))))

    assert "Bravo□□□fin." in flat(text)


def test_every_sign_of_french_typography_is_printed():
    signs = "àâäçéèêëîïôöùûüÿœæÀÂÇÉÈÊËÎÏÔŒÆ«»“”‘’…–—€‰°²³½×→✓☐☑•−≤≥"

    assert signs in flat(text_of(render_pdf(document(Paragraph(signs)))))


def test_long_cell_and_long_callout_flow_over_pages():
    long = "Une phrase de compte rendu assez longue. " * 400
    for block in (Table((TableColumn("Note"),), ((long + "Fin.",),)), Callout(long + "Fin.")):
        assert "Fin." in text_of(render_pdf(document(block)))


def test_empty_document_and_empty_blocks_are_accepted():
    blocks = (Paragraph(""), Table((TableColumn("Nom"),), ()), Callout(""), Heading("Seul"))
    with pikepdf.open(io.BytesIO(render_pdf(document(*blocks)))) as pdf:
        assert len(pdf.pages) == 1


def test_threads_do_not_mix_documents():
    results = {}

    def render(number):
        results[number] = text_of(render_pdf(document(Paragraph(f"numéro {number}"))))

    threads = [threading.Thread(target=render, args=(number,)) for number in range(6)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]

    assert [number for number in range(6) if f"numéro{number}" not in flat(results[number])] == []


def test_skipped_heading_levels_are_closed():
    blocks = [Heading("a", 3), Heading("b", 4), Heading("c", 1), Heading("d", 2)]

    assert [block.level for block in closed_levels(blocks)] == [1, 2, 1, 2]


def test_pale_accent_is_darkened_until_it_can_be_read():
    assert (readable("#1f5f5b"), readable("#ffff00") < "#808000") == ("#1f5f5b", True)


@pytest.mark.parametrize(
    "make",
    [
        lambda: Letterhead("x", accent="red"),
        lambda: Letterhead("x", logo_png=b"GIF89a"),
        lambda: Table((), ()),
        lambda: Table((TableColumn("a"),), (("1", "2"),)),
        lambda: document(Paragraph("x"), title=" "),
    ],
)
def test_impossible_content_is_refused(make):
    with pytest.raises(ValueError):  # noqa: PT011
        make()


def test_letterhead_without_logo_prints():
    head = Letterhead(LETTERHEAD.name)

    assert "MSPduVald’Aubre" in flat(text_of(render_pdf(document(Paragraph("x"), letterhead=head))))


def test_a_code_stands_at_the_foot_of_every_page():
    code = io.BytesIO()
    segno.make("https://filrouge.example/feuille/", error="m", micro=False).save(code, kind="png", scale=8, border=2)
    pages = render_pictures(document(*[PageBreak(), Paragraph("suite")] * 2, code=PageCode(code.getvalue(), "Scannez")))

    read = [[found.text for found in zxingcpp.read_barcodes(PIL.Image.open(io.BytesIO(page)))] for page in pages]

    assert read == [["https://filrouge.example/feuille/"]] * 3


def test_a_drawn_signature_has_its_alternative_text():
    grid = SignatureGrid([Signatory("Claire Martin", "médecin", signed="le 12 mars", drawing=png())])

    data = render_pdf(document(grid))

    assert flat("le 12 mars") in flat(text_of(data))
    assert "Signature de Claire Martin" in alternative_texts(data)


def alternative_texts(data):
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [str(found.Alt) for found in pdf.objects if isinstance(found, pikepdf.Dictionary) and "/Alt" in found]


@pytest.mark.parametrize("make", [lambda data: PageCode(data), lambda data: Signatory("Claire", drawing=data)])
def test_what_is_not_a_picture_is_refused(make):
    with pytest.raises(ValueError, match="not a PNG"):
        make(b"<svg>")
