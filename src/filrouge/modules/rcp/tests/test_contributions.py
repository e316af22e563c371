import datetime as dt

import pytest
from django.utils import timezone

from filrouge.kernel import registry
from filrouge.kernel.search.queries import find
from filrouge.modules.meetings.services import record_held_meeting
from filrouge.modules.rcp import services
from filrouge.modules.rcp.contributions import desk
from tests.factories import (
    CaseFactory,
    MeetingFactory,
    MeetingTypeFactory,
    MembershipFactory,
    ParticipantFactory,
    PatientCountsFactory,
    PersonFactory,
    noon_in,
)

WOUNDS = {"category": "both", "theme": "wounds"}
YEAR = timezone.localdate().year


@pytest.fixture
def rcp(in_organisation):
    return MeetingTypeFactory(code="rcp")


def labels(items):
    return [item.label for item in items]


def test_a_situation_to_see_again_waits_on_the_home_page(membership, rcp):
    meeting = MeetingFactory(type=rcp, open=True, starts_at=noon_in(-60))
    due = CaseFactory(meeting=meeting, review_on=noon_in(-1).date())
    CaseFactory(meeting=meeting, review_on=noon_in(9).date())

    PatientCountsFactory(year=YEAR - 1)

    items = [item for item in registry.today.get("rcp")(membership) if "situation" in item.label]

    assert [(item.label, item.url) for item in items] == [
        (f"Revoir en RCP : situation {due.code}", due.get_absolute_url())
    ]


def test_a_professional_is_told_of_the_situations_they_examined(organisation, rcp):
    professional = MembershipFactory(organisation=organisation, roles=["professional"])
    mine, other = (MeetingFactory(type=rcp, open=True, starts_at=noon_in(-60)) for _ in range(2))
    me = PersonFactory(user=professional.user)
    ParticipantFactory(meeting=mine, person=me, presence="present")
    due = [CaseFactory(meeting=meeting, review_on=noon_in(-1).date()) for meeting in (mine, other)]

    assert labels(registry.today.get("rcp")(professional)) == [f"Revoir en RCP : situation {due[0].code}"]


def test_the_home_page_says_how_many_rcp_are_missing(membership, rcp):
    CaseFactory(meeting=MeetingFactory(type=rcp, open=True, starts_at=timezone.now() - dt.timedelta(minutes=5)))
    PatientCountsFactory(year=YEAR - 1)
    services.choose_counting(YEAR, by=membership, values={"rcp_practice.warn_from_month": 1})

    assert labels(desk.this_year(membership, dt.date(YEAR, 2, 3))) == ["Il manque 5\xa0RCP avant le 31 décembre"]


def test_a_team_without_any_rcp_is_left_alone(membership, rcp):
    services.choose_counting(YEAR, by=membership, values={"rcp_practice.warn_from_month": 1})

    assert labels(desk.this_year(membership, dt.date(YEAR, 2, 3))) == []


def test_january_asks_for_the_patients_until_they_are_entered(membership, rcp):
    asked = labels(desk.this_year(membership, dt.date(2027, 1, 4)))
    PatientCountsFactory(year=2026)

    assert asked == ["Saisir les patients au 31 décembre 2026"]
    assert labels(desk.this_year(membership, dt.date(2027, 1, 4))) == []


def test_a_professional_is_not_asked_to_count(organisation, rcp):
    professional = MembershipFactory(organisation=organisation, roles=["professional"])

    assert list(registry.today.get("rcp")(professional)) == []
    assert list(registry.deadlines.get("rcp.evidence")(professional)) == []


def test_the_calendar_is_due_on_31_january(membership, rcp):
    (last, *_earlier) = reversed(list(registry.deadlines.get("rcp.evidence")(membership)))

    assert (last.due_on, last.label) == (
        dt.date(YEAR + 1, 1, 31),
        f"Transmettre à la CPAM le calendrier des RCP {YEAR}",
    )


def test_reviews_are_in_the_calendar(membership, rcp):
    day = noon_in(9).date()
    case = CaseFactory(meeting=MeetingFactory(type=rcp, open=True), review_on=day)

    (event,) = registry.calendar.get("rcp")(membership, day, day)

    assert (event.label, timezone.localdate(event.starts_at)) == (f"Revoir la situation {case.code}", day)


def test_the_calendar_and_each_month_of_two_are_proofs_once_all_is_filed(membership, rcp):
    moment = noon_in(-3)
    meeting = record_held_meeting(
        by=membership,
        type=rcp,
        title="À deux",
        starts_at=moment,
        ends_at=moment + dt.timedelta(minutes=15),
        people=PersonFactory.create_batch(2),
    )
    case = services.add_case(meeting, by=membership, **WOUNDS)

    def proofs():
        items = registry.evidence.get("rcp")(membership, meeting.starts_on.year)
        return [(item.kind, item.state, item.detail, item.attendance) for item in items]

    waiting = proofs()
    services.file_case(case, by=membership)

    one = "1\xa0situation, 1\xa0profession"
    assert waiting == [
        ("Calendrier", "draft", f"{one}, 1 à verser", None),
        ("RCP à deux", "draft", f"{one}, 1 à verser", 2),
    ]
    assert proofs() == [("Calendrier", "ready", one, None), ("RCP à deux", "ready", one, 2)]


def test_what_an_rcp_examined_is_a_proof_beside_its_minutes(membership, rcp):
    full, empty = (MeetingFactory(type=rcp, open=True, starts_at=noon_in(-20 + rank)) for rank in (0, 1))
    CaseFactory(meeting=full)

    found = list(registry.evidence.get("rcp")(membership, full.starts_on.year))

    assert [(item.kind, item.state, item.attendance) for item in found][-2:] == [
        ("Situations", "draft", None),
        ("Situations", "missing", None),
    ]


def test_indicators_lead_to_their_explanation(membership, rcp):
    PatientCountsFactory(year=YEAR - 1)
    CaseFactory(meeting=MeetingFactory(type=rcp, open=True, starts_at=timezone.now() - dt.timedelta(minutes=5)))

    found = {one.code: (one.value, one.url) for one in registry.indicators.get("rcp")(membership, YEAR)}

    explained = f"/chastel/rcp/calcul/?annee={YEAR}"
    assert found == {"rcp.cases": (1, explained), "rcp.rate": (0.15, explained)}


@pytest.mark.parametrize("typed", ["{0}", "{1}"])
def test_a_situation_is_found_by_its_code(membership, rcp, typed):
    case = services.add_case(MeetingFactory(type=rcp, open=True), by=membership, **WOUNDS)

    hits = find(membership, typed.format(case.code, case.code.replace("-", "").lower()))

    assert [hit.url for hit in hits] == [case.get_absolute_url()]


def test_everything_kept_may_be_taken_away(membership, rcp):
    case = services.add_case(MeetingFactory(type=rcp, open=True), by=membership, **WOUNDS)
    PatientCountsFactory(year=YEAR - 1)
    services.choose_counting(YEAR, by=membership, values={"rcp_target.minimum_meetings": 8})

    cases, patients, settings = (
        list(registry.portability.get(name)()) for name in ("rcp.cases", "rcp.patients", "rcp.settings")
    )

    assert [row["code"] for row in cases] == [case.code]
    assert [row["année"] for row in patients] == [YEAR - 1]
    assert [row["valeurs"] for row in settings] == [{"rcp_target.minimum_meetings": 8}]
