import datetime as dt

import pytest
from django.utils import timezone

from filrouge.kernel import registry
from filrouge.kernel.search.queries import find
from filrouge.kernel.timeline.models import Entry
from filrouge.kernel.timeline.queries import readable_entries
from filrouge.kernel.timeline.services import Actor
from filrouge.modules.deciding import services
from filrouge.modules.deciding.models import ProjectIdea, Voter
from tests.factories import BallotFactory, BoardFactory, MembershipFactory, ParticipantFactory, PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_organisation")]


@pytest.fixture
def voted(membership):
    """A function that holds a vote of three people, the first of whom is returned with it."""

    def make(side="for", **details):
        ballot = BallotFactory(title="Ouvrir le samedi", **details)
        come = ParticipantFactory.create_batch(3, meeting=ballot.meeting, presence="present")
        ballot = services.open_ballot(ballot, by=membership)
        for one in come:
            paper = {"side": side, "reason": "Trop tôt"}
            services.cast_vote(ballot, by=Actor(one.person.full_name, one.person_id), paper=paper)
        return services.close_ballot(ballot, by=membership), come[0].person

    return make


def found(membership, words):
    return [hit.title for hit in find(membership, words)]


def test_a_vote_is_found_by_its_words_and_its_result(membership, voted):
    voted(text="Avec une infirmière")

    assert found(membership, "infirmière") == ["Ouvrir le samedi"]


def test_a_draft_and_a_reserved_vote_are_not_found(organisation, membership, voted):
    services.prepare_ballot(BoardFactory().item, by=membership, title="Brouillon secret")
    voted(item__meeting__confidentiality="managers")
    assistant = MembershipFactory(organisation=organisation, roles=["assistant"])

    assert [found(membership, "brouillon"), found(assistant, "samedi")] == [[], []]


def export(person):
    return list(registry.personal_data.get("deciding").export(person.pk))


@pytest.mark.parametrize(("is_secret", "answer"), [(False, "pour"), (True, "")])
def test_a_person_is_handed_their_named_votes_and_of_secret_ones_only_that_they_voted(voted, is_secret, answer):
    _ballot, person = voted(is_secret=is_secret)

    assert export(person) == [{"question": "Ouvrir le samedi", "a voté": "oui", "réponse": answer}]


def test_erasing_a_person_leaves_the_votes_and_takes_the_name(voted):
    ballot, person = voted(side="objection", method="consent")

    registry.personal_data.get("deciding").erase(person.pk)

    assert Voter.objects.get(person=person).name == "Personne effacée"
    assert sorted(ballot.objections.values_list("name", flat=True))[-1] == "Personne effacée"
    assert ballot.voters.filter(has_voted=True).count() == 3


def test_everything_leaves_with_the_organisation_but_who_voted_what_in_secret(membership, voted):
    voted(is_secret=True)
    board = BoardFactory()
    services.add_idea(board, text="Un banc", once="x")
    sequence = services.start_sequence(board.item, by=membership, code="hats", title="Le samedi ?")
    services.contribute(sequence, text="Un fait", once="x")

    rows = {name: list(registry.portability.get(f"deciding.{name}")()) for name in ("ballots", "boards", "sequences")}

    assert [one["réponse"] for one in rows["ballots"][0]["votants"]] == [None, None, None]
    assert rows["ballots"][0]["décompte"] == {"pour": 3, "contre": 0, "abstentions": 0}
    assert rows["boards"][0]["à regrouper"] == ["Un banc"]
    assert rows["sequences"][0]["contributions"][0]["texte"] == "Un fait"


def test_ideas_that_wait_are_given_to_who_makes_projects(membership):
    services.note_project_idea(by=membership, title="Un jardin")
    ProjectIdea.objects.create(title="Écartée", state="dropped")

    given = list(registry.project_ideas.get("deciding")(membership))

    assert [(one.title, one.noted_on) for one in given] == [("Un jardin", timezone.localdate())]


def test_closing_dates_of_proposals_are_deadlines(membership):
    closes_at = timezone.now() + dt.timedelta(days=7)
    ballot = services.propose(by=membership, title="Samedi ?", closes_at=closes_at, people=[PersonFactory()])
    services.send_proposal(ballot, by=membership)

    (deadline,) = registry.deadlines.get("deciding.proposals")(membership)

    assert (deadline.due_on, deadline.label) == (timezone.localdate(closes_at), "Fin des réponses : Samedi ?")


def test_the_history_of_a_reserved_vote_is_closed_with_its_meeting(organisation, voted):
    ballot, _person = voted(item__meeting__confidentiality="managers")
    assistant = MembershipFactory(organisation=organisation, roles=["assistant"])

    read = readable_entries(assistant).filter(subject_kind="deciding.ballot")

    assert Entry.objects.filter(subject_id=ballot.pk).exists()
    assert list(read) == []
