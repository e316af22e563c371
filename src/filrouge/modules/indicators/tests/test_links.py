import datetime as dt

import pytest
from django.urls import reverse

from filrouge.kernel.links import services as links
from filrouge.kernel.mail.models import Message
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.modules.indicators import notifications, services
from filrouge.modules.indicators.models import Reading
from tests.factories import IndicatorFactory, OrganisationFactory, PersonFactory, ReadingFactory
from tests.htmx import soup
from tests.paths import path_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(organisation):
    with organisation_scope(organisation):
        return PersonFactory(first_name="Nadia", last_name="Colin", email="nadia@example.org")


@pytest.fixture
def mine(organisation, owner):
    """What Nadia counts, owed for the last quarter."""
    with organisation_scope(organisation):
        return IndicatorFactory(title="Grippe", owner=owner, starts_on=dt.date(2026, 7, 1))


@pytest.fixture
def path(organisation, owner):
    with organisation_scope(organisation):
        return path_in(links.url_of(notifications.values_link(owner)))


def readings(organisation):
    with organisation_scope(organisation):
        return list(Reading.objects.all())


def test_she_gives_her_value_without_an_account(client, organisation, mine, path):
    page = soup(client.get(path))
    key = page.select_one("[name=valeur]")["value"]
    assert "Grippe" in page.get_text()
    assert readings(organisation) == []

    sent = client.post(path, {"valeur": key, "numerator": "40", "denominator": "80", "comment": ""}, follow=True)
    (reading,) = readings(organisation)
    assert (reading.value, reading.state, reading.given_by) == (50, "waiting", "Nadia Colin")
    assert "la coordination va valider" in soup(sent).get_text()
    assert "à jour" in soup(sent).h1.get_text()


def test_what_is_wrong_is_said_and_nothing_is_kept(client, organisation, mine, path):
    answer = client.post(path, {"valeur": f"{mine.pk}.2026-07-01", "numerator": "90", "denominator": "80"})
    assert answer.status_code == 422
    assert "plus que le total" in soup(answer).get_text()
    answer = client.post(
        path,
        {"valeur": f"{mine.pk}.2026-07-01", "numerator": "1", "denominator": "2", "comment": "M. Petit né le 1/2/1950"},
    )
    assert answer.status_code == 422
    assert readings(organisation) == []


def test_what_is_asked_again_is_shown_with_its_word_and_corrected(client, organisation, membership, mine, path):
    with organisation_scope(organisation):
        reading = ReadingFactory(indicator=mine, first_on=dt.date(2026, 7, 1), state="waiting")
        services.ask_again(reading, by=membership, word="Avec Porte-Sud.")
        assert Message.objects.get(kind=notifications.AGAIN).person_id == mine.owner_id
    assert "Avec Porte-Sud." in soup(client.get(path)).get_text()
    one = client.get(f"{path}?valeur={mine.pk}.2026-07-01")
    assert soup(one).select_one("[name=numerator]")["value"] == "30"
    client.post(path, {"valeur": f"{mine.pk}.2026-07-01", "numerator": "50", "denominator": "80"})
    assert readings(organisation)[0].value == 62.5


def test_a_validated_value_is_no_longer_opened_to_be_corrected(client, organisation, mine, path):
    with organisation_scope(organisation):
        ReadingFactory(indicator=mine, first_on=dt.date(2026, 7, 1))
    page = soup(client.get(f"{path}?valeur={mine.pk}.2026-07-01", follow=True))
    assert "dites-le à la coordination" in page.get_text()
    assert page.select_one("[name=numerator]") is None


def test_another_persons_indicator_does_not_exist_here(client, organisation, mine, path):
    with organisation_scope(organisation):
        other = IndicatorFactory(owner=PersonFactory())
    assert client.get(f"{path}?valeur={other.pk}.2026-07-01").status_code == 410
    typed = {"numerator": "1", "denominator": "2"}
    assert client.post(path, {"valeur": f"{other.pk}.2026-07-01"} | typed).status_code == 410
    assert client.post(path, {"valeur": "n’importe quoi"} | typed).status_code == 410
    assert readings(organisation) == []


def test_a_link_opens_nothing_elsewhere(client, organisation, mine, path):
    OrganisationFactory(slug="ailleurs")
    assert client.get(path.replace("/chastel/", "/ailleurs/")).status_code == 404


def test_each_period_is_asked_once_in_one_mail_for_all(organisation, owner, mine):
    with organisation_scope(organisation):
        IndicatorFactory(title="HPV", owner=owner, starts_on=dt.date(2026, 7, 1))
        IndicatorFactory(title="Sans adresse", owner=PersonFactory(email=""))
        assert services.ask_for_values() == 1
        (message,) = Message.objects.filter(kind=notifications.VALUES)
        assert "Grippe" in message.body_text
        assert "HPV" in message.body_text
        assert services.ask_for_values() == 0


def test_the_coordination_reminds_once_a_day(logged_in, organisation, mine):
    address = reverse("indicators:remind", args=["chastel", mine.pk])
    assert "La relance est partie" in logged_in.post(address, follow=True).content.decode()
    assert "déjà été relancé" in logged_in.post(address, follow=True).content.decode()
    with organisation_scope(organisation):
        assert Message.objects.filter(kind=notifications.VALUES).count() == 1
