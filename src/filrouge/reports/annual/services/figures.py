"""« Insérer les nouveaux chiffres », « c’est vu »."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

from django.db.transaction import atomic

from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.writing.services import words_of
from filrouge.reports.annual import policy, queries
from filrouge.reports.annual.models import ChapterText
from filrouge.reports.annual.queries import Change, Chapter
from filrouge.reports.annual.queries.changes import loose, number_pattern
from filrouge.reports.annual.services.writing import keep_text

TAGS = re.compile(r"(<[^>]+>)")


@atomic
def insert_figures(text: ChapterText, chapter: Chapter, *, by: Membership) -> ChapterText:
    """The new figures in the place of the old ones: by sentences left as they were proposed, then number by number.

    A number said twice may be about two things: it is not touched, and a line at the end of the text says the new one.
    """
    require(by, policy.WRITE)
    text = _held(text)
    changed = [one for one in queries.changes_of(text, chapter) if one.said]
    notes = _by_sentences(text.notes, text, chapter)
    left = []
    for change in changed:
        words = words_of(notes)
        found = len(number_pattern(change.was).findall(words))
        if found == 1:
            notes = _replaced(notes, number_pattern(change.was), change.now)
        elif found:
            left.append(change)
    keep_text(text, notes + _line_of(left), queries.seen_of(chapter), by=by)
    return text


@atomic
def see_figures(text: ChapterText, chapter: Chapter, *, by: Membership) -> ChapterText:
    """The text stands with the figures of now."""
    require(by, policy.WRITE)
    text = _held(text)
    seen = queries.seen_of(chapter)
    text.figures, text.sentences = dict(seen.figures), dict(seen.sentences)
    text.save(update_fields=["figures", "sentences"])
    return text


def _held(text: ChapterText) -> ChapterText:
    return ChapterText.objects.select_for_update(of=("self",)).select_related("report").get(pk=text.pk)


def _by_sentences(notes: str, text: ChapterText, chapter: Chapter) -> str:
    now = chapter.sentences
    for place, was in text.sentences.items():
        if place in now and now[place] != was:
            notes = _replaced(notes, loose(escape(was, quote=False)), now[place])
    return notes


def _replaced(notes: str, pattern: re.Pattern[str], new: str) -> str:
    """In what is read, never inside a tag."""
    put: Callable[[str], str] = lambda part: pattern.sub(lambda _match: escape(new, quote=False), part)  # noqa: E731
    return "".join(part if part.startswith("<") else put(part) for part in TAGS.split(notes))


def _line_of(changes: list[Change]) -> str:
    if not changes:
        return ""
    said = " ; ".join(f"{change.label} : {change.now}" for change in changes)
    return f"<p>{escape(f'Chiffres à jour : {said}.', quote=False)}</p>"
