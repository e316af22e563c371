"""Numbers turned into charts, tables and sentences. Every figure leads to the rows it was made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from filrouge.kernel.people.enums import Profession
from filrouge.modules.meetings.enums import NO_GROUP, DecisionStatus, DecisionTiming
from filrouge.modules.meetings.queries import Asked, Attendance, Numbers, Tally, numbers_rule
from filrouge.ui.charts import BarChart, LineChart, Point, Series
from filrouge.ui.typography import FIXED, MONTHS, MONTHS_SHORT, count, duration, number, percent

NOTHING = "–"
CONFIDENCE = {"high": "élevée", "medium": "moyenne", "low": "faible"}


@dataclass(frozen=True, slots=True)
class Cell:
    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Stat:
    label: str
    value: str
    hint: str
    url: str


@dataclass(frozen=True, slots=True)
class Block:
    """One question: its drawing, its figures, and how they are made."""

    key: str
    title: str
    formula: str
    columns: Sequence[str]
    rows: Sequence[tuple[str, Sequence[Cell]]]
    bars: BarChart | None = None
    lines: LineChart | None = None


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses of the lists, filtered as the page is."""

    slug: str
    asked: Asked
    kept: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        group = NO_GROUP if self.asked.no_group else str(self.asked.group or "")
        object.__setattr__(self, "kept", {"type": self.asked.type_code, "group": group})

    def meetings(self, year: int, when: str = "held", **more: str | int) -> str:
        return self._url("meetings:list", {**self.kept, "when": when, "year": year, **more})

    def decisions(self, year: int, status: str = "") -> str:
        return self._url("meetings:decisions", {**self.kept, "year": year, "status": status})

    def numbers(self, year: int, block: str) -> str:
        """One block of the page of figures, where a rate is told by the rows that make it."""
        return f"{self._url('meetings:numbers', {**self.kept, 'annee': year})}#{block}"

    def _url(self, name: str, query: Mapping[str, str | int]) -> str:
        return f"{reverse(name, args=[self.slug])}?{urlencode({key: value for key, value in query.items() if value})}"


def stats(numbers: Numbers, links: Links) -> list[Stat]:
    (was, now), year = numbers.meetings, numbers.asked.year
    (attended_before, attended), (decided_before, decided) = numbers.attendance, numbers.decisions
    return [
        Stat("Réunions tenues", number(now.held), _before(year, number(was.held)), links.meetings(year)),
        Stat(
            "Prévues ou tenues",
            number(now.planned),
            _before(year, number(was.planned)),
            links.meetings(year, "planned"),
        ),
        Stat(
            "Annulées", number(now.cancelled), _before(year, number(was.cancelled)), links.meetings(year, "cancelled")
        ),
        Stat("Temps de réunion", duration(now.minutes), _before(year, duration(was.minutes)), links.meetings(year)),
        Stat("Présence", _rate(attended.rate), _before(year, _rate(attended_before.rate)), links.meetings(year)),
        Stat(
            "Décisions à temps", _rate(decided.rate), _before(year, _rate(decided_before.rate)), links.decisions(year)
        ),
    ]


def blocks(numbers: Numbers, links: Links, groups: Mapping[str, str]) -> list[Block]:
    made = [
        _months(numbers, links),
        _attendance_months(numbers, links),
        _professions(numbers, links),
        _groups(numbers, links, groups),
        _types(numbers, links),
        _decisions(numbers, links),
    ]
    return [block for block in made if block.rows]


def _months(numbers: Numbers, links: Links) -> Block:
    year = numbers.asked.year
    was, now = numbers.months[:12], numbers.months[12:]
    held = [row.held for row in now][: _months_begun(year)]
    series = [
        Series(f"Tenues en {year}", held),
        Series(f"Prévues ou tenues en {year}", [row.planned for row in now]),
        Series(f"Tenues en {year - 1}", [row.held for row in was]),
    ]

    return Block(
        "reunions",
        "Réunions tenues et prévues",
        "Tenue : la séance a été levée. Prévue ou tenue : toutes celles du mois, sauf les annulées, comptées à part. "
        "Les concertations notées sans convocation n’y sont pas.",
        [f"Prévues ou tenues {year}", f"Tenues {year}", f"Annulées {year}", f"Tenues {year - 1}"],
        [(name, _month_cells(numbers, rank, links)) for rank, name in enumerate(MONTHS)],
        lines=LineChart("Réunions par mois", MONTHS_SHORT, series),
    )


def _month_cells(numbers: Numbers, rank: int, links: Links) -> list[Cell]:
    year, month = numbers.asked.year, rank + 1
    was, now = numbers.months[rank], numbers.months[rank + 12]
    return [
        _count(now.planned, links.meetings(year, "planned", month=month)),
        _count(now.held, links.meetings(year, month=month)),
        _count(now.cancelled, links.meetings(year, "cancelled", month=month)),
        _count(was.held, links.meetings(year - 1, month=month)),
    ]


def _attendance_months(numbers: Numbers, links: Links) -> Block:
    year = numbers.asked.year
    was, now = numbers.attendance_months[:12], numbers.attendance_months[12:]
    known = any(row.marked for row in numbers.attendance_months)
    rows = [
        (
            name,
            [
                _came(now[rank], links.meetings(year, month=rank + 1)),
                _came(was[rank], links.meetings(year - 1, month=rank + 1)),
            ],
        )
        for rank, name in enumerate(MONTHS)
    ]
    series = [Series(str(year), _hundredths(now)), Series(str(year - 1), _hundredths(was))]
    return Block(
        "presence-mois",
        "Présence par mois",
        PRESENCE + " Un mois sans réunion tenue n’a pas de point.",
        [str(year), str(year - 1)],
        rows if known else [],
        lines=LineChart("Présents pour cent conviés", MONTHS_SHORT, series),
    )


PRESENCE = (
    "Présents, à distance, en retard ou partis avant la fin, divisés par les personnes pointées aux réunions tenues ; "
    "les excusés comptent parmi les absents, qui n’est pas encore pointé ne compte pas."
)


def _professions(numbers: Numbers, links: Links) -> Block:
    year = numbers.asked.year
    labels = dict(Profession.choices)
    found = [(str(labels.get(code, code)), pair, {"profession": code}) for code, pair in numbers.professions.items()]
    formula = (
        PRESENCE + " La profession est celle du jour de la réunion. Chaque nom mène aux réunions où elle était conviée."
    )
    return _attendance_block("presence-professions", "Présence par profession", formula, found, year, links)


def _groups(numbers: Numbers, links: Links, groups: Mapping[str, str]) -> Block:
    found = [
        (groups.get(str(key or NO_GROUP), NOTHING), pair, {"group": str(key or NO_GROUP)})
        for key, pair in numbers.groups.items()
    ]
    formula = PRESENCE + " Le groupe est celui de la réunion."
    return _attendance_block("presence-groupes", "Présence par groupe", formula, found, numbers.asked.year, links)


def _attendance_block(
    key: str,
    title: str,
    formula: str,
    found: list[tuple[str, list[Attendance], dict[str, str]]],
    year: int,
    links: Links,
) -> Block:
    found.sort(key=lambda one: (one[1][1].rate is None, -(one[1][1].rate or 0), one[0]))
    points = [
        Point(name, now.rate, percent(now.rate), links.meetings(year, **query), was.rate)
        for name, (was, now), query in found
        if now.rate is not None
    ]
    rows = [
        (name, [_came(now, links.meetings(year, **query)), _came(was, links.meetings(year - 1, **query))])
        for name, (was, now), query in found
    ]
    chart = BarChart(title, points, before_text=_mark(year, points)) if points else None
    return Block(key, title, formula, [str(year), str(year - 1)], rows, bars=chart)


def _types(numbers: Numbers, links: Links) -> Block:
    year = numbers.asked.year
    points = [
        Point(label, now.minutes, duration(now.minutes), links.meetings(year, type=code), was.minutes or None)
        for code, (label, _axis, (was, now)) in numbers.types.items()
        if now.minutes
    ]
    points.sort(key=lambda point: -point.value)

    def cells(code: str, was: Tally, now: Tally) -> list[Cell]:
        here, there = links.meetings(year, type=code), links.meetings(year - 1, type=code)
        return [_count(now.held, here), _time(now, here), _count(was.held, there), _time(was, there)]

    return Block(
        "temps",
        "Temps par type de réunion",
        "Somme des durées des séances tenues, de leur ouverture à leur levée ; les heures prévues si la séance n’a pas "
        "été ouverte dans Fil rouge. C’est le temps de l’équipe réunie, pas multiplié par le nombre de présents.",
        [f"Tenues {year}", f"Temps {year}", f"Tenues {year - 1}", f"Temps {year - 1}"],
        [(label, cells(code, *pair)) for code, (label, _axis, pair) in numbers.types.items()],
        bars=BarChart("Temps par type", points, before_text=_mark(year, points)) if points else None,
    )


def _decisions(numbers: Numbers, links: Links) -> Block:
    year = numbers.asked.year
    was, now = numbers.decisions
    timings = [one for one in DecisionTiming if one != DecisionTiming.UNDATED or now.undated or was.undated]
    points = [
        Point(
            one.label.capitalize(),
            getattr(now, one),
            url=links.decisions(year, one),
            before=getattr(was, one) if was.taken else None,
        )
        for one in timings
    ]
    rows = _decision_rows(numbers, timings, links)
    return Block(
        "decisions",
        "Décisions appliquées à temps",
        decisions_formula(year),
        [str(year), str(year - 1)],
        rows if now.taken + was.taken else [],
        bars=BarChart(f"Décisions de {year}", points, before_text=_mark(year, points)),
    )


def _decision_rows(
    numbers: Numbers, timings: Sequence[DecisionTiming], links: Links
) -> list[tuple[str, Sequence[Cell]]]:
    year = numbers.asked.year
    pairs = ((numbers.decisions[1], year), (numbers.decisions[0], year - 1))
    parts = [(one.label.capitalize(), one.value) for one in timings]
    parts += [("Abandonnées", DecisionStatus.DROPPED.value), ("Remplacées", DecisionStatus.REPLACED.value)]
    rows: list[tuple[str, Sequence[Cell]]] = [
        (label, [_count(getattr(row, code), links.decisions(when, code)) for row, when in pairs])
        for label, code in parts
    ]
    return [*rows, ("Prises en tout", [_count(row.taken, links.decisions(when)) for row, when in pairs])]


def decisions_formula(year: int) -> str:
    rule = numbers_rule(date(year, 12, 31))
    days = count(rule.integer("apply_within_days"), "jour")
    return (
        f"À temps : appliquée au plus tard le jour où elle était à revoir ; sans date de revue, dans les {days}. "
        f"{rule.source} (confiance {CONFIDENCE[rule.confidence]}). Le taux divise celles appliquées à temps par celles "
        "qui sont appliquées ou en retard ; celles qui peuvent encore attendre, abandonnées ou remplacées n’y sont pas."
    )


def _mark(year: int, points: Sequence[Point]) -> str:
    return f"le trait : {year - 1}" if any(point.before is not None for point in points) else ""


def _months_begun(year: int) -> int:
    """How many months of the year can have held meetings."""
    today = timezone.localdate()
    return 12 if year < today.year else today.month if year == today.year else 0


def _before(year: int, text: str) -> str:
    return f"{text} en {year - 1}"


def _rate(rate: float | None) -> str:
    return NOTHING if rate is None else percent(rate)


def _hundredths(rows: Sequence[Attendance]) -> list[float | None]:
    return [None if row.rate is None else round(100 * row.rate) for row in rows]


def _count(value: int, url: str) -> Cell:
    return Cell(number(value), url if value else "")


def _time(tally: Tally, url: str) -> Cell:
    return Cell(duration(tally.minutes), url) if tally.held else Cell(NOTHING)


def _came(row: Attendance, url: str) -> Cell:
    if row.rate is None:
        return Cell(NOTHING)
    return Cell(f"{percent(row.rate)} ({number(row.came)} sur{FIXED}{number(row.marked)})", url)
