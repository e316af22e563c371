import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from filrouge.kernel.days.almanac import almanac_of
from filrouge.kernel.jobs.worker import run_waiting
from filrouge.kernel.mail import services, tasks
from filrouge.kernel.mail.enums import MessageStatus
from filrouge.kernel.mail.models import MailRules, Message
from filrouge.kernel.mail.quiet import Quiet, quiet_of_team
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.kernel.work.models import Task
from tests.factories import MembershipFactory, OrganisationFactory, PersonFactory

PARIS, MARTINIQUE = ZoneInfo("Europe/Paris"), ZoneInfo("America/Martinique")


@pytest.mark.parametrize(
    ("moment", "opening"),
    [
        ((2026, 12, 8, 10, 0), (2026, 12, 8, 10, 0)),
        ((2026, 12, 8, 19, 59), (2026, 12, 8, 19, 59)),
        ((2026, 12, 8, 20, 0), (2026, 12, 9, 7, 30)),
        ((2026, 12, 8, 7, 29), (2026, 12, 8, 7, 30)),
        ((2026, 12, 5, 21, 0), (2026, 12, 7, 7, 30)),  # Saturday evening: Sunday is silent
        ((2026, 12, 6, 12, 0), (2026, 12, 7, 7, 30)),
        ((2026, 12, 24, 22, 0), (2026, 12, 26, 7, 30)),  # Christmas
        ((2027, 5, 7, 20, 0), (2027, 5, 10, 7, 30)),  # 8 May, a Saturday, then Sunday
        ((2027, 3, 27, 23, 0), (2027, 3, 30, 7, 30)),  # the clock moves on Sunday, Easter Monday follows
        ((2026, 10, 24, 23, 0), (2026, 10, 26, 7, 30)),  # it moves back
    ],
)
def test_ordinary_mail_waits_for_the_morning(in_organisation, moment, opening):
    quiet = quiet_of_team()

    found = quiet.next_opening(dt.datetime(*moment, tzinfo=PARIS))

    assert found == dt.datetime(*opening, tzinfo=PARIS)
    assert not quiet.holds_at(found)


def test_a_team_overseas_sleeps_by_its_own_clock(db):
    with organisation_scope(OrganisationFactory(time_zone="America/Martinique")):
        quiet = quiet_of_team()

        assert quiet.next_opening(dt.datetime(2026, 12, 8, 8, tzinfo=PARIS)) == dt.datetime(
            2026, 12, 8, 7, 30, tzinfo=MARTINIQUE
        )
        # abolition of slavery: 22 May, there only
        assert quiet.next_opening(dt.datetime(2027, 5, 22, 9, tzinfo=MARTINIQUE)) == dt.datetime(
            2027, 5, 24, 7, 30, tzinfo=MARTINIQUE
        )


@pytest.mark.parametrize(
    ("rules", "moment", "silent"),
    [
        ({"quiet_from": dt.time(12), "quiet_until": dt.time(14)}, (2026, 12, 8, 13), True),
        ({"quiet_from": dt.time(12), "quiet_until": dt.time(14)}, (2026, 12, 8, 23), False),
        ({"quiet_from": dt.time(8), "quiet_until": dt.time(8)}, (2026, 12, 8, 3), False),
        ({"quiet_sundays": False}, (2026, 12, 6, 12), False),
        ({"quiet_holidays": False}, (2026, 12, 25, 12), False),
    ],
)
def test_the_team_s_own_rules(in_organisation, rules, moment, silent):
    quiet = Quiet(MailRules(**rules), almanac_of())

    assert quiet.holds_at(dt.datetime(*moment, tzinfo=PARIS)) is silent


@pytest.fixture
def person(in_organisation):
    return PersonFactory(email="elodie@example.org")


def send(person, **changes):
    given = {
        "kind": "tests.news",
        "subject": "Une nouvelle",
        "template": "work/mail/released",
        "context": {"lines": []},
    }
    return services.send(person=person, **given | changes)


def test_what_is_written_at_night_leaves_in_the_morning(person, clock, mailoutbox):
    clock.at(2026, 12, 8, 22)
    message = send(person)
    run_waiting()
    tasks.send_forgotten_mail.call()
    run_waiting()
    assert mailoutbox == []
    assert message.leaves_at == dt.datetime(2026, 12, 9, 7, 30, tzinfo=PARIS)

    clock.at(2026, 12, 9, 7, 31)
    run_waiting()
    assert len(mailoutbox) == 1


@pytest.mark.parametrize("changes", [{"urgent": True}, {"kind": "meetings.invitation"}])
def test_urgent_and_legally_due_mail_passes_at_night(person, clock, mailoutbox, changes):
    clock.at(2026, 12, 8, 22)
    send(person, **changes)

    run_waiting()

    assert len(mailoutbox) == 1


def test_a_worker_that_starts_again_at_night_waits_too(person, clock, mailoutbox):
    send(person)
    clock.at(2026, 12, 11, 23)  # stopped for three days

    run_waiting()
    assert mailoutbox == []

    clock.at(2026, 12, 12, 7, 30)
    tasks.send_forgotten_mail.call()
    run_waiting()
    run_waiting()
    assert len(mailoutbox) == 1


def test_what_asks_nothing_any_more_does_not_leave(person, clock, mailoutbox):
    task = Task.objects.create(title="Relancer", owner=person, released_at=clock.now)
    clock.at(2026, 12, 8, 22)
    send(person, kind="work.released", object_id=task.pk)
    Task.objects.update(status="done", done_on=clock.now.date())

    clock.at(2026, 12, 9, 8)
    run_waiting()

    assert mailoutbox == []
    message = Message.objects.get()
    assert (message.status, message.last_error) == (
        MessageStatus.CANCELLED,
        "Devenu sans objet pendant qu’il attendait.",
    )


def test_the_coordination_lets_go_of_a_mail_that_waits(logged_in, organisation, clock, mailoutbox):
    clock.at(2026, 12, 8, 22)
    with organisation_scope(organisation):
        message = send(PersonFactory(email="a@example.org"))
    page = reverse("mail:detail", args=["chastel", message.pk])
    assert "Envoyer maintenant" in logged_in.get(page).content.decode()

    logged_in.post(reverse("mail:now", args=["chastel", message.pk]))
    run_waiting()

    assert len(mailoutbox) == 1
    assert logged_in.post(reverse("mail:now", args=["chastel", message.pk])).status_code == 422


def test_rules_are_set_by_who_may(logged_in, organisation, client):
    page = reverse("mail:rules", args=["chastel"])
    values = {"quiet_from": "21:00", "quiet_until": "08:00", "quiet_holidays": "on", "digest_weekday": "0"}
    values |= {"digest_hour": "08:00", "weekly_cap": ""}

    assert logged_in.post(page, values).status_code == 302
    with organisation_scope(organisation):
        rules = MailRules.objects.get()
        assert (rules.quiet_from, rules.quiet_sundays, rules.quiet_holidays) == (dt.time(21), False, True)
        assert rules.weekly_cap is None
    assert logged_in.post(page, values | {"quiet_until": "demain"}).status_code == 422
    logged_in.post(page, values)
    with organisation_scope(organisation):
        assert MailRules.objects.count() == 1

    client.force_login(MembershipFactory(organisation=organisation, roles=["professional"]).user)
    assert client.get(page).status_code == 403


def test_no_more_jobs_than_mails(person, clock):
    clock.at(2026, 12, 8, 22)
    send(person)

    assert DBTaskResult.objects.count() == 1
