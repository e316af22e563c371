"""Runs of text in their one canonical form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from filrouge.kernel.documents.content import Inline, Span, plain, safe_link
from filrouge.kernel.documents.text import clean as cleaned

_WHITE = re.compile(r"[^\S\n]*\n\s*|[ \t\f\v]+")
_EDGES = re.compile(r"(\s*)(.*?)(\s*)", re.DOTALL)


def tidy(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same words: white space collapsed, none at the ends nor at the edges of a format, line breaks in no format,
    neighbours of the same format joined, unsafe links gone."""
    return tuple(_joined(_without_outer_space(_collapsed(_split(_joined(spans))))))


def one_line(inline: Inline) -> str:
    return re.sub(r"\s*\n\s*", " ", plain(inline))


def _is_plain(span: Span) -> bool:
    return not (span.bold or span.italic or span.link)


def _split(spans: Iterable[Span]) -> Iterator[Span]:
    for span in spans:
        span = replace(span, text=cleaned(span.text), link=safe_link(span.link))
        if _is_plain(span):
            yield span
            continue
        for part in re.split(r"(\n+)", span.text):
            match = _EDGES.fullmatch(part)
            assert match is not None  # it matches anything
            yield from (Span(match[1]), replace(span, text=match[2]), Span(match[3]))


def _collapsed(spans: Iterable[Span]) -> Iterator[Span]:
    """White space of HTML is one space or one line break, whatever the runs it spreads over."""
    waiting = ""
    for span in spans:
        if _is_plain(span):
            waiting += span.text
        elif span.text:
            yield from (Span(_white(waiting)), replace(span, text=_white(span.text)))
            waiting = ""
    yield Span(_white(waiting))


def _white(text: str) -> str:
    return _WHITE.sub(lambda match: "\n" if "\n" in match[0] else " ", text)


def _without_outer_space(spans: Iterable[Span]) -> list[Span]:
    kept = [span for span in spans if span.text]
    while kept and not kept[0].text.strip():
        del kept[0]
    while kept and not kept[-1].text.strip():
        del kept[-1]
    if kept:
        kept[0] = replace(kept[0], text=kept[0].text.lstrip())
        kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip())
    return kept


def _joined(spans: Iterable[Span]) -> list[Span]:
    result: list[Span] = []
    for span in spans:
        if result and replace(result[-1], text=span.text) == span:
            result[-1] = replace(span, text=cleaned(result[-1].text + span.text))
        else:
            result.append(span)
    return result
