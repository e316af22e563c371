"""One line of French, read: « relancer l’éditeur vendredi @Sofia #SI 30min ».

Pure functions: no row is read. Each pattern (``repeats``, ``days``, the efforts below) says what it means; what none
of them takes stays in the title. Words between quotation marks are left alone, and so are spans (« du 3 au 7 mars »)
and days that are joined (« lundi et mardi »).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from django.core.exceptions import ValidationError

from filrouge.kernel.search.text import fold
from filrouge.kernel.work.quickline.days import DATES
from filrouge.kernel.work.quickline.repeats import RECURRENCES
from filrouge.kernel.work.quickline.words import CLOCK, HALVES, SEVERAL, SPANS, any_of, words
from filrouge.kernel.work.recurrence import FROM_DONE, first_day
from filrouge.ui.durations import read_duration

Found = re.Match[str]
T = TypeVar("T")


@dataclass(slots=True)
class Understood:
    """What a line says. ``people`` and ``labels`` are the words after @ and #, as typed."""

    title: str = ""
    due_on: date | None = None
    recurrence: str = ""
    effort: int | None = None
    people: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)


def read_line(text: str, *, today: date) -> Understood:
    said = Understood()
    folded = _Folded(text)
    folded.hide(re.compile(r"\"[^\"]*\"|«[^»]*»"), *(re.compile(span) for span in SPANS))
    said.people = [found["name"].rstrip(".") for found in folded.take_all(r"@(?P<name>[^\W\d_][\w.'-]*)")]
    said.labels = [found["name"] for found in folded.take_all(r"#(?P<name>\w*[^\W\d_][\w-]*)")]
    said.recurrence = _first(folded, RECURRENCES, today) or ""
    folded.hide(*(words(days) for days in SEVERAL))
    said.due_on = _first(folded, DATES, today)
    said.effort = _first(folded, EFFORTS, today)
    if said.recurrence and said.due_on is None:
        said.due_on = None if said.recurrence.endswith(FROM_DONE) else first_day(said.recurrence, today=today)
    said.title = folded.rest()
    return said


class _Folded:
    """A text read without accents or capitals, from which what was understood is taken away."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.plain = "".join((fold(char) or char)[0] for char in text).replace("’", "'")
        self.kept = [True] * len(text)

    def hide(self, *patterns: re.Pattern[str]) -> None:
        for pattern in patterns:
            for found in pattern.finditer(self.plain):
                self._blank(found)

    def take_all(self, pattern: str) -> Iterator[dict[str, str]]:
        for found in re.finditer(rf"(?<![^\s(]){pattern}", self.plain):
            yield {name: self.text[slice(*found.span(name))] for name in found.groupdict()}
            self.take(found)

    def take(self, found: Found) -> None:
        self.kept[found.start() : found.end()] = [False] * (found.end() - found.start())
        self._blank(found)

    def rest(self) -> str:
        left = "".join(char if kept else " " for char, kept in zip(self.text, self.kept, strict=True))
        tidy = re.sub(r"\s+([,.)])", r"\1", " ".join(left.split()))
        if not all(self.kept):  # what stood around the words taken away
            tidy = re.sub(r"[,;]+(?=[,;.]|$)", "", tidy.replace("()", ""))
            tidy = re.sub(r"\s+\.$|^\.\s*", "", " ".join(tidy.split()))
        return tidy.strip(" ,;:-–").strip()

    def _blank(self, found: Found) -> None:
        """So that nothing else is read there, nor across it."""
        self.plain = self.plain[: found.start()] + "\0" * (found.end() - found.start()) + self.plain[found.end() :]


def _first(
    folded: _Folded, patterns: Sequence[tuple[re.Pattern[str], Callable[[Found, date], T | None]]], today: date
) -> T | None:
    for pattern, meaning in patterns:
        for found in pattern.finditer(folded.plain):
            value = meaning(found, today)
            if value is not None:
                folded.take(found)
                return value
    return None


def _effort(found: Found, _today: date) -> int | None:
    before = found.string[: found.start()].rstrip(" ")
    if before.endswith("\0") and LIKE_A_CLOCK.fullmatch(found["typed"]):
        return None  # « lundi 14h »
    if before.split() and before.split()[-1] in CLOCK:
        return None
    try:
        return read_duration(found["typed"].replace("½", "demi-").replace("journee", "journée"))
    except ValidationError:
        return None


LIKE_A_CLOCK = re.compile(r"(?:[89]|1\d|2[0-3])\s?h(?:\s?\d\d)?")
EFFORTS = (
    (words(f"(?P<typed>{any_of(HALVES)})"), lambda found, _today: HALVES[" ".join(found["typed"].split())]),
    *(
        (re.compile(rf"(?<![\w'/.,:-])(?P<typed>{pattern})(?![\w/]|[.,]\d)"), _effort)
        for pattern in (
            r"\d{1,2}[.,]\d{1,2}\s?h(?:eures?)?",
            r"\d{1,2}\s?h(?:eures?)?(?:\s?\d{2}(?:\s?(?:min|mn|m))?)?",
            r"\d{1,3}\s?(?:min|mn|minutes?)",
            r"(?:une? )?(?:demi[- ]|½ ?)journee|(?:une|1) ?journee|1 ?j",
        )
    ),
)
