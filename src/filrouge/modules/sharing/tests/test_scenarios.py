"""Scenarios of a year: who shares, what is compared, what leaves, and who sees it."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from filrouge.kernel import registry
from filrouge.kernel.documents import content
from filrouge.kernel.people.models import Engagement
from filrouge.kernel.registry import PayableWork, YearlyAmount
from filrouge.kernel.tenancy.enums import Role
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.kernel.timeline.models import Entry
from filrouge.modules.sharing import exports, queries, services
from filrouge.modules.sharing.models import Scenario
from tests.factories import MembershipFactory, PersonFactory, ScenarioFactory

DAY = dt.datetime(2026, 11, 10, 9, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: DAY)


def url(name, *args, query=""):
    return reverse(f"sharing:{name}", args=["chastel", *args]) + query


def tie(person, status="associate", starts_on=dt.date(2020, 1, 1), ends_on=None):
    Engagement.objects.create(person=person, status=status, starts_on=starts_on, ends_on=ends_on)
    return person


@pytest.fixture
def team(organisation):
    """Two doctors, a nurse, a secretary who is paid a salary."""
    with organisation_scope(organisation):
        doctors = [tie(PersonFactory(last_name=f"Docteur{n}", profession="gp", sort_name=f"d{n}")) for n in range(2)]
        nurse = tie(PersonFactory(last_name="Infirmier", profession="nurse", sort_name="i"))
        tie(PersonFactory(last_name="Accueil", profession="secretary", sort_name="z"), status="employee")
        return [*doctors, nurse]


@pytest.fixture
def scenario(organisation, team):
    return ScenarioFactory(organisation=organisation, title="Parts égales", amount=Decimal("10000.01"))


def tried(membership, scenario):
    found = queries.team_of(membership, scenario.year)
    return queries.tried(scenario, queries.amounts_of(membership, scenario.year), found), found


def test_associates_share_for_the_days_they_were(in_organisation, membership):
    whole = tie(PersonFactory(profession="gp"))
    late = tie(PersonFactory(profession="gp"), starts_on=dt.date(2026, 7, 2))
    twice = tie(
        tie(PersonFactory(), starts_on=dt.date(2026, 1, 1), ends_on=dt.date(2026, 3, 31)), ends_on=dt.date(2026, 1, 31)
    )
    tie(PersonFactory(), ends_on=dt.date(2025, 12, 31))
    presence = {one.key: one.presence for one in queries.team_of(membership, 2026).associates}

    assert presence == {str(whole.pk): 1, str(late.pk): Fraction(183, 365), str(twice.pk): Fraction(90, 365)}


def test_employees_and_others_are_left_out_with_the_reason(in_organisation, membership, team):
    tie(PersonFactory(last_name="Psychologue"), status="partner")
    reasons = {str(one.person.last_name): one.reason for one in queries.team_of(membership, 2026).left_out}

    assert reasons["Accueil"].startswith("salarié")
    assert reasons["Psychologue"].startswith("non associé")


def test_an_associate_who_is_also_paid_shares_once(in_organisation, membership):
    person = tie(tie(PersonFactory()), status="employee")
    found = queries.team_of(membership, 2026)

    assert [one.key for one in found.associates] == [str(person.pk)]
    assert found.left_out == ()


def test_hours_are_those_the_rooms_count(in_organisation, membership, team, monkeypatch):
    def give(_membership, first, last):
        assert (first, last) == (dt.date(2026, 1, 1), dt.date(2026, 12, 31))
        for minutes in (90, 30):
            yield PayableWork(team[0].pk, dt.date(2026, 5, 5), minutes, "RCP", "/")

    monkeypatch.setitem(registry.payable_work._given, "test", give)
    minutes = {one.key: one.minutes for one in queries.team_of(membership, 2026).associates}

    assert minutes[str(team[0].pk)] == 120
    assert minutes[str(team[1].pk)] == 0


def test_the_amount_is_typed_or_follows_the_year(in_organisation, membership, team):
    amounts = [YearlyAmount("ACI 2026", Decimal("70000.10"), Decimal("30000.05"), "/")]
    found = queries.team_of(membership, 2026)
    totals = {}
    for base in ("expected", "secured", "typed"):
        made = ScenarioFactory(base=base, amount=Decimal("123.45") if base == "typed" else None)
        totals[base] = queries.tried(made, amounts, found).outcome.total

    assert totals == {"expected": 7_000_010, "secured": 3_000_005, "typed": 12_345}


def test_without_the_year_it_says_what_to_do(in_organisation, membership, team):
    one, _team = tried(membership, ScenarioFactory(base="expected", amount=None))

    assert one.outcome is None
    assert "pas encore saisie" in one.refusal


def test_a_scenario_is_composed_and_seen(logged_in, organisation, team):
    answer = logged_in.post(
        url("create"),
        {
            "title": "Heures d’abord",
            "base": "typed",
            "amount": "9000",
            "charge-0": "Coordination",
            "charge-0-amount": "3000",
            "flat-0": "Référence qualité",
            "flat-0-person": str(team[2].pk),
            "flat-0-amount": "600",
            "rate-gp": "80",
            "equal": "100",
            "key": "",
            "ceiling": "4000",
            "minimum": "0",
        },
    )
    assert answer.status_code == 302
    page = logged_in.get(answer.url).content.decode()
    assert "1\u202f800,00" in page  # a third of what is left
    assert "2\u202f400,00" in page  # and the flat amount of the nurse
    with organisation_scope(organisation):
        [row] = Scenario.objects.all()
        assert row.rules["flats"] == [["Référence qualité", str(team[2].pk), 60_000]]
    again = logged_in.get(url("edit", row.pk)).content.decode()
    assert 'value="600.00"' in again
    assert "Référence qualité" in logged_in.get(url("detail", row.pk)).content.decode()


@pytest.mark.parametrize(
    "typed",
    [
        {"base": "typed", "amount": ""},
        {"base": "typed", "amount": "-1"},
        {"equal": "60", "hours": "60"},
        {"flat-0": "Référent", "flat-0-amount": "100"},
        {"base": "expected", "amount": "5000"},
        {"weight-gp": "2", "key": ""},
        {"title": ""},
        {"title": "Mme Durand"},
    ],
)
def test_what_makes_no_sense_is_refused(logged_in, team, typed):
    given = {"title": "Essai", "base": "expected", "equal": "50", "hours": "50"} | typed

    assert logged_in.post(url("create"), given).status_code == 422


def test_a_flat_amount_without_its_sum_is_not_left_aside_without_a_word(logged_in, team):
    given = {"title": "Essai", "base": "expected", "flat-0": "Référent", "flat-0-person": str(team[0].pk)}

    assert "Écrivez le montant de ce forfait." in logged_in.post(url("create"), given).content.decode()


def test_a_share_that_nobody_takes_is_explained(logged_in, organisation, team):
    rules = {"hours": 40, "key": 60, "keys": {"gp": "0", "nurse": "0", "physio": "0"}}
    row = ScenarioFactory(organisation=organisation, amount=Decimal("1000"), rules=rules)

    page = logged_in.get(url("detail", row.pk)).content.decode()

    assert "Personne n’a d’heures comptées cette année" in page
    assert "Aucune profession de l’équipe n’a de poids" in page
    assert "restent à la société" in page


def test_on_a_telephone_every_amount_says_its_scenario(logged_in, organisation, scenario, team):
    ScenarioFactory(organisation=organisation, title="Clé", amount=Decimal("10000.01"), rules={"key": 100})

    page = logged_in.get(url("list")).content.decode()

    assert page.count('data-label="Parts égales"') == page.count('data-label="Clé"') > len(team)


def test_what_cannot_be_shared_is_said_on_the_page(logged_in, organisation, team):
    ScenarioFactory(organisation=organisation, amount=Decimal(10), rules={"charges": [["Loyer", 100_000]]})

    assert "Les charges dépassent" in logged_in.get(url("list")).content.decode()


def test_who_gains_and_who_loses_is_said_against_the_first(logged_in, organisation, scenario, team):
    rules = {"key": 100, "keys": {"gp": "2"}}
    ScenarioFactory(organisation=organisation, title="Clé", amount=Decimal("10000.01"), rules=rules)
    page = logged_in.get(url("list")).content.decode()

    assert "gagne" in page
    assert "perd" in page


def test_a_name_is_given_once_a_year(in_organisation, membership, scenario):
    with pytest.raises(ValidationError, match="porte déjà ce nom"):
        services.keep_scenario(2026, by=membership, title="Parts égales", base="typed", amount=1, rules={})


def test_a_scenario_is_copied_then_dropped(logged_in, organisation, scenario):
    for _ in range(2):
        logged_in.post(url("copy", scenario.pk))
    logged_in.post(url("drop", scenario.pk))

    with organisation_scope(organisation):
        assert [one.title for one in Scenario.objects.all()] == ["Parts égales (2)", "Parts égales (3)"]


def test_rules_that_cannot_be_read_are_refused(in_organisation, membership):
    with pytest.raises(ValidationError, match="ne se lisent pas"):
        services.keep_scenario(
            2026, by=membership, title="X", base="typed", amount=1, rules={"keys": {"gp": "beaucoup"}}
        )


def words_of(document):
    return str(document.blocks)


def test_the_paper_of_the_vote_names_nobody_unless_asked(in_organisation, membership, scenario, team):
    scenario.rules = {"equal": 100, "flats": [["Qualité", str(team[0].pk), 100]]}
    one, found = tried(membership, scenario)
    without, named = (words_of(exports.vote_document([one], found, DAY.date(), names=names)) for names in (False, True))

    assert all(person.last_name not in without for person in team)
    assert all(person.last_name in named for person in team)
    assert "Qualité" in without


def test_nobody_is_alone_in_a_line_of_the_paper(in_organisation, membership, scenario, team):
    _one, found = tried(membership, scenario)
    assert [len(group.keys) for group in queries.groups_of(found)] == [2, 1]
    assert [len(group.keys) for group in queries.groups_of(found, nobody_alone=True)] == [3]

    for profession in ("physio", "midwife"):
        tie(PersonFactory(profession=profession))
    found = queries.team_of(membership, 2026)
    assert [len(group.keys) for group in queries.groups_of(found, nobody_alone=True)] == [2, 3]


def test_amounts_of_the_paper_add_up(in_organisation, membership, scenario, team):
    one, found = tried(membership, scenario)
    groups = queries.groups_of(found, nobody_alone=True)

    assert sum(group.cents_in(one) for group in groups) == one.outcome.shared == 1_000_001
    [table] = [block for block in exports.vote_document([one], found, DAY.date(), names=True).blocks
               if isinstance(block, content.Table)]  # fmt: skip
    assert table.rows[-1][2] == "10\u202f000,01\u00a0€"


def test_exports_leave(logged_in, scenario):
    assert logged_in.get(url("vote")).content.startswith(b"%PDF")
    assert logged_in.get(url("vote", query="?noms=1")).content.startswith(b"%PDF")
    assert logged_in.get(url("vote_book")).content.startswith(b"PK")
    assert logged_in.get(url("export", scenario.pk, "xlsx")).status_code == 200
    assert b"Docteur0" in logged_in.get(url("export", scenario.pk, "csv")).content
    assert logged_in.get(url("export", scenario.pk, "doc")).status_code == 404


def test_the_history_holds_no_amount(in_organisation, membership):
    services.keep_scenario(2026, by=membership, title="Essai", base="typed", amount=Decimal("4321.09"), rules={})

    assert not any("4321" in str(entry.data) for entry in Entry.objects.all())


def test_a_person_is_given_their_flat_amounts_and_forgotten(in_organisation, membership, team):
    flats = [["Qualité", str(team[0].pk), 60_000], ["Protocole", str(team[1].pk), 15_000]]
    row = ScenarioFactory(rules={"equal": 50, "flats": flats}, title="Rôles")
    ours = registry.personal_data.get("sharing")

    assert list(ours.export(team[0].pk)) == [
        {"année": 2026, "scénario": "Rôles", "forfait": "Qualité", "montant": "600.00"}
    ]
    assert ours.erase(team[0].pk) == 1
    row.refresh_from_db()
    assert row.rules == {"equal": 50, "flats": flats[1:]}


@pytest.mark.parametrize("role", [Role.PROFESSIONAL, Role.ASSISTANT, Role.EMPLOYEE])
def test_nobody_else_sees_what_others_would_receive(client, organisation, scenario, role):
    client.force_login(MembershipFactory(organisation=organisation, roles=[role]).user)

    for name, args in (
        ("list", ()),
        ("create", ()),
        ("vote", ()),
        ("detail", (scenario.pk,)),
        ("edit", (scenario.pk,)),
    ):
        assert client.get(url(name, *args)).status_code == 403
    assert client.get(url("export", scenario.pk, "csv")).status_code == 403
    for name in ("copy", "drop"):
        assert client.post(url(name, scenario.pk)).status_code == 403


@pytest.mark.parametrize("name", ["vote", "vote_book"])
def test_without_a_scenario_there_is_nothing_to_vote(logged_in, name):
    answer = logged_in.get(url(name), follow=True)

    assert "Composez d’abord un scénario" in answer.content.decode()


def test_an_empty_team_is_led_to_its_first_scenario(logged_in):
    assert url("create") in logged_in.get(url("list")).content.decode()


@pytest.mark.parametrize("people", [1, 6])
def test_the_page_costs_the_same_whatever_the_team(logged_in, organisation, scenario, page_queries, people):
    with organisation_scope(organisation):
        for rank in range(people):
            tie(PersonFactory(last_name=f"Associé{rank}"))
    with page_queries(8):
        logged_in.get(url("list"))
