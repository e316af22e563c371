import pytest
from django.test import RequestFactory
from django.urls import reverse

from filrouge.kernel import registry
from filrouge.kernel.policy import policy
from filrouge.kernel.registry import NavEntry, QuickAdd, SectionPage
from filrouge.kernel.shell.context import (
    navigation_of,
    quick_adds_of,
    rights_of,
    section_of,
    shell,
    teams_of,
    user_menu_of,
)
from tests.factories import MembershipFactory


@pytest.fixture
def entries(monkeypatch):
    given = {
        "team": NavEntry("team", "Équipe", "settings:members", "users", policy.MEMBERS),
        "home": NavEntry("today", "Aujourd’hui", "today:home", "home", policy.HISTORY),
        "docs": NavEntry("documents", "Documents", "settings:sites", "files", policy.SETTINGS),
        "invite": NavEntry("team", "Inviter", "settings:member_invite", "plus", policy.MEMBERS, order=60),
    }
    monkeypatch.setattr(registry.navigation, "_given", given)
    quick = {"b": QuickAdd("Un site", "settings:site_create", "map-pin", policy.SETTINGS)}
    monkeypatch.setattr(registry.quick_adds, "_given", quick)


def test_entries_come_in_the_order_of_the_sections(entries, membership, in_organisation):
    shown = navigation_of("chastel", rights_of(membership), "/chastel/")

    assert [(entry.label, entry.active) for entry in shown] == [
        ("Aujourd’hui", True),
        ("Équipe", False),
        ("Inviter", False),
        ("Documents", False),
    ]


def test_the_longest_address_that_begins_the_page_s_is_active(entries, membership, in_organisation):
    shown = navigation_of("chastel", rights_of(membership), "/chastel/reglages/acces/inviter/")

    assert [entry.label for entry in shown if entry.active] == ["Inviter"]


def test_the_first_page_is_active_on_itself_alone(entries, membership, in_organisation):
    shown = navigation_of("chastel", rights_of(membership), "/chastel/reglages/")

    assert [entry.label for entry in shown if entry.active] == []


def test_a_page_stands_behind_the_entry_of_its_section_whose_address_begins_its_own(
    monkeypatch, membership, in_organisation
):
    first = NavEntry("team", "Personnes", "settings:members", "users", policy.MEMBERS, 10)
    second = NavEntry("team", "Sites", "settings:sites", "map-pin", policy.SETTINGS, 20)
    monkeypatch.setattr(registry.navigation, "_given", {"a": first, "b": second})
    page = SectionPage("team", "Un site", "settings:site_create", policy.SETTINGS)
    monkeypatch.setattr(registry.section_pages, "_given", {"a": page})

    shown = navigation_of("chastel", rights_of(membership), reverse("settings:site_create", args=["chastel"]))

    assert [entry.label for entry in shown if entry.active] == ["Sites"]


@pytest.fixture
def pages(entries, monkeypatch):
    given = {
        "b": SectionPage("team", "Historique", "settings:history", policy.HISTORY, 20),
        "a": SectionPage("team", "Personnes", "settings:members", policy.MEMBERS, 10),
        "c": SectionPage("documents", "Sites", "settings:sites", policy.SETTINGS),
    }
    monkeypatch.setattr(registry.section_pages, "_given", given)


def test_the_pages_of_a_section_stand_side_by_side(pages, membership, in_organisation):
    shown = section_of("chastel", rights_of(membership), "/chastel/reglages/historique/")

    assert [(entry.label, entry.active) for entry in shown] == [("Personnes", False), ("Historique", True)]


@pytest.mark.parametrize("path", ["/chastel/", "/chastel/reglages/sites/", "/chastel/reglages/acces/inviter/"])
def test_a_page_alone_or_inside_a_section_has_nothing_beside_it(pages, membership, in_organisation, path):
    assert section_of("chastel", rights_of(membership), path) == []


def test_what_is_behind_a_page_of_a_section_lights_its_entry(pages, membership, in_organisation):
    shown = navigation_of("chastel", rights_of(membership), "/chastel/reglages/historique/2026/")

    assert [entry.label for entry in shown if entry.active] == ["Équipe"]


def test_entries_that_the_roles_do_not_open_are_absent(entries, organisation, in_organisation):
    assistant = MembershipFactory(organisation=organisation, roles=["assistant"])

    held = rights_of(assistant)
    assert [entry.label for entry in navigation_of("chastel", held, "/")] == ["Aujourd’hui"]
    assert quick_adds_of("chastel", held) == []
    assert [entry.label for entry in user_menu_of("chastel", held)] == [
        "Mon compte",
        "Mes messages",
        "Historique",
        "Courrier envoyé",
        "Liens personnels",
        "Aide",
    ]


def test_rights_of_the_whole_frame_cost_one_query_at_most(
    entries, organisation, in_organisation, django_assert_num_queries
):
    assistant = MembershipFactory(organisation=organisation, roles=["assistant"])

    request = RequestFactory().get("/chastel/")
    request.user, request.organisation, request.membership = assistant.user, organisation, assistant

    with django_assert_num_queries(1):
        frame = shell(request)
        shown = [len(frame[name]) for name in ("nav", "quick_adds", "user_menu")]

    assert shown == [1, 0, 6]


def test_the_coordination_s_navigation_asks_nothing_of_the_database(
    entries, membership, in_organisation, django_assert_num_queries
):
    with django_assert_num_queries(0):
        navigation_of("chastel", rights_of(membership), "/")
        rights_of(membership)


def test_the_switcher_shows_my_teams_only_by_name(membership, django_assert_num_queries):
    other = MembershipFactory(user=membership.user, organisation__name="A la Roche").organisation
    MembershipFactory()

    request = RequestFactory().get("/")
    request.user, request.organisation = membership.user, membership.organisation

    with django_assert_num_queries(1):
        teams = teams_of(request)

    assert [(team.name, team.url, team.current) for team in teams] == [
        ("A la Roche", f"/{other.slug}/", False),
        ("MSP du Chastel", "/chastel/", True),
    ]


def test_a_page_that_shows_nothing_of_the_frame_pays_nothing(membership, django_assert_num_queries):
    request = RequestFactory().get("/chastel/")
    request.user, request.organisation, request.membership = membership.user, membership.organisation, membership

    with django_assert_num_queries(0):
        context = shell(request)

    assert len(context["organisations"]) == 1
