import datetime as dt

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from filrouge.kernel.days.almanac import Almanac
from filrouge.kernel.mail.models import Message
from filrouge.modules.meetings.models import Meeting
from filrouge.modules.scheduling import queries, services
from filrouge.modules.scheduling.models import Poll, Respondent, SlotAnswer
from filrouge.modules.scheduling.queries.reminders import next_reminder_on, reminder_days
from filrouge.modules.scheduling.templatetags.scheduling import missing_sentence, tally_sentence
from tests.factories import (
    MeetingFactory,
    ParticipantFactory,
    PersonFactory,
    PollFactory,
    RespondentFactory,
    SlotFactory,
    noon_in,
)

DAYS = st.dates(dt.date(2026, 1, 1), dt.date(2030, 12, 31))
TEAM = (("gp", "Claire", "Aubert"), ("nurse", "Nadia", "Colin"), ("nurse", "Paul", "Roy"), ("physio", "Hugo", "Denis"))


@pytest.fixture
def poll(in_organisation):
    poll = PollFactory()
    for profession, first_name, last_name in TEAM:
        person = PersonFactory(profession=profession, first_name=first_name, last_name=last_name)
        RespondentFactory(poll=poll, person=person)
    return poll


def answer(poll, *by_date):
    """One word per date: y(es), i(f needed), n(o) or – for each of the team, in order."""
    values = {"y": "yes", "i": "if_needed", "n": "no"}
    people = [Respondent.objects.get(poll=poll, person__last_name=last) for _, _, last in TEAM]
    for rank, letters in enumerate(by_date):
        slot = SlotFactory(poll=poll, starts_at=noon_in(20 + rank))
        for person, letter in zip(people, letters, strict=True):
            if letter in values:
                SlotAnswer.objects.create(slot=slot, respondent=person, answer=values[letter])


def tallies(poll, membership):
    return queries.tallies_of(queries.polls_with_everything(membership).get(pk=poll.pk))


def best(poll, membership):
    found = queries.best_of(tallies(poll, membership), timezone.now())
    return found and (timezone.localdate(found.slot.starts_at) - timezone.localdate()).days - 20


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (("yynn", "yyyn", "nnnn"), 1),
        (("yyii", "yyy-"), 0),
        (("yyyn", "yyyn"), 0),  # of equals, the earliest
        (("iiii", "yyyy"), 1),
        (("nnnn", "----"), None),
    ],
)
def test_the_best_date_is_where_most_would_come(poll, membership, answers, expected):
    answer(poll, *answers)

    assert best(poll, membership) == expected


def test_a_date_without_somebody_indispensable_is_never_the_best(poll, membership):
    answer(poll, "nyyy", "yynn")
    Respondent.objects.filter(profession="gp").update(is_required=True)

    assert best(poll, membership) == 1


def test_a_date_without_an_indispensable_profession_is_never_the_best(poll, membership):
    answer(poll, "ynny", "nyin")
    Poll.objects.update(required_professions=["nurse"])

    assert best(poll, membership) == 1


def test_a_past_date_is_not_proposed_as_the_best(poll, membership):
    SlotAnswer.objects.create(
        slot=SlotFactory(poll=poll, starts_at=noon_in(-1)), respondent=Respondent.objects.first(), answer="yes"
    )

    assert best(poll, membership) is None


@pytest.mark.parametrize(
    ("answers", "sentence", "missing"),
    [
        ("yiyy", "3 oui, 1 si besoin", ""),
        ("ynny", "2 oui", "il manquerait Nadia Colin et Paul Roy (infirmier·e)"),
        ("yn-y", "2 oui, 1 sans réponse", "il manquerait Nadia Colin et Paul Roy (infirmier·e, 1 sans réponse)"),
        (
            "nnny",
            "1 oui",
            "il manquerait Claire Aubert (médecin généraliste) et Nadia Colin et Paul Roy (infirmier·e)",
        ),
        ("----", "4 sans réponse", ""),
    ],
)
def test_who_would_be_missing_is_told_by_profession(poll, membership, answers, sentence, missing):
    answer(poll, answers)

    tally = tallies(poll, membership)[0]

    assert (tally_sentence(tally), missing_sentence(tally)) == (sentence, missing)


def test_an_indispensable_profession_that_nobody_holds_is_told(poll, membership):
    answer(poll, "yyyy")
    Poll.objects.update(required_professions=["midwife"])

    missing = missing_sentence(tallies(poll, membership)[0])

    assert missing == "il manquerait toute personne de la profession « sage-femme », indispensable"


@given(asked_on=DAYS, length=st.integers(0, 60), place=st.sampled_from(["", "57", "974"]))
def test_reminders_are_two_at_most_on_working_days_inside_the_period(asked_on, length, place):
    almanac, respond_by = Almanac(place, "Zone A"), asked_on + dt.timedelta(days=length)

    days = reminder_days(asked_on, respond_by, almanac)

    assert len(days) <= 2
    assert all(asked_on < day < respond_by and almanac.is_working_day(day) for day in days)


@given(asked_on=DAYS, length=st.integers(1, 60), skipped=st.sets(st.integers(0, 60)))
def test_whatever_days_the_machine_is_off_nobody_gets_more_than_two_reminders(asked_on, length, skipped):
    almanac, respond_by = Almanac(), asked_on + dt.timedelta(days=length)
    sent, reminded_on = [], None

    for step in range(length + 2):
        today = asked_on + dt.timedelta(days=step)
        due = next_reminder_on(
            asked_on=asked_on,
            reminded_on=reminded_on,
            reminders=len(sent),
            respond_by=respond_by,
            today=today,
            almanac=almanac,
        )
        if step not in skipped and due == today:
            sent.append(today)
            reminded_on = today

    assert len(sent) <= 2
    assert all(almanac.is_working_day(day) and asked_on < day < respond_by for day in sent)
    assert len(set(sent)) == len(sent)


def at(text):
    return timezone.make_aware(dt.datetime.fromisoformat(text))


@pytest.fixture
def waiting(in_organisation):
    """Asked on Thursday 3 December 2026 at eight, answer awaited by the 14th: reminders on the 8th and the 11th."""
    poll = PollFactory(respond_by=dt.date(2026, 12, 14))
    SlotFactory(poll=poll, starts_at=at("2027-01-12T12:30"))
    RespondentFactory(poll=poll, asked_at=at("2026-12-03T08:00"))
    RespondentFactory(poll=poll, asked_at=at("2026-12-03T08:00"), answered_at=at("2026-12-03T09:00"))
    return poll


@pytest.mark.parametrize(
    ("moment", "sent"),
    [
        ("2026-12-07T10:00", 0),  # too early
        ("2026-12-08T08:59", 0),  # before nine
        ("2026-12-08T09:00", 1),
        ("2026-12-08T18:00", 0),  # after six in the evening
        ("2026-12-12T10:00", 0),  # Saturday
        ("2026-12-14T10:00", 0),  # the last day is theirs
    ],
)
def test_the_silent_are_reminded_in_working_hours(waiting, moment, sent):
    assert services.remind_silent(at(moment)) == sent


def test_two_reminders_and_no_more_and_none_after_an_answer(waiting):
    Respondent.objects.filter(answered_at=None).update(reminders=1, reminded_at=at("2026-12-08T09:00"))

    found = [services.remind_silent(at(f"2026-12-{day}T10:00")) for day in ("10", "11")]
    Respondent.objects.update(reminded_at=at("2026-12-11T10:00"))
    found.append(services.remind_silent(at("2026-12-11T11:00")))

    assert found == [0, 1, 0]
    assert Message.objects.filter(kind="scheduling.reminder").count() == 1


def test_reminders_stopped_stay_stopped_until_taken_up(waiting, membership):
    services.set_reminders(waiting, by=membership, on=False)
    assert services.remind_silent(at("2026-12-09T10:00")) == 0

    services.set_reminders(waiting, by=membership, on=True)
    assert services.remind_silent(at("2026-12-09T10:00")) == 1


def test_a_meeting_convened_by_hand_reminds_nobody(waiting):
    Meeting.objects.update(status="convened", convened_at=at("2026-12-05T10:00"))

    assert services.remind_silent(at("2026-12-09T10:00")) == 0


def test_dates_all_past_remind_nobody(waiting):
    waiting.slots.update(starts_at=at("2026-12-01T12:30"), ends_at=at("2026-12-01T13:30"))

    assert services.remind_silent(at("2026-12-09T10:00")) == 0


def test_suggestions_follow_attendance_days_on_site_and_avoid_holidays_and_other_meetings(in_organisation):
    people = [PersonFactory(days_on_site=[1, 3]), PersonFactory(days_on_site=[3])]
    meeting = MeetingFactory()
    held = MeetingFactory(type=meeting.type, status="held", starts_at=at("2026-11-19T13:00"))  # a Thursday
    for person in people:
        ParticipantFactory(meeting=held, person=person, presence="present")
    busy = MeetingFactory(starts_at=at("2026-12-10T12:45"))
    ParticipantFactory(meeting=busy, person=people[0])

    found = queries.suggestions_for(
        meeting, people, Almanac("", "Zone A"), today=dt.date(2026, 11, 27), days=40, limit=2
    )

    assert [timezone.localtime(one.starts_at).strftime("%d/%m %H:%M") for one in found] == [
        "08/12 12:30",
        "17/12 13:00",
    ]
    assert found[1].reasons == [
        "2\u00a0personnes sur 2 sur site le jeudi",
        "100\u00a0% de présents d’habitude le jeudi à 13\u00a0h (1\u00a0réunion)",
    ]
