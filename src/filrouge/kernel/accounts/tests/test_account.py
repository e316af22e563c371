import datetime as dt
import re

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.core import mail, signing
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from filrouge.kernel.accounts import services
from filrouge.kernel.accounts.models import User
from filrouge.kernel.accounts.queries import device_of, open_sessions
from tests.factories import UserFactory

PASSWORD = "une phrase assez longue"


@pytest.fixture
def user(db):
    user = UserFactory(email="lea@example.org", first_name="Léa", last_name="Morel")
    user.set_password(PASSWORD)
    user.save()
    return user


def client_signed_in(user, agent="Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"):
    client = Client(headers={"User-Agent": agent})
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    return client


def is_signed_in(client):
    return client.get(reverse("account_home")).status_code == 200


def test_the_cache_of_the_limits_comes_with_the_migrations(db):
    assert "cache" in connection.introspection.table_names()


def test_the_account_page_says_what_protects_it(client, user):
    client.force_login(user)
    page = client.get(reverse("account_home")).content.decode()

    assert "Léa Morel" in page
    assert "le mot de passe suffit pour entrer" in page


def test_changing_my_name(client, user):
    client.force_login(user)
    refused = client.post(reverse("account_profile"), {"first_name": "", "last_name": "Morel"})
    client.post(reverse("account_profile"), {"first_name": "Léa", "last_name": "Morel-Petit"})
    user.refresh_from_db()

    assert refused.status_code == 422
    assert str(user) == "Léa Morel-Petit"


def test_ending_another_session_really_signs_it_out(user):
    here, elsewhere = client_signed_in(user), client_signed_in(user, "Mozilla/5.0 (iPhone) Safari/605")
    sessions = open_sessions(user, here.session.session_key)
    here.post(reverse("account_end_session", args=[sessions[1].pk]))

    assert [session.device for session in sessions] == ["Firefox sur Linux", "Safari sur iPhone"]
    assert (is_signed_in(here), is_signed_in(elsewhere)) == (True, False)


def test_nobody_ends_somebody_else_s_session(user):
    session = open_sessions(user, client_signed_in(user).session.session_key)[0]
    stranger = Client()
    stranger.force_login(UserFactory())

    assert stranger.post(reverse("account_end_session", args=[session.pk])).status_code == 404


def test_signing_out_everywhere(user):
    here, elsewhere = client_signed_in(user), client_signed_in(user)
    here.post(reverse("account_end_all_sessions"))

    assert (is_signed_in(here), is_signed_in(elsewhere)) == (False, False)


def test_expired_sessions_are_not_listed(user):
    client = client_signed_in(user)
    Session.objects.update(expire_date=timezone.now() - dt.timedelta(minutes=1))

    assert open_sessions(user, client.session.session_key) == []


def test_changing_the_password_signs_the_other_devices_out(user):
    here, elsewhere = client_signed_in(user), client_signed_in(user)
    new = {"oldpassword": PASSWORD, "password1": "encore une longue phrase", "password2": "encore une longue phrase"}
    here.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    here.post(reverse("account_change_password"), new)

    assert (is_signed_in(here), is_signed_in(elsewhere)) == (True, False)
    assert mail.outbox[-1].subject == "[Fil rouge] Mot de passe changé"


def test_a_new_address_counts_once_confirmed(user):
    client = client_signed_in(user)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    client.post(reverse("account_email"), {"email": "lea.morel@example.org", "action_add": ""})
    before = User.objects.get(pk=user.pk).email
    sent = next(message for message in mail.outbox if message.to == ["lea.morel@example.org"])
    link = re.search(r"http://testserver(\S+)", sent.body)[1]
    page = client.get(link)
    client.post(link)

    assert before == "lea@example.org"
    assert "deviendra l’adresse de votre compte" in page.content.decode()
    assert User.objects.get(pk=user.pk).email == "lea.morel@example.org"


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/149 Safari/537 Edg/149", "Edge sur Windows"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X) Safari/605", "Safari sur Mac"),
        ("curl/8", "Navigateur inconnu"),
    ],
)
def test_devices_have_a_name_people_recognise(agent, device):
    assert device_of(agent) == device


def test_an_invitation_opens_the_account_once(client, db):
    user, made = services.open_account("Noa@Example.org", first_name="Noa", last_name="Petit")
    services.send_invitation(user, organisation_name="MSP du Chastel", inviter="Léa Morel")
    link = re.search(r"http://localhost:\d+(\S+)", mail.outbox[0].body)[1]
    page = client.get(link)
    short = client.post(link, {"first_name": "Noa", "last_name": "Petit", "password": "court"})
    client.post(link, {"first_name": "Noa", "last_name": "Petit", "password": PASSWORD})

    assert made
    assert mail.outbox[0].subject == "[Fil rouge] MSP du Chastel vous invite"
    assert "Bienvenue" in page.content.decode()
    assert short.status_code == 422
    assert client.session["_auth_user_id"] == str(user.pk)
    assert EmailAddress.objects.get(user=user).verified
    assert Client().get(link).status_code == 410


def test_an_invitation_ends_after_two_weeks(client, db, monkeypatch):
    user, _made = services.open_account("noa@example.org")
    token = services.invitation_token(user)
    later = signing.time.time() + 15 * 24 * 3600
    monkeypatch.setattr(signing.time, "time", lambda: later)

    assert services.read_invitation(token) is None


def test_inviting_a_known_address_finds_its_account_and_sends_to_the_sign_in_page(user):
    found, made = services.open_account("LEA@example.org")
    services.send_invitation(found, organisation_name="MSP du Chastel", inviter="")

    assert (found, made) == (user, False)
    assert "Votre compte existe déjà" in mail.outbox[0].body
    assert "/compte/connexion/" in mail.outbox[0].body


def test_a_closed_account_is_not_invited(user):
    User.objects.update(is_active=False)

    with pytest.raises(ValidationError, match="Ce compte est fermé"):
        services.open_account("lea@example.org")


def test_a_mail_server_that_refuses_is_told_not_raised(user, monkeypatch):
    def refuse(*args, **kwargs):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)

    assert services.send_invitation(user, organisation_name="MSP", inviter="") is False
