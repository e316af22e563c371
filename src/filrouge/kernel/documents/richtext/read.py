"""HTML that somebody typed, pasted or sent, into blocks.

Two walls: nh3 keeps the tags of the allow-list and drops scripts, styles and comments; then only what this reader
understands becomes a block, so nothing of the original markup is ever kept.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

import nh3
from django.utils.safestring import SafeString, mark_safe

from filrouge.kernel.documents.content import (
    Block,
    Heading,
    Paragraph,
    Span,
)
from filrouge.kernel.documents.richtext.inline import one_line, tidy
from filrouge.kernel.documents.richtext.lists import DEEPEST, OpenList, joined
from filrouge.kernel.documents.richtext.tables import OpenTable
from filrouge.kernel.documents.richtext.write import html_of

# The allow-list of the house: what rich text may hold. Other tags go, their words stay.
TAGS = {
    "p", "br", "div", "h1", "h2", "h3", "h4", "h5", "h6", "strong", "b", "em", "i", "ul", "ol", "li", "a",
    "table", "thead", "tbody", "tfoot", "tr", "th", "td",
}  # fmt: skip
ATTRIBUTES = {"a": {"href"}, "ol": {"start"}, "td": {"colspan"}, "th": {"colspan", "scope"}}
SCHEMES = {"http", "https", "mailto"}
GONE = {"script", "style", "title", "template", "noscript", "iframe", "object", "svg", "math", "xml"}  # words too

LEVELS = {"h1": 2, "h2": 2, "h3": 2, "h4": 3, "h5": 3, "h6": 3}  # 1 is for what the text belongs to: a point
_cleaner = nh3.Cleaner(
    tags=TAGS, clean_content_tags=GONE, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None, strip_comments=True
)
_shower = nh3.Cleaner(
    tags=TAGS,
    clean_content_tags=GONE,
    attributes=ATTRIBUTES,
    url_schemes=SCHEMES,
    link_rel="noopener noreferrer nofollow",
)


def clean(html: str) -> str:
    """The same words in the canonical form, safe to show. Cleaning twice changes nothing."""
    return html_of(blocks_of(html))


def is_html(text: str) -> bool:
    """Whether this holds a tag; « poids < 50 » does not."""
    return re.search(r"</?[a-zA-Z][^>]*>", text) is not None


def shown(html: str) -> SafeString:
    """What is kept, to put in a page. Cleaned once more: whatever way it came in, nothing else comes out."""
    return mark_safe(_shower.clean(html))  # noqa: S308 -- cleaned here


def blocks_of(html: str) -> list[Block]:
    reader = _Reader()
    reader.feed(_cleaner.clean(html))
    reader.close()
    reader.end_block()
    return joined(reader.blocks)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.spans: list[Span] = []  # the text being read
        self.bold = self.italic = self.heading = self.too_deep = 0
        self.links: list[str] = []
        self.lists: list[OpenList] = []
        self.table: OpenTable | None = None
        self.tables = 0  # how many are open: those inside another give only their words

    def handle_data(self, data: str) -> None:
        text = re.sub(r"[\t\n\f\r]+", " ", data)
        self.spans.append(Span(text, self.bold > 0, self.italic > 0, self.links[-1] if self.links else ""))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in ("strong", "b"):
            self.bold += 1
        elif tag in ("em", "i"):
            self.italic += 1
        elif tag == "a":
            self.links.append(given.get("href") or "")
        elif tag == "br":
            self.spans.append(Span("\n"))
        elif tag in ("ul", "ol"):
            self.open_list(tag, given.get("start") or "")
        elif tag == "table":
            self.open_table()
        elif tag in ("td", "th") and self.table and self.tables == 1:
            self.table.open_cell(given.get("colspan") or "")
            self.spans.clear()
        elif tag == "tr" and self.table and self.tables == 1:
            self.table.open_row()
        else:
            self.new_line(LEVELS.get(tag, 0), bullet=tag == "li")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("strong", "b"):
            self.bold -= 1
        elif tag in ("em", "i"):
            self.italic -= 1
        elif tag == "a":
            self.links.pop()
        elif tag in ("ul", "ol"):
            self.close_list()
        elif tag == "table":
            self.close_table()
        elif tag in ("td", "th") and self.table and self.tables == 1:
            self.table.close_cell(self.taken())
        elif tag != "br":
            self.new_line()

    def new_line(self, heading: int = 0, *, bullet: bool = False) -> None:
        """The end of a block: a paragraph of its own, or a line break inside an item or a cell."""
        if self.table:
            self.spans.append(Span("\n• " if bullet else "\n"))
        elif self.lists and bullet:
            self.lists[-1].close_item(self.taken())
        elif self.lists:
            self.spans.append(Span("\n"))
        else:
            self.end_block()
            self.heading = heading

    def end_block(self) -> None:
        text = self.taken()
        if text and self.heading:
            self.blocks.append(Heading(one_line(text), self.heading))
        elif text:
            self.blocks.append(Paragraph(text))
        self.heading = 0

    def taken(self) -> tuple[Span, ...]:
        text = tidy(self.spans)
        self.spans.clear()
        return text

    def open_list(self, tag: str, start: str) -> None:
        if self.table or len(self.lists) >= DEEPEST:
            self.too_deep += 1
            self.new_line(bullet=not self.table)
            return
        if self.lists:
            self.lists[-1].add_text(self.taken())
        else:
            self.end_block()
        number = int(start) if re.fullmatch(r"[0-9]{1,4}", start) else 1
        self.lists.append(OpenList(tag == "ol", number))

    def close_list(self) -> None:
        if self.too_deep:
            self.too_deep -= 1
            self.new_line(bullet=not self.table)
            return
        closed = self.lists.pop()
        closed.close_item(self.taken())
        if self.lists:
            self.lists[-1].hold(closed)
        elif closed.items:
            self.blocks.append(closed.block())

    def open_table(self) -> None:
        self.tables += 1
        if self.lists or self.tables > 1:
            self.spans.append(Span("\n"))
            return
        self.end_block()
        self.table = OpenTable()

    def close_table(self) -> None:
        self.tables -= 1
        if self.tables or self.table is None:
            self.spans.append(Span("\n"))
            return
        self.spans.clear()
        self.blocks += self.table.blocks()
        self.table = None
