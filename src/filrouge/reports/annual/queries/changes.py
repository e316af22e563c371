"""What a text remembers of the figures it was written with, and which of them are no longer the same."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core import signing

from filrouge.kernel.documents import richtext
from filrouge.kernel.documents.content import Paragraph
from filrouge.kernel.writing.services import words_of
from filrouge.reports.annual.models import ChapterText
from filrouge.reports.annual.queries.outline import Chapter

SALT = "annual.seen"
SPACES = " \u00a0\u202f"


@dataclass(frozen=True, slots=True)
class Seen:
    """The figures and the sentences that the writer had before their eyes."""

    figures: Mapping[str, str]  # by code, as they were shown
    sentences: Mapping[str, str]

    @property
    def proposed(self) -> str:
        """The text somebody begins with."""
        return richtext.html_of([Paragraph(sentence) for sentence in self.sentences.values()])

    def packed(self) -> str:
        return signing.dumps([dict(self.figures), dict(self.sentences)], salt=SALT, compress=True)


@dataclass(frozen=True, slots=True)
class Change:
    code: str
    label: str
    was: str
    now: str
    said: bool  # the text says the old number


def seen_of(chapter: Chapter) -> Seen:
    return Seen({code: one.shown for code, one in chapter.figures.items()}, chapter.sentences)


def unpacked(packed: str) -> Seen | None:
    """What a page sent back; nothing for what it never gave."""
    try:
        figures, sentences = signing.loads(packed, salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    return Seen(figures, sentences)


def remembered(text: ChapterText, seen: Seen, notes: str) -> dict[str, Any]:
    """The figures to keep beside a text that is saved: those the writer saw, but a changed one that it still says."""
    words = words_of(notes)
    kept = {
        code: was
        for code, was in text.figures.items()
        if code in seen.figures and seen.figures[code] != was and says(words, was)
    }
    still = {key: one for key, one in text.sentences.items() if says_sentence(words, one)}
    return {"figures": {**text.figures, **seen.figures, **kept}, "sentences": {**seen.sentences, **still}}


def changes_of(text: ChapterText, chapter: Chapter) -> list[Change]:
    """Those that the text says come first. A figure that this reader does not see is left alone."""
    words = words_of(text.notes)
    found = [
        Change(code, figure.label, text.figures[code], figure.shown, says(words, text.figures[code]))
        for code, figure in chapter.figures.items()
        if text.figures.get(code, figure.shown) != figure.shown
    ]
    return sorted(found, key=lambda change: not change.said)


def says(words: str, shown: str) -> bool:
    return number_pattern(shown).search(words) is not None


def says_sentence(words: str, sentence: str) -> bool:
    return loose(sentence).search(words) is not None


def number_pattern(shown: str) -> re.Pattern[str]:
    """The number, and not one of which it is a part: 41 is neither in 1 041 nor in 41,5."""
    before, after = r"(?<!\d)(?<!\d[,.\u00a0\u202f])", r"(?!\d)(?![,.\u00a0\u202f]\d)"
    return re.compile(f"{before}{_loosely(shown)}{after}")


def loose(sentence: str) -> re.Pattern[str]:
    return re.compile(_loosely(sentence))


def _loosely(text: str) -> str:
    """Whatever the spaces: an editor changes those that do not break."""
    return f"[{SPACES}]".join(re.escape(part) for part in re.split(f"[{SPACES}]", text))
