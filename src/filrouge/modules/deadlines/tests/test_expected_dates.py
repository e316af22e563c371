"""Dates of the three demonstration teams, worked out by hand from the sources, for 28 November 2026."""

import datetime as dt

import pytest
from django.utils import timezone

from filrouge.kernel.rules.queries import load
from filrouge.kernel.tenancy.models import Organisation, Site
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.modules.deadlines import services
from filrouge.modules.deadlines.demo.teams import situations
from filrouge.modules.deadlines.models import Due
from filrouge.modules.deadlines.queries import rules
from filrouge.modules.deadlines.queries.dates import Situation, on_or_after
from filrouge.modules.deadlines.queries.words import schedule_label
from tests.factories import MembershipFactory, OrganisationFactory

TODAY = dt.date(2026, 11, 28)
NOW = dt.datetime(2026, 11, 28, 9, tzinfo=dt.UTC)

EVERY_TEAM = {
    # ACI: 1 December to 31 January after the year (campaign of 2022)
    "aci_declaration": "2027-01-31",
    # patients checked in February, on its last day at most (usage)
    "aci_patients": "2027-02-28",
    # ACI, ameli.fr: advance of the year and balance of the one before, on 30 April at most
    "aci_advance": "2027-04-30",
    "aci_balance": "2027-04-30",
    # guide des indicateurs, p. 28: situation on 31 December
    "aci_associates": "2026-12-31",
    "aci_protocols": "2026-12-31",
    "crisis_plan": "2026-12-31",
    "crisis_exercise": "2026-12-31",
    # summer watch from 1 June
    "heatwave": "2027-06-01",
    # accounts closed on 31 December 2026, six months: 30 June 2027 (C. civ. 1856, statutes)
    "sisa_assembly": "2027-06-30",
    # fifteen days before 30 June, the day of sending not counted (décret 78-704, art. 40)
    "sisa_convocation": "2027-06-15",
    # two months after 31 December: the last of February (code de procédure civile, art. 641)
    "accounts_file": "2027-02-28",
    "partner_statements": "2027-04-30",
    # 1 May 2027 is a Saturday: Monday 3, Tuesday 4 is the second working day
    "return_2035": "2027-05-04",
    "das2": "2027-05-04",
    "observatory": "2026-12-31",
    "professionals_papers": "2027-01-31",
    "insurance": "2027-10-31",
}
TEAMS = {
    "A": {
        # signed on 28 July 2022, five years
        "aci_contract": "2027-07-28",
        "health_project": "2027-07-28",
        "waste_average": "2026-12-31",
        # licences valid to 15 November: that of 2026 has passed
        "replacement_licence": "2027-11-15",
    },
    "B": {
        # signed on 28 April 2024
        "aci_contract": "2029-04-28",
        # signed on 28 January 2024
        "health_project": "2029-01-28",
        "replacement_licence": "2027-11-15",
        "association_assembly": "2027-06-30",
        # programme declared on 28 February 2025: each year, and four years
        "etp_yearly": "2027-02-28",
        "etp_four_years": "2029-02-28",
        "leave_year": "2027-05-31",
        "waste_average": "2026-12-31",
        # hired on 28 July 2023: within the year, hence late; eight years
        "career_interview": "2024-07-28",
        "career_review": "2031-07-28",
        "medical_visit": "2023-10-28",
    },
    "C": {
        # signed on 28 May 2025
        "aci_contract": "2030-05-28",
        # signed on 28 March 2025
        "health_project": "2030-03-28",
        "waste_average": "2026-12-31",
        "leave_year": "2027-05-31",
        # indicators of the cooperation protocols, in January (date to confirm)
        "cooperation": "2027-01-31",
        # programme declared on 28 March 2023
        "etp_yearly": "2027-03-28",
        "etp_four_years": "2027-03-28",
        # hired on 28 December 2025: within the year
        "career_interview": "2026-12-28",
        "career_review": "2033-12-28",
        "medical_visit": "2026-03-28",
    },
}
# what depends on the last time, which nobody has told yet
UNKNOWN = {
    "extinguishers", "evacuation", "accessibility", "notices", "privacy_register", "maturity", "waste_removal",
    "defibrillator", "emergency_kit", "vaccine_fridge",
}  # fmt: skip
NEVER_TOLD = {
    "A": set(),
    "B": {"duerp", "electricity", "emergency_lighting", "first_aid", "medical_devices"},
    "C": {
        "duerp", "electricity", "emergency_lighting", "first_aid", "medical_devices", "heating", "lift", "autoclave",
    },
}  # fmt: skip


@pytest.fixture
def on_the_day(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.mark.django_db
@pytest.mark.parametrize("profile", ["A", "B", "C"])
def test_dates_of_the_demonstration_teams(on_the_day, organisation, membership, profile):
    with organisation_scope(organisation):
        services.save_profile(by=membership, **situations(TODAY)[profile])
        dues = {due.obligation.code: due for due in Due.objects.select_related("obligation")}
        expected = {**EVERY_TEAM, **TEAMS[profile]}
        assert {code: dues[code].due_on.isoformat() for code in expected} == expected
        assert {code for code, due in dues.items() if due.is_guess} == UNKNOWN | NEVER_TOLD[profile]
        assert set(dues) == set(expected) | UNKNOWN | NEVER_TOLD[profile]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("profile", "months", "days"), [("A", 1, 0), ("B", 0, 7), ("C", 0, 7)], ids=["11 kg", "24 kg", "60 kg"]
)
def test_waste_of_the_demonstration_teams(on_the_day, organisation, membership, profile, months, days):
    """Arrêté du 7 septembre 1999 modifié en 2011 : 5 à 15 kg par mois, un mois ; au-delà, 7 jours."""
    with organisation_scope(organisation):
        services.save_profile(by=membership, **situations(TODAY)[profile])
        due = Due.objects.select_related("obligation").get(obligation__code="waste_removal")
        services.complete_due(due, by=membership, done_on=TODAY, note="Bordereau 12")
        following = Due.objects.get(follows=due)
        expected = dt.date(2026, 12, 28) if months else dt.date(2026, 12, 5)
        assert following.due_on == expected


@pytest.mark.django_db
def test_two_sites_have_their_own_controls(on_the_day, organisation, membership):
    with organisation_scope(organisation):
        for name in ("Porte-Sud", "Les Marronniers"):
            Site.objects.create(name=name)
        services.save_profile(by=membership, **situations(TODAY)["C"])
        sites = Due.objects.filter(obligation__code="extinguishers").values_list("obligation__site__name", flat=True)
        assert set(sites) == {"Porte-Sud", "Les Marronniers"}
        assert Due.objects.filter(obligation__code="sisa_assembly").count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("zone", "expected"), [("Indian/Reunion", 2028), ("America/Martinique", 2027), ("Pacific/Tahiti", 2027)]
)
def test_the_day_is_that_of_the_organisation(monkeypatch, db, zone, expected):
    """At 22:00 UTC on 31 January 2027, the declaration is over in La Réunion, due today in Martinique."""
    monkeypatch.setattr(timezone, "now", lambda: dt.datetime(2027, 1, 31, 22, tzinfo=dt.UTC))
    overseas = OrganisationFactory(time_zone=zone)
    membership = MembershipFactory(organisation=overseas)
    with organisation_scope(Organisation.objects.get(pk=overseas.pk)):
        services.save_profile(by=membership, ticked=["aci"])
        due = Due.objects.select_related("obligation").get(obligation__code="aci_declaration")
        assert due.due_on == dt.date(expected, 1, 31)
        assert due.title.startswith(f"Déclarer l’activité {expected - 1}")


@pytest.mark.django_db
def test_a_leap_year_and_the_29th_of_february(monkeypatch, organisation, membership):
    """From 28 November 2027: February 2028 has 29 days; what began on 29 February 2024 ends where the month ends."""
    monkeypatch.setattr(timezone, "now", lambda: dt.datetime(2027, 11, 28, 9, tzinfo=dt.UTC))
    with organisation_scope(organisation):
        began = dt.date(2024, 2, 29)
        services.save_profile(
            by=membership,
            ticked=["aci", "sisa", "third_parties", "health_project", "etp"],
            project_signed_on=began,
            etp_declared_on=began,
            aci_signed_on=dt.date(2023, 1, 31),
        )
        dues = {due.obligation.code: due.due_on.isoformat() for due in Due.objects.select_related("obligation")}
        expected = {
            "aci_patients": "2028-02-29",
            "accounts_file": "2028-02-29",
            # 1 May 2028 is a Monday: the second working day after it is Wednesday 3
            "das2": "2028-05-03",
            "health_project": "2029-02-28",
            "etp_yearly": "2028-02-29",
            "etp_four_years": "2028-02-29",
            "aci_contract": "2028-01-31",
            "aci_declaration": "2028-01-31",
        }
        assert {code: dues[code] for code in expected} == expected


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("month", "assembly", "convocation", "accounts"),
    [
        (6, "2026-12-30", "2026-12-15", "2027-08-30"),
        (8, "2027-02-28", "2027-02-13", "2027-10-31"),
        (9, "2027-03-30", "2027-03-15", "2026-11-30"),
    ],
    ids=["june", "august", "september"],
)
def test_accounts_that_close_in_another_month(
    on_the_day, organisation, membership, month, assembly, convocation, accounts
):
    """Six months go from a day to the same day: 30 June to 30 December, 31 August to 28 February."""
    with organisation_scope(organisation):
        services.save_profile(by=membership, ticked=["sisa"], closing_month=month)
        dues = {due.obligation.code: due.due_on.isoformat() for due in Due.objects.select_related("obligation")}
        found = (dues["sisa_assembly"], dues["sisa_convocation"], dues["accounts_file"])
        assert found == (assembly, convocation, accounts)


@pytest.mark.parametrize(("year", "day"), [(2025, 5), (2026, 5), (2027, 4), (2028, 3)])
def test_tax_day_of_may(year, day):
    """legifiscal.fr gives 5 May 2025; 1 May 2026 is a Friday, 2027 a Saturday, 2028 a Monday."""
    schedule = rules.shipped_rule("das2", TODAY).columns["schedule"]
    assert on_or_after(schedule, Situation(), dt.date(year, 1, 1)) == dt.date(year, 5, day)


def test_interviews_of_before_the_law_of_2025_were_every_two_years():
    """Loi n° 2025-989 du 24 octobre 2025, published on the 25th: in force on the 26th."""
    for code, months in (("career_interview", (24, 48)), ("career_review", (72, 96))):
        found = [rules.read(load("deadlines", code), dt.date(2025, 10, day)) for day in (25, 26)]
        assert tuple(rule.columns["schedule"]["months"] for rule in found) == months


def test_a_source_is_said_to_be_read_only_when_it_was():
    """A reading has a day; what nobody read is never « sûr » but for the guide that the field notes quote."""
    found = rules.shipped(TODAY)
    unread = {rule.code for rule in found if rule.columns["checked_on"] is None}
    assert {rule.code for rule in found if rule.columns["confidence"] == "high"} & unread == {
        "aci_associates",
        "crisis_plan",
    }
    assert all(rule.columns["checked_on"] <= TODAY for rule in found if rule.code not in unread)
    assert "waste_removal" not in unread


def test_every_rule_is_complete_and_said_in_french():
    found = rules.shipped(TODAY)
    assert len(found) > 45
    for rule in found:
        assert rule.columns["proof"], rule.code
        assert rule.columns["source"], rule.code
        assert schedule_label(rule.columns["schedule"]) != "une seule fois", rule.code
