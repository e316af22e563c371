"""Figures of a hand-made year, and the lists they lead to."""

import datetime as dt
import io

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from filrouge.kernel import registry
from filrouge.kernel.people.models import Engagement
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.modules.meetings import queries, services
from filrouge.modules.meetings.enums import DecisionTiming
from filrouge.modules.meetings.queries import Asked, Attendance, Decided, Tally
from tests.factories import (
    AgendaItemFactory,
    DecisionFactory,
    GroupFactory,
    MeetingFactory,
    MeetingTypeFactory,
    MembershipFactory,
    ParticipantFactory,
    PersonFactory,
    noon_in,
)
from tests.htmx import assert_same_fragment, soup

YEAR = 2024
PAGE_QUERIES = 9  # session, account, memberships, two filters, meetings, attendance, decisions; who is unheard


def at(month, day=15, year=YEAR, hour=12, minute=0):
    return timezone.make_aware(dt.datetime(year, month, day, hour, minute))  # noqa: DTZ001 -- made aware in the organisation's zone


def url(**query):
    return reverse("meetings:numbers", args=["chastel"], query=query)


def held(starts_at, minutes=60, *, came=(), away=(), **fields):
    """A meeting held, who came to it and who was away, by profession."""
    fields = {
        "status": "approved",
        "opened_at": starts_at,
        "closed_at": starts_at + dt.timedelta(minutes=minutes),
    } | fields
    meeting = MeetingFactory(starts_at=starts_at, **fields)
    for presence, professions in (("present", came), ("excused", away)):
        for profession in professions:
            ParticipantFactory(meeting=meeting, presence=presence, profession=profession)
    return meeting


@pytest.fixture
def year(in_organisation):
    """Three meetings held, one of the year before, one planned, one cancelled, one noted afterwards."""
    rcp, team = (
        MeetingTypeFactory(code="rcp"),
        MeetingTypeFactory(code="team", short_name="Équipe", evidence_axis="none", position=1),
    )
    bureau = GroupFactory(name="Bureau")
    held(at(1), 90, type=rcp, came=["gp", "nurse"], away=["nurse"])
    held(at(1, 31, hour=23, minute=30), 30, type=rcp, came=["gp"])
    last = held(at(12, 31, hour=23, minute=59), 60, type=team, group=bureau, came=["nurse"], away=["gp", "gp"])
    ParticipantFactory(meeting=last, profession="gp")  # not marked yet
    held(at(6, year=YEAR - 1), 45, type=rcp, came=["gp"], away=["gp"])
    MeetingFactory(type=team, starts_at=at(5))
    MeetingFactory(type=team, starts_at=at(5), status="cancelled")
    held(at(3), 15, type=rcp, impromptu=True, came=["gp", "gp"])
    return bureau


def numbers(membership, **asked):
    return queries.numbers_of(membership, Asked(YEAR, **asked))


def test_meetings_held_planned_and_cancelled_of_two_years(year, membership):
    found = numbers(membership)

    assert found.meetings == [Tally(1, 1, 0, 45), Tally(4, 3, 1, 180)]
    assert {rank: row for rank, row in enumerate(found.months) if row.planned + row.cancelled} == {
        5: Tally(1, 1, 0, 45),
        12: Tally(2, 2, 0, 120),
        16: Tally(1, 0, 1, 0),
        23: Tally(1, 1, 0, 60),
    }


def test_time_by_type(year, membership):
    assert numbers(membership).types == {
        "rcp": ("RCP", "rcp", [Tally(1, 1, 0, 45), Tally(2, 2, 0, 120)]),
        "team": ("Équipe", "none", [Tally(), Tally(2, 1, 1, 60)]),
    }


def test_attendance_by_profession_group_and_month(year, membership):
    found = numbers(membership)

    assert found.professions == {
        "gp": [Attendance(2, 1), Attendance(4, 2)],
        "nurse": [Attendance(), Attendance(3, 2)],
    }
    assert found.groups == {
        None: [Attendance(2, 1), Attendance(4, 3)],
        year.pk: [Attendance(), Attendance(3, 1)],
    }
    assert {rank: row for rank, row in enumerate(found.attendance_months) if row.marked} == {
        5: Attendance(2, 1),
        12: Attendance(4, 3),
        23: Attendance(3, 1),
    }
    assert found.attendance == [Attendance(2, 1), Attendance(7, 4)]


def test_filters_by_type_and_by_group(year, membership):
    assert numbers(membership, type_code="team").meetings[1] == Tally(2, 1, 1, 60)
    assert numbers(membership, group=year.pk).attendance[1] == Attendance(3, 1)
    assert numbers(membership, no_group=True).attendance[1] == Attendance(4, 3)


def test_a_year_without_anything_is_empty(in_organisation, membership):
    found = numbers(membership)

    assert found.is_empty
    assert (found.attendance[1].rate, found.decisions[1].rate) == (None, None)


@pytest.mark.parametrize(
    ("zone", "month"), [("Indian/Reunion", 13), ("America/Martinique", 12), ("Pacific/Noumea", 13)]
)
def test_months_are_those_of_the_organisation(in_organisation, membership, zone, month):
    held(dt.datetime(YEAR, 1, 31, 22, tzinfo=dt.UTC), came=["gp"])

    with timezone.override(zone):
        found = numbers(membership)

    assert [rank for rank, row in enumerate(found.months) if row.held] == [month]
    assert [rank for rank, row in enumerate(found.attendance_months) if row.came] == [month]


def decided(month, *, status="to_apply", **fields):
    return DecisionFactory(decided_on=dt.date(YEAR, month, 1), year=YEAR, status=status, **fields)


@pytest.fixture
def register(in_organisation):
    return {
        DecisionTiming.IN_TIME: [
            decided(1, status="applied", applied_on=dt.date(YEAR, 3, 31)),  # ninety days, leap year
            decided(1, status="applied", applied_on=dt.date(YEAR, 12, 1), expected_on=dt.date(YEAR, 12, 1)),
        ],
        DecisionTiming.APPLIED_LATE: [
            decided(1, status="applied", applied_on=dt.date(YEAR, 4, 1)),
            decided(1, status="applied", applied_on=dt.date(YEAR, 2, 2), expected_on=dt.date(YEAR, 2, 1)),
        ],
        DecisionTiming.OVERDUE: [decided(1)],
        DecisionTiming.WAITING: [decided(1, review_on=timezone.localdate() + dt.timedelta(days=3))],
        DecisionTiming.UNDATED: [decided(1, status="applied")],
    }


def test_decisions_applied_in_time(register, membership):
    decided(2, status="dropped")
    DecisionFactory(year=None, number=None, decided_on=dt.date(YEAR, 2, 1))  # provisional: its minutes wait

    before, found = numbers(membership).decisions

    assert before == Decided()
    assert found == Decided(8, in_time=2, applied_late=2, overdue=1, waiting=1, undated=1, dropped=1)
    assert found.rate == pytest.approx(2 / 5)


@pytest.mark.parametrize("timing", DecisionTiming)
def test_each_figure_of_decisions_opens_its_rows(register, membership, timing):
    listed = queries.decision_list(membership, timing=timing, year=YEAR)

    assert set(listed) == set(register[timing])


def test_the_day_a_decision_is_applied_is_kept_and_forgotten_when_it_waits_again(in_organisation, membership):
    today = timezone.localdate()
    by_hand, reviewed = DecisionFactory(review_on=today), DecisionFactory(review_on=today)

    services.change_decision(by_hand, by=membership, status="applied")
    review = services.review_decision(reviewed, by=membership, outcome="applied")

    for decision in (by_hand, reviewed):
        decision.refresh_from_db()
        assert (decision.applied_on, decision.expected_on) == (today, today)
    services.change_decision(by_hand, by=membership, status="to_apply")
    services.undo_review(review, by=membership)
    for decision in (by_hand, reviewed):
        decision.refresh_from_db()
        assert (decision.applied_on, decision.expected_on) == (None, None)


def shown(logged_in, address):
    return soup(logged_in.get(address))


def followed(logged_in, page, block):
    """Each figure of a block, and the number of rows of the list it leads to."""
    found = []
    for link in page.select(f"#{block} td a"):
        rows = shown(logged_in, link["href"]).select_one(".fil-count").get_text(strip=True)
        found.append((link.get_text(strip=True), int(rows.split()[0])))
    return found


def test_figures_of_meetings_lead_to_as_many_meetings(year, logged_in):
    page = shown(logged_in, url(annee=YEAR))

    for text, rows in followed(logged_in, page, "reunions"):
        assert text == str(rows)
    assert [text for text, _rows in followed(logged_in, page, "reunions")] == ["2", "2", "1", "1", "1", "1", "1"]


def test_figures_of_decisions_lead_to_as_many_decisions(register, logged_in):
    page = shown(logged_in, url(annee=YEAR))

    for text, rows in followed(logged_in, page, "decisions"):
        assert text == str(rows)


def test_filters_follow_into_the_lists(year, logged_in):
    page = shown(logged_in, url(annee=YEAR, group="aucun", type="rcp"))

    links = {link["href"].partition("?")[2] for link in page.select("#reunions td a")}
    assert f"type=rcp&group=aucun&when=held&year={YEAR}&month=1" in links


def test_a_profession_leads_to_the_meetings_it_was_called_to(year, logged_in):
    page = shown(logged_in, url(annee=YEAR))

    assert followed(logged_in, page, "presence-professions") == [
        ("67\u00a0% (2 sur\u00a03)", 2),
        ("50\u00a0% (2 sur\u00a04)", 3),
        ("50\u00a0% (1 sur\u00a02)", 1),
    ]


def test_each_block_says_its_formula(year, register, logged_in):
    page = shown(logged_in, url(annee=YEAR))

    formulas = [block.get_text(strip=True) for block in page.select("#chiffres .fil-formula")]
    assert len(formulas) == 6
    assert "dans les 90\u00a0jours" in formulas[-1]


@pytest.mark.parametrize("year_typed", ["", "abc", "99999", "0", "٢٠٢٤", "-1"])
def test_an_address_that_makes_no_sense_shows_this_year(logged_in, year_typed):
    page = shown(logged_in, url(annee=year_typed, group="x", type="x"))

    assert page.select_one("#chiffres h2").get_text().startswith(str(timezone.localdate().year))


def test_filters_swap_the_same_fragment(year, logged_in):
    assert_same_fragment(logged_in, url(annee=YEAR), "#chiffres")


@pytest.mark.parametrize("count", [1, 3])
def test_the_queries_of_the_page_do_not_grow(logged_in, organisation, page_queries, count):
    with organisation_scope(organisation, switching=True):
        for month in range(1, count + 1):
            meeting = held(at(month), came=["gp"] * count, type=MeetingTypeFactory(), group=GroupFactory())
            DecisionFactory(item=AgendaItemFactory(meeting=meeting), year=YEAR)

    with page_queries(PAGE_QUERIES):
        logged_in.get(url(annee=YEAR))


def test_a_reader_counts_only_what_they_may_read(in_organisation, organisation):
    professional = MembershipFactory(organisation=organisation, roles=["professional"])
    held(at(2), came=["gp"], confidentiality="managers")
    secret = held(at(2), came=["gp"], confidentiality="called")
    DecisionFactory(item=AgendaItemFactory(meeting=secret), year=YEAR)
    mine = held(at(3), confidentiality="called")
    person = PersonFactory(user=professional.user)
    ParticipantFactory(meeting=mine, person=person, presence="present")

    found = numbers(professional)

    assert found.meetings[1] == Tally(1, 1, 0, 60)
    assert found.attendance[1] == Attendance(1, 1)
    assert found.decisions[1] == Decided()


def test_the_workbook_holds_every_figure_and_nobody(year, register, logged_in):
    answer = logged_in.get(reverse("meetings:numbers_xlsx", args=["chastel"], query={"annee": YEAR}))

    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == [
        "Réunions",
        "Présence par mois",
        "Présence par profession",
        "Présence par groupe",
        "Temps par type",
        "Décisions",
    ]
    rows = [[cell.value for cell in row][:3] for row in book["Présence par groupe"].rows]
    assert rows == [["Groupe", "Pointés 2024", "Présents 2024"], ["Sans groupe", 4, 3], ["Bureau", 3, 1]]
    assert answer["Content-Disposition"] == 'attachment; filename="chiffres-reunions-2024.xlsx"'


# Who has not been heard for a while


def attended(person, days_ago, presence="present", **fields):
    meeting = MeetingFactory(starts_at=noon_in(-days_ago), status="approved", **fields)
    return ParticipantFactory(meeting=meeting, person=person, presence=presence)


def test_who_has_not_been_heard_for_a_while(in_organisation):
    today = timezone.localdate()
    lately, long_ago, never, stranger, gone, partner, newcomer = PersonFactory.create_batch(7)
    attended(lately, 200)
    attended(lately, 90)
    attended(long_ago, 91)
    attended(long_ago, 20, "excused")
    attended(never, 300, "absent")
    for person in (gone, partner, newcomer):
        attended(person, 150, "absent")
    gone.left_on = today - dt.timedelta(days=1)
    gone.save()
    newcomer.arrived_on = today - dt.timedelta(days=30)
    newcomer.save()
    Engagement.objects.create(person=partner, status="partner", starts_on=today)

    found = [(person, person.last_came, person.called) for person in queries.unheard(today)]

    assert sorted(found, key=lambda one: one[2]) == [(never, None, 0), (long_ago, noon_in(-91), 1)]
    assert stranger not in [person for person, _last, _called in found]


def test_only_the_coordinator_sees_who_was_not_heard(client, organisation):
    with organisation_scope(organisation, switching=True):
        attended(PersonFactory(last_name="Silencieux"), 200, "absent")
    seen = {}
    for role in ("coordinator", "manager", "assistant", "professional", "employee"):
        client.force_login(MembershipFactory(organisation=organisation, roles=[role]).user)
        pages = [client.get(url()), client.get(url(), headers={"HX-Request": "true"})]
        seen[role] = ["Silencieux" in page.content.decode() for page in pages]

    assert seen.pop("coordinator") == [True, False]
    assert set(map(tuple, seen.values())) == {(False, False)}


def test_who_was_not_heard_is_neither_printed_nor_exported(logged_in, organisation):
    with organisation_scope(organisation, switching=True):
        attended(PersonFactory(last_name="Silencieux"), 200, "absent")

    page = shown(logged_in, url())
    book = openpyxl.load_workbook(io.BytesIO(logged_in.get(reverse("meetings:numbers_xlsx", args=["chastel"])).content))

    assert "Silencieux" in page.select_one(".fil-noprint").get_text()
    assert "Silencieux" not in {cell.value for sheet in book for row in sheet.rows for cell in row}


def test_indicators_of_the_year(year, register, membership):
    found = {one.code: (one.value, one.unit) for one in registry.indicators.get("meetings")(membership, YEAR)}

    assert found == {
        "meetings.held": (3, "réunions"),
        "meetings.rcp": (2, "RCP"),
        "meetings.hours": (3.0, "heures"),
        "meetings.attendance": (57.1, "%"),
        "meetings.decisions_in_time": (40.0, "%"),
    }


def test_the_year_in_the_report(year, register, membership):
    sections = list(registry.report_sections.get("meetings")(membership, YEAR))
    found = {one.code: (one.value, one.previous) for section in sections for one in section.figures}

    assert found["meetings.held"] == (3, 1)
    assert found["meetings.attendance"][0] == 57.1
    assert found["meetings.decisions_in_time"][0] == 40.0
    assert all(one.url for section in sections for one in section.figures)
    assert [sentence.replace("\u00a0", " ") for sentence in sections[0].sentences] == [
        "L’équipe s’est réunie 3 fois en 2024, soit 3 h de réunion ; 57,1 % des personnes conviées étaient là."
    ]
    assert [point.label for point in sections[0].chart.points]


def test_a_year_without_a_meeting_says_nothing_in_the_report(in_organisation, membership):
    sections = list(registry.report_sections.get("meetings")(membership, YEAR))

    assert not any(section.figures or section.sentences for section in sections)
