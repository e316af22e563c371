import pytest
from django.db import connection
from django.urls import reverse

from filrouge.kernel.shell import services
from filrouge.kernel.tenancy.enums import Role
from filrouge.kernel.tenancy.models import LegalEntity, Organisation, Site
from filrouge.kernel.timeline.models import Entry
from tests.factories import MembershipFactory, UserFactory
from tests.htmx import assert_same_fragment, soup

PAGES = (
    "organisation",
    "sites",
    "site_create",
    "legal_entities",
    "legal_entity_create",
    "members",
    "member_invite",
    "delegations",
    "history",
)
FORM = {
    "name": "MSP du Chastel",
    "kind": "msp",
    "contact_email": "coordination@chastel.example",
    "address": "1 rue du Four\n63000 Clermont",
    "accent": "#1f5fa8",
    "time_zone": "Europe/Paris",
}
IBAN = "FR7630006000011234567890189"


def page(name, organisation, *args):
    return reverse(f"settings:{name}", args=[organisation.slug, *args])


def scope_cost():
    """On PostgreSQL a page is a transaction that says its organisation: two savepoints and two settings here."""
    return 4 if connection.vendor == "postgresql" else 0


def sentences():
    return [entry.sentence for entry in Entry.objects.order_by("happened_at", "pk")]


@pytest.mark.parametrize("name", PAGES)
def test_the_coordination_reaches_every_page(logged_in, organisation, name):
    assert logged_in.get(page(name, organisation)).status_code == 200


@pytest.mark.parametrize("name", PAGES)
def test_strangers_do_not_learn_that_the_page_exists(client, organisation, name):
    client.force_login(UserFactory())

    assert client.get(page(name, organisation)).status_code == 404


@pytest.mark.parametrize("name", [*PAGES, "delegation_grant"])
@pytest.mark.parametrize("role", [Role.PROFESSIONAL, Role.ACCOUNTANT, Role.GUEST, Role.OBSERVER])
def test_other_roles_are_refused(client, organisation, name, role):
    client.force_login(MembershipFactory(organisation=organisation, roles=[role.value]).user)

    assert client.get(page(name, organisation)).status_code == 403


def test_only_the_management_grants_delegations(client, organisation, membership):
    client.force_login(membership.user)
    coordination = client.get(page("delegation_grant", organisation)).status_code
    client.force_login(MembershipFactory(organisation=organisation, roles=["manager"]).user)

    assert (coordination, client.get(page("delegation_grant", organisation)).status_code) == (403, 200)


def test_settings_are_saved_and_told(logged_in, organisation, in_organisation):
    response = logged_in.post(page("organisation", organisation), FORM | {"requires_second_factor": "on"})
    organisation.refresh_from_db()

    assert response.headers["Location"] == page("organisation", organisation)
    assert (organisation.accent, organisation.requires_second_factor) == ("#1f5fa8", True)
    assert sentences() == [
        "a modifié les réglages de l’organisation : adresse e-mail de la coordination, adresse postale, couleur, "
        "deuxième facteur exigé",
        "a rendu le deuxième facteur obligatoire",
    ]


def test_refused_settings_change_nothing_not_even_the_frame(logged_in, organisation):
    response = logged_in.post(page("organisation", organisation), FORM | {"name": ""})

    assert response.status_code == 422
    assert soup(response).select_one(".fil-switcher-name").text.strip().endswith("MSP du Chastel")
    assert Organisation.objects.get().name == "MSP du Chastel"


def test_one_site_is_the_main_one(logged_in, organisation, in_organisation):
    for name in ("Centre", "Antenne"):
        logged_in.post(page("site_create", organisation), {"name": name, "is_main": "on"})

    assert list(Site.objects.values_list("name", "is_main")) == [("Antenne", True), ("Centre", False)]


def test_a_second_site_of_the_same_name_is_refused_in_french(logged_in, organisation, in_organisation):
    logged_in.post(page("site_create", organisation), {"name": "Centre"})
    response = logged_in.post(page("site_create", organisation), {"name": "Centre"})

    assert response.status_code == 422
    assert "Un site porte déjà ce nom" in response.content.decode()


def test_a_site_is_changed_then_removed(logged_in, organisation, in_organisation):
    logged_in.post(page("site_create", organisation), {"name": "Centre"})
    site = Site.objects.get()
    changed = logged_in.post(page("site", organisation, site.pk), {"name": "Centre-bourg"})
    listed = logged_in.get(page("sites", organisation)).content.decode()
    logged_in.post(page("site_remove", organisation, site.pk))

    assert changed.status_code == 302
    assert "Centre-bourg" in listed
    assert sentences() == [
        "a ajouté le site « Centre »",
        "a modifié le site « Centre-bourg »",
        "a supprimé le site « Centre-bourg »",
    ]


def test_the_account_number_is_read_with_spaces_and_shown_masked(logged_in, organisation, in_organisation):
    data = {"name": "SISA du Chastel", "form": "sisa", "iban": "FR76 3000 6000 0112 3456 7890 189"}
    logged_in.post(page("legal_entity_create", organisation), data)
    entity = LegalEntity.objects.get()
    listed = logged_in.get(page("legal_entities", organisation)).content.decode()

    assert entity.iban == IBAN
    assert "FR76\xa0••••\xa00189" in listed
    assert IBAN not in listed
    assert sentences()[-1] == "a changé l’IBAN de « SISA du Chastel » : FR76\xa0••••\xa00189"
    assert logged_in.get(page("legal_entity", organisation, entity.pk)).status_code == 200


def test_a_wrong_account_number_says_what_is_wrong(logged_in, organisation):
    data = {"name": "SISA", "form": "sisa", "iban": "FR7630006000011234567890180"}
    response = logged_in.post(page("legal_entity_create", organisation), data)

    assert response.status_code == 422
    assert "IBAN" in soup(response).select_one(".fil-error-list").text


def test_rows_of_another_organisation_are_not_found(logged_in, organisation):
    other = MembershipFactory()
    from filrouge.kernel.tenancy.scope import organisation_scope

    with organisation_scope(other.organisation):
        site = services.save_site(None, by=other, name="Ailleurs")

    assert logged_in.get(page("site", organisation, site.pk)).status_code == 404
    assert logged_in.post(page("site_remove", organisation, site.pk)).status_code == 404
    assert logged_in.get(page("member", organisation, other.pk)).status_code == 404


def test_the_history_is_filtered_by_who_what_and_when(logged_in, organisation, membership, in_organisation):
    assistant = MembershipFactory(organisation=organisation, roles=["manager"])
    services.save_site(None, by=membership, name="Centre")
    services.save_legal_entity(None, by=assistant, name="SISA", form="sisa")
    url = page("history", organisation)

    def shown(**filters):
        return [line.text.split("«")[0].strip() for line in logged_in.get(url, filters).context["lines"]]

    assert shown() == ["a ajouté l’entité", "a ajouté le site"]
    assert shown(actor=str(membership.user_id)) == ["a ajouté le site"]
    assert shown(kind="tenancy.legalentity") == ["a ajouté l’entité"]
    assert shown(until="2020-01-01") == []
    assert shown(since="pas une date") == ["a ajouté l’entité", "a ajouté le site"]


def test_the_history_answers_htmx_with_the_same_list(logged_in, organisation, membership, in_organisation):
    services.save_site(None, by=membership, name="Centre")

    assert_same_fragment(logged_in, page("history", organisation), "#historique")


@pytest.mark.parametrize("count", [1, 3, 60])
def test_the_history_asks_as_much_of_the_database_whatever_its_length(
    logged_in, organisation, membership, in_organisation, count, django_assert_max_num_queries
):
    for number in range(count):
        services.save_site(None, by=membership, name=f"Site {number}")

    with django_assert_max_num_queries(8 + scope_cost()):
        response = logged_in.get(page("history", organisation))

    assert len(response.context["lines"]) == min(count, 50)


@pytest.mark.parametrize("count", [1, 3, 30])
def test_the_members_page_asks_as_much_whatever_their_number(logged_in, organisation, count, django_assert_num_queries):
    for _ in range(count):
        MembershipFactory(organisation=organisation)

    with django_assert_num_queries(4 + scope_cost()):  # session, user, memberships, members
        logged_in.get(page("members", organisation))
