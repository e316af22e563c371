import re

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from django.urls import reverse

from filrouge.kernel.accounts.models import User
from tests.factories import UserFactory

PASSWORD = "une phrase assez longue"


@pytest.fixture
def user(db):
    user = UserFactory(email="lea@example.org")
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client, password=PASSWORD, email="lea@example.org", **data):
    return client.post(reverse("account_login"), {"login": email, "password": password, **data})


def signed_in(client):
    return client.session.get("_auth_user_id")


def test_the_sign_in_page_is_public_french_and_without_inline_script(client, db):
    response = client.get("/compte/connexion/")

    assert response.status_code == 200
    page = response.content.decode()
    assert "Recevoir un code par mail" in page
    executable = re.findall(r"<script(?![^>]*(?:src=|application/json))", page)
    assert executable == []
    assert "style=" not in page
    assert "script-src 'self'" in response.headers["Content-Security-Policy"]


def test_password_opens_the_account_whatever_the_case_of_the_address(client, user):
    response = sign_in(client, email="Lea@Example.org")

    assert (response.status_code, response.headers["Location"]) == (302, "/")
    assert signed_in(client) == str(user.pk)


def test_a_wrong_password_and_an_unknown_address_say_the_same(client, user):
    wrong = sign_in(client, password="autre chose de long")
    unknown = sign_in(client, email="personne@example.org")

    sentence = "L’adresse e-mail ou le mot de passe ne correspond pas."
    assert [sentence in answer.content.decode() for answer in (wrong, unknown)] == [True, True]
    assert signed_in(client) is None


def test_the_sixth_try_is_refused_even_with_the_right_password(client, user):
    for _ in range(5):
        sign_in(client, password="mauvais mot de passe")

    response = sign_in(client)

    assert "Trop d’essais sur ce compte." in response.content.decode()
    assert signed_in(client) is None


def test_next_leads_inside_the_house_only(client, user):
    inside = sign_in(client, next="/compte/sessions/")
    client.logout()
    outside = sign_in(client, next="https://ailleurs.example/piege")

    assert [inside.headers["Location"], outside.headers["Location"]] == ["/compte/sessions/", "/"]


def test_a_code_by_mail_opens_the_account(client, user):
    client.post(reverse("account_request_login_code"), {"email": "lea@example.org"})
    code = re.search(r"^([A-Z0-9]{4}-?[A-Z0-9]{4})$", mail.outbox[0].body, re.MULTILINE)[1]
    response = client.post(reverse("account_confirm_login_code"), {"code": code})

    assert mail.outbox[0].subject == f"[Fil rouge] Code de connexion : {code}"
    assert response.headers["Location"] == "/"
    assert signed_in(client) == str(user.pk)


def test_a_code_for_an_unknown_address_shows_the_same_page_and_mails_an_explanation(client, db):
    response = client.post(reverse("account_request_login_code"), {"email": "inconnu@example.org"}, follow=True)

    assert "Entrez le code reçu" in response.content.decode()
    assert mail.outbox[0].subject == "[Fil rouge] Aucun compte à cette adresse"
    assert mail.outbox[0].body.startswith("Bonjour,")


def test_the_code_page_refuses_a_wrong_code_in_french(client, user):
    client.post(reverse("account_request_login_code"), {"email": "lea@example.org"})
    response = client.post(reverse("account_confirm_login_code"), {"code": "AAAA-AAAA"})

    assert "Ce code n’est pas le bon." in response.content.decode()


def test_nobody_registers_without_an_invitation(client, db):
    response = client.get(reverse("account_signup"))
    client.post(reverse("account_signup"), {"email": "moi@example.org", "password1": PASSWORD})

    assert "Les comptes s’ouvrent sur invitation" in response.content.decode()
    assert User.objects.count() == 0


def test_a_forgotten_password_is_replaced_by_a_link(client, user):
    client.post(reverse("account_reset_password"), {"email": "lea@example.org"})
    link = re.search(r"http://testserver(\S+)", mail.outbox[0].body)[1]
    form_page = client.get(link, follow=True)
    address = form_page.request["PATH_INFO"]
    new = {"password1": "encore une longue phrase", "password2": "encore une longue phrase"}
    client.post(address, new)
    user.refresh_from_db()

    assert "Nouveau mot de passe" in form_page.content.decode()
    assert user.check_password("encore une longue phrase")
    assert signed_in(client) == str(user.pk)


def test_a_reset_for_an_unknown_address_looks_the_same(client, db):
    response = client.post(reverse("account_reset_password"), {"email": "inconnu@example.org"}, follow=True)

    assert "Si un compte existe à cette adresse" in response.content.decode()


def test_signing_out_needs_a_click(client, user):
    sign_in(client)
    client.get(reverse("account_logout"))
    still_in = signed_in(client)
    client.post(reverse("account_logout"))

    assert (still_in, signed_in(client)) == (str(user.pk), None)


def test_passkey_sign_in_gives_a_challenge_to_anybody(client, db):
    response = client.get(reverse("mfa_login_webauthn"), headers={"Accept": "application/json"})

    assert response.status_code == 200
    assert response.json()["request_options"]["publicKey"]["challenge"]
    assert Authenticator.objects.count() == 0


def test_too_many_codes_for_one_address_make_a_pause_in_french(user):
    for _ in range(4):
        response = Client().post(reverse("account_request_login_code"), {"email": "lea@example.org"})

    assert len(mail.outbox) == 3
    assert "Trop d’essais sur ce compte." in response.content.decode()


def test_too_many_links_for_one_address_make_a_pause_in_french(client, user):
    for _ in range(6):
        response = client.post(reverse("account_reset_password"), {"email": "lea@example.org"})

    assert (len(mail.outbox), response.status_code) == (5, 429)
    assert "Trop de demandes à la suite" in response.content.decode()
