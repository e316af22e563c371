"""One page for one reader: the figures of the year, told in their tone."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from filrouge.kernel.registry import Figure
from filrouge.reports.annual.models import Report, SheetWords
from filrouge.reports.annual.queries.outline import Chapter

FILE = Path(__file__).parents[1] / "tones.toml"


@dataclass(frozen=True, slots=True)
class SheetLine:
    figure: Figure
    words: str  # after the number
    before: str  # « 38 en 2025 »; empty where the reader does not compare


@dataclass(frozen=True, slots=True)
class Sheet:
    year: int
    audience: str
    headline: str
    lead: str
    lines: Sequence[SheetLine]
    closing: str


@cache
def tones() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def words_of_sheet(report: Report | None, audience: str) -> SheetWords | None:
    return SheetWords.objects.filter(report=report, audience=audience).first() if report else None


def proposed_words(year: int, audience: str) -> dict[str, str]:
    tone = tones()[audience]
    return {"headline": tone["title"].format(year=year), "closing": tone["closing"]}


def sheet_of(year: int, audience: str, chapters: Sequence[Chapter], words: SheetWords | None) -> Sheet:
    tone, proposed = tones()[audience], proposed_words(year, audience)
    figures = {code: figure for chapter in chapters for code, figure in chapter.figures.items()}
    lines = [
        _line(figures[one["code"]], one, year if tone["compares"] else None)
        for one in tone["lines"]
        if one["code"] in figures and figures[one["code"]].value
    ]
    headline = words.headline if words and words.headline else proposed["headline"]
    closing = words.closing if words else proposed["closing"]
    return Sheet(year, audience, headline, tone["lead"], lines, closing)


def _line(figure: Figure, told: dict[str, str], year: int | None) -> SheetLine:
    words = told.get("one", told["text"]) if figure.value == 1 else told["text"]
    before = f"{figure.shown_before} en {year - 1}" if year and figure.shown_before else ""
    return SheetLine(figure, words, before)
