"""The provider is played by a few functions behind `requests`; keys and signatures are real."""

import hashlib
import json
import time
from base64 import urlsafe_b64encode
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core import mail
from django.urls import reverse

from filrouge.kernel.accounts import matching
from filrouge.kernel.accounts.models import User
from tests.factories import UserFactory

ISSUER = "https://identite.example"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
RPPS = "99970023704"


class Provider:
    """What the real one would answer, and what it was asked."""

    def __init__(self):
        self.claims = {"sub": "f:1:8" + RPPS, "given_name": "Élodie", "family_name": "Noel"}
        self.nonce = self.token_request = None
        self.acr, self.key, self.audience = "eidas1", KEY, "fil-rouge"
        self.userinfo = {"SubjectNameID": "8" + RPPS}

    def id_token(self):
        now = int(time.time())
        base = {"iss": ISSUER, "aud": self.audience, "iat": now, "exp": now + 60, "acr": self.acr, "nonce": self.nonce}
        return jwt.encode(self.claims | base, self.key, algorithm="RS256", headers={"kid": "1"})

    def answer(self, method, url, data):
        if url.endswith("/.well-known/openid-configuration"):
            names = {"authorization": "auth", "token": "token", "userinfo": "userinfo"}
            return {f"{k}_endpoint": f"{ISSUER}/{v}" for k, v in names.items()} | {
                "issuer": ISSUER,
                "jwks_uri": f"{ISSUER}/keys",
            }
        if url.endswith("/keys"):
            return {"keys": [json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key())) | {"kid": "1"}]}
        if url.endswith("/token"):
            self.token_request = data
            return {"access_token": "jeton", "token_type": "Bearer", "id_token": self.id_token()}
        return self.claims | self.userinfo


@pytest.fixture
def provider(settings, monkeypatch):
    app = {
        "provider_id": "psc",
        "name": "Pro Santé Connect",
        "client_id": "fil-rouge",
        "secret": "secret",
        "settings": {
            "server_url": ISSUER,
            "uid_field": "SubjectNameID",
            "scope": ["openid", "scope_all"],
            "auth_params": {"acr_values": "eidas1"},
            "token_auth_method": "client_secret_post",
            "oauth_pkce_enabled": True,
        },
    }
    house = "filrouge.kernel.accounts.oidc.Provider"
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"provider_class": house, "APPS": [app]}}
    settings.OIDC_ORIGINS, settings.OIDC_MATCH = [ISSUER], "rpps"
    # the protocol brings the answer back by GET, and signing in writes
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "safe_methods" not in name]
    played = Provider()

    def play(self, method, url, data=None, **kwargs):
        response = requests.Response()
        response.status_code, response.headers["content-type"] = 200, "application/json"
        response._content = json.dumps(played.answer(method, url, data)).encode()
        return response

    monkeypatch.setattr(requests.Session, "request", play)
    return played


@pytest.fixture
def known_by_rpps(db, monkeypatch):
    user = UserFactory()
    monkeypatch.setattr(matching.rpps_finders, "_given", {"test": {RPPS: user.pk}.get})
    return user


def leave(client, provider, process="login"):
    """Goes to the provider, and returns what it was asked."""
    response = client.post(
        f"{reverse('openid_connect_login', args=['psc'])}?process={process}&scope=tout&auth_params=acr_values%3Dfaible"
    )
    asked = {name: values[0] for name, values in parse_qs(urlsplit(response.headers["Location"]).query).items()}
    provider.nonce = asked["nonce"]
    return asked


def come_back(client, asked):
    return client.get(reverse("openid_connect_callback", args=["psc"]), {"code": "abc", "state": asked["state"]})


def test_the_way_out_asks_what_the_settings_say_whatever_the_address_says(client, db, provider):
    asked = leave(client, provider)

    assert set(asked.pop("scope").split()) == {"openid", "scope_all"}
    assert asked.pop("redirect_uri") == "http://testserver/compte/fournisseur/psc/retour/"
    assert (asked["acr_values"], asked["response_type"], asked["code_challenge_method"]) == ("eidas1", "code", "S256")
    assert len(asked["nonce"]) > 40


def test_the_sign_in_page_offers_the_provider_and_lets_its_form_lead_there(client, db, provider):
    response = client.get(reverse("account_login"))

    assert "Pro Santé Connect" in response.content.decode()
    assert f"form-action 'self' {ISSUER}" in response.headers["Content-Security-Policy"]


def test_an_identity_opens_the_account_of_its_rpps_and_tells_its_owner(client, provider, known_by_rpps):
    asked = leave(client, provider)
    response = come_back(client, asked)

    challenge = hashlib.sha256(provider.token_request["code_verifier"].encode()).digest()
    assert asked["code_challenge"] == urlsafe_b64encode(challenge).decode().rstrip("=")
    assert response.headers["Location"] == "/"
    assert client.session["_auth_user_id"] == str(known_by_rpps.pk)
    account = SocialAccount.objects.get()
    assert (account.user, account.uid) == (known_by_rpps, "8" + RPPS)
    assert set(account.extra_data["userinfo"]) == {"sub", "given_name", "family_name", "SubjectNameID"}
    assert [message.subject for message in mail.outbox] == ["[Fil rouge] Identité reliée"]


def test_an_unknown_identity_never_makes_an_account(client, db, provider):
    response = come_back(client, leave(client, provider))

    assert response.status_code == 403
    assert "Aucun compte relié à cette identité" in response.content.decode()
    assert (User.objects.count(), SocialAccount.objects.count()) == (0, 0)


def refused(client, response):
    assert "La connexion n’a pas abouti" in response.content.decode()
    assert "_auth_user_id" not in client.session
    return not SocialAccount.objects.exists()


def test_the_nonce_of_another_sign_in_is_refused(client, provider, known_by_rpps):
    asked = leave(client, provider)
    provider.nonce = "celui-d-un-autre"

    assert refused(client, come_back(client, asked))


def test_an_answer_without_nonce_is_refused(client, provider, known_by_rpps):
    asked = leave(client, provider)
    provider.nonce = ""

    assert refused(client, come_back(client, asked))


def test_a_weaker_level_than_asked_for_is_refused(client, provider, known_by_rpps):
    asked = leave(client, provider)
    provider.acr = "eidas0"

    assert refused(client, come_back(client, asked))


def test_a_token_signed_by_somebody_else_is_refused(client, provider, known_by_rpps):
    asked = leave(client, provider)
    provider.key = OTHER_KEY

    assert refused(client, come_back(client, asked))


def test_a_token_for_another_service_is_refused(client, provider, known_by_rpps):
    asked = leave(client, provider)
    provider.audience = "un-autre-service"

    assert refused(client, come_back(client, asked))


def test_userinfo_about_somebody_else_is_refused(client, provider, known_by_rpps):
    asked = leave(client, provider)
    provider.userinfo = {"SubjectNameID": "8" + RPPS, "sub": "quelqu-un-d-autre"}

    assert refused(client, come_back(client, asked))


def test_an_answer_without_its_identifier_is_refused(client, provider, known_by_rpps):
    asked = leave(client, provider)
    provider.userinfo = {}

    assert refused(client, come_back(client, asked))


def test_a_provider_out_of_reach_is_said_on_a_page(client, db, provider, monkeypatch):
    def nobody(*args, **kwargs):
        raise requests.ConnectionError

    monkeypatch.setattr(requests.Session, "request", nobody)
    response = client.post(reverse("openid_connect_login", args=["psc"]))

    assert response.status_code == 502
    assert "La connexion n’a pas abouti" in response.content.decode()


def test_a_state_nobody_asked_for_is_refused(client, provider, known_by_rpps):
    assert refused(client, come_back(client, {"state": "invente"}))


def test_an_address_opens_its_account_when_the_provider_verified_it(client, db, provider, settings):
    settings.OIDC_MATCH = "email"
    user = UserFactory(email="elodie@example.org")
    provider.userinfo = {"SubjectNameID": "x1", "email": "Elodie@example.org", "email_verified": True}
    come_back(client, leave(client, provider))

    assert client.session["_auth_user_id"] == str(user.pk)


@pytest.mark.parametrize("verified", [False, None, "true"])
def test_an_unverified_address_opens_nothing(client, db, provider, settings, verified):
    settings.OIDC_MATCH = "email"
    UserFactory(email="elodie@example.org")
    provider.userinfo = {"SubjectNameID": "x1", "email": "elodie@example.org", "email_verified": verified}

    assert come_back(client, leave(client, provider)).status_code == 403


def test_somebody_signed_in_links_their_identity_then_enters_with_it(client, db, provider):
    user = UserFactory()
    client.force_login(user)
    come_back(client, leave(client, provider, process="connect"))
    client.post(reverse("account_logout"))
    come_back(client, leave(client, provider))

    assert SocialAccount.objects.get().user == user
    assert client.session["_auth_user_id"] == str(user.pk)


def test_an_unknown_provider_is_not_found(client, db):
    assert client.post(reverse("openid_connect_login", args=["autre"])).status_code == 404


def test_the_rpps_comes_after_the_digit_of_its_kind():
    shapes = ("899700237045", "8" + RPPS, RPPS, "099970023704", "")

    assert [matching.rpps_of({"SubjectNameID": shape}) for shape in shapes] == ["99700237045", RPPS, "", "", ""]
