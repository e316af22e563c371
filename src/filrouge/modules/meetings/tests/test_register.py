"""The register of decisions: found, followed, looked at again, replaced."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from filrouge.kernel.timeline.models import Entry
from filrouge.modules.meetings import queries, services
from filrouge.modules.meetings.models import DecisionReview
from tests.factories import AgendaItemFactory, DecisionFactory, MeetingFactory, MembershipFactory
from tests.htmx import assert_same_fragment, soup

TODAY = timezone.localdate()
PAGE_QUERIES = 9


def days(count):
    return timezone.localdate() + dt.timedelta(days=count)


@pytest.fixture
def decision(in_organisation):
    return DecisionFactory(text="Ouvrir le samedi", decided_on=days(-400), review_on=days(-1), body="Bureau")


def register(logged_in, **query):
    answer = soup(logged_in.get(reverse("meetings:decisions", args=["chastel"]), query))
    return [row.get_text(strip=True).partition(" : ")[2] for row in answer.select("#decision-rows .fil-row-title")]


def test_a_decision_confirmed_comes_back_on_its_day(decision, membership):
    services.review_decision(decision, by=membership, outcome="confirmed", review_on=days(90), word="Tout va bien.")

    decision.refresh_from_db()
    assert (decision.status, decision.review_on) == ("to_apply", days(90))
    assert list(queries.decisions_to_review(membership, days(89))) == []
    assert list(queries.decisions_to_review(membership, days(90))) == [decision]
    assert Entry.objects.get().sentence == "a revu la décision « Ouvrir le samedi » : confirmée"


@pytest.mark.parametrize("outcome", ["applied", "dropped"])
def test_a_decision_applied_or_dropped_is_not_looked_at_again(decision, membership, outcome):
    services.review_decision(decision, by=membership, outcome=outcome)

    decision.refresh_from_db()
    assert (decision.status, decision.review_on) == (outcome, None)


def test_a_decision_replaced_leads_to_the_one_that_holds(decision, membership, logged_in):
    newer = DecisionFactory(text="Ouvrir un samedi sur deux", decided_on=days(-2))

    services.review_decision(decision, by=membership, outcome="replaced", replaced_by=newer)

    decision.refresh_from_db()
    assert (decision.status, decision.replaced_by) == ("replaced", newer)
    assert "Une décision plus récente la remplace." in logged_in.get(decision.get_absolute_url()).content.decode()
    assert "Ouvrir le samedi" in logged_in.get(newer.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"outcome": "replaced"}, "Choisissez la décision qui la remplace."),
        ({"outcome": "confirmed", "review_on": TODAY}, "Choisissez une date à venir, ou aucune."),
        ({"outcome": "confirmed", "word": "Mme Durand, née le 12/03/1950"}, "."),
    ],
)
def test_a_review_that_says_too_little_or_too_much_is_refused(decision, membership, wrong, sentence):
    with pytest.raises(ValidationError) as refused:
        services.review_decision(decision, by=membership, **wrong)

    assert sentence in " ".join(refused.value.messages)
    assert DecisionReview.objects.count() == 0


def test_a_decision_is_not_replaced_by_itself_nor_by_an_older_one(decision, membership):
    older = DecisionFactory(decided_on=days(-500))
    for one in (decision, older):
        with pytest.raises(ValidationError, match="remplacée par une plus récente"):
            services.review_decision(decision, by=membership, outcome="replaced", replaced_by=one)


def test_once_replaced_only_the_newer_one_is_followed(decision, membership):
    newer = DecisionFactory(decided_on=days(-2))
    services.review_decision(decision, by=membership, outcome="replaced", replaced_by=newer)

    with pytest.raises(ValidationError, match="déjà remplacée"):
        services.review_decision(decision, by=membership, outcome="confirmed")
    with pytest.raises(ValidationError, match="se remplace par une autre"):
        services.change_decision(decision, by=membership, status="applied")


def test_replacing_is_not_a_state_one_picks_in_the_list(decision, membership):
    with pytest.raises(ValidationError, match="se remplace par une autre"):
        services.change_decision(decision, by=membership, status="replaced")


def test_a_provisional_decision_waits_for_its_minutes(membership, in_organisation):
    provisional = DecisionFactory(number=None, year=None)

    with pytest.raises(ValidationError, match="pas encore au registre"):
        services.review_decision(provisional, by=membership, outcome="confirmed")


def test_the_latest_review_can_be_taken_back(decision, membership):
    newer = DecisionFactory(decided_on=days(-2))
    first = services.review_decision(decision, by=membership, outcome="confirmed", review_on=days(30))
    second = services.review_decision(decision, by=membership, outcome="replaced", replaced_by=newer)
    with pytest.raises(ValidationError, match="Seule la dernière"):
        services.undo_review(first, by=membership)

    services.undo_review(second, by=membership)

    decision.refresh_from_db()
    assert (decision.status, decision.review_on, decision.replaced_by) == ("to_apply", days(30), None)
    assert list(decision.reviews.all()) == [first]


def test_professionals_read_and_do_not_follow(decision, organisation, client):
    reader = MembershipFactory(organisation=organisation, roles=["professional"])
    client.force_login(reader.user)

    assert client.get(decision.get_absolute_url()).status_code == 200
    with pytest.raises(PermissionDenied):
        services.review_decision(decision, by=reader, outcome="confirmed")


def test_the_page_takes_what_the_team_says(logged_in, decision):
    answer = logged_in.post(decision.get_absolute_url(), {"outcome": "confirmed", "review_on": days(60).isoformat()})

    decision.refresh_from_db()
    assert (answer.status_code, decision.review_on) == (302, days(60))

    review = decision.reviews.get()
    logged_in.post(reverse("meetings:review_undo", args=["chastel", decision.pk, review.pk]))
    decision.refresh_from_db()
    assert decision.review_on == days(-1)


def test_a_refused_review_keeps_what_was_typed(logged_in, decision):
    answer = logged_in.post(decision.get_absolute_url(), {"outcome": "replaced", "word": "Trop peu de monde"})

    assert answer.status_code == 422
    assert "Choisissez la décision qui la remplace." in answer.content.decode()
    assert "Trop peu de monde" in answer.content.decode()


def test_the_register_is_filtered_by_body_year_state_and_review(logged_in, decision):
    DecisionFactory(text="Acheter un échographe", body="Équipe", year=2025, status="applied")

    assert register(logged_in, body="Bureau") == ["Ouvrir le samedi"]
    assert register(logged_in, year="2025") == ["Acheter un échographe"]
    assert register(logged_in, status="applied") == ["Acheter un échographe"]
    assert register(logged_in, status="due") == ["Ouvrir le samedi"]
    assert register(logged_in, body="nowhere", year="never") == ["Acheter un échographe", "Ouvrir le samedi"]


def test_following_a_decision_goes_back_to_the_list_as_it_was(logged_in, decision):
    path = reverse("meetings:decision_follow", args=["chastel", decision.pk])

    answer = logged_in.post(path, {"status": "applied", "filters": "body=Bureau&q=samedi"})

    assert answer["Location"] == f"/chastel/reunions/decisions/?body=Bureau&q=samedi#decision-{decision.pk}"


def test_the_rows_brought_by_htmx_are_those_of_the_page(logged_in, decision):
    assert_same_fragment(logged_in, reverse("meetings:decisions", args=["chastel"]), "#decision-rows")


@pytest.mark.parametrize("count", [1, 3])
def test_the_queries_of_a_decision_do_not_grow(logged_in, in_organisation, membership, page_queries, count):
    decision = DecisionFactory(decided_on=days(-30))
    for rank in range(count):
        services.review_decision(decision, by=membership, outcome="confirmed", review_on=days(30 + rank))
        DecisionFactory(decided_on=days(-40), status="replaced", replaced_by=decision)
        services.add_session_task(decision.item, by=membership, title=f"Tâche {rank}")

    with page_queries(PAGE_QUERIES):
        assert logged_in.get(decision.get_absolute_url()).status_code == 200


def test_a_decision_of_a_reserved_meeting_is_read_by_those_concerned(decision, organisation, client):
    sealed = MeetingFactory(confidentiality="managers")
    hidden = DecisionFactory(item=AgendaItemFactory(meeting=sealed))
    client.force_login(MembershipFactory(organisation=organisation, roles=["professional"]).user)

    assert client.get(hidden.get_absolute_url()).status_code == 404
