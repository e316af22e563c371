"""What a document says, whatever it becomes. Frozen values, no markup: the renderers decide of the look.

Every text is plain text. `\\n` inside a text is a line break; bold, italic and links are `Span`s.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as Date
from typing import Literal, TypeAlias

from filrouge.kernel.documents.text import clean
from filrouge.ui.charts import BarChart, LineChart, StackedBar
from filrouge.ui.radar import RadarChart

_CLICKABLE = re.compile(r"(?:https?://|mailto:)[^\s<>\"\\^`{|}]{3,2000}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text. `link` is kept only for http, https and mailto addresses; otherwise the text stays,
    plain."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""


Inline: TypeAlias = str | Sequence[Span]
Align: TypeAlias = Literal["left", "center", "right"]
Tone: TypeAlias = Literal["info", "success", "warning", "danger"]


def spans_of(inline: Inline) -> Sequence[Span]:
    return [Span(inline)] if isinstance(inline, str) else inline


def plain(inline: Inline) -> str:
    return "".join(span.text for span in spans_of(inline))


@dataclass(frozen=True, slots=True)
class Heading:
    """Level 1 to 4, under the title of the document. Renderers close gaps: accessible PDF refuses a skipped
    level."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: Inline
    style: Literal["normal", "lead", "small", "quote"] = "normal"


@dataclass(frozen=True, slots=True)
class ListItem:
    """An item of a list that has lists of its own below it."""

    text: Inline
    below: Sequence[BulletList | NumberedList] = ()


@dataclass(frozen=True, slots=True)
class BulletList:
    items: Sequence[Inline | ListItem]


@dataclass(frozen=True, slots=True)
class NumberedList:
    items: Sequence[Inline | ListItem]
    start: int = 1


def item_of(item: Inline | ListItem) -> ListItem:
    return item if isinstance(item, ListItem) else ListItem(item)


@dataclass(frozen=True, slots=True)
class TableColumn:
    """`width` is a share of the free width; 0 lets the content decide (dates, amounts)."""

    label: str
    width: float = 1
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Table:
    """Every row has one cell per column. `total` sets the last row apart, as a sum."""

    columns: Sequence[TableColumn]
    rows: Sequence[Sequence[Inline]]
    caption: str = ""
    total: bool = False
    row_mm: float = 0  # the least height of a row, one to write in: every box is drawn, every column has a width
    is_large: bool = False  # to be read at a glance

    def __post_init__(self) -> None:
        if not self.columns:
            raise ValueError("a table has at least one column")
        for number, row in enumerate(self.rows, start=1):
            if len(row) != len(self.columns):
                raise ValueError(f"row {number}: {len(row)} cells for {len(self.columns)} columns")


@dataclass(frozen=True, slots=True)
class KeyValues:
    """Short facts: date, place, chair of the meeting."""

    pairs: Sequence[tuple[str, Inline]]


@dataclass(frozen=True, slots=True)
class Callout:
    """A framed remark. The label carries the meaning, the colour only repeats it."""

    text: Inline
    label: str = ""
    tone: Tone = "info"


@dataclass(frozen=True, slots=True)
class Signatory:
    """`signed` fills the box (« Signé en ligne le 12/03/2026 à 13 h 02 »), beside `drawing`, a PNG of the
    signature; both empty, the box is left to the pen."""

    name: str
    role: str = ""
    presence: str = ""
    signed: str = ""
    drawing: bytes | None = None

    def __post_init__(self) -> None:
        if self.drawing is not None:
            check_png(self.drawing)


@dataclass(frozen=True, slots=True)
class SignatureGrid:
    people: Sequence[Signatory]
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Image:
    """A PNG picture. `alt` says what it shows: accessible PDF refuses an image without it."""

    png: bytes
    alt: str
    width_mm: float = 120
    caption: str = ""

    def __post_init__(self) -> None:
        check_png(self.png)
        if not self.alt.strip():
            raise ValueError("an image needs an alternative text")


Drawn: TypeAlias = BarChart | StackedBar | LineChart | RadarChart


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of the pages. Its values are read as words beside the drawing, or are its alternative text."""

    chart: Drawn


@dataclass(frozen=True, slots=True)
class Contents:
    """The list of the headings of level 1, each with its page where the format knows pages."""

    titles: Sequence[str]
    title: str = "Sommaire"


@dataclass(frozen=True, slots=True)
class Spacer:
    millimetres: float = 6


@dataclass(frozen=True, slots=True)
class PageBreak:
    pass


Block: TypeAlias = (
    Heading
    | Paragraph
    | BulletList
    | NumberedList
    | Table
    | KeyValues
    | Callout
    | SignatureGrid
    | Image
    | Chart
    | Contents
    | Spacer
    | PageBreak
)


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who speaks. `lines`: address, telephone, FINESS… ; `footer`: legal line at the bottom of every page."""

    name: str
    lines: Sequence[str] = ()
    accent: str = "#1f5f5b"
    logo_png: bytes | None = None
    footer: str = ""

    def __post_init__(self) -> None:
        if not re.fullmatch(r"#[0-9a-fA-F]{6}", self.accent):
            raise ValueError(f"accent: {self.accent!r} is not a colour such as #1f5f5b")
        if self.logo_png is not None:
            check_png(self.logo_png)


@dataclass(frozen=True, slots=True)
class PageCode:
    """A code to scan at the foot of every page of the PDF, with what it is for. Paper comes back by it."""

    png: bytes
    text: str = ""

    def __post_init__(self) -> None:
        check_png(self.png)


@dataclass(frozen=True, slots=True)
class Document:
    """`date` is the date of the document: it dates the file too, so that the same data give the same
    bytes."""

    title: str
    letterhead: Letterhead
    date: Date
    blocks: Sequence[Block]
    subtitle: str = ""
    reference: str = ""
    language: str = "fr"
    code: PageCode | None = None
    is_poster: bool = False  # for a wall: A3, lying, in large letters

    def __post_init__(self) -> None:
        if not clean(self.title).strip():
            raise ValueError("a document has a title")


def check_png(data: bytes) -> None:
    """Raise ValueError unless the bytes begin like a PNG file whose sides are at most 8 000 pixels."""
    if data[:8] != b"\x89PNG\r\n\x1a\n" or data[12:16] != b"IHDR":
        raise ValueError("not a PNG image")
    width, height = int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")
    if not (0 < width <= 8000 and 0 < height <= 8000):
        raise ValueError(f"PNG image of {width} × {height} pixels: at most 8 000 a side")


def readable(accent: str) -> str:
    """The colour, darkened until white paper gives it a contrast of 4.5 (WCAG 2.2, 1.4.3)."""
    channels = [int(accent[index : index + 2], 16) for index in (1, 3, 5)]
    while 1.05 / (_luminance(channels) + 0.05) < 4.5:
        channels = [int(channel * 0.92) for channel in channels]
    return "#" + "".join(f"{channel:02x}" for channel in channels)


def _luminance(channels: Sequence[int]) -> float:
    linear = [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (channel / 255 for channel in channels)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def closed_levels(blocks: Sequence[Block]) -> list[Block]:
    """The same blocks, headings beginning at level 1 and never jumping down two levels at once."""
    current, result = 0, list[Block]()
    for block in blocks:
        if isinstance(block, Heading):
            current = max(1, min(block.level, current + 1, 4))
            block = Heading(block.text, current)
        result.append(block)
    return result


def safe_link(address: str) -> str:
    """The address when a reader may click on it, else nothing."""
    address = address.strip()
    return address if _CLICKABLE.fullmatch(address) else ""
