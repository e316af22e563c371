import datetime as dt

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.modules.deciding import services
from filrouge.modules.deciding.enums import Method
from filrouge.modules.deciding.models import Ballot, Voter
from filrouge.modules.meetings.models import Decision
from tests.factories import AgendaItemFactory, BallotFactory, MembershipFactory, ParticipantFactory, PersonFactory
from tests.htmx import assert_same_fragment, soup

pytestmark = pytest.mark.django_db

LIST_QUERIES = 6  # session, account, memberships, count, rows, turnout
DETAIL_QUERIES = 6


def url(name, *args):
    return reverse(f"deciding:{name}", args=["chastel", *args])


@pytest.fixture
def opened(membership, organisation):
    """A function that opens a vote to so many people, one of them the account of ``membership``."""

    def make(people=3, **details):
        with organisation_scope(organisation):
            ballot = BallotFactory(**details)
            me = PersonFactory(user=membership.user, last_name="Moi")
            ParticipantFactory(meeting=ballot.meeting, person=me, presence="present")
            ParticipantFactory.create_batch(people - 1, meeting=ballot.meeting, presence="present")
            return services.open_ballot(ballot, by=membership)

    return make


def every_row(organisation):
    with organisation_scope(organisation):
        return {model._meta.label: list(model._default_manager.order_by("pk").values()) for model in apps.get_models()}


def read(ballot):
    with organisation_scope(ballot.organisation):
        return Ballot.objects.get(pk=ballot.pk)


def text_of(response):
    return " ".join(soup(response).select_one("main").get_text().split())


@pytest.mark.parametrize("item_count", [1, 3, 30])
def test_list_query_count_is_constant(logged_in, organisation, membership, item_count, page_queries):
    with organisation_scope(organisation):
        for ballot in BallotFactory.create_batch(item_count):
            ParticipantFactory(meeting=ballot.meeting, presence="present")
            services.open_ballot(ballot, by=membership)

    with page_queries(LIST_QUERIES):
        response = logged_in.get(url("list"))

    assert len(soup(response).select("#ballot-rows li .fil-list-main")) == min(item_count, 25)


@pytest.mark.parametrize("item_count", [1, 3, 40])
def test_detail_query_count_is_constant(logged_in, opened, item_count, page_queries):
    ballot = opened(people=item_count)

    with page_queries(DETAIL_QUERIES):
        response = logged_in.get(url("ballot", ballot.pk))

    assert len(soup(response).select(".fil-roll li")) == item_count


def test_list_rows_are_the_same_by_htmx(logged_in, organisation):
    BallotFactory(organisation=organisation)

    assert_same_fragment(logged_in, url("list"), "#ballot-rows")


def test_the_list_is_filtered_from_the_address(logged_in, organisation):
    BallotFactory(organisation=organisation, title="Horaires du samedi")
    BallotFactory(organisation=organisation, title="Achat", method="consent")

    found = text_of(logged_in.get(url("list"), {"q": "samedi", "method": "yes_no"}))

    assert ("Horaires du samedi" in found, "Achat" in found) == (True, False)


def test_preparing_a_vote_begins_with_the_choice_of_a_method(logged_in, organisation):
    item = AgendaItemFactory(organisation=organisation)

    page = soup(logged_in.get(url("ballot_create", item.pk)))

    first = page.select_one(".fil-methods")
    assert [link["href"] for link in first.select("a")] == [f"?mode={method}" for method in Method.values]


@pytest.mark.parametrize("method", Method.values)
def test_each_method_asks_what_it_needs_and_makes_a_draft(logged_in, organisation, method):
    item = AgendaItemFactory(organisation=organisation, meeting__open=True)
    address = f"{url('ballot_create', item.pk)}?mode={method}"
    names = {field.get("name") for field in soup(logged_in.get(address)).select("main form [name]")}

    logged_in.post(
        address,
        {
            "title": "Quel jour ?",
            "options": "Lundi\nMardi" if "options" in names else "",
            "dots_each": 3,
            "rule": "simple",
            "base": "expressed",
            "electorate": "present",
        },
    )

    with organisation_scope(organisation):
        ballot = Ballot.objects.get()
    assert (ballot.method, ballot.status) == (method, "draft")
    assert ballot.options == (["Lundi", "Mardi"] if "options" in names else [])


def test_what_is_wrong_is_said_beside_the_field_and_nothing_typed_is_lost(logged_in, organisation):
    item = AgendaItemFactory(organisation=organisation, meeting__open=True)

    response = logged_in.post(
        f"{url('ballot_create', item.pk)}?mode=dots",
        {"title": "Quel jour ?", "options": "Lundi", "dots_each": 3, "electorate": "present"},
    )

    page = soup(response)
    assert response.status_code == 422
    assert "au moins deux options" in page.get_text()
    assert page.select_one("textarea[name=options]").get_text().strip() == "Lundi"


def test_a_patient_in_the_question_is_asked_about_before_it_is_kept(logged_in, organisation):
    item = AgendaItemFactory(organisation=organisation, meeting__open=True)

    response = logged_in.post(
        f"{url('ballot_create', item.pk)}?mode=consent",
        {"title": "La suite pour Mme Durand", "electorate": "present"},
    )

    assert response.status_code == 422
    with organisation_scope(organisation):
        assert not Ballot.objects.exists()


def test_a_member_on_the_roll_votes_from_the_page(logged_in, opened):
    ballot = opened()

    response = logged_in.post(url("vote_cast", ballot.pk), {"side": "for"}, follow=True)

    assert "Votre voix est comptée" in soup(response).get_text()
    with organisation_scope(ballot.organisation):
        assert Voter.objects.get(has_voted=True).name == "Dominique Moi"


def test_a_secret_vote_from_the_page_leaves_its_hour_nowhere(logged_in, opened, organisation, monkeypatch):
    ballot = opened(is_secret=True)
    before, later = every_row(organisation), timezone.now() + dt.timedelta(hours=1)
    monkeypatch.setattr(timezone, "now", lambda: later)

    assert logged_in.post(url("vote_cast", ballot.pk), {"side": "for"}).status_code == 302

    after = every_row(organisation)
    assert before["sessions.Session"] == after["sessions.Session"] != []
    assert {label for label in after if after[label] != before[label]} == {"deciding.BallotBox", "deciding.Voter"}
    assert f"{later:%H:%M:%S}" not in str([after["deciding.BallotBox"], after["deciding.Voter"]])


def test_who_is_not_on_the_roll_sees_no_paper_and_is_refused(client, organisation, opened):
    ballot = opened()
    client.force_login(MembershipFactory(organisation=organisation, roles=["professional"]).user)

    page = soup(client.get(url("ballot", ballot.pk)))

    assert not page.select(".fil-paper")
    assert client.post(url("vote_cast", ballot.pk), {"side": "for"}).status_code == 404


def test_an_empty_paper_is_refused_in_place(logged_in, opened):
    ballot = opened(method="judgement", options=["A", "B"])

    response = logged_in.post(url("vote_cast", ballot.pk), {"option-0": "5"})

    assert response.status_code == 422
    assert "Répondez pour chaque option" in text_of(response)
    assert soup(response).select_one("input[name=option-0][value='5']").has_attr("checked")


def test_hands_are_counted_and_the_decision_written_in_two_steps(logged_in, opened):
    ballot = opened(method="hands", title="Ouvrir le samedi")

    counted = logged_in.post(url("hands", ballot.pk), {"in_favour": 2, "against": 1, "abstained": 0}, follow=True)
    logged_in.post(url("register", ballot.pk), {"text": "Ouvrir le samedi", "reason": "Demande forte"})

    assert "2 pour, 1 contre : adoptée." in text_of(counted)
    with organisation_scope(ballot.organisation):
        decision = Decision.objects.get()
    assert (decision.text, decision.reason, decision.vote) == (
        "Ouvrir le samedi",
        "Demande forte",
        "2 pour, 1 contre : adoptée.",
    )


def test_too_many_hands_are_refused_and_what_was_typed_stays(logged_in, opened):
    ballot = opened(method="hands")

    response = logged_in.post(url("hands", ballot.pk), {"in_favour": 7, "against": 1, "abstained": 0})

    assert response.status_code == 422
    assert soup(response).select_one("input[name=in_favour]")["value"] == "7"
    assert read(ballot).status == "open"


@pytest.mark.parametrize("is_secret", [False, True])
def test_the_page_of_a_counted_vote_names_choices_only_when_they_were_named(logged_in, membership, opened, is_secret):
    ballot = opened(is_secret=is_secret)
    with organisation_scope(ballot.organisation):
        for voter in ballot.voters.all():
            services.cast_vote(ballot, by=services.votes.Actor(voter.name, voter.person_id), paper={"side": "for"})

    logged_in.post(url("ballot_close", ballot.pk))

    page = text_of(logged_in.get(url("ballot", ballot.pk)))
    assert "3 pour, 0 contre : adoptée." in page.replace("\u00a0", " ")
    assert ("Qui a répondu quoi" in page) is not is_secret


@pytest.mark.parametrize(
    ("method", "papers", "shown"),
    [
        ("judgement", [[6, 2], [5, 3], [4, 4]], "très bien− · 1 au-dessus, 1 au-dessous"),
        ("ranking", [[1, 2], [1, 2], [2, 1]], "2 – 1"),
        ("dots", [[3, 0], [1, 2], [0, 1]], "4 (2 personnes)"),
    ],
)
def test_the_result_of_each_method_is_drawn_and_written(logged_in, opened, method, papers, shown):
    ballot = opened(method=method, options=["Lundi", "Mardi"], is_secret=True)
    with organisation_scope(ballot.organisation):
        for voter, values in zip(ballot.voters.all(), papers, strict=True):
            services.cast_vote(ballot, by=services.votes.Actor(voter.name, voter.person_id), paper={"values": values})

    logged_in.post(url("ballot_close", ballot.pk))

    assert shown in text_of(logged_in.get(url("ballot", ballot.pk)))


def test_an_objection_is_treated_on_the_page(logged_in, membership, opened):
    ballot = opened(method="consent", text="Ouvrir le samedi")
    logged_in.post(url("vote_cast", ballot.pk), {"side": "objection", "reason": "Pas de secrétariat"})
    logged_in.post(url("ballot_close", ballot.pk))
    with organisation_scope(ballot.organisation):
        objection = read(ballot).objections.get()

    logged_in.post(
        url("objection", ballot.pk, objection.pk), {"state": "integrated", "amended": "Le samedi, à l’essai"}
    )

    assert (read(ballot).verdict, read(ballot).amended) == ("adopted", "Le samedi, à l’essai")


def test_a_professional_sees_the_vote_and_none_of_its_levers(client, organisation, opened):
    ballot = opened()
    client.force_login(MembershipFactory(organisation=organisation, roles=["professional"]).user)

    page = soup(client.get(url("ballot", ballot.pk)))

    assert not page.select(".fil-roll, main form, .fil-actions form")
    assert client.post(url("ballot_close", ballot.pk)).status_code == 403


@pytest.mark.parametrize(("name", "method"), [("ballot", "get"), ("ballot_close", "post"), ("ballot_create", "get")])
def test_a_vote_of_a_reserved_meeting_is_nowhere_for_who_may_not_read_it(client, organisation, opened, name, method):
    ballot = opened(item__meeting__confidentiality="managers", title="Rupture de contrat")
    client.force_login(MembershipFactory(organisation=organisation, roles=["assistant"]).user)
    pk = ballot.item_id if name == "ballot_create" else ballot.pk

    answer = getattr(client, method)(url(name, pk))

    assert answer.status_code == 404
    assert "Rupture de contrat" not in client.get(url("list")).content.decode()


def test_the_votes_of_a_meeting_are_on_its_page_and_under_their_item_in_session(logged_in, opened):
    ballot = opened(title="Ouvrir le samedi")

    page = soup(logged_in.get(reverse("meetings:detail", args=["chastel", ballot.meeting_id])))
    session = soup(logged_in.get(reverse("meetings:session", args=["chastel", ballot.meeting_id])))

    assert "Ouvrir le samedi" in page.select_one("section[aria-labelledby=votes-titre]").get_text()
    assert "Ouvrir le samedi" in session.select_one(f"#point-{ballot.item_id}").get_text()


@pytest.mark.parametrize("is_secret", [False, True])
def test_the_results_leave_as_a_document_and_a_sheet(logged_in, opened, is_secret):
    ballot = opened(is_secret=is_secret, title="Ouvrir le samedi")
    with organisation_scope(ballot.organisation):
        for voter in ballot.voters.all():
            services.cast_vote(ballot, by=services.votes.Actor(voter.name, voter.person_id), paper={"side": "for"})
    logged_in.post(url("ballot_close", ballot.pk))

    documents = [logged_in.get(url("ballot_pdf", ballot.pk)), logged_in.get(url("results", ballot.meeting_id))]
    sheet = logged_in.get(url("export", "csv")).content.decode("utf-8-sig")

    assert [answer.content[:5] for answer in documents] == [b"%PDF-"] * 2
    assert "3 pour, 0 contre : adoptée." in sheet.replace("\u00a0", " ")


def test_a_vote_not_counted_has_no_document(logged_in, opened):
    assert logged_in.get(url("ballot_pdf", opened().pk)).status_code == 404


def test_the_screen_of_a_session_closes_a_vote_and_hears_only_whether_it_was_done(logged_in, opened):
    ballot = opened()
    ask = {"headers": {"Accept": "application/json"}}

    answers = [logged_in.post(url("ballot_close", ballot.pk), **ask) for _time in range(2)]

    assert [one.status_code for one in answers] == [200, 422]
    assert answers[0].json() == {"error": ""}
