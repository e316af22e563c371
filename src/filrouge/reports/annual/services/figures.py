"""« Insérer les nouveaux chiffres », « c’est vu »."""

from __future__ import annotations

import re
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

    A number said twice, or that stands for two figures, may be about two things: it is not touched, and a line at the
    end of the text says the new ones.
    """
    require(by, policy.WRITE)
    text = _held(text)
    notes, left = _renewed(text, chapter)
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


def _renewed(text: ChapterText, chapter: Chapter) -> tuple[str, list[Change]]:
    """Everything is found in the text as it was and replaced at once; what is left alone comes beside.

    The longest come first and what is found is blanked: « 2 » is not looked for in « 2 h ».
    """
    bare = whole = _blank(TAGS, text.notes)
    words, places = words_of(text.notes), dict[tuple[int, int], str]()
    now = chapter.sentences
    for was, new in sorted(((one, now[key]) for key, one in text.sentences.items() if key in now), key=_longest):
        pattern = loose(escape(was, quote=False))
        places |= {one.span(): new for one in pattern.finditer(bare)}
        bare = _blank(pattern, bare)
    changed, left = [one for one in queries.changes_of(text, chapter) if one.said], []
    for was, news in sorted(_meanings(text, chapter).items(), key=_longest):
        pattern = number_pattern(was)
        found, cut = list(pattern.finditer(bare)), len(pattern.findall(whole)) != len(pattern.findall(words))
        if len(found) == len(news) == 1 and not cut:
            places[found[0].span()] = min(news)
        elif found or cut:
            left += [one for one in changed if one.was == was]
        bare = _blank(pattern, bare)
    return _put(text.notes, places), left


def _meanings(text: ChapterText, chapter: Chapter) -> dict[str, set[str]]:
    """What each number of then has become: several when it stood for several figures."""
    found: dict[str, set[str]] = {}
    for code, figure in chapter.figures.items():
        if code in text.figures:
            found.setdefault(text.figures[code], set()).add(figure.shown)
    return found


def _longest(pair: tuple[str, object]) -> int:
    return -len(pair[0])


def _blank(pattern: re.Pattern[str], notes: str) -> str:
    """As long as before: places stay."""
    return pattern.sub(lambda found: "\n" * len(found[0]), notes)


def _put(notes: str, places: dict[tuple[int, int], str]) -> str:
    for (start, end), new in sorted(places.items(), reverse=True):
        notes = notes[:start] + escape(new, quote=False) + notes[end:]
    return notes


def _line_of(changes: list[Change]) -> str:
    if not changes:
        return ""
    said = " ; ".join(f"{change.label} : {change.now}" for change in changes)
    return f"<p>{escape(f'Chiffres à jour : {said}.', quote=False)}</p>"
