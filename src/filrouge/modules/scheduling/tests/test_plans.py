import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from filrouge.kernel.days.almanac import Almanac, almanac_of
from filrouge.kernel.tenancy.models import Site
from filrouge.modules.meetings import services as meetings
from filrouge.modules.meetings.models import Meeting, MeetingType
from filrouge.modules.scheduling import queries, services
from filrouge.modules.scheduling.models import PlanLine, PlannedDate
from tests.factories import (
    MeetingFactory,
    MeetingTypeFactory,
    MembershipFactory,
    ParticipantFactory,
    PersonFactory,
    PlanLineFactory,
    PlannedDateFactory,
    YearPlanFactory,
)

pytestmark = pytest.mark.django_db


def next_year():
    return timezone.localdate().year + 1


def at(day, hour=12):
    return timezone.make_aware(dt.datetime.combine(day, dt.time(hour, 30)))


@pytest.fixture
def team(in_organisation, membership):
    Site.objects.create(name="Siège", school_zone="Zone A", is_main=True)
    meetings.install_types(by=membership)


@pytest.fixture
def plan(team, membership):
    return services.start_plan(next_year(), by=membership)


def dates(**filters):
    return PlannedDate.objects.filter(**filters).select_related("line", "line__plan")


def test_a_year_is_proposed_with_six_rcp_and_the_rest_out_of_holidays(plan):
    almanac = almanac_of()
    counts = {line.type.code: line.dates.count() for line in plan.lines.all()}

    assert counts == {"rcp": 6, "team": 10, "bureau": 10, "steering": 2, "dialogue": 1, "users": 1}
    assert not any(almanac.reason_to_avoid(one.day) for one in dates())
    assert {one.day.month for one in dates()} & {7, 8} == set()
    assert len({one.day for one in dates()}) == 30
    assert Meeting.objects.count() == 0


def test_dates_fall_on_the_days_when_the_coordinator_is_on_site(team, membership):
    PersonFactory(user=membership.user, days_on_site=[4])

    services.start_plan(next_year(), by=membership)

    assert {one.day.weekday() for one in dates()} == {4}


def test_a_year_is_begun_once_and_never_in_the_past(plan, membership, organisation):
    professional = MembershipFactory(organisation=organisation, roles=["professional"])

    with pytest.raises(ValidationError, match="déjà commencé"):
        services.start_plan(next_year(), by=membership)
    with pytest.raises(ValidationError, match="Cette année est passée"):
        services.start_plan(next_year() - 2, by=membership)
    with pytest.raises(PermissionDenied):
        services.start_plan(next_year() + 1, by=professional)


def test_meetings_already_there_are_counted_and_left_in_peace(team, membership):
    kind = MeetingType.objects.get(code="rcp")
    for month in (2, 10):
        MeetingFactory(type=kind, starts_at=at(dt.date(next_year(), month, 3)))

    plan = services.start_plan(next_year(), by=membership)

    plan = queries.plans_with_dates().get(pk=plan.pk)
    state = queries.line_states(plan, list(queries.meetings_of_year(next_year())))[0]
    assert state.sentence == "2 sur 6 déjà prévues, 4\u00a0à créer"


def test_creating_makes_drafts_once_even_by_two_hands(plan, membership):
    made = [services.create_meetings(plan, by=membership) for _ in range(2)]

    found = Meeting.objects.filter(status="draft")
    assert made == [30, 0]
    assert found.count() == 30
    assert {(one.starts_on, one.title) for one in found} == {(one.day, one.line.title) for one in dates()}


def test_creation_is_undone_but_for_what_lives_on_its_own_and_done_again_with_the_agendas(plan, membership):
    services.create_meetings(plan, by=membership)
    first, second = Meeting.objects.order_by("starts_at")[:2]
    meetings.add_participants(first, [PersonFactory()], by=membership)
    meetings.convene(first, by=membership)
    meetings.add_item(second, by=membership, title="Budget")

    undone = services.undo_creation(plan, by=membership)
    again = services.create_meetings(plan, by=membership)

    assert (undone.cancelled, undone.kept, again) == (29, 1, 29)
    assert Meeting.objects.count() == 30
    second.refresh_from_db()
    assert (second.status, second.items.filter(title="Budget").exists()) == ("draft", True)


def test_a_date_moves_and_stays_where_it_was_put(plan, membership):
    planned = dates().first()
    day = dt.date(next_year(), 7, 8)

    services.move_date(planned, by=membership, day=day, starts=dt.time(18))
    services.lay_plan(plan, by=membership)

    kept = dates().get(pk=planned.pk)
    assert (kept.day, kept.starts, kept.by_hand) == (day, dt.time(18), True)
    assert dates(line=planned.line).count() == planned.line.number


@pytest.mark.parametrize(
    ("day", "sentence"),
    [(lambda: dt.date(next_year() + 1, 1, 5), "choisissez un jour de cette année"), (lambda: None, "passé")],
)
def test_a_date_stays_in_its_year_and_in_the_future(team, membership, day, sentence):
    plan = YearPlanFactory(year=timezone.localdate().year if day() is None else next_year())
    planned = PlannedDateFactory(line__plan=plan)

    with pytest.raises(ValidationError, match=sentence):
        services.move_date(planned, by=membership, day=day() or timezone.localdate())


def test_the_draft_of_a_date_follows_it_and_a_convened_meeting_does_not(plan, membership):
    services.create_meetings(plan, by=membership)
    one, other = dates().order_by("day")[:2]
    meetings.add_participants(other.meeting, [PersonFactory()], by=membership)
    meetings.convene(other.meeting, by=membership)
    day = dt.date(next_year(), 12, 1)

    moved = services.move_date(one, by=membership, day=day)

    assert timezone.localdate(Meeting.objects.get(pk=moved.meeting_id).starts_at) == day
    with pytest.raises(ValidationError, match="déjà convoquée"):
        services.move_date(other, by=membership, day=day)
    with pytest.raises(ValidationError, match="déjà une réunion"):
        services.remove_date(one, by=membership)


def test_a_date_is_added_and_removed(plan, membership):
    line = plan.lines.first()

    added = services.add_date(line, by=membership, day=dt.date(next_year(), 3, 3))
    with pytest.raises(ValidationError, match="déjà dans le plan"):
        services.add_date(line, by=membership, day=dt.date(next_year(), 3, 3))
    services.remove_date(added, by=membership)

    assert (added.starts, line.dates.count()) == (dt.time(12, 30), 6)


def test_changing_a_line_lays_its_dates_again_and_only_those(plan, membership):
    rcp, team = plan.lines.all()[:2]
    before = set(dates(line=team).values_list("day", flat=True))

    services.change_line(rcp, by=membership, weekdays=[4], hours=["18:00"], number=8)

    assert {(one.day.weekday(), one.starts) for one in dates(line=rcp)} == {(4, dt.time(18))}
    assert dates(line=rcp).count() == 8
    assert set(dates(line=team).values_list("day", flat=True)) == before


def test_a_line_too_greedy_says_what_is_missing(plan, membership):
    line = services.add_line(
        plan, by=membership, type=MeetingType.objects.first(), title="Bureau", number=50, weekdays=[0],
        hours=["13:00"], minutes=60, avoided_months=[],
    )  # fmt: skip

    assert line.dates.count() < 50
    assert "Il manque" in PlanLine.objects.get(pk=line.pk).shortfall


@pytest.mark.parametrize(
    "wrong",
    [{"weekdays": []}, {"weekdays": [6]}, {"hours": []}, {"hours": ["midi"]}, {"avoided_months": list(range(1, 13))}],
)
def test_a_line_that_could_never_fall_is_refused(plan, membership, wrong):
    line = {"type": MeetingType.objects.first(), "title": "Bureau", "weekdays": [1], "hours": ["13:00"]} | wrong

    with pytest.raises(ValidationError):
        services.add_line(plan, by=membership, **line)


def test_the_best_day_of_the_past_may_be_kept(plan, membership):
    line = plan.lines.first()
    thursday = timezone.localdate() - dt.timedelta(days=timezone.localdate().weekday() + 4)
    held = MeetingFactory(type=line.type, group=line.group, status="held", starts_at=at(thursday))
    ParticipantFactory(meeting=held, presence="present")

    services.change_line(line, by=membership, prefers_best_day=True)

    assert {one.day.weekday() for one in dates(line=line)} == {3}


def test_holidays_may_be_allowed(plan, membership):
    PlanLine.objects.update(avoided_months=[])

    services.change_plan(plan, by=membership, avoids_holidays=False)

    almanac = almanac_of()
    assert any(almanac.school_holiday(one.day) for one in dates())
    assert not any(almanac.public_holiday(one.day) for one in dates())


def test_overseas_public_holidays_are_those_of_the_place(in_organisation, membership):
    Site.objects.create(name="Saint-Denis", commune_code="97411", is_main=True)
    meetings.install_types(by=membership)

    plan = services.start_plan(next_year(), by=membership)

    assert not any(Almanac("974").public_holiday(one.day) for one in dates(line__plan=plan))


def test_two_lines_of_one_type_share_the_meetings_already_there(in_organisation):
    kind = MeetingTypeFactory()
    plan = YearPlanFactory()
    PlanLineFactory.create_batch(2, plan=plan, type=kind, number=2)
    for month in (2, 3, 4):
        MeetingFactory(type=kind, starts_at=at(dt.date(plan.year, month, 3)))

    states = queries.line_states(queries.plans_with_dates().get(pk=plan.pk), list(queries.meetings_of_year(plan.year)))

    assert [len(state.existing) for state in states] == [2, 1]
