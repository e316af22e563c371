from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from filrouge.kernel.documents.sheets import Column, Sheet, Value
from filrouge.kernel.people.enums import Profession
from filrouge.modules.meetings.enums import NO_GROUP, DecisionTiming
from filrouge.modules.meetings.queries import Attendance, Numbers
from filrouge.ui.typography import MONTHS


def numbers_sheets(numbers: Numbers, groups: Mapping[str, str]) -> list[Sheet]:
    """One sheet for each question; the year asked first, the one before beside it. ``groups``: names by key."""
    professions = dict(Profession.choices)
    return [
        _meetings(numbers),
        _attendance(numbers, "Présence par mois", "Mois", _months(numbers)),
        _attendance(
            numbers,
            "Présence par profession",
            "Profession",
            [(str(professions.get(code, code)), pair) for code, pair in numbers.professions.items()],
        ),
        _attendance(
            numbers,
            "Présence par groupe",
            "Groupe",
            [(groups.get(_key(key), _key(key)), pair) for key, pair in numbers.groups.items()],
        ),
        _types(numbers),
        _decisions(numbers),
    ]


def _key(group: UUID | None) -> str:
    return str(group or NO_GROUP)


def _years(numbers: Numbers, *labels: str) -> list[Column]:
    years = (numbers.asked.year, numbers.asked.year - 1)
    return [
        Column(f"{label} {year}".strip(), "minutes" if label == "Temps" else "number")
        for year in years
        for label in labels
    ]


def _meetings(numbers: Numbers) -> Sheet:
    was, now = numbers.months[:12], numbers.months[12:]
    columns = [Column("Mois"), *_years(numbers, "Prévues ou tenues", "Tenues", "Annulées", "Temps")]
    return Sheet("Réunions", columns, [[name, *now[rank], *was[rank]] for rank, name in enumerate(MONTHS)])


def _months(numbers: Numbers) -> list[tuple[str, list[Attendance]]]:
    months = numbers.attendance_months
    return [(name, [months[rank], months[rank + 12]]) for rank, name in enumerate(MONTHS)]


def _attendance(numbers: Numbers, title: str, label: str, rows: list[tuple[str, list[Attendance]]]) -> Sheet:
    columns = [Column(label), *_years(numbers, "Pointés", "Présents", "Pour cent")]
    return Sheet(title, columns, [[name, *_shares(now), *_shares(was)] for name, (was, now) in rows])


def _shares(row: Attendance) -> list[Value]:
    return [row.marked, row.came, _hundredth(row.rate)]


def _hundredth(rate: float | None) -> float | None:
    return None if rate is None else round(100 * rate, 1)


def _types(numbers: Numbers) -> Sheet:
    columns = [Column("Type"), *_years(numbers, "Tenues", "Temps")]
    rows: list[list[Value]] = [
        [label, now.held, now.minutes, was.held, was.minutes] for label, _axis, (was, now) in numbers.types.values()
    ]
    return Sheet("Temps par type", columns, rows)


def _decisions(numbers: Numbers) -> Sheet:
    was, now = numbers.decisions
    lines = [("Prises", "taken"), *((one.label.capitalize(), one.value) for one in DecisionTiming)]
    lines += [("Abandonnées", "dropped"), ("Remplacées", "replaced")]
    rows: list[list[Value]] = [[label, getattr(now, code), getattr(was, code)] for label, code in lines]
    rows.append(["À temps, pour cent", _hundredth(now.rate), _hundredth(was.rate)])
    return Sheet("Décisions", [Column("Décisions"), *_years(numbers, "")], rows)
