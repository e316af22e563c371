import datetime as dt
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from filrouge.modules.meetings.services import record_held_meeting
from filrouge.modules.rcp import queries, services
from filrouge.modules.rcp.models import CountingChoice, PatientCounts
from tests.factories import (
    CaseFactory,
    MeetingFactory,
    MeetingTypeFactory,
    MembershipFactory,
    ParticipantFactory,
    PatientCountsFactory,
    PersonFactory,
)

pytestmark = pytest.mark.usefixtures("in_organisation")


def at(month, day=10, hour=12):
    return dt.datetime(2026, month, day, hour, tzinfo=ZoneInfo("Europe/Paris"))


@pytest.fixture
def rcp(db, organisation):
    return MeetingTypeFactory(organisation=organisation, code="rcp")


@pytest.fixture
def hold(rcp):
    """An RCP of 2026 with its situations."""

    def held(month, *categories, status="held"):
        meeting = MeetingFactory(type=rcp, status=status, starts_at=at(month), opened_at=at(month))
        return [CaseFactory(meeting=meeting, category=category) for category in categories]

    return held


@pytest.fixture
def speak(rcp, membership):
    """A concertation of two in 2026, with its situation."""

    def spoken(month, category="old"):
        people = PersonFactory.create_batch(2)
        meeting = record_held_meeting(
            by=membership, type=rcp, title="À deux", starts_at=at(month, 20), ends_at=at(month, 20, 13), people=people
        )
        return CaseFactory(meeting=meeting, category=category)

    return spoken


def test_the_insurer_s_own_example_gives_its_own_points(hold):
    PatientCountsFactory()
    for month in range(1, 7):
        hold(month, *["ald", "old", "both", "ald", "old"])

    count = queries.year_count(2026)

    assert (count.meetings, count.examined, count.rate) == (6, 30, Decimal("4.61"))
    assert (count.most_points, count.points, count.amount) == (2000, Decimal("1844.00"), Decimal("12908.00"))


def test_with_an_advanced_nurse_too(hold):
    PatientCountsFactory(with_ipa=True)
    for month in range(1, 7):
        hold(month, *["ald"] * 5)

    assert queries.year_count(2026).points == Decimal("2212.80")


def test_more_than_the_goal_gives_no_more_than_all_the_points(hold):
    PatientCountsFactory()
    for month in range(1, 7):
        hold(month, *["both"] * 9)

    count = queries.year_count(2026)

    assert (count.rate, count.points, count.cases_missing) == (Decimal("8.30"), 2000, 0)


def test_exactly_five_per_cent_is_enough(hold):
    PatientCountsFactory(ald=400, old=200, both=0, listed=4000)
    for month in range(1, 7):
        hold(month, *["ald"] * 5)

    assert queries.year_count(2026).points == 1000


def test_five_meetings_are_not_six(hold):
    PatientCountsFactory()
    for month in range(1, 6):
        hold(month, *["ald"] * 10)

    count = queries.year_count(2026)

    assert (count.meetings_missing, count.points) == (1, 0)


def test_meetings_to_come_or_cancelled_do_not_count(hold):
    hold(1, "ald", status="draft")
    hold(2, "ald", status="convened")
    hold(3, "ald", status="cancelled")
    hold(4, "ald", status="open")

    count = queries.year_count(2026)

    assert (count.meetings, count.cases) == (1, 1)


def test_a_meeting_of_another_kind_is_no_rcp(hold):
    other = MeetingFactory(type=MeetingTypeFactory(evidence_axis="coordination"), starts_at=at(3), status="held")
    CaseFactory(meeting=other)

    assert queries.year_count(2026).meetings == 0


def test_other_patients_and_situations_seen_again_are_not_counted_unless_the_team_says_so(hold, membership):
    (first,) = hold(1, "ald")
    hold(2, "other")
    (again,) = hold(3, "ald")
    again.code = first.code
    again.save(update_fields=["code"])

    prudent = queries.year_count(2026)
    services.choose_counting(2026, by=membership, values={"rcp_counting.count_others": True})
    services.choose_counting(
        2026, by=membership, values={"rcp_counting.count_others": True, "rcp_counting.count_again": True}
    )

    assert (prudent.cases, prudent.others, prudent.again, prudent.examined) == (3, 1, 1, 1)
    assert queries.year_count(2026).examined == 3


@pytest.mark.parametrize(("choice", "meetings"), [("none", 1), ("monthly", 3), ("each", 4)])
def test_concertations_of_two_are_meetings_as_the_team_chooses(hold, speak, membership, choice, meetings):
    hold(1, "ald")
    for month in (2, 2, 5):
        speak(month)
    services.choose_counting(2026, by=membership, values={"rcp_counting.impromptu_meetings": choice})

    count = queries.year_count(2026)

    assert (count.meetings, count.held) == (meetings, queries.Held(plenary=1, impromptu=3, months=2))
    assert count.examined == 4  # their situations always do


def test_a_choice_holds_from_its_year_on_and_leaves_the_past_alone(membership):
    services.choose_counting(2026, by=membership, values={"rcp_target.minimum_meetings": 8}, why="Dialogue de gestion")

    found = [queries.method_of(year).required for year in (2025, 2026, 2027)]

    assert found == [6, 8, 8]


def test_what_is_chosen_as_the_rules_say_is_not_kept_so_that_it_follows_them(membership):
    choice = services.choose_counting(2026, by=membership, values={"rcp_target.minimum_meetings": 6})

    assert choice.values == {}


def test_a_choice_of_another_type_is_refused(membership):
    with pytest.raises(TypeError):
        services.choose_counting(2026, by=membership, values={"rcp_target.minimum_meetings": "six"})
    assert not CountingChoice.objects.exists()


def test_a_contract_begun_in_july_counts_from_july(hold, membership):
    hold(3, "ald")
    hold(9, "ald")
    services.choose_counting(2026, by=membership, values={}, contract_starts_on=dt.date(2026, 7, 1))

    count = queries.year_count(2026)

    assert (count.method.required, count.meetings, count.cases) == (3, 1, 1)
    assert queries.method_of(2027).required == 6


def test_the_base_waits_for_its_year_on_the_last_known():
    PatientCountsFactory(year=2024, ald=1, old=1, both=1, listed=10)
    PatientCountsFactory(year=2025)

    count = queries.year_count(2026)

    assert (count.base, count.patients_are_older, count.patients.year) == (650, True, 2025)


def test_without_patients_there_is_no_rate(hold):
    hold(1, "ald")

    count = queries.year_count(2026)

    assert (count.rate, count.points, count.cases_missing, count.forecast_rate) == (None, None, 0, None)


def test_counts_that_overlap_are_refused(membership):
    with pytest.raises(ValidationError, match="ne peuvent pas être moins nombreux"):
        services.keep_counts(
            2025, by=membership, ald=300, old=200, both=150, listed=600, source="insurer", read_on=dt.date(2026, 1, 9)
        )


def test_counts_entered_again_correct_the_first(membership):
    for ald in (300, 310):
        services.keep_counts(
            2025, by=membership, ald=ald, old=200, both=150, source="insurer", read_on=dt.date(2026, 1, 9)
        )

    assert PatientCounts.objects.get().base == 660


def test_a_professional_reads_the_numbers_and_keeps_none(organisation):
    professional = MembershipFactory(organisation=organisation, roles=["professional"])

    with pytest.raises(PermissionDenied):
        services.keep_counts(2025, by=professional, ald=1, old=1, both=1)
    with pytest.raises(PermissionDenied):
        services.choose_counting(2026, by=professional, values={})


def test_the_calendar_has_a_line_per_rcp_and_one_per_month_of_concertations(hold, speak, membership):
    (case, _second) = hold(2, "ald", "other")
    ParticipantFactory(meeting=case.meeting, presence="present", person=PersonFactory(profession="gp"))
    ParticipantFactory(meeting=case.meeting, presence="absent", person=PersonFactory(profession="midwife"))
    speak(2)
    speak(2)
    hold(3)

    rows = queries.calendar_of(membership, 2026)

    assert [(row.label[:3], row.meetings, row.cases, row.attendance, row.minutes) for row in rows] == [
        ("RCP", 1, 2, 1, 60),
        ("Con", 2, 2, 4, 120),
        ("RCP", 1, 0, 0, 60),
    ]
    assert [row.profession_labels for row in rows] == [["médecin généraliste"], ["infirmier·e"], []]
    assert queries.without_case(rows) == [rows[2]]


def test_the_last_evening_of_the_year_overseas_is_still_this_year(rcp, organisation):
    with timezone.override("America/Guadeloupe"):
        starts_at = dt.datetime(2026, 12, 31, 20, tzinfo=ZoneInfo("America/Guadeloupe"))
        CaseFactory(meeting=MeetingFactory(type=rcp, status="held", starts_at=starts_at, opened_at=starts_at))

        assert (queries.year_count(2026).cases, queries.year_count(2027).cases) == (1, 0)
