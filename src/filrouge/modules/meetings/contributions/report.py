"""What meetings say of a year: held, their time, who came, and what became of the decisions."""

from __future__ import annotations

from collections.abc import Iterator

from filrouge.kernel import registry
from filrouge.kernel.people.enums import Profession
from filrouge.kernel.policy import can
from filrouge.kernel.registry import Figure, ReportSection
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.meetings import policy, queries
from filrouge.modules.meetings.enums import EvidenceAxis
from filrouge.modules.meetings.queries import Asked, Numbers
from filrouge.modules.meetings.views.figures import PRESENCE, Links, decisions_formula
from filrouge.ui.charts import BarChart, Point
from filrouge.ui.typography import count

CHAPTERS = {
    EvidenceAxis.PROTOCOLS: "teamwork",
    EvidenceAxis.PUBLIC_HEALTH: "prevention",
    EvidenceAxis.USERS: "users",
    EvidenceAxis.PARTNERS: "partners",
    EvidenceAxis.TRAINING: "training",
}
HELD = "Séances levées dans l’année, parmi les réunions convoquées ; les concertations à deux n’y sont pas."
LASTED = "Somme des durées des séances tenues, sans la multiplier par le nombre de présents."


@registry.report_sections.register("meetings")
def report_sections(membership: Membership, year: int) -> Iterator[ReportSection]:
    if not can(membership, policy.VIEW):
        return
    numbers = queries.numbers_of(membership, Asked(year))
    links = Links(membership.organisation.slug, numbers.asked)
    yield _meetings(numbers, links)
    yield _decisions(numbers, links)
    yield from _by_axis(numbers, links)


def _meetings(numbers: Numbers, links: Links) -> ReportSection:
    year = numbers.asked.year
    (was, now), (came_before, came) = numbers.meetings, numbers.attendance
    rates = [None if one.rate is None else round(100 * one.rate, 1) for one in (came_before, came)]
    url, came_url = links.meetings(year), links.numbers(year, "presence-mois")
    held = Figure("meetings.held", "Réunions tenues", now.held, url, "", HELD, was.held, is_key=True)
    hours = Figure("meetings.hours", "Temps de réunion", now.minutes, url, "minutes", LASTED, was.minutes, is_key=True)
    figures = [held, hours]
    if came.came:
        figures.append(Figure("meetings.presences", "Présences", came.came, came_url, "", PRESENCE, came_before.came))
    said = f"L’équipe s’est réunie {count(now.held, 'fois|fois')} en {year}, soit {hours.shown} de réunion"
    if rates[1] is not None:
        rate = Figure("meetings.attendance", "Présence aux réunions", rates[1], came_url, "%", PRESENCE, rates[0])
        figures.append(rate)
        said += f" ; {rate.shown} des personnes conviées étaient là"
    return ReportSection(
        "teamwork",
        "Réunions de l’équipe",
        figures if now.planned or was.planned else (),
        [f"{said}."] if now.held else (),
        chart=_professions(numbers, links),
        order=10,
        is_compared=True,
    )


def _professions(numbers: Numbers, links: Links) -> BarChart | None:
    year, labels = numbers.asked.year, dict(Profession.choices)
    points = [
        Point(str(labels.get(code, code)), now.came, url=links.meetings(year, profession=code), before=was.came or None)
        for code, (was, now) in numbers.professions.items()
        if now.came
    ]
    points.sort(key=lambda point: (-point.value, point.label))
    before = f"le trait : {year - 1}" if numbers.attendance[0].came else ""
    return BarChart("Présences aux réunions, par profession", points, before_text=before) if points else None


def _decisions(numbers: Numbers, links: Links) -> ReportSection:
    year, (was, now) = numbers.asked.year, numbers.decisions
    url = links.decisions(year)
    taken = Figure("meetings.decisions", "Décisions prises", now.taken, url, "", "", was.taken, is_key=True)
    figures = [taken]
    words = f"{count(now.taken, 'décision')} au registre de l’année"
    if now.rate is not None:
        before = None if was.rate is None else round(100 * was.rate, 1)
        in_time = Figure(
            "meetings.decisions_in_time",
            "Décisions appliquées à temps",
            round(100 * now.rate, 1),
            links.numbers(year, "decisions"),
            "%",
            decisions_formula(year),
            before,
        )
        figures.append(in_time)
        words += f" ; {in_time.shown} de celles dont le jour est venu ont été appliquées à temps"
    known = now.taken or was.taken
    said = [f"{words}."] if now.taken else []
    return ReportSection("teamwork", "Décisions", figures if known else (), said, order=40, is_compared=True)


def _by_axis(numbers: Numbers, links: Links) -> Iterator[ReportSection]:
    """The meetings of users, of training… each in the chapter of its subject."""
    year = numbers.asked.year
    for axis, chapter in CHAPTERS.items():
        found = [
            (code, one.label, one.pair[0].held, one.pair[1].held)
            for code, one in numbers.types.items()
            if one.axis == axis
        ]
        figures = [
            Figure(
                f"meetings.type.{code}",
                f"{label} : réunions tenues",
                now,
                links.meetings(year, type=code),
                "",
                HELD,
                was,
            )
            for code, label, was, now in found
            if was or now
        ]
        held = sum(now for _code, _label, _was, now in found)
        if figures:
            said = [f"Pour « {axis.label.lower()} » : {count(held, 'réunion')} dans l’année."] if held else ()
            title = f"Réunions : {axis.label.lower()}"
            yield ReportSection(chapter, title, figures, said, order=20, is_compared=True)
