import datetime as dt
import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from filrouge.kernel.people.models import Engagement
from filrouge.kernel.timeline.models import Entry
from filrouge.kernel.timeline.services import Actor
from filrouge.modules.meetings.models import Meeting, Participant
from filrouge.modules.rcp import queries, services
from filrouge.modules.rcp.models import Case
from filrouge.modules.rcp.validators import CODE, readable_code
from tests.factories import (
    CaseFactory,
    MeetingFactory,
    MeetingTypeFactory,
    MembershipFactory,
    ParticipantFactory,
    PersonFactory,
)

pytestmark = pytest.mark.usefixtures("in_organisation")
WOUNDS = {"category": "both", "theme": "wounds"}


@pytest.fixture
def rcp(db, organisation):
    return MeetingTypeFactory(organisation=organisation, code="rcp")


@pytest.fixture
def meeting(rcp):
    return MeetingFactory(type=rcp, open=True)


def test_a_situation_gets_a_code_drawn_at_random(membership, meeting):
    codes = {services.add_case(meeting, by=membership, **WOUNDS).code for _ in range(20)}

    assert len(codes) == 20
    assert all(CODE.fullmatch(code) for code in codes)


@pytest.mark.parametrize("typed", ["kmp479", "KMP 479", "kmp-479", "KMP–479"])
def test_a_code_is_read_however_it_is_typed(typed):
    assert readable_code(typed) == "KMP-479"


def test_the_same_form_sent_twice_notes_one_situation(membership, meeting):
    key = uuid.uuid4()

    first, second = (services.add_case(meeting, by=membership, entry_key=key, **WOUNDS) for _ in range(2))

    assert first == second == Case.objects.get()


@pytest.mark.parametrize(
    ("traits", "sentence"),
    [
        ({"passed": True}, "une fois la séance ouverte"),
        ({"open": True, "status": "approved"}, "ne changent plus"),
        ({"passed": True, "status": "cancelled"}, "une fois la séance ouverte"),
    ],
)
def test_situations_are_noted_from_the_opening_to_the_approval(membership, rcp, traits, sentence):
    with pytest.raises(ValidationError, match=sentence):
        services.add_case(MeetingFactory(type=rcp, **traits), by=membership, **WOUNDS)


def test_a_meeting_that_does_not_count_as_rcp_takes_no_situation(membership):
    team = MeetingFactory(type=MeetingTypeFactory(evidence_axis="coordination"), open=True)

    with pytest.raises(ValidationError, match="qui compte comme RCP"):
        services.add_case(team, by=membership, **WOUNDS)


@pytest.mark.parametrize(
    ("details", "sentence"),
    [
        ({"category": "ald", "theme": "inconnu"}, "Choisissez un thème"),
        (WOUNDS | {"outside": True}, "L1110-4"),
        (WOUNDS | {"review_on": dt.date(2020, 1, 1)}, "La révision vient après"),
        (WOUNDS | {"professions": ["shaman"]}, "professions de la liste"),
    ],
)
def test_what_makes_no_sense_is_refused_in_french(membership, meeting, details, sentence):
    with pytest.raises(ValidationError, match=sentence):
        services.add_case(meeting, by=membership, **details)


def test_a_partner_who_attended_makes_the_consent_required(membership, meeting):
    partner = PersonFactory()
    Engagement.objects.create(person=partner, status="partner", starts_on=dt.date(2020, 1, 6))
    ParticipantFactory(meeting=meeting, person=partner, presence="present")

    with pytest.raises(ValidationError, match="accepté d’avance"):
        services.add_case(meeting, by=membership, **WOUNDS)
    with pytest.raises(ValidationError, match="L1110-4"):
        services.add_case(meeting, by=membership, outside=True, **WOUNDS)

    assert services.add_case(meeting, by=membership, outside=True, outside_consent=True, **WOUNDS).outside


def test_the_database_too_refuses_an_outsider_without_consent(meeting):
    with pytest.raises(IntegrityError), transaction.atomic():
        CaseFactory(meeting=meeting, outside=True)


def test_professions_are_those_of_who_came_unless_said_otherwise(membership, meeting):
    for profession, presence in (("gp", "present"), ("nurse", "remote"), ("physio", "excused")):
        ParticipantFactory(meeting=meeting, presence=presence, person=PersonFactory(profession=profession))
    CaseFactory(meeting=meeting, category="ald")
    CaseFactory(meeting=meeting, category="old", professions=["midwife"])

    found = {case.category: queries.professions_of(case) for case in queries.cases(membership)}

    assert found == {"ald": ["médecin généraliste", "infirmier·e"], "old": ["sage-femme"]}


def test_a_situation_seen_again_keeps_its_code_and_ends_its_review(membership, rcp, meeting):
    earlier = MeetingFactory(type=rcp, open=True, starts_at=meeting.starts_at - dt.timedelta(days=60))
    case = services.add_case(earlier, by=membership, review_on=earlier.starts_on + dt.timedelta(days=50), **WOUNDS)

    again = services.examine_again(case, meeting, by=membership)

    case.refresh_from_db()
    assert (again.code, again.meeting, again.theme) == (case.code, meeting, "wounds")
    assert (case.reviewed_on, case.is_to_review) == (meeting.starts_on, False)
    with pytest.raises(ValidationError, match="déjà notée à cette réunion"):
        services.examine_again(case, meeting, by=membership)


def test_taking_it_back_makes_the_review_wait_again(membership, rcp, meeting):
    earlier = MeetingFactory(type=rcp, open=True, starts_at=meeting.starts_at - dt.timedelta(days=60))
    case = services.add_case(earlier, by=membership, review_on=earlier.starts_on + dt.timedelta(days=50), **WOUNDS)
    again = services.examine_again(case, meeting, by=membership)

    services.remove_case(again, by=membership)

    case.refresh_from_db()
    assert case.is_to_review


def test_once_approved_only_the_review_date_and_the_tick_change(membership, meeting):
    case = services.add_case(meeting, by=membership, **WOUNDS)
    meeting.status = "approved"
    meeting.save(update_fields=["status"])

    with pytest.raises(ValidationError, match="ne changent plus"):
        services.change_case(case, by=membership, category="ald")
    with pytest.raises(ValidationError, match="ne changent plus"):
        services.remove_case(case, by=membership)
    services.change_case(case, by=membership, review_on=timezone.localdate() + dt.timedelta(days=30))
    filed = services.file_case(case, by=membership)

    assert (filed.filed_on, filed.is_to_review) == (timezone.localdate(), True)


def test_the_tick_is_taken_back(membership, meeting):
    case = services.file_case(services.add_case(meeting, by=membership, **WOUNDS), by=membership)

    assert services.file_case(case, by=membership, filed=False).filed_on is None


def test_an_employee_and_a_guest_note_nothing(organisation, meeting):
    for role in ("employee", "guest"):
        with pytest.raises(PermissionDenied):
            services.add_case(meeting, by=MembershipFactory(organisation=organisation, roles=[role]), **WOUNDS)


def two():
    return [PersonFactory(profession="gp"), PersonFactory(profession="nurse")]


def test_a_concertation_of_two_is_a_meeting_held_and_its_situation(membership, rcp):
    people = two()

    case = services.note_concertation(by=membership, people=people, entry_key=uuid.uuid4(), informed=True, **WOUNDS)

    meeting = case.meeting
    assert (meeting.type, meeting.impromptu, meeting.status, meeting.planned_minutes) == (rcp, True, "held", 15)
    assert set(meeting.participants.values_list("person", "presence", "minutes")) == {
        (person.pk, "present", 15) for person in people
    }
    assert queries.year_count(meeting.starts_on.year).held.impromptu == 1


def test_two_taps_note_one_concertation(membership, rcp):
    key, people = uuid.uuid4(), two()

    first, second = (
        services.note_concertation(by=membership, people=people, entry_key=key, **WOUNDS) for _ in range(2)
    )

    assert first == second
    assert Meeting.objects.count() == 1


def test_a_concertation_takes_two(membership, rcp):
    person = PersonFactory()

    with pytest.raises(ValidationError, match="au moins à deux"):
        services.note_concertation(by=membership, people=[person, person], entry_key=uuid.uuid4(), **WOUNDS)
    assert not Meeting.objects.exists()


def test_the_length_is_that_of_the_team_s_habit(membership, rcp):
    services.choose_counting(timezone.localdate().year, by=membership, values={"rcp_practice.impromptu_minutes": 20})

    case = services.note_concertation(by=membership, people=two(), entry_key=uuid.uuid4(), **WOUNDS)

    assert case.meeting.planned_minutes == 20


def test_a_concertation_is_taken_back_within_a_minute(rcp):
    actor = Actor("Nadia Colin")
    case = services.note_concertation(by=actor, people=two(), entry_key=uuid.uuid4(), **WOUNDS)

    services.undo_concertation(case, by=actor)

    assert [model.objects.count() for model in (Case, Meeting, Participant)] == [0, 0, 0]
    assert [entry.sentence for entry in Entry.objects.order_by("pk")][-1] == (
        "a retiré « Concertation à deux », notée par erreur"
    )


def test_after_a_minute_it_stays(rcp, membership):
    case = services.note_concertation(by=membership, people=two(), entry_key=uuid.uuid4(), **WOUNDS)
    Case.objects.update(created_at=timezone.now() - dt.timedelta(seconds=61))
    case.refresh_from_db()

    with pytest.raises(ValidationError, match="La minute est passée"):
        services.undo_concertation(case, by=membership)


def test_the_situation_of_a_called_meeting_is_not_undone_so(membership, meeting):
    case = services.add_case(meeting, by=membership, **WOUNDS)

    with pytest.raises(ValidationError, match="La minute est passée"):
        services.undo_concertation(case, by=membership)


def test_without_a_type_of_meeting_that_counts_the_page_says_whom_to_ask(membership):
    with pytest.raises(ValidationError, match="demandez à la coordination de le créer"):
        services.note_concertation(by=membership, people=two(), entry_key=uuid.uuid4(), **WOUNDS)


def test_removing_the_only_situation_of_a_concertation_removes_it_too(membership, rcp):
    key = uuid.uuid4()
    case = services.note_concertation(by=membership, people=two(), entry_key=key, **WOUNDS)
    other = services.add_case(case.meeting, by=membership, **WOUNDS)

    services.remove_case(case, by=membership)
    after_one = Meeting.objects.count()
    services.remove_case(other, by=membership)

    assert (after_one, Meeting.objects.count()) == (1, 0)
