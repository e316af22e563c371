import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from filrouge.kernel.links.models import Link
from filrouge.kernel.links.services import url_of
from filrouge.kernel.links.tasks import prune_links
from filrouge.kernel.mail.models import Message
from filrouge.kernel.people.models import GroupMember
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.kernel.timeline.services import Actor
from filrouge.modules.deciding import notifications, services
from filrouge.modules.deciding.contributions.desk import today
from filrouge.modules.deciding.models import Ballot, BallotBox, Voter
from filrouge.modules.deciding.tasks import follow_proposals
from filrouge.modules.meetings.models import Decision
from tests.factories import GroupFactory, MembershipFactory, OrganisationFactory, PersonFactory
from tests.htmx import soup
from tests.paths import path_in

pytestmark = pytest.mark.django_db

MONDAY = dt.datetime(2026, 11, 30, 10, tzinfo=dt.UTC)  # a working day, at eleven in Paris


def in_days(days):
    return timezone.now() + dt.timedelta(days=days)


@pytest.fixture
def sent(membership, organisation):
    """A function that sends a proposal to so many people, and returns it with their links' paths."""

    def make(people=4, days=7, **details):
        with organisation_scope(organisation):
            asked = PersonFactory.create_batch(people)
            ballot = services.propose(
                by=membership,
                title="Ouvrir le samedi",
                closes_at=in_days(days),
                people=asked,
                **{"method": "yes_no", **details},
            )
            ballot = services.send_proposal(ballot, by=membership)
            return ballot, [
                path_of(link)
                for link in Link.objects.filter(purpose=notifications.PROPOSAL).order_by("person__sort_name")
            ]

    return make


def path_of(link):
    return path_in(url_of(link))


def read(ballot):
    with organisation_scope(ballot.organisation):
        return Ballot.objects.get(pk=ballot.pk)


def text_of(response):
    return " ".join(soup(response).get_text().split())


def test_a_proposal_asks_a_group_and_others_once_each(membership, in_organisation):
    group = GroupFactory()
    member, both, other = PersonFactory.create_batch(3)
    for person in (member, both):
        GroupMember.objects.create(group=group, person=person, joined_on=dt.date(2020, 1, 6))

    ballot = services.propose(
        by=membership, title="Samedi ?", closes_at=in_days(7), group=group, people=[both, other], method="consent"
    )

    assert {voter.person_id for voter in ballot.voters.all()} == {member.pk, both.pk, other.pk}
    assert Message.objects.count() == 0


def test_sending_writes_to_each_with_their_own_link(sent):
    ballot, paths = sent()

    with organisation_scope(ballot.organisation):
        messages = list(Message.objects.values_list("kind", "subject"))
    assert messages == [("deciding.proposal", "Votre avis : Ouvrir le samedi")] * 4
    assert len(set(paths)) == 4


def test_opening_the_link_shows_the_question_and_counts_nothing(client, sent):
    ballot, paths = sent(text="Ouvrir un samedi sur deux.")

    page = text_of(client.get(paths[0]))

    assert "Ouvrir un samedi sur deux." in page
    assert "Vote nominatif" in page
    with organisation_scope(ballot.organisation):
        assert not Voter.objects.filter(has_voted=True).exists()


def test_one_tap_answers_and_another_changes_it(client, sent):
    ballot, paths = sent()
    client.post(paths[0], {"side": "for"})

    response = client.post(paths[0], {"side": "against"}, follow=True)

    assert "Votre voix est comptée : contre." in text_of(response)
    with organisation_scope(ballot.organisation):
        assert list(Voter.objects.filter(has_voted=True).values_list("paper", flat=True)) == [{"side": "against"}]


def test_a_secret_answer_is_counted_once_and_shown_no_more(client, sent):
    ballot, paths = sent(is_secret=True)
    client.post(paths[0], {"side": "for"})

    response = client.post(paths[0], {"side": "against"}, follow=True)

    page = soup(response)
    assert "personne ne sait retrouver le vôtre" in page.get_text()
    assert not page.select("form.fil-paper, form [name=side]")
    with organisation_scope(ballot.organisation):
        assert BallotBox.objects.get().papers == [{"side": "for"}]


@pytest.mark.parametrize(
    ("method", "posted", "status"),
    [
        ("consent", {"side": "objection", "reason": ""}, 422),
        ("consent", {"side": "objection", "reason": "Pas de secrétariat"}, 302),
        ("judgement", {"option-0": "5"}, 422),
        ("judgement", {"option-0": "5", "option-1": "2"}, 302),
        ("ranking", {"option-0": "1", "option-1": "1"}, 302),
        ("dots", {"option-0": "3", "option-1": "1"}, 422),
        ("dots", {"option-0": "3"}, 302),
        ("yes_no", {"side": "<script>"}, 422),
    ],
)
def test_each_kind_of_question_is_answered_by_link(client, sent, method, posted, status):
    options = [] if method in {"consent", "yes_no"} else ["Lundi", "Mardi"]
    _ballot, paths = sent(method=method, options=options)

    assert client.post(paths[0], posted).status_code == status


def test_the_link_of_a_person_is_no_use_to_vote_twice_or_for_another(client, sent):
    ballot, paths = sent(is_secret=True)

    for path in (paths[0], paths[0]):
        client.post(path, {"side": "for"})
    Client().post(paths[1], {"side": "for"})

    with organisation_scope(ballot.organisation):
        assert Voter.objects.filter(has_voted=True).count() == len(BallotBox.objects.get().papers) == 2


def test_the_link_opens_nothing_in_another_organisation(client, sent):
    _ballot, paths = sent()
    other = OrganisationFactory()

    assert client.get(paths[0].replace("/chastel/", f"/{other.slug}/")).status_code == 404


def test_an_expired_link_shows_nothing_of_the_question(client, sent):
    ballot, paths = sent()
    with organisation_scope(ballot.organisation):
        Link.objects.update(expires_at=timezone.now() - dt.timedelta(minutes=1))

    response = client.get(paths[0])

    assert response.status_code == 410
    assert "samedi" not in response.content.decode()


def test_at_its_date_the_house_counts_and_the_register_has_it_with_its_vote(client, sent, membership):
    ballot, paths = sent(rule="absolute", text="Ouvrir un samedi sur deux.")
    for phone, path in zip((client, Client(), Client()), paths, strict=False):
        phone.post(path, {"side": "for"})

    with organisation_scope(ballot.organisation):
        services.close_due(in_days(8))

    with organisation_scope(ballot.organisation):
        decision = Decision.objects.get()
    assert (decision.text, decision.vote.replace("\u00a0", " "), decision.number) == (
        "Ouvrir un samedi sur deux.",
        "3 pour sur 3 exprimés, il en fallait 2 : adoptée.",
        1,
    )
    assert "il en fallait 2 : adoptée." in text_of(client.get(paths[0]))
    assert Client().post(paths[3], {"side": "for"}).status_code == 422


def test_the_periodic_job_closes_what_is_due_and_leaves_the_rest(sent):
    due, _paths = sent()
    later, _paths = sent()
    with organisation_scope(due.organisation):
        Ballot.objects.filter(pk=due.pk).update(closes_at=timezone.now() - dt.timedelta(minutes=1))

    follow_proposals.func()

    assert [read(due).status, read(later).status] == ["closed", "open"]


def test_closing_by_hand_does_the_same_before_the_date(logged_in, sent, client):
    ballot, paths = sent()
    client.post(paths[0], {"side": "for"})

    logged_in.post(reverse("deciding:ballot_close", args=["chastel", ballot.pk]))

    with organisation_scope(ballot.organisation):
        assert Decision.objects.get().text == "Ouvrir le samedi"


@pytest.mark.parametrize(("method", "papers"), [("yes_no", ["against"]), ("consent", ["objection"])])
def test_what_is_not_adopted_waits_for_somebody_s_word(sent, membership, method, papers):
    ballot, _paths = sent(method=method)
    with organisation_scope(ballot.organisation):
        voter = ballot.voters.first()
        paper = {"side": papers[0], "reason": "Trop tôt"}
        services.cast_vote(ballot, by=Actor(voter.name, voter.person_id), paper=paper)

        services.close_due(in_days(8))

        assert not Decision.objects.exists()


def test_a_quorum_is_of_answers_when_nobody_meets(sent):
    ballot, _paths = sent(quorum="half")
    with organisation_scope(ballot.organisation):
        voter = ballot.voters.first()
        services.cast_vote(ballot, by=Actor(voter.name, voter.person_id), paper={"side": "for"})

        services.close_due(in_days(8))

    assert (
        read(ballot)
        .sentence.replace("\u00a0", " ")
        .startswith("Quorum non atteint : 1 réponse sur 4 personnes interrogées, il en fallait 2.")
    )


@pytest.mark.parametrize("is_secret", [False, True])
def test_the_hour_of_a_named_answer_is_kept_and_never_that_of_a_secret_one(client, logged_in, sent, is_secret):
    ballot, paths = sent(is_secret=is_secret)
    with organisation_scope(ballot.organisation):
        Link.objects.update(created_at=MONDAY)

    client.post(paths[0], {"side": "for"})
    page = text_of(logged_in.get(reverse("links:list", args=["chastel"])))
    prune_links.call()

    with organisation_scope(ballot.organisation):
        [used] = Link.objects.filter(first_used_at__isnull=False)
    assert (used.first_used_at == MONDAY) is is_secret
    assert page.count("non gardée : vote secret") == 4 * is_secret


def reminders_of(ballot):
    with organisation_scope(ballot.organisation):
        return Message.objects.filter(kind=notifications.REMINDER).count()


def open_since_monday(ballot):
    with organisation_scope(ballot.organisation):
        Ballot.objects.update(opened_at=MONDAY, closes_at=MONDAY + dt.timedelta(days=8))


def test_only_the_silent_are_reminded_and_twice_at_most(sent):
    ballot, _paths = sent()
    open_since_monday(ballot)
    with organisation_scope(ballot.organisation):
        voter = ballot.voters.first()
        services.cast_vote(ballot, by=Actor(voter.name, voter.person_id), paper={"side": "for"})

        counts = [services.remind_silent(MONDAY + dt.timedelta(days=day)) for day in (3, 4, 4, 7, 7, 7.1)]

    assert counts == [0, 3, 0, 3, 0, 0]
    assert reminders_of(ballot) == 6


@pytest.mark.parametrize("moment", [MONDAY + dt.timedelta(days=5), MONDAY + dt.timedelta(days=4, hours=9)])
def test_nobody_is_reminded_on_a_week_end_or_in_the_evening(sent, moment):
    ballot, _paths = sent()
    open_since_monday(ballot)

    with organisation_scope(ballot.organisation):
        assert services.remind_silent(moment) == 0


def test_a_reminder_by_hand_counts_as_one_of_the_two(logged_in, sent):
    ballot, _paths = sent()
    address = reverse("deciding:proposal_remind", args=["chastel", ballot.pk])

    answers = [text_of(logged_in.post(address, follow=True)) for _time in range(3)]

    assert reminders_of(ballot) == 8
    assert "déjà eu deux rappels" in answers[2]


def test_more_time_is_given_and_the_links_follow(membership, sent):
    ballot, _paths = sent()
    with organisation_scope(ballot.organisation):
        later = in_days(20)

        services.extend_proposal(ballot, by=membership, closes_at=later)

        assert Link.objects.filter(expires_at=later + notifications.AFTER_CLOSING).count() == 4


@pytest.mark.parametrize("days", [-1, 0, 200])
def test_a_date_that_makes_no_sense_is_refused(membership, in_organisation, days):
    with pytest.raises(ValidationError) as refused:
        services.propose(by=membership, title="Samedi ?", closes_at=in_days(days), people=[PersonFactory()])

    assert set(refused.value.message_dict) == {"closes_at"}


def test_hands_are_not_raised_by_mail(membership, in_organisation):
    with pytest.raises(ValidationError, match="par message"):
        services.propose(
            by=membership, title="Samedi ?", closes_at=in_days(7), people=[PersonFactory()], method="hands"
        )


def test_the_form_asks_whom_and_keeps_what_was_typed(logged_in):
    response = logged_in.post(
        reverse("deciding:proposal_create", args=["chastel"]) + "?mode=yes_no",
        {"title": "Samedi ?", "day": "2099-01-01", "hour": "18:00", "rule": "simple", "base": "expressed"},
    )

    page = soup(response)
    assert response.status_code == 422
    assert "Dites à qui" in page.get_text()
    assert page.select_one("input[name=title]")["value"] == "Samedi ?"


def test_the_form_prepares_a_draft_to_read_over_then_changes_whom_it_asks(logged_in, organisation):
    first, second = PersonFactory.create_batch(2, organisation=organisation)
    day = (timezone.localdate() + dt.timedelta(days=5)).isoformat()
    typed = {"title": "Samedi ?", "day": day, "hour": "18:00", "rule": "simple", "base": "expressed"}
    logged_in.post(
        reverse("deciding:proposal_create", args=["chastel"]) + "?mode=yes_no", {**typed, "people": [first.pk]}
    )
    with organisation_scope(organisation):
        ballot = Ballot.objects.get()

    logged_in.post(reverse("deciding:proposal_edit", args=["chastel", ballot.pk]), {**typed, "people": [second.pk]})

    with organisation_scope(organisation):
        assert [voter.person_id for voter in ballot.voters.all()] == [second.pk]
        assert Message.objects.count() == 0


def test_a_draft_is_read_by_who_prepares_it_only(client, organisation, membership):
    with organisation_scope(organisation):
        ballot = services.propose(by=membership, title="Samedi ?", closes_at=in_days(7), people=[PersonFactory()])
    client.force_login(MembershipFactory(organisation=organisation, roles=["professional"]).user)

    assert client.get(ballot.get_absolute_url()).status_code == 404
    assert "Samedi ?" not in client.get(reverse("deciding:list", args=["chastel"])).content.decode()


def test_one_tap_on_the_home_page_reminds_the_silent(logged_in, membership, in_organisation):
    home, closes_at = reverse("today:home", args=["chastel"]), timezone.now() + dt.timedelta(days=7)
    ballot = services.propose(by=membership, title="Le samedi", closes_at=closes_at, people=[PersonFactory()])
    services.send_proposal(ballot, by=membership)
    form = soup(logged_in.get(home)).select_one("#today-waiting_others").find_parent("section").select_one("form")

    answer = logged_in.post(form["action"], {"next": form.select_one("[name=next]")["value"]})

    assert answer["Location"] == home
    assert ballot.voters.get().reminders == 1


def test_the_home_page_knows_at_once_that_i_answered(logged_in, membership, in_organisation):
    me, home = PersonFactory(user=membership.user), reverse("today:home", args=["chastel"])
    closes_at = timezone.now() + dt.timedelta(days=7)
    ballot = services.propose(by=membership, title="Le samedi", closes_at=closes_at, people=[me, PersonFactory()])
    services.send_proposal(ballot, by=membership)
    before = soup(logged_in.get(home)).select_one("#today-waiting_me")

    logged_in.post(reverse("deciding:vote_cast", args=["chastel", ballot.pk]), {"side": "for"})

    assert before is not None
    assert soup(logged_in.get(home)).select_one("#today-waiting_me") is None


@pytest.mark.usefixtures("a_long_minute")
def test_the_home_page_knows_each_answer_of_one_second(logged_in, membership, in_organisation):
    me, home = PersonFactory(user=membership.user), reverse("today:home", args=["chastel"])
    titles, people = ("Le samedi", "Le dimanche", "Le lundi"), [me, *PersonFactory.create_batch(2)]
    details = {"closes_at": in_days(7), "people": people, "is_secret": True, "method": "yes_no"}
    asked = [services.propose(by=membership, title=title, **details) for title in titles]
    for ballot in asked:
        services.send_proposal(ballot, by=membership)
    mine = Link.objects.get(person=me, object_id=asked[2].voters.get(person=me).pk)

    def waiting():
        heading = soup(logged_in.get(home)).select_one("#today-waiting_me")
        text = heading.find_parent("section").get_text() if heading else ""
        return [title in text for title in titles]

    seen = [waiting()]
    for address in (*[reverse("deciding:vote_cast", args=["chastel", one.pk]) for one in asked[:2]], path_of(mine)):
        logged_in.post(address, {"side": "for"})
        seen.append(waiting())

    assert seen == [[True] * 3, [False, True, True], [False, False, True], [False] * 3]


def test_today_says_what_waits_for_me_and_what_is_to_settle(membership, in_organisation):
    me = PersonFactory(user=membership.user)
    others = PersonFactory.create_batch(2)
    ballot = services.propose(
        by=membership, title="Le samedi", closes_at=in_days(7), people=[me, *others], method="consent"
    )
    services.send_proposal(ballot, by=membership)
    waiting = [(item.section, item.label) for item in today(membership)]
    services.cast_vote(ballot, by=Actor("Moi", me.pk), paper={"side": "objection", "reason": "Trop tôt"})
    services.close_due(in_days(8))

    settled = [(item.section, item.label) for item in today(membership)]

    assert waiting == [("waiting_me", "Votre avis : Le samedi"), ("waiting_others", "Proposition : Le samedi")]
    assert settled == [("due", "À trancher : Le samedi")]


def test_withdrawing_a_proposal_tells_who_opens_their_link(client, membership, sent):
    ballot, paths = sent()
    with organisation_scope(ballot.organisation):
        services.cancel_ballot(ballot, by=membership, reason="Question mal posée")

    page = text_of(client.get(paths[0]))

    assert "retirée : Question mal posée" in page
    assert client.post(paths[0], {"side": "for"}).status_code == 422
