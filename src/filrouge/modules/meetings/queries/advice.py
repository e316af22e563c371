"""Reading advice on minutes: what a reader who was not there may stumble on. Soft: nothing is refused."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from uuid import UUID

from filrouge.kernel.documents.richtext import blocks_of, plain_of
from filrouge.kernel.people.models import Group
from filrouge.kernel.tenancy.models import Site
from filrouge.kernel.work.models import Task
from filrouge.modules.meetings.enums import AdviceKind
from filrouge.modules.meetings.models import AgendaItem, Meeting, MeetingType, MinutesSection
from filrouge.modules.meetings.queries.detail import tasks_by_item

LONGEST = 30  # words of a sentence
MOST = 60
SHOWN = 240  # characters of a passage

_SENTENCE = re.compile(r"(?<=[.!?…])[\s\u00a0]+(?=[«\"(A-ZÀ-ÖØ-Ý0-9])|\n+")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_ACRONYM = re.compile(r"\b[A-ZÀ-ÖØ-Ý]{2,8}\b")
_ROMAN = re.compile(r"[IVXLC]+")
_PARTICIPLE = r"\w+(?:é|i|u|is|it|ert)(?:e|s|es)?\b"
_PASSIVE = re.compile(
    rf"\b(?:a|ont|avait|avaient|aura|auront|ayant) été (?:\w+ment )?{_PARTICIPLE}"
    rf"|\bil (?:est|sera|était) (?:\w+ment )?(?:décidé|convenu|demandé|proposé|rappelé|prévu|acté|précisé|souligné)\b",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"\b(?:il (?:faut|faudra|faudrait)|on (?:doit|devra|devrait|va|pourrait)"
    r"|à (?:faire|prévoir|vérifier|relancer)|penser à)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Advice:
    kind: AdviceKind
    passage: str
    word: str  # what in it, when it is one word
    place: str  # title of the point or section
    anchor: str


def advice_of(meeting: Meeting) -> list[Advice]:
    """Of a meeting fetched with everything: of its texts, decisions, informations and tasks, in their order."""
    known = _known()
    whole = "\n".join(text for _row, text in _texts(meeting))
    found = [
        advice
        for row, text in _texts(meeting)
        for advice in _of_text(text, row.title, row.anchor, known=known, whole=whole)
    ]
    found += _of_tasks(meeting, tasks_by_item(meeting))
    return _once(found)[:MOST]


def sentences_in(text: str) -> list[str]:
    return [sentence.strip() for sentence in _SENTENCE.split(text) if sentence.strip()]


def acronyms_in(text: str, *, known: Iterable[str], whole: str) -> list[str]:
    """Those nobody explained. A line all in capitals is shouting, not acronyms."""
    words = _WORD.findall(text)
    if len(words) > 1 and all(word.isupper() for word in words):
        return []
    found = dict.fromkeys(_ACRONYM.findall(text))
    return [one for one in found if one not in known and not _ROMAN.fullmatch(one) and not _spelt_out(one, whole)]


def _spelt_out(acronym: str, whole: str) -> bool:
    """« hospitalisation à domicile (HAD) » or « HAD (hospitalisation à domicile) »."""
    return bool(re.search(rf"\w\s*\({acronym}\)|\b{acronym}\s*\(\w{{3,}}|\b{acronym}\s*[:=]\s*\w{{3,}}", whole))


def _of_text(text: str, place: str, anchor: str, *, known: Iterable[str], whole: str) -> Iterator[Advice]:
    for sentence in sentences_in(text):
        passage = sentence if len(sentence) <= SHOWN else f"{sentence[:SHOWN].rsplit(' ', 1)[0]}…"
        if len(_WORD.findall(sentence)) > LONGEST:
            yield Advice(AdviceKind.LONG, passage, "", place, anchor)
        for acronym in acronyms_in(sentence, known=known, whole=whole):
            yield Advice(AdviceKind.ACRONYM, passage, acronym, place, anchor)
        if passive := _PASSIVE.search(sentence):
            yield Advice(AdviceKind.PASSIVE, passage, passive.group(), place, anchor)
        if nobody := _NOBODY.search(sentence):
            yield Advice(AdviceKind.NOBODY, passage, nobody.group(), place, anchor)


def _of_tasks(meeting: Meeting, tasks: dict[UUID | None, list[Task]]) -> Iterator[Advice]:
    for item in meeting.items.all():
        for task in tasks.get(item.pk, []):
            if task.owner is None:
                yield Advice(AdviceKind.OWNER, task.title, "", item.title, item.anchor)


def _texts(meeting: Meeting) -> Iterator[tuple[AgendaItem | MinutesSection, str]]:
    for section in meeting.sections.all():
        yield section, plain_of(blocks_of(section.notes))
    for item in meeting.items.all():
        said = [plain_of(blocks_of(item.notes))]
        said += [f"{one.text}\n{one.reason}" for one in item.decisions.all()]
        said += [one.text for one in item.informations.all()]
        yield item, "\n".join(said)


def _once(found: Iterable[Advice]) -> list[Advice]:
    """An acronym is said the first time only."""
    seen: set[str] = set()
    kept = []
    for one in found:
        if one.kind == AdviceKind.ACRONYM:
            if one.word in seen:
                continue
            seen.add(one.word)
        kept.append(one)
    return kept


def _known() -> frozenset[str]:
    """The list shipped, and the words of the team: its groups, its types of meeting, its sites."""
    names = [*Group.objects.values_list("name", flat=True), *Site.objects.values_list("name", flat=True)]
    names += [word for names in MeetingType.objects.values_list("name", "short_name") for word in names]
    return _shipped() | {acronym for name in names for acronym in _ACRONYM.findall(name)}


@cache
def _shipped() -> frozenset[str]:
    text = files("filrouge.modules.meetings").joinpath("acronyms.toml").read_text("utf-8")
    return frozenset(tomllib.loads(text)["known"])
