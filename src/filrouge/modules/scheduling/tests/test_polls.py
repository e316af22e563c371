import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from filrouge.kernel.mail.models import Message
from filrouge.kernel.people.services import merge_people
from filrouge.kernel.timeline.models import Entry
from filrouge.kernel.timeline.services import Actor
from filrouge.modules.meetings import services as meetings
from filrouge.modules.meetings.models import Participant
from filrouge.modules.scheduling import queries, services
from filrouge.modules.scheduling.models import Poll, Respondent, SlotAnswer
from tests.factories import (
    MeetingFactory,
    MembershipFactory,
    ParticipantFactory,
    PersonFactory,
    PollFactory,
    RespondentFactory,
    SlotFactory,
    noon_in,
)

HOUR = dt.timedelta(hours=1)


def moments(*days):
    return [(noon_in(day), noon_in(day) + HOUR) for day in days]


def in_days(days):
    return timezone.localdate() + dt.timedelta(days=days)


def by(respondent):
    return Actor(respondent.person.full_name, respondent.person_id)


def says(respondent, *answers):
    """What somebody answers to the dates of their poll, in order."""
    keys = [str(slot.pk) for slot in respondent.poll.slots.all()]
    return services.answer_poll(respondent, by=by(respondent), answers=dict(zip(keys, answers, strict=False)))


@pytest.fixture
def meeting(in_organisation):
    meeting = MeetingFactory()
    for person in (PersonFactory(), PersonFactory(email="")):
        ParticipantFactory(meeting=meeting, person=person)
    return meeting


@pytest.fixture
def poll(meeting, membership):
    return services.open_poll(meeting, by=membership, slots=moments(20, 21), respond_by=in_days(7))


def subjects():
    return [message.subject.split(" :")[0] for message in Message.objects.order_by("created_at", "pk")]


def test_open_poll_writes_to_each_person_with_an_address_and_their_own_link(poll, meeting):
    message = Message.objects.get()

    assert (message.kind, "/chastel/lien/" in message.body_text) == ("scheduling.poll", True)
    assert queries.respondents_of(poll).count() == 2
    assert Entry.objects.get().sentence.startswith("a lancé le sondage de dates")


@pytest.mark.parametrize(
    ("slots", "respond_by", "sentence"),
    [
        ([], 7, "Proposez au moins une date"),
        (moments(-1), 7, "déjà passée"),
        (moments(4000), 7, "plus de trois ans"),
        ([(noon_in(9), noon_in(9))], 7, "vérifiez la durée"),
        (moments(*range(10, 45)), 7, "personne ne répond à plus de 30"),
        (moments(9), -1, "Cette date est passée"),
    ],
)
def test_open_poll_refuses_what_nobody_could_answer(meeting, membership, slots, respond_by, sentence):
    with pytest.raises(ValidationError, match=sentence):
        services.open_poll(meeting, by=membership, slots=slots, respond_by=in_days(respond_by))

    assert (Poll.objects.count(), Message.objects.count()) == (0, 0)


def test_open_poll_needs_people_and_the_right(in_organisation, membership, organisation):
    professional = MembershipFactory(organisation=organisation, roles=["professional"])

    with pytest.raises(ValidationError, match="Personne n’est convié"):
        services.open_poll(MeetingFactory(), by=membership, slots=moments(9), respond_by=in_days(3))
    with pytest.raises(PermissionDenied):
        services.open_poll(MeetingFactory(), by=professional, slots=moments(9), respond_by=in_days(3))


def test_a_meeting_has_one_poll(poll, meeting, membership):
    with pytest.raises(ValidationError, match="Un sondage existe déjà"):
        services.open_poll(meeting, by=membership, slots=moments(30), respond_by=in_days(7))


def test_answers_are_kept_and_replaced(poll):
    respondent = queries.respondents_of(poll).first()
    says(respondent, "yes", "no")

    says(respondent, "if_needed")

    assert list(SlotAnswer.objects.values_list("answer", flat=True)) == ["if_needed", "no"]
    assert queries.silent_of(poll).count() == 1


def test_an_answer_that_was_not_offered_is_refused_whole(poll):
    respondent = queries.respondents_of(poll).first()

    with pytest.raises(ValidationError, match="oui, si besoin ou non"):
        says(respondent, "yes", "peut-être")

    assert SlotAnswer.objects.count() == 0


def test_a_date_withdrawn_meanwhile_or_of_another_poll_is_ignored(poll):
    respondent, other = queries.respondents_of(poll).first(), SlotFactory(poll=PollFactory())
    first = poll.slots.first()

    services.answer_poll(respondent, by=by(respondent), answers={str(first.pk): "yes", str(other.pk): "yes"})

    assert [one.slot_id for one in SlotAnswer.objects.all()] == [first.pk]


def test_who_opened_the_poll_hears_once_that_everybody_answered(poll):
    one, other = queries.respondents_of(poll)
    says(one, "yes", "yes")
    says(other, "yes", "no")

    says(other, "no", "no")

    told = Message.objects.filter(kind="scheduling.complete")
    assert [message.to_email for message in told] == [poll.opened_by.user.email]


def test_new_dates_keep_the_answers_and_ask_everybody_again(poll, membership):
    respondent = queries.respondents_of(poll).exclude(person__email="").get()
    says(respondent, "yes", "no")

    new = services.add_slots(poll, by=membership, slots=moments(21, 25), respond_by=in_days(9))

    assert [timezone.localdate(slot.starts_at) for slot in new] == [in_days(25)]
    assert (SlotAnswer.objects.count(), queries.silent_of(poll).count()) == (2, 2)
    assert subjects() == ["Quelle date vous irait", "De nouvelles dates"]
    with pytest.raises(ValidationError, match="déjà proposées"):
        services.add_slots(poll, by=membership, slots=moments(25))


def test_the_last_date_is_not_removed(poll, membership):
    first, last = poll.slots.all()
    services.remove_slot(first, by=membership)

    with pytest.raises(ValidationError, match="la dernière date"):
        services.remove_slot(last, by=membership)


def test_people_called_later_are_asked_when_wished_and_once(poll, meeting, membership):
    meetings.add_participants(meeting, [PersonFactory()], by=membership)

    asked = services.ask_newcomers(poll, by=membership)
    again = services.ask_newcomers(poll, by=membership)

    assert (len(asked), again, Message.objects.count()) == (1, [], 2)


def test_somebody_taken_off_the_meeting_is_asked_no_more(poll, meeting, membership):
    meetings.remove_participant(meeting.participants.first(), by=membership)

    assert queries.respondents_of(poll).count() == 1


def test_a_member_answers_for_another_only_with_the_right_to_plan(poll, membership, organisation):
    respondent = queries.respondents_of(poll).first()
    professional = MembershipFactory(organisation=organisation, roles=["professional"])
    key = str(poll.slots.first().pk)

    with pytest.raises(PermissionDenied):
        services.answer_poll(respondent, by=professional, answers={key: "yes"})
    services.answer_poll(respondent, by=membership, answers={key: "yes"})

    assert Entry.objects.order_by("pk").last().sentence.startswith("a saisi la réponse de")


def test_choosing_a_date_convenes_and_expects_those_who_said_yes(poll, meeting, membership):
    ParticipantFactory(meeting=meeting)
    one, other = queries.respondents_of(poll)
    says(one, "no", "yes")
    says(other, "yes", "if_needed")

    meetings_slot = poll.slots.last()
    chosen = services.choose_slot(meetings_slot, by=membership, place="Salle du haut")

    answers = {row.person_id: row.answer for row in Participant.objects.filter(meeting=meeting)}
    assert (chosen.status, chosen.starts_at, chosen.place) == ("convened", noon_in(21), "Salle du haut")
    assert (answers[one.person_id], answers[other.person_id]) == ("coming", "none")
    assert "METHOD:REQUEST" in Message.objects.filter(kind="meetings.invitation").first().calendar
    assert Poll.objects.get().status == "chosen"


def test_choosing_twice_changes_nothing_and_another_date_is_refused_by_name(poll, membership):
    first, last = poll.slots.all()
    services.choose_slot(first, by=membership)
    sent = Message.objects.count()

    services.choose_slot(first, by=membership)
    with pytest.raises(ValidationError, match=f"{membership.user} a déjà choisi une autre date"):
        services.choose_slot(last, by=membership)

    assert Message.objects.count() == sent


def test_a_poll_opened_again_moves_the_meeting_and_corrects_the_calendars(poll, meeting, membership):
    one, other = queries.respondents_of(poll)
    says(one, "yes", "no")
    says(other, "no", "yes")
    first, last = poll.slots.all()
    services.choose_slot(first, by=membership)
    services.reopen_poll(poll, by=membership)

    moved = services.choose_slot(last, by=membership)

    answers = {row.person_id: row.answer for row in Participant.objects.filter(meeting=meeting)}
    assert (moved.sequence, moved.starts_at) == (1, noon_in(21))
    assert (answers[one.person_id], answers[other.person_id]) == ("none", "coming")
    assert subjects()[-1] == "Changement"


def test_a_poll_stopped_takes_no_answer_until_it_is_opened_again(poll, membership):
    respondent = queries.respondents_of(poll).first()
    services.stop_poll(poll, by=membership)

    with pytest.raises(ValidationError, match="Ce sondage est clos"):
        says(respondent, "yes")
    with pytest.raises(ValidationError, match="arrêté sans date"):
        services.stop_poll(poll, by=membership)
    services.reopen_poll(poll, by=membership)

    assert says(respondent, "yes").has_answered


def test_a_cancelled_meeting_takes_no_answer(poll, meeting, membership):
    meetings.cancel_meeting(meeting, by=membership)

    with pytest.raises(ValidationError, match="Ce sondage est clos"):
        says(queries.respondents_of(poll).first(), "yes")
    assert not queries.live_polls().exists()


def test_a_past_date_is_not_chosen(poll, membership):
    with pytest.raises(ValidationError, match="Cette date est passée"):
        services.choose_slot(SlotFactory(poll=poll, starts_at=noon_in(-3)), by=membership)


def test_who_is_indispensable_can_change(poll, membership):
    person = queries.respondents_of(poll).first().person

    services.change_poll(
        poll, by=membership, respond_by=in_days(9), required_professions=["gp", "chamane"], required_people=[person]
    )

    poll.refresh_from_db()
    assert (poll.required_professions, poll.respond_by) == (["gp"], in_days(9))
    assert [one.person for one in Respondent.objects.filter(is_required=True)] == [person]


def test_two_records_of_one_person_merge_with_their_answers(poll, membership):
    twin = PersonFactory()
    respondent = queries.respondents_of(poll).first()
    says(respondent, "yes")

    merge_people(twin, respondent.person, by=membership)

    assert queries.respondents_of(poll).filter(person=twin).count() == 1


def test_the_poll_of_somebody_not_called_is_not_a_respondent(in_organisation):
    stranger = RespondentFactory()
    Participant.objects.all().delete()

    assert not queries.respondents_of(stranger.poll).exists()
