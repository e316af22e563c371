import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from filrouge.kernel import registry
from filrouge.kernel.registry import EvidenceItem, EvidenceOutcome, Figure, ReportSection
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.modules.coordinator import queries, services
from filrouge.modules.coordinator.enums import Audience
from filrouge.modules.coordinator.models import Post, PostFunding
from tests.factories import (
    DueFactory,
    MeetingFactory,
    MembershipFactory,
    PersonFactory,
    PostFactory,
    PostFundingFactory,
    TimeEntryFactory,
)

TODAY = dt.date(2026, 6, 30)
FIELDS = {
    "weekly_hours": Decimal("10.5"),
    "gross_yearly": Decimal(11600),
    "charges_rate": Decimal(30),
    "other_yearly": Decimal(420),
    "starts_on": dt.date(2026, 1, 1),
}


@pytest.fixture
def me(membership, organisation):
    return PersonFactory(organisation=organisation, user=membership.user)


@pytest.fixture
def manager(organisation):
    return MembershipFactory(organisation=organisation, roles=["manager"])


def url(name, *args):
    return reverse(f"coordinator:{name}", args=["chastel", *args])


def test_a_year_costs_gross_charges_and_the_rest(membership, in_organisation, me):
    PostFactory(person=me)

    budget = queries.budget_of(membership, 2026, TODAY)

    assert budget.cost == Decimal("15500.00")
    assert budget.minutes_paid == 29610  # 10.5 hours of 47 weeks
    assert budget.per_hour == Decimal("31.41")


def test_a_post_that_begins_in_july_costs_half_a_year(membership, in_organisation, me):
    PostFactory(person=me, starts_on=dt.date(2026, 7, 1))

    assert queries.budget_of(membership, 2026, TODAY).cost == Decimal("7813.70")  # 184 days of 365


def test_money_of_two_years_is_shared_by_days(membership, in_organisation, me):
    post = PostFactory(person=me)
    PostFundingFactory(post=post, amount=Decimal(7310), starts_on=dt.date(2026, 1, 1), ends_on=dt.date(2027, 12, 31))
    PostFundingFactory(post=post, amount=Decimal(2000), state="asked")

    budget = queries.budget_of(membership, 2026, TODAY)

    assert budget.secured == Decimal("3655.00")
    assert budget.to_find == Decimal("11845.00")


def test_time_noted_is_compared_from_the_first_time_noted(membership, in_organisation, me):
    PostFactory(person=me)
    TimeEntryFactory(person=me, day=dt.date(2026, 6, 1), minutes=600)

    budget = queries.budget_of(membership, 2026, TODAY)

    assert (budget.minutes_noted, budget.since) == (600, dt.date(2026, 6, 1))
    assert budget.minutes_due == 41 * 60  # 30 days of the year


def test_a_coordinator_describes_their_own_post_and_no_other(membership, in_organisation, me):
    other = PostFactory(person=PersonFactory())

    post = services.keep_post(None, by=membership, person=None, **FIELDS)

    assert post.person == me
    assert list(queries.readable_posts(membership)) == [post]
    with pytest.raises(Post.DoesNotExist):
        services.keep_post(other, by=membership, gross_yearly=Decimal(1))
    with pytest.raises(ValidationError, match="poste de la liste"):
        services.keep_funding(
            None,
            by=membership,
            post=other,
            source="aci",
            amount=Decimal(1),
            state="secured",
            starts_on=TODAY,
            ends_on=TODAY,
        )


def test_a_manager_says_who_holds_the_post(manager, in_organisation, me):
    assert services.keep_post(None, by=manager, person=me, **FIELDS).person == me


def test_the_same_person_holds_one_post_at_a_time(membership, in_organisation, me):
    first = PostFactory(person=me)

    with pytest.raises(ValidationError, match="donnez-lui d’abord une fin"):
        services.keep_post(None, by=membership, **FIELDS)
    services.keep_post(first, by=membership, ends_on=dt.date(2025, 12, 31))
    assert services.keep_post(None, by=membership, **FIELDS).yearly_cost == 15500


@pytest.mark.parametrize("roles", [["assistant"], ["professional"], ["observer"]])
def test_nobody_else_reads_the_pay(client, organisation, roles):
    member = MembershipFactory(organisation=organisation, roles=roles)
    client.force_login(member.user)

    for name in ("post", "post_add", "funding_add", "argument", "argument_pdf"):
        assert client.get(url(name)).status_code == 403
    with organisation_scope(organisation):
        assert not queries.readable_posts(member)
        with pytest.raises(PermissionDenied):
            services.keep_post(None, by=member, **FIELDS)


def test_the_history_of_anothers_post_is_sealed(membership, manager, in_organisation, me):
    own, other = PostFundingFactory(post=PostFactory(person=me)), PostFundingFactory(post__person=PersonFactory())
    seal = registry.sealed_subjects.get("coordinator")

    assert list(seal(membership)["coordinator.postfunding"]) == [(other.pk,)]
    assert (own.post.pk,) not in seal(membership)["coordinator.post"]
    assert seal(manager) == {}


def test_facts_come_only_from_rows_that_exist(membership, in_organisation, me):
    budget = queries.budget_of(membership, 2026, TODAY)
    assert queries.facts_of(membership, budget, Audience.MANAGERS) == []

    PostFactory(person=me)
    TimeEntryFactory(person=me, minutes=90)
    MeetingFactory(held=True)
    DueFactory(due_on=dt.date(2026, 5, 1), state="done", closed_on=dt.date(2026, 4, 30))
    DueFactory(due_on=dt.date(2026, 5, 1), state="done", closed_on=dt.date(2026, 5, 2))
    facts = {
        one.code: one.value
        for one in queries.facts_of(membership, queries.budget_of(membership, 2026, TODAY), Audience.MANAGERS)
    }
    assert facts["hours"] == "1\u00a0h\u00a030"
    assert facts["deadlines.kept"] == "1"
    assert next(iter(facts)) == "hours"


def test_each_reader_has_their_order(membership, in_organisation, me):
    PostFactory(person=me)
    TimeEntryFactory(person=me)
    budget = queries.budget_of(membership, 2026, TODAY)

    codes = [[one.code for one in queries.facts_of(membership, budget, reader)] for reader in Audience]

    assert codes == [["hours", "cost"], ["hours", "cost"], ["hours", "cost"]]
    assert len({queries.lead_of(reader) for reader in Audience}) == 3


def test_the_post_is_described_from_the_page_with_figures_to_begin_with(logged_in, organisation, me):
    form = logged_in.get(url("post_add"))
    assert "fmfpro.org" in form.content.decode()
    sent = {"weekly_hours": "10.5", "gross_yearly": "11600", "charges_rate": "30", "other_yearly": "420"}
    assert logged_in.post(url("post_add"), sent | {"starts_on": "2026-01-01"}).status_code == 302
    with organisation_scope(organisation):
        post = Post.objects.get(person=me)
    sent = {"post": str(post.pk), "source": "town", "amount": "2500", "state": "secured", "starts_on": "2026-01-01"}
    assert logged_in.post(url("funding_add"), sent | {"ends_on": "2026-12-31"}).status_code == 302
    with organisation_scope(organisation):
        funding = PostFunding.objects.get()

    page = logged_in.get(url("post"), {"annee": "2026"})
    assert page.context["budget"].to_find == 13000
    logged_in.post(url("funding_remove", funding.pk))
    assert logged_in.get(url("post"), {"annee": "2026"}).context["budget"].to_find == 15500
    logged_in.post(url("funding_restore", funding.pk))
    assert logged_in.get(url("post"), {"annee": "2026"}).context["budget"].to_find == 13000


def test_a_proof_that_was_refused_is_no_argument(membership, in_organisation, monkeypatch):
    items = [
        EvidenceItem(key, "", "", key, TODAY, "", "ready", fingerprint=key, indicator="protocols") for key in "abc"
    ]
    refused = {"a": EvidenceOutcome("refused", TODAY, fingerprint="a", indicator="protocols")}
    monkeypatch.setattr(registry.evidence, "_given", {"test": lambda _membership, _year: items})
    monkeypatch.setattr(registry.evidence_outcomes, "_given", {"test": lambda _membership, _year: refused})

    facts = queries.facts_of(membership, queries.budget_of(membership, 2026, TODAY), Audience.MANAGERS)

    assert [(fact.value, fact.detail) for fact in facts if fact.code == "proofs"] == [("2", "sur 2\u00a0suivies")]


def test_the_money_that_comes_in_stands_beside_what_the_post_costs(membership, in_organisation, me, monkeypatch):
    PostFactory(person=me)
    figures = [
        Figure("aci.total", "ACI de l’année", 63000, "/aci/", "euros", "Barème de l’accord."),
        Figure("aci.points", "Points", 9000, "/aci/"),
        Figure("aci.secured", "Dont sécurisé par une preuve", 0, "/aci/", "euros"),
    ]
    section = ReportSection("accounts", "ACI", figures)
    monkeypatch.setattr(registry.report_sections, "_given", {"aci": lambda _membership, _year: [section]})

    facts = queries.facts_of(membership, queries.budget_of(membership, 2026, TODAY), Audience.MANAGERS)

    told = [(fact.code, fact.value.replace("\u202f", " ").replace("\u00a0", " ")) for fact in facts]
    assert told == [("aci.total", "63 000 €"), ("cost", "15 500 €")]


def test_the_argument_is_a_pdf(logged_in, organisation, me):
    PostFundingFactory(organisation=organisation, post=PostFactory(organisation=organisation, person=me))
    TimeEntryFactory(organisation=organisation, person=me)

    answer = logged_in.get(url("argument_pdf"), {"annee": "2026", "pour": "mairie"})

    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
    assert "poste-de-coordination-2026-mairie.pdf" in answer["Content-Disposition"]


def test_an_address_without_sense_shows_this_year(logged_in, me):
    page = logged_in.get(url("argument"), {"annee": "9999", "pour": "x"})

    assert page.context["audience"] == Audience.MANAGERS


def test_erasing_somebody_keeps_the_cost_without_the_name(in_organisation, me):
    post = PostFactory(person=me)
    data = registry.personal_data.get("coordinator.post")

    assert len(list(data.export(me.pk))) == 1
    assert data.erase(me.pk) == 1
    post.refresh_from_db()
    assert post.person is None


def test_a_post_described_by_mistake_counts_no_more_then_comes_back(logged_in, membership, organisation, me):
    with organisation_scope(organisation):
        post = PostFundingFactory(post=PostFactory(person=me)).post
    edit = logged_in.get(url("post_edit", post.pk)).content.decode()
    assert url("post_remove", post.pk) in edit

    logged_in.post(url("post_remove", post.pk))
    page = logged_in.get(url("post")).content.decode()
    assert "Décrivez le poste" in page
    with organisation_scope(organisation, switching=True):
        budget = queries.budget_of(membership, 2026, TODAY)
        assert (budget.cost, budget.lines) == (0, [])
        services.keep_post(None, by=membership, **FIELDS)

    logged_in.post(url("post_restore", post.pk))  # something took its place
    with organisation_scope(organisation, switching=True):
        other = queries.readable_posts(membership).get()
        assert other.pk != post.pk
        services.remove_post(other, by=membership)

    logged_in.post(url("post_restore", post.pk))
    with organisation_scope(organisation, switching=True):
        assert queries.budget_of(membership, 2026, TODAY).cost == Decimal("15500.00")
        assert len(queries.budget_of(membership, 2026, TODAY).lines) == 1


def test_the_hours_of_a_year_leave_line_by_line_the_29_of_february_too(logged_in, organisation, me):
    with organisation_scope(organisation):
        PostFactory(person=me, starts_on=dt.date(2024, 1, 1))
        for day in (dt.date(2023, 12, 31), dt.date(2024, 1, 1), dt.date(2024, 2, 29), dt.date(2024, 12, 31)):
            TimeEntryFactory(person=me, day=day, minutes=60)

    answer = logged_in.get(url("post_hours", "csv"), {"annee": "2024"})

    lines = answer.content.decode("utf-8-sig").splitlines()[1:]
    assert [line.partition(";")[0] for line in lines] == ["01/01/2024", "29/02/2024", "31/12/2024"]


def test_a_leap_year_is_a_whole_year(membership, in_organisation, me):
    PostFactory(person=me, starts_on=dt.date(2024, 2, 29))

    budget = queries.budget_of(membership, 2024, TODAY)

    assert budget.cost == Decimal("13001.37")  # 307 days of 366
