"""Every figure of the year leads to its rows, whatever the room."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from filrouge.kernel import registry
from filrouge.kernel.registry import REPORT_CHAPTERS, Figure
from filrouge.reports.annual import queries
from filrouge.reports.annual.tests.conftest import YEAR, held
from tests.factories import (
    CaseFactory,
    ControlFactory,
    DecisionFactory,
    DueFactory,
    PersonFactory,
    PlanFactory,
    PlanStepFactory,
    ReadingFactory,
    TaskFactory,
    TimeEntryFactory,
)
from tests.htmx import soup


@pytest.fixture
def rich(year, membership):
    """A row at least in every room that tells a year."""
    CaseFactory(meeting=year[0])
    DueFactory(state="done", closed_on=dt.date(YEAR, 5, 2), due_on=dt.date(YEAR, 5, 9))
    TaskFactory(status="done", done_on=dt.date(YEAR, 5, 2))
    TimeEntryFactory(day=dt.date(YEAR, 5, 2), person__user=membership.user)


def figures_of(chapters):
    return {code: figure for chapter in chapters for code, figure in chapter.figures.items()}


def test_the_outline_has_its_thirteen_chapters_in_order(in_organisation, membership):
    chapters = queries.outline_of(membership, YEAR)

    assert [chapter.number for chapter in chapters] == list(range(1, 14))
    assert [chapter.code for chapter in chapters] == list(REPORT_CHAPTERS)


def test_the_rooms_speak_in_known_chapters_and_never_twice(rich, membership):
    sections = [one for provider in registry.report_sections.values() for one in provider(membership, YEAR)]
    codes = [figure.code for section in sections for figure in section.figures]

    assert {section.chapter for section in sections} <= set(REPORT_CHAPTERS)
    assert len(codes) == len(set(codes))


def test_every_figure_leads_to_a_page_that_answers(rich, logged_in, membership):
    membership.roles = ["coordinator", "manager"]
    membership.save()
    figures = figures_of(queries.outline_of(membership, YEAR))

    answers, lost = {}, []
    for figure in figures.values():
        answer = logged_in.get(figure.url)
        answers[figure.code] = answer.status_code
        anchor = figure.url.partition("#")[2]
        lost += [figure.url] if anchor and f'id="{anchor}"' not in answer.content.decode() else []

    assert lost == []
    assert {code.partition(".")[0] for code in answers} >= {
        "aci", "coordinator", "deadlines", "meetings", "people", "rcp", "work",
    }  # fmt: skip
    assert set(answers.values()) == {200}


@pytest.fixture
def beside(rich):
    """What lists hold beside the rows that a figure of the year counts: late, of another year, of another kind."""
    for year in (YEAR - 1, YEAR):
        TaskFactory(status="done", done_on=dt.date(year, 5, 2), due_on=dt.date(year, 5, 1))
        DueFactory(state="done", closed_on=dt.date(year, 5, 10), due_on=dt.date(year, 5, 9))
    TaskFactory(status="done", done_on=dt.date(YEAR, 5, 2), due_on=dt.date(YEAR, 5, 2))
    ControlFactory(
        obligation=DueFactory(state="done", closed_on=dt.date(YEAR, 5, 2), due_on=dt.date(YEAR, 5, 9)).obligation
    )
    DecisionFactory(decided_on=dt.date(YEAR, 3, 1), year=YEAR)
    DecisionFactory(decided_on=dt.date(YEAR - 1, 3, 1), year=YEAR - 1)
    PersonFactory(arrived_on=dt.date(YEAR - 1, 2, 1), left_on=dt.date(YEAR, 6, 30))
    PersonFactory(arrived_on=dt.date(YEAR - 2, 2, 1), left_on=dt.date(YEAR - 1, 6, 30))
    PersonFactory(arrived_on=dt.date(YEAR + 1, 1, 1))
    for year in (YEAR - 1, YEAR, YEAR + 1, YEAR + 2):
        PlanFactory(target_on=dt.date(year, 3, 1))
        PlanStepFactory(
            plan=PlanFactory(target_on=dt.date(year, 2, 1)),
            task=TaskFactory(status="done", done_on=dt.date(YEAR - 1, 1, 5)),
        )


COUNTED = {
    "people.team": 8,
    "people.came": 1,
    "people.left": 1,
    "meetings.held": 2,
    "meetings.decisions": 1,
    "work.done": 3,
    "work.kept": 1,
    "deadlines.done": 3,
    "deadlines.kept": 2,
    "deadlines.controls": 1,
    "planning.finished": 1,
    "planning.coming": 2,
}


TOLD = {  # a list says what it was narrowed to
    "people.came": "Arrivées de 2025 : 1 personne",
    "people.left": "Départs de 2025 : 1 personne",
    "work.kept": "Faites en 2025, au plus tard le jour prévu : 1 tâche",
    "deadlines.controls": "Closes en 2025, contrôles seuls : 1 échéance",
    "planning.coming": "Pour après 2025 : 2 rétroplannings",
}


def test_the_list_behind_a_figure_holds_the_rows_it_counts(beside, logged_in, membership):
    figures = figures_of(queries.outline_of(membership, YEAR))

    listed = {code: logged_in.get(figures[code].url).context["page"].paginator.count for code in COUNTED}

    assert {code: figures[code].value for code in COUNTED} == COUNTED
    assert listed == COUNTED
    said = [soup(logged_in.get(figures[code].url)).select_one(".fil-count").get_text() for code in TOLD]
    assert [text.replace("\u00a0", " ").replace("\u202f", " ") for text in said] == list(TOLD.values())


def test_the_year_before_stands_beside(year, membership):
    following = figures_of(queries.outline_of(membership, YEAR + 1))

    assert (following["meetings.held"].value, following["meetings.held"].previous) == (0, 2)
    assert (following["people.team"].value, following["people.team"].previous) == (7, 7)


def test_key_figures_and_indicators_gather_in_the_second_chapter(year, membership):
    ReadingFactory(state="valid", indicator__starts_on=dt.date(YEAR, 1, 1), indicator__title="Vaccination")

    chapter = queries.outline_of(membership, YEAR)[1]

    assert [section.title for section in chapter.sections] == ["Chiffres clés", "Indicateurs suivis"]
    assert "meetings.held" in chapter.figures
    assert [(one.label, one.shown) for one in chapter.sections[1].figures] == [("Vaccination", "50\u00a0%")]


def test_a_room_asks_the_database_as_often_for_a_full_year_as_for_a_small_one(rich, membership):
    for name, provider in registry.report_sections.items():
        list(provider(membership, YEAR))  # what is read once for all
        small = count_queries(lambda given=provider: list(given(membership, YEAR)))
        held(4), held(5), TaskFactory(status="done", done_on=dt.date(YEAR, 6, 2))
        DueFactory(state="done", closed_on=dt.date(YEAR, 6, 2), due_on=dt.date(YEAR, 6, 9))
        assert count_queries(lambda given=provider: list(given(membership, YEAR))) == small, name


def count_queries(act):
    with CaptureQueriesContext(connection) as captured:
        act()
    return len(captured)


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (41, "", "41"),
        (90, "minutes", "1 h 30"),
        (1200, "euros", "1 200 €"),
        (81.5, "%", "81,5 %"),
        (1, "minutes", "1 min"),
    ],
)
def test_a_figure_is_read_as_people_say_it(value, unit, shown):
    figure = Figure("a", "A", value, "/", unit, previous=value)

    assert figure.shown.replace("\u00a0", " ").replace("\u202f", " ") == shown
    assert figure.shown_before == figure.shown
