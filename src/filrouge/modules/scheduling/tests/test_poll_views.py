import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from filrouge.kernel import registry
from filrouge.kernel.mail.models import Message
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.kernel.work.models import Task
from filrouge.modules.meetings.models import Meeting
from filrouge.modules.scheduling import services
from filrouge.modules.scheduling.models import Poll, Respondent, Slot, SlotAnswer
from tests.factories import (
    AbsenceFactory,
    MeetingFactory,
    MembershipFactory,
    ParticipantFactory,
    PersonFactory,
    PollFactory,
    RespondentFactory,
    SlotFactory,
    noon_in,
)
from tests.htmx import soup

pytestmark = pytest.mark.django_db

POLL_QUERIES = 11
LIST_QUERIES = 5


def url(name, *args):
    return reverse(f"scheduling:{name}", args=["chastel", *args])


def text(response):
    return " ".join(soup(response).get_text().split())


@pytest.fixture
def poll(organisation):
    with organisation_scope(organisation):
        poll = PollFactory(meeting__title="RCP plaies")
        SlotFactory.create_batch(2, poll=poll)
        RespondentFactory.create_batch(2, poll=poll)
        return poll


@pytest.fixture
def meeting(organisation):
    with organisation_scope(organisation):
        return ParticipantFactory().meeting


@pytest.mark.parametrize("item_count", [1, 3, 25])
def test_poll_page_query_count_is_constant(logged_in, organisation, item_count, page_queries):
    with organisation_scope(organisation):
        poll = PollFactory()
        slots = SlotFactory.create_batch(item_count, poll=poll)
        for respondent in RespondentFactory.create_batch(item_count, poll=poll):
            SlotAnswer.objects.bulk_create(SlotAnswer(slot=slot, respondent=respondent, answer="yes") for slot in slots)

    with page_queries(POLL_QUERIES):
        response = logged_in.get(url("poll", poll.pk))

    assert len(soup(response).select(".fil-date-row")) == item_count


@pytest.mark.parametrize("item_count", [1, 3, 30])
def test_list_query_count_is_constant(logged_in, organisation, item_count, page_queries):
    with organisation_scope(organisation):
        PollFactory.create_batch(item_count)

    with page_queries(LIST_QUERIES):
        response = logged_in.get(url("polls"))

    assert len(soup(response).select("tbody tr")) == min(item_count, 25)


def test_days_and_hours_make_the_dates(logged_in, organisation, meeting):
    day = timezone.localdate() + dt.timedelta(days=10)
    chosen = [day, day + dt.timedelta(days=1)]
    chosen = [one for one in chosen if one.weekday() < 6]

    response = logged_in.post(
        url("poll_create", meeting.pk),
        {
            "days": [one.isoformat() for one in chosen],
            "hour_1": "12:30",
            "hour_2": "18:00",
            "minutes": "75",
            "respond_by": (day - dt.timedelta(days=3)).isoformat(),
        },
    )

    assert response.status_code == 302
    with organisation_scope(organisation):
        found = [(timezone.localtime(one.starts_at), one.minutes) for one in Slot.objects.all()]
    assert [one.date() for one, _ in found] == sorted(chosen * 2)
    assert {(f"{one:%H:%M}", minutes) for one, minutes in found} == {("12:30", 75), ("18:00", 75)}


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Choisissez au moins une date"),
        ({"other_day": "2027-01-12", "hour_1": ""}, "À quelle heure"),
        ({"days": "2020-01-06"}, "Sélectionnez un choix valide"),
        ({"other_day": "2020-01-06"}, "déjà passée"),
        ({"other_day": "2027-01-12", "minutes": "5"}, "supérieure ou égale à 10"),
        ({"other_day": "2027-01-12", "respond_by": ""}, "obligatoire"),
        ({"other_day": "2027-01-12", "message": "Pour Mme Dupont née le 12/03/1950"}, "patient"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(logged_in, organisation, meeting, typed, sentence):
    usual = {"hour_1": "12:15", "minutes": "60", "respond_by": (noon_in(7)).date().isoformat()}

    response = logged_in.post(url("poll_create", meeting.pk), usual | typed)

    page = soup(response)
    assert response.status_code == 422
    assert sentence in text(response)
    assert page.select_one("input[name=hour_1]").get("value", "") == (usual | typed)["hour_1"]
    with organisation_scope(organisation):
        assert Poll.objects.count() == 0


def test_a_meeting_that_has_its_poll_leads_to_it(logged_in, poll):
    response = logged_in.get(url("poll_create", poll.meeting_id))

    assert response["Location"] == poll.get_absolute_url()


def test_choosing_asks_for_the_room_then_convenes(logged_in, organisation, poll):
    with organisation_scope(organisation):
        slot = poll.slots.first()

    page = logged_in.get(url("slot_choose", poll.pk, slot.pk))
    response = logged_in.post(url("slot_choose", poll.pk, slot.pk), {"place": "Salle 2", "message": "À bientôt"})
    again = logged_in.post(url("slot_choose", poll.pk, slot.pk), {"place": "Salle 3"})

    with organisation_scope(organisation):
        meeting = Meeting.objects.get()
        assert Message.objects.filter(kind="meetings.invitation").count() == 2
    assert "Choisir et convoquer" in text(page)
    assert response["Location"] == again["Location"] == meeting.get_absolute_url()
    assert (meeting.status, meeting.place, meeting.message) == ("convened", "Salle 2", "À bientôt")


def test_two_coordinators_cannot_choose_two_dates(logged_in, organisation, membership, poll):
    with organisation_scope(organisation):
        first, last = poll.slots.all()
        other = MembershipFactory(organisation=organisation)
        services.choose_slot(first, by=other)

    response = logged_in.post(url("slot_choose", poll.pk, last.pk), {"place": "Salle 3"})

    assert response.status_code == 422
    assert f"{other.user} a déjà choisi une autre date" in text(response)


@pytest.mark.parametrize(
    ("name", "posted", "sentence"),
    [
        ("reminders", {"act": "now"}, "2 personnes relancées."),
        ("reminders", {"act": "off"}, "Plus aucun rappel ne partira."),
        ("newcomers_ask", {}, "Tout le monde était déjà interrogé."),
        ("poll_stop", {}, "Sondage arrêté"),
        ("poll_reopen", {}, "Ce sondage est « en cours »"),
    ],
)
def test_acts_say_what_they_did(logged_in, poll, name, posted, sentence):
    response = logged_in.post(url(name, poll.pk), posted, follow=True)

    assert sentence in text(response)


def test_reminding_people_without_an_address_is_explained(logged_in, organisation, poll):
    with organisation_scope(organisation):
        for respondent in Respondent.objects.all():
            respondent.person.email = ""
            respondent.person.save()

    response = logged_in.post(url("reminders", poll.pk), {"act": "now"}, follow=True)

    assert "Personne à relancer" in text(response)


def test_a_member_sees_their_own_engagements_beside_each_date(client, organisation):
    with organisation_scope(organisation):
        professional = MembershipFactory(organisation=organisation, roles=["professional"])
        poll = PollFactory()
        slot = SlotFactory(poll=poll, starts_at=noon_in(20))
        RespondentFactory(poll=poll, person=PersonFactory(user=professional.user))
        MeetingFactory(title="Bureau de décembre", starts_at=noon_in(20) + dt.timedelta(minutes=30))
    client.force_login(professional.user)

    page = client.get(url("answer_own", poll.pk))
    client.post(url("answer_own", poll.pk), {f"date-{slot.pk}": "if_needed"})

    assert "Dans votre agenda : Bureau de décembre" in text(page)
    with organisation_scope(organisation):
        assert SlotAnswer.objects.get().answer == "if_needed"


def test_the_last_day_of_an_absence_keeps_one_busy_and_a_task_does_not(client, organisation, membership):
    with organisation_scope(organisation):
        me = PersonFactory(user=membership.user)
        poll = PollFactory()
        day = timezone.localdate(SlotFactory(poll=poll, starts_at=noon_in(20)).starts_at)
        RespondentFactory(poll=poll, person=me)
        AbsenceFactory(person=me, first_on=day - dt.timedelta(days=2), last_on=day)
        Task.objects.create(title="Relancer l’éditeur", due_on=day, owner=me, released_at=timezone.now())
    client.force_login(membership.user)

    found = [one.get_text() for one in soup(client.get(url("answer_own", poll.pk))).select(".date-conflict")]

    assert len(found) == 1
    assert found[0].endswith(", toute la journée")


def test_the_page_of_a_draft_offers_to_find_a_date_then_shows_the_poll(logged_in, organisation, meeting, membership):
    before = text(logged_in.get(meeting.get_absolute_url()))
    with organisation_scope(organisation):
        services.open_poll(meeting, by=membership, slots=moments(9), respond_by=noon_in(5).date())
    after = text(logged_in.get(meeting.get_absolute_url()))

    assert ("Trouver une date" in before, "Trouver une date" in after) == (True, False)
    assert "0 réponse sur 1" in after


def moments(*days):
    return [(noon_in(day), noon_in(day) + dt.timedelta(hours=1)) for day in days]


def test_a_professional_reads_but_does_not_run_the_poll(client, organisation, poll):
    client.force_login(MembershipFactory(organisation=organisation, roles=["professional"]).user)

    page = client.get(url("poll", poll.pk))

    assert "Choisir" not in text(page)
    assert client.post(url("poll_stop", poll.pk)).status_code == 403


def test_the_poll_of_a_reserved_meeting_does_not_exist_for_the_others(client, organisation, poll):
    with organisation_scope(organisation):
        Meeting.objects.update(confidentiality="managers")
        slot = poll.slots.first()
    client.force_login(MembershipFactory(organisation=organisation, roles=["assistant"]).user)

    pages = [
        url("poll", poll.pk),
        url("poll_create", poll.meeting_id),
        url("slots_add", poll.pk),
        url("slot_choose", poll.pk, slot.pk),
        url("poll_export", poll.pk, "csv"),
    ]

    assert {client.get(page).status_code for page in pages} == {404}
    assert "RCP plaies" not in text(client.get(url("polls")))


def test_home_page_says_who_is_awaited_then_that_a_date_is_to_choose(in_organisation, organisation, membership):
    poll = PollFactory(meeting__title="RCP plaies")
    SlotFactory(poll=poll)
    RespondentFactory(poll=poll)

    def items():
        provider = registry.today.get("scheduling")
        return [(item.section, item.label, item.detail) for item in provider(membership)]

    waiting = items()
    Respondent.objects.update(answered_at=timezone.now())

    assert waiting == [("waiting_others", "Date de RCP plaies", "Sondage : 1\u00a0personne sans réponse")]
    assert items() == [("due", "Choisir la date : RCP plaies", "Tout le monde a répondu")]


def test_home_page_asks_a_member_for_their_answer(in_organisation, organisation):
    professional = MembershipFactory(organisation=organisation, roles=["professional"])
    poll = PollFactory()
    RespondentFactory(poll=poll, person=PersonFactory(user=professional.user))

    found = [(item.section, item.url) for item in registry.today.get("scheduling")(professional)]

    assert found == [("waiting_me", url("answer_own", poll.pk))]


def test_what_somebody_answered_is_handed_over_then_forgotten(in_organisation, poll):
    person = Respondent.objects.first().person
    SlotAnswer.objects.create(slot=poll.slots.first(), respondent=Respondent.objects.first(), answer="yes")
    Respondent.objects.update(word="Plutôt le midi")
    kept = registry.personal_data.get("scheduling")

    handed = list(kept.export(person.pk))
    kept.erase(person.pk)

    assert [(row["réponse"], row["mot"]) for row in handed] == [("oui", "Plutôt le midi")]
    assert Respondent.objects.get(person=person).word == ""
    Poll.objects.update(status="chosen")
    assert kept.erase(person.pk) == 1


def test_the_absence_of_somebody_else_does_not_keep_a_manager_busy(client, organisation):
    with organisation_scope(organisation):
        manager = MembershipFactory(organisation=organisation, roles=["manager"])
        poll = PollFactory()
        day = timezone.localdate(SlotFactory(poll=poll, starts_at=noon_in(20)).starts_at)
        RespondentFactory(poll=poll, person=PersonFactory(user=manager.user))
        AbsenceFactory(person=PersonFactory(), first_on=day, last_on=day)
    client.force_login(manager.user)

    page = client.get(url("answer_own", poll.pk))

    assert page.status_code == 200
    assert "Dans votre agenda" not in text(page)
