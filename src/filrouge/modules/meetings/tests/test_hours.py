"""From minutes of presence to payable hours: the arithmetic, the rule that applies, who is counted, and why."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from filrouge.kernel import registry
from filrouge.kernel.people.models import Engagement
from filrouge.kernel.timeline.models import Entry
from filrouge.modules.meetings import queries, services
from filrouge.modules.meetings.enums import Rounding
from filrouge.modules.meetings.models import HoursRule
from filrouge.modules.meetings.queries import Counting
from tests.factories import (
    HoursRuleFactory,
    MeetingFactory,
    MeetingTypeFactory,
    MembershipFactory,
    ParticipantFactory,
    PersonFactory,
)

pytestmark = pytest.mark.django_db
MARCH = dt.date(2026, 3, 2)
minutes = st.integers(0, 900)
ways = st.builds(
    Counting,
    step_minutes=st.integers(1, 240),
    rounding=st.sampled_from(Rounding.values),
    minimum_minutes=st.integers(0, 240),
    cap_minutes=st.none() | st.integers(1, 900),
)


def at(day, hour=12, zone="Europe/Paris"):
    return dt.datetime.combine(day, dt.time(hour), ZoneInfo(zone))


def presence(minutes=50, *, day=MARCH, **values):
    meeting = values.pop("meeting", None) or MeetingFactory(status="held", starts_at=at(day))
    return ParticipantFactory(meeting=meeting, presence="present", minutes=minutes, **values)


def hours(reader=None, first=dt.date(2026, 1, 1), last=dt.date(2026, 12, 31)):
    return queries.hours_between(first, last, reader=reader)


@given(ways, minutes, minutes, st.none() | st.integers(1, 900))
def test_the_arithmetic_never_surprises(way, one, other, type_cap):
    less, more = sorted((way.payable(min(one, other), type_cap), way.payable(max(one, other), type_cap)))

    assert (way.payable(min(one, other), type_cap), way.payable(max(one, other), type_cap)) == (less, more)
    assert more % way.step_minutes == 0
    assert more <= min(way.cap_minutes or 900_000, type_cap or 900_000)
    assert one >= way.minimum_minutes or way.payable(one, type_cap) == 0
    assert way.payable(0, type_cap) == 0


@given(ways, minutes)
def test_rounding_moves_less_than_a_step(way, one):
    counted = Counting(way.step_minutes, way.rounding, 0).payable(one)

    low, high = {
        "down": (-way.step_minutes, 0),
        "up": (0, way.step_minutes),
        "nearest": (-way.step_minutes / 2, way.step_minutes / 2),
    }[way.rounding]
    assert low <= counted - one <= high


@pytest.mark.parametrize(
    ("minutes", "counted"), [(0, 0), (29, 0), (30, 30), (44, 30), (45, 60), (60, 60), (74, 60), (75, 90), (95, 90)]
)
def test_without_a_decision_presence_counts_by_half_hours(minutes, counted):
    assert queries.shipped_counting(MARCH).payable(minutes) == counted


def test_before_any_known_rule_nothing_is_counted(in_organisation):
    presence(50, day=dt.date(2009, 5, 4))

    (one,) = hours(first=dt.date(2009, 1, 1), last=dt.date(2009, 12, 31))

    assert (one.minutes, one.why) == (0, "heures non comptées (aucune règle connue ce jour-là)")


def test_the_most_precise_rule_in_force_applies(in_organisation):
    rcp, team = MeetingTypeFactory(), MeetingTypeFactory()
    HoursRuleFactory(source="organisation", step_minutes=10)
    HoursRuleFactory(source="profession", profession="gp")
    HoursRuleFactory(source="type", type=rcp)
    HoursRuleFactory(source="both", type=rcp, profession="gp")
    HoursRuleFactory(source="ended", type=team, profession="gp", valid_until=dt.date(2026, 3, 1))
    HoursRuleFactory(source="to come", type=team, profession="gp", valid_from=dt.date(2026, 3, 3))

    book = queries.rulebook()

    def source(kind, profession, day=MARCH):
        return book.applying(type_id=kind.pk, profession=profession, day=day).source

    assert [source(rcp, "gp"), source(rcp, "nurse"), source(team, "gp"), source(team, "nurse")] == [
        "both",
        "type",
        "profession",
        "organisation",
    ]
    assert source(team, "gp", dt.date(2026, 3, 1)) == "ended"  # its last day still counts
    assert source(team, "gp", dt.date(2019, 3, 1)).startswith("usage courant")


def test_of_two_rules_as_precise_the_younger_applies(in_organisation):
    HoursRuleFactory(source="old", valid_from=dt.date(2025, 1, 1))
    HoursRuleFactory(source="new", valid_from=MARCH)
    presence(day=MARCH - dt.timedelta(days=1))
    presence(day=MARCH)

    assert [one.rule.source for one in hours()] == ["old", "new"]


def test_each_figure_says_why(in_organisation):
    source = "décision du 12 décembre 2019"
    HoursRuleFactory(step_minutes=60, rounding="up", minimum_presence_minutes=20, cap_minutes=120)
    HoursRuleFactory(profession="secretary", counted=False)
    team = MeetingTypeFactory(short_name="Équipe", hours_cap_minutes=60)
    lunch = MeetingTypeFactory(short_name="Repas", hours_counted=False)
    presence(50)
    presence(10)
    presence(50, profession="secretary")
    presence(90, meeting=MeetingFactory(type=team, status="held", starts_at=at(MARCH, 13)))
    presence(90, meeting=MeetingFactory(type=lunch, status="held", starts_at=at(MARCH, 14)))

    told = sorted((one.at.starts_at.hour, one.at.minutes, one.minutes, one.why) for one in hours())

    words = "par heure, arrondi au-dessus, dès 20\xa0min de présence, 2\xa0h au plus par réunion"
    noon = told[0][0]
    assert told == [
        (noon, 10, 0, f"moins que la présence minimale, 20\xa0min ({source})"),
        (noon, 50, 0, f"heures non comptées ({source})"),
        (noon, 50, 60, f"{words} ({source})"),
        (noon + 1, 90, 60, f"{words}, 1\xa0h au plus pour « Équipe » ({source})"),
        (noon + 2, 90, 0, "« Repas » : heures non comptées (réglage du type)"),
    ]


def test_employees_are_left_out_on_the_days_they_were_employed(in_organisation):
    HoursRuleFactory(employees_excluded=True)
    person = PersonFactory()
    Engagement.objects.create(person=person, status="employee", starts_on=dt.date(2026, 2, 1), ends_on=MARCH)
    Engagement.objects.create(person=person, status="associate", starts_on=dt.date(2026, 3, 3))
    for day in (1, 2, 3):
        presence(60, person=person, day=dt.date(2026, 3, day))

    assert [one.minutes for one in hours()] == [0, 0, 60]
    assert hours()[0].why == "salarié·e ce jour-là : non compté (décision du 12 décembre 2019)"


def test_only_meetings_that_took_place_are_counted_impromptu_ones_too(in_organisation):
    for status in ("draft", "convened", "open", "cancelled", "held", "review", "approved"):
        presence(meeting=MeetingFactory(status=status, starts_at=at(MARCH)))
    presence(meeting=MeetingFactory(status="held", impromptu=True, starts_at=at(MARCH)))

    assert [one.minutes for one in hours()] == [60] * 4


def test_a_session_over_midnight_belongs_to_the_day_it_began(in_organisation, membership):
    start = at(dt.date(2025, 12, 31), 23)
    meeting = MeetingFactory(status="open", starts_at=start, ends_at=start + dt.timedelta(hours=2), opened_at=start)
    ParticipantFactory(meeting=meeting)
    services.mark_all_present(meeting, by=membership)
    meeting.refresh_from_db()
    meeting.status, meeting.closed_at = "held", meeting.ends_at
    meeting.save()
    HoursRuleFactory(valid_from=dt.date(2026, 1, 1), counted=False)

    assert hours() == []
    assert [one.minutes for one in hours(first=dt.date(2025, 12, 31), last=dt.date(2025, 12, 31))] == [120]


def test_days_are_those_of_the_team_overseas(in_organisation):
    presence(meeting=MeetingFactory(status="held", starts_at=at(dt.date(2026, 3, 31), 18, "America/Martinique")))
    HoursRuleFactory(valid_until=dt.date(2026, 3, 31), source="mars")

    with timezone.override(ZoneInfo("America/Martinique")):  # midnight is past in Paris
        told = [(one.at.day, one.rule.source) for one in hours(first=dt.date(2026, 3, 31), last=dt.date(2026, 3, 31))]

    assert told == [(dt.date(2026, 3, 31), "mars")]


@pytest.mark.parametrize("item_count", [1, 3])
def test_hours_take_three_queries_whatever_their_number(in_organisation, django_assert_num_queries, item_count):
    for rank in range(item_count):
        HoursRuleFactory(valid_from=dt.date(2020, 1, 1 + rank), employees_excluded=True)
        Engagement.objects.create(person=presence().person, status="employee", starts_on=MARCH)

    with django_assert_num_queries(3):
        assert len(hours()) == item_count


def test_reserved_meetings_are_counted_without_their_title(in_organisation, organisation, membership):
    meeting = MeetingFactory(title="Entretien", confidentiality="managers", status="held", starts_at=at(MARCH))
    presence(meeting=meeting)
    accountant = MembershipFactory(organisation=organisation, roles=["accountant"])
    provider = registry.payable_work.get("meetings")

    def told(member):
        return [(work.minutes, work.label, bool(work.url)) for work in provider(member, MARCH, MARCH)]

    assert told(membership) == [(60, "Entretien", True)]
    assert told(accountant) == [(60, "RCP (réunion réservée)", False)]


def test_who_may_not_see_everybody_s_hours_is_given_their_own(in_organisation, organisation):
    member = MembershipFactory(organisation=organisation, roles=["professional"])
    mine = presence(person=PersonFactory(user=member.user))
    presence(meeting=mine.meeting)
    guest = MembershipFactory(organisation=organisation, roles=["guest"])
    provider = registry.payable_work.get("meetings")

    assert [work.person_id for work in provider(member, MARCH, MARCH)] == [mine.person_id]
    assert list(provider(guest, MARCH, MARCH)) == []


def test_a_rule_is_added_ended_and_removed_on_the_record(in_organisation, membership):
    rule = services.add_hours_rule(by=membership, valid_from=MARCH, step_minutes=15, source="décision du 2 mars")
    services.end_hours_rule(rule, by=membership, valid_until=dt.date(2026, 6, 30))
    ended = HoursRule.objects.get()
    services.remove_hours_rule(ended, by=membership)

    words = "par quart d’heure, arrondi au plus proche, dès 30\xa0min de présence"
    assert ended.valid_until == dt.date(2026, 6, 30)
    assert [entry.sentence for entry in Entry.objects.order_by("happened_at", "pk")] == [
        f"a réglé comment les heures se comptent (toute l’équipe) : {words}",
        f"a mis fin le 30\xa0juin 2026 à une règle des heures (toute l’équipe) : {words}",
        f"a retiré une règle des heures (toute l’équipe) : {words}",
    ]
    assert not HoursRule.objects.exists()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"step_minutes": 0}, "step_minutes"),
        ({"cap_minutes": 20}, "cap_minutes"),
        ({"valid_until": dt.date(2026, 3, 1)}, "__all__"),
        ({"source": ""}, "source"),
        ({"valid_from": dt.date(2020, 1, 1)}, "__all__"),  # another one begins that day
    ],
)
def test_a_rule_that_makes_no_sense_is_refused(in_organisation, membership, values, field):
    HoursRuleFactory()

    with pytest.raises(ValidationError) as refusal:
        services.add_hours_rule(by=membership, **({"valid_from": MARCH, "source": "décision"} | values))

    assert list(refusal.value.error_dict) == [field]


def test_a_rule_cannot_end_before_it_begins(in_organisation, membership):
    rule = HoursRuleFactory(valid_from=MARCH)

    with pytest.raises(ValidationError) as refusal:
        services.end_hours_rule(rule, by=membership, valid_until=dt.date(2026, 3, 1))

    assert refusal.value.message_dict["valid_until"] == [
        "Cette règle commence le 2\xa0mars 2026 : choisissez ce jour ou un suivant, ou retirez-la."
    ]


@pytest.mark.parametrize("role", ["assistant", "professional", "employee", "accountant", "guest", "observer"])
def test_only_the_coordination_and_the_managers_set_the_rules(in_organisation, organisation, role):
    member = MembershipFactory(organisation=organisation, roles=[role])

    with pytest.raises(PermissionDenied):
        services.add_hours_rule(by=member, valid_from=MARCH, source="décision")
    with pytest.raises(PermissionDenied):
        services.end_hours_rule(HoursRuleFactory(), by=member, valid_until=MARCH)
    with pytest.raises(PermissionDenied):
        services.remove_hours_rule(HoursRuleFactory(valid_from=MARCH), by=member)
