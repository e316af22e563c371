import re
from html import escape
from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from filrouge.kernel.documents.content import BulletList as Bullets
from filrouge.kernel.documents.content import Heading, ListItem, Paragraph, Span, Table, TableColumn
from filrouge.kernel.documents.content import NumberedList as Numbers
from filrouge.kernel.documents.richtext import blocks_of, clean, from_marked, html_of, plain_of, to_marked

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><script>alert(2)</script></svg>",
    "<a href='javascript:alert(1)'>a</a>",
    "<a href='  jaVascRipt&colon;alert(1)'>a</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>a</a>",
    "<a href='https://x.example' onclick='alert(1)' style='x' target='_blank'>a</a>",
    "<p style='background:url(javascript:alert(1))' class='fil-toast' id='contenu'>a</p>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<template><script>alert(1)</script></template>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<p hx-get='/x' hx-trigger='load' data-bs-theme='dark'>a</p>",
    "<form action='https://evil.example'><input name=a><button>b</button></form>",
    "<base href='https://evil.example'><link rel=stylesheet href=x><meta http-equiv=refresh content=0>",
    "<title></title><xmp><p></xmp><script>alert(1)</script>",
    "\x00<scr\x00ipt>alert(1)</scr\x00ipt>",
    "{{ settings.SECRET_KEY }}{% debug %}",
]
TAGS = ["p", "div", "h1", "h3", "h5", "strong", "b", "em", "ul", "ol", "li", "table", "tr", "td", "th", "a", "span"]
WORDS = st.text(alphabet="abcé *_-#|[]()\\.1•–\n\t\u00a0\u202f&<>\"'`~+=!", max_size=12).map(lambda text: escape(text))


@st.composite
def soup(draw):
    """Tags opened and closed at random around words, hostile pieces among them."""
    pieces = []
    for _turn in range(draw(st.integers(0, 14))):
        tag = draw(st.sampled_from(TAGS))
        pieces.append(
            draw(
                st.one_of(
                    WORDS,
                    st.just("<br>"),
                    st.just(f"<{tag}>"),
                    st.just(f"</{tag}>"),
                    st.just("<a href='https://x.example/a_(b)'>"),
                    st.just("<ol start=7>"),
                    st.just("<td colspan=3>"),
                    st.sampled_from(HOSTILE),
                )
            )
        )
    return "".join(pieces)


class Allowed(HTMLParser):
    """Fails on any tag, attribute or address that is not of the canonical form."""

    tags = {"p", "h3", "h4", "br", "strong", "em", "a", "ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td"}

    def handle_starttag(self, tag, attrs):
        assert tag in self.tags
        for name, value in attrs:
            assert (tag, name) in {("a", "href"), ("ol", "start"), ("th", "scope")}
            assert name != "href" or re.match(r"(?:https?://|mailto:)", value, re.IGNORECASE)

    def handle_comment(self, data):
        raise AssertionError(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def words_of(html):
    return re.findall(r"\w+", plain_of(blocks_of(html)))


@pytest.mark.parametrize("hostile", HOSTILE)
def test_nothing_hostile_survives(hostile):
    cleaned = clean(f"<p>avant</p>{hostile}<p>après</p>")

    Allowed().feed(cleaned)
    assert "alert(2)" not in cleaned


@given(soup())
@settings(max_examples=400)
def test_what_is_kept_is_always_of_the_canonical_form(html):
    cleaned = clean(html)

    Allowed().feed(cleaned)
    assert clean(cleaned) == cleaned


@given(soup())
@settings(max_examples=400)
def test_a_plain_box_gives_back_what_it_was_given(html):
    cleaned = clean(html)

    assert html_of(from_marked(to_marked(blocks_of(cleaned)))) == cleaned


@example("|a\\|")
@given(st.text(alphabet="ab *_-#|[]\\.1\n•é\u00a0", max_size=60))
@settings(max_examples=400)
def test_whatever_is_typed_in_a_plain_box_keeps_its_words(text):
    html = html_of(from_marked(text))

    Allowed().feed(html)
    assert clean(html) == html
    assert re.findall("[abé]", plain_of(blocks_of(html))) == re.findall("[abé]", text)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("Une phrase.", "<p>Une phrase.</p>"),
        ("<div>a</div><div><br></div><div>b</div>", "<p>a</p><p>b</p>"),
        ("<h1>Titre</h1><h5>Sous</h5>", "<h3>Titre</h3><h4>Sous</h4>"),
        ("<p>a <b>gras</b><i> ital </i>b</p>", "<p>a <strong>gras</strong> <em>ital</em> b</p>"),
        ("<ul><li><p>a</p><ul><li>b</li></ul></li></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("<ul><ul><li>b</li></ul></ul>", "<ul><li>b</li></ul>"),
        ("<ul><li>a</li></ul><ul><li>b</li></ul>", "<ul><li>a</li><li>b</li></ul>"),
        ("<p>x</p><ol start='2'><li>b</ol>", '<p>x</p><ol start="2"><li>b</li></ol>'),
        ("<table><tr><td>seule</td></tr></table>", "<p>seule</p>"),
        ("<a href='mailto:a@b.example'>a</a>", '<p><a href="mailto:a@b.example">a</a></p>'),
        ("<a href='/interne/'>a</a>", "<p>a</p>"),
        ("1 < 2 & 3 > 2", "<p>1 &lt; 2 &amp; 3 &gt; 2</p>"),
        ("", ""),
    ],
)  # fmt: skip
def test_one_way_to_say_a_thing(sent, kept):
    assert clean(sent) == kept


WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta name=Generator content="Word 15">
<style><!-- p.MsoNormal {margin:0cm;} --></style><xml><w:WordDocument></w:WordDocument></xml></head><body lang=FR>
<!--StartFragment--><h1 style='mso-list:none'><a name="_Toc1">Budget<o:p></o:p></a></h1>
<p class=MsoNormal style='margin-bottom:8.0pt'><b style='mso-bidi-font-weight:normal'><span lang=FR
style='font-size:11.0pt'>Trois devis</span></b><span style='mso-spacerun:yes'>  </span>reçus&nbsp;:<o:p></o:p></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<table class=MsoTableGrid border=1><tr style='height:1'><td width=200 colspan=2><p class=MsoNormal>Prestataire<o:p>
</o:p></p></td><td><p class=MsoNormal>Prix</p></td></tr><tr><td><p>A</p></td><td><p>sur site</p></td><td>1&nbsp;200
</td></tr></table><!--EndFragment--></body></html>"""


def test_what_word_puts_around_a_text_goes():
    assert blocks_of(WORD) == [
        Heading("Budget", 2),
        Paragraph((Span("Trois devis", bold=True), Span(" reçus\u00a0:"))),
        Table(
            (TableColumn("Prestataire"), TableColumn(""), TableColumn("Prix")),
            (((Span("A"),), (Span("sur site"),), (Span("1\u00a0200"),)),),
        ),
    ]


def test_a_plain_box_reads_what_people_type():
    typed = "# Budget\nTrois devis :\n- le premier\n  sans délai\n  - avec pose\n- le second\n\n2) oui\n\n"
    typed += "| a | b |\n| c | **d** |"

    assert from_marked(typed) == [
        Heading("Budget", 2),
        Paragraph((Span("Trois devis :"),)),
        Bullets(
            (
                ListItem((Span("le premier\nsans délai"),), (Bullets((ListItem((Span("avec pose"),)),)),)),
                ListItem((Span("le second"),)),
            )
        ),
        Numbers((ListItem((Span("oui"),)),), 2),
        Table(
            (TableColumn("a"), TableColumn("b")),
            (((Span("c"),), (Span("d", bold=True),)),),
        ),
    ]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Un.\n\nDeux.", "<p>Un.</p><p>Deux.</p>"),
        ("Un\r\nDeux", "<p>Un<br>Deux</p>"),
        ("Points :\n- un\n- deux\n\nFin", "<p>Points :</p><ul><li>un</li><li>deux</li></ul><p>Fin</p>"),
        ("* un\n\n* deux", "<ul><li>un</li><li>deux</li></ul>"),
        ("1. un\n\n2. deux", "<ol><li>un</li><li>deux</li></ol>"),
        ("- un\n1. deux", "<ul><li>un</li></ul><ol><li>deux</li></ol>"),
        ("-collé\n12 mars", "<p>-collé<br>12 mars</p>"),
        ("\n\n  \n\t\n", ""),
    ],
)
def test_notes_of_before_read_as_they_did(typed, read):
    assert html_of(from_marked(typed)) == read


def test_a_megabyte_is_read():
    assert len(from_marked("- point\n\nphrase\n\n" * 20_000)) == 40_000


@pytest.mark.parametrize(
    "text", ["5 * 3 = 15 * 1", "une *étoile seule", "C:\\notes", "[sans adresse]", "fin de | ligne"]
)
def test_signs_that_are_only_themselves_stay(text):
    assert plain_of(from_marked(text)) == text


def test_a_thousand_tags_one_in_another_are_read():
    nested = "<ul><li>" * 20_000 + "<b>" * 20_000 + "fond"

    assert words_of(nested) == ["fond"]


def test_addresses_of_links_are_read_too():
    html = '<p><a href="https://x.example/185057800608491">dossier</a></p>'

    assert plain_of(blocks_of(html), addresses=True) == "dossier (https://x.example/185057800608491)"
