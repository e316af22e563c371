"""Preparing, sending, reminding, closing; the pages and the personal link."""

import datetime as dt
import re

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from filrouge.kernel import registry
from filrouge.kernel.links import services as links
from filrouge.kernel.mail.models import Message
from filrouge.kernel.tenancy.enums import Role
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.modules.maturity import notifications, queries, services
from filrouge.modules.maturity.models import AnswerBox, Assessment, Invitation
from filrouge.modules.maturity.tests.shape import CODES, done, opened, say
from tests.factories import GroupFactory, MembershipFactory, PersonFactory

DAY = dt.datetime(2026, 11, 10, 9, tzinfo=dt.UTC)  # a Tuesday


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: DAY)


def url(name, *args):
    return reverse(f"maturity:{name}", args=["chastel", *args])


@pytest.fixture
def under_way(organisation, membership):
    with organisation_scope(organisation):
        return opened(membership, 4)


@pytest.fixture
def closed(organisation, membership):
    with organisation_scope(organisation):
        return done(membership)


def link_to(organisation, person):
    with organisation_scope(organisation):
        invitation = Invitation.objects.select_related("person", "assessment").get(person=person)
        return links.url_of(notifications.link_of(invitation)).split("localhost:8000")[-1]


def typed(level="2", **more):
    return {f"level-{code}": level for code in CODES} | more


def test_an_empty_team_is_led_to_its_first_assessment(logged_in):
    assert url("create") in logged_in.get(url("list")).content.decode()


def test_an_assessment_is_prepared_read_again_then_sent(logged_in, organisation, membership):
    with organisation_scope(organisation):
        people = [PersonFactory() for _ in range(3)]
    answer = logged_in.post(url("create"), {"title": "Maturité 2026", "closes_on": "2026-11-24"})
    page = logged_in.get(answer.url).content.decode()
    assert people[0].full_name in page
    assert "Concertation" in page or "Se concerter" in page

    logged_in.post(answer.url + "envoyer/")
    with organisation_scope(organisation):
        assert Assessment.objects.get().status == "open"
        assert Message.objects.filter(kind="maturity.invitation").count() == 3


def test_sent_twice_it_is_sent_once(logged_in, organisation, under_way):
    logged_in.post(url("send", under_way[0].pk))

    with organisation_scope(organisation):
        assert Message.objects.filter(kind="maturity.invitation").count() == 4


@pytest.mark.parametrize("day", ["2026-11-10", "2026-11-09", "2027-03-01"])
def test_a_date_that_makes_no_sense_is_refused(logged_in, day):
    assert logged_in.post(url("create"), {"title": "Maturité", "closes_on": day}).status_code == 422


def test_only_the_group_is_asked(in_organisation, membership):
    group = GroupFactory()
    members = [PersonFactory() for _ in range(3)]
    PersonFactory()
    for person in members:
        group.members.create(person=person, joined_on=dt.date(2026, 1, 1))
    assessment = services.prepare(by=membership, title="Bureau", closes_on=dt.date(2026, 11, 20), group=group)
    services.send(assessment, by=membership)

    assert {one.person_id for one in assessment.invitations.all()} == {one.pk for one in members}


def test_one_answers_by_link_without_account(client, organisation, under_way):
    assessment, people = under_way
    path = link_to(organisation, people[0])
    page = client.get(path).content.decode()
    assert page.count("<fieldset") == 16
    assert "data-draft" in page

    answer = client.post(path, typed("3", **{"comment-needs": "Rien à dire"}))
    assert answer.status_code == 302
    assert "Votre réponse est comptée" in client.get(path).content.decode()
    client.post(path, typed("1"))
    with organisation_scope(organisation):
        box = AnswerBox.objects.get(assessment=assessment)
        assert box.levels["needs"] == [0, 0, 0, 1, 0]
        assert box.comments == {"needs": ["Rien à dire"]}


def test_an_empty_answer_comes_back_with_its_reason(client, organisation, under_way):
    answer = client.post(link_to(organisation, under_way[1][0]), {})

    assert answer.status_code == 422
    assert "Donnez un niveau" in answer.content.decode()


def test_the_name_of_a_patient_is_questioned_and_what_was_chosen_stays(client, organisation, under_way):
    answer = client.post(link_to(organisation, under_way[1][0]), typed("4", **{"comment-needs": "Voir Mme Durand"}))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert len(re.findall(r'value="4" checked', page)) == 16
    assert "Voir Mme Durand" in page


def test_after_the_date_the_link_says_so(client, organisation, under_way, monkeypatch):
    path = link_to(organisation, under_way[1][0])
    monkeypatch.setattr(timezone, "now", lambda: DAY + dt.timedelta(days=20))
    assert "ne prend plus de réponses" in client.get(path).content.decode()
    assert client.post(path, typed()).status_code == 422

    monkeypatch.setattr(timezone, "now", lambda: DAY + dt.timedelta(days=60))
    assert client.get(path).status_code == 410


def test_a_link_of_somebody_else_opens_nothing(client, organisation, under_way):
    with organisation_scope(organisation):
        stranger = PersonFactory()
        invitation = Invitation.objects.first()
        link = links.issue(
            person=stranger,
            purpose=notifications.INVITATION,
            object_id=invitation.pk,
            expires_at=DAY + dt.timedelta(days=5),
        )
        path = links.url_of(link).split("localhost:8000")[-1]

    assert client.get(path).status_code == 410


def test_the_page_says_who_answered_and_never_what(logged_in, organisation, under_way):
    assessment, people = under_way
    with organisation_scope(organisation):
        say(assessment, people[0], 3, needs="Un mot gardé pour plus tard")
    page = logged_in.get(url("detail", assessment.pk)).content.decode()

    assert "1 sur 4 ont répondu" in page
    assert "Un mot gardé" not in page


def test_who_only_reads_does_not_see_the_roll(client, organisation, under_way):
    client.force_login(MembershipFactory(organisation=organisation, roles=[Role.PROFESSIONAL]).user)
    assessment, people = under_way
    page = client.get(url("detail", assessment.pk)).content.decode()

    assert people[0].full_name not in page
    for act in ("send", "remind", "close", "cancel", "extend"):
        assert client.post(url(act, assessment.pk)).status_code == 403


def test_a_member_who_is_asked_goes_to_their_own_page(logged_in, organisation, membership, under_way):
    with organisation_scope(organisation):
        assessment, people = under_way
        people[0].user = membership.user
        people[0].email = membership.user.email
        people[0].save()
    answer = logged_in.post(url("answer", under_way[0].pk))

    assert "/lien/" in answer.url
    assert "Répondre maintenant" in logged_in.get(url("detail", under_way[0].pk)).content.decode()


def test_the_silent_are_reminded_twice_at_most(in_organisation, membership):
    assessment, people = opened(membership, 4)
    say(assessment, people[0])

    assert services.remind_now(assessment, by=membership) == 3
    assert services.remind_now(assessment, by=membership) == 3
    with pytest.raises(ValidationError, match="Personne à relancer"):
        services.remind_now(assessment, by=membership)


def test_the_house_reminds_once_whatever_is_repeated(in_organisation, membership):
    opened(membership, 3)
    then = DAY + dt.timedelta(days=7)

    assert services.remind_silent(DAY) == 0
    assert services.remind_silent(then.replace(hour=3)) == 0
    assert services.remind_silent(then) == 3
    assert services.remind_silent(then) == 0


def test_a_reminder_missed_is_not_made_up_for_by_two(in_organisation, membership):
    opened(membership, 3)
    then = DAY + dt.timedelta(days=13)

    assert [services.remind_silent(then + dt.timedelta(hours=hours)) for hours in (0, 1)] == [3, 0]
    assert set(Invitation.objects.values_list("reminders", flat=True)) == {2}


def test_closed_the_results_are_read_by_all(client, organisation, closed):
    client.force_login(MembershipFactory(organisation=organisation, roles=[Role.PROFESSIONAL]).user)
    page = client.get(url("detail", closed.pk)).content.decode()

    assert "4 réponses sur 4" in page
    assert "niveau 2 : 2" in page


def test_its_dates_are_deadlines(organisation, membership, under_way):
    with organisation_scope(organisation):
        labels = [one.label for one in registry.deadlines.get("maturity")(membership)]
        assert labels == ["Fin des réponses : Maturité 2026"]
        for person in under_way[1]:
            say(under_way[0], person)
        services.close(under_way[0], by=membership)
        [one] = registry.deadlines.get("maturity")(membership)
        assert one.due_on == dt.date(2027, 11, 10)


def test_a_person_is_given_what_is_kept_and_forgotten(in_organisation, membership):
    assessment, people = opened(membership, 3)
    say(assessment, people[0])
    ours = registry.personal_data.get("maturity")

    assert list(ours.export(people[0].pk)) == [{"tour": "Maturité 2026", "a répondu": "oui"}]
    assert ours.erase(people[0].pk) == 1
    assert people[0].full_name not in {one.name for one in assessment.invitations.all()}


@pytest.mark.parametrize("people", [3, 9])
def test_an_assessment_costs_the_same_whatever_the_team(logged_in, organisation, membership, page_queries, people):
    with organisation_scope(organisation):
        assessment, _people = opened(membership, people)
    with page_queries(6):
        logged_in.get(url("detail", assessment.pk))


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_whatever_its_length(logged_in, organisation, membership, page_queries, count):
    with organisation_scope(organisation):
        for _ in range(count):
            services.prepare(by=membership, title="Maturité", closes_on=dt.date(2026, 11, 20))
    with page_queries(4):
        logged_in.get(url("list"))


def test_rounds_of_different_groups_are_two_series(in_organisation, membership):
    first, bureau, last = done(membership), done(membership), done(membership)
    Assessment.objects.filter(pk=bureau.pk).update(group=GroupFactory(), next_on=DAY.date())
    Assessment.objects.filter(pk=first.pk).update(next_on=DAY.date())
    first, bureau, last = (queries.closed().get(pk=one.pk) for one in (first, bureau, last))

    assert queries.before(last) == first  # closed the same day, by their order
    assert queries.before(bureau) is None
    assert queries.is_time_again(bureau, DAY.date())
    assert not queries.is_time_again(first, DAY.date())
