import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.urls import reverse

from tests.factories import MembershipFactory, OrganisationFactory

PASSWORD = "une phrase assez longue"
SECRET = "JBSWY3DPEHPK3PXP"
PAGES = (
    "mfa_index",
    "mfa_activate_totp",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "usersessions_list",
    "account_home",
    "account_profile",
    "account_email",
    "account_change_password",
    "account_reauthenticate",
    "account_logout",
    "socialaccount_connections",
)


@pytest.fixture
def user(membership):
    membership.user.set_password(PASSWORD)
    membership.user.save()
    return membership.user


def sign_in(client, user):
    return client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})


def confirm_it_is_me(client):
    return client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


def current_code(secret=SECRET):
    _previous, current, _next = yield_hotp_counters_from_time()  # the code of now still holds when the period ends
    return format_hotp_value(hotp_value(secret, current))


@pytest.mark.parametrize("name", PAGES)
def test_account_pages_open_and_carry_no_inline_script(client, user, name):
    sign_in(client, user)
    confirm_it_is_me(client)

    response = client.get(reverse(name))

    assert response.status_code == 200
    page = response.content.decode()
    assert re.findall(r"<script(?![^>]*(?:src=|application/json))", page) == []
    assert "style=" not in page


@pytest.mark.parametrize("name", PAGES)
def test_account_pages_send_strangers_to_the_sign_in_page(client, db, name):
    response = client.get(reverse(name))

    assert response.status_code == 302
    assert response.headers["Location"].startswith(("/compte/connexion/", "/compte/confirmation/"))


def test_the_application_of_codes_is_set_up_then_asked_for(client, user):
    sign_in(client, user)
    asked = client.get(reverse("mfa_activate_totp"))
    confirm_it_is_me(client)
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    done = client.post(reverse("mfa_activate_totp"), {"code": current_code(secret)})
    client.post(reverse("account_logout"))
    second_step = sign_in(client, user)

    assert asked.headers["Location"].startswith("/compte/confirmation/")
    assert done.headers["Location"] == reverse("mfa_view_recovery_codes")
    assert second_step.headers["Location"] == reverse("mfa_authenticate")
    assert client.session.get("_auth_user_id") is None


def test_a_code_of_the_application_or_of_the_list_opens_the_account(client, user):
    TOTP.activate(user, SECRET)
    codes = RecoveryCodes.activate(user)
    sign_in(client, user)
    refused = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    client.post(reverse("mfa_authenticate"), {"code": current_code()})
    by_application = client.session.get("_auth_user_id")
    client.post(reverse("account_logout"))
    sign_in(client, user)
    client.post(reverse("mfa_authenticate"), {"code": codes.get_unused_codes()[0]})

    assert "Ce code n’est pas le bon." in refused.content.decode()
    assert (by_application, client.session.get("_auth_user_id")) == (str(user.pk), str(user.pk))


def test_recovery_codes_are_shown_and_downloaded(client, user):
    TOTP.activate(user, SECRET)
    codes = RecoveryCodes.activate(user).get_unused_codes()
    client.force_login(user)
    confirm_it_is_me(client)

    page = client.get(reverse("mfa_view_recovery_codes"))
    file = client.get(reverse("mfa_download_recovery_codes"))

    assert codes[0] in page.content.decode()
    assert codes[-1] in file.content.decode()


@pytest.fixture
def demanding(organisation):
    organisation.requires_second_factor = True
    organisation.save()
    return organisation


def home_of(organisation):
    return reverse("settings:organisation", args=[organisation.slug])


def test_a_demanding_team_sends_its_members_to_the_set_up_without_a_loop(client, user, demanding):
    client.force_login(user)
    address = home_of(demanding)

    response = client.get(address, follow=True)

    assert [step for step, _status in response.redirect_chain] == [
        f"/compte/securite/exigee/?next={address.replace('/', '%2F')}"
    ]
    assert "Un deuxième facteur est exigé" in response.content.decode()
    assert demanding.name in response.content.decode()


def test_a_demanding_team_answers_htmx_with_a_whole_page_move(client, user, demanding):
    client.force_login(user)

    response = client.get(home_of(demanding), headers={"HX-Request": "true"})

    assert response.headers["HX-Redirect"].startswith("/compte/securite/exigee/")


def test_the_other_teams_of_the_person_stay_open(client, user, demanding):
    other = MembershipFactory(user=user).organisation
    client.force_login(user)

    assert client.get(home_of(other)).status_code == 200


def test_with_a_second_factor_the_team_opens_and_the_way_back_is_kept(client, user, demanding):
    client.force_login(user)
    required = reverse("account_second_factor_required")
    client.get(required, {"next": home_of(demanding)})
    kept = client.session["second_factor_next"]
    TOTP.activate(user, SECRET)

    assert kept == home_of(demanding)
    assert client.get(required, {"next": kept}).headers["Location"] == kept
    assert client.get(home_of(demanding)).status_code == 200


def test_the_way_back_never_leaves_the_house(client, user, demanding):
    client.force_login(user)
    client.get(reverse("account_second_factor_required"), {"next": "https://ailleurs.example/"})

    assert client.session["second_factor_next"] == "/"


def test_the_last_factor_stays_while_a_team_requires_it(client, user, demanding):
    TOTP.activate(user, SECRET)
    sign_in(client, user)
    client.post(reverse("mfa_authenticate"), {"code": current_code()})
    confirm_it_is_me(client)

    response = client.post(reverse("mfa_deactivate_totp"))

    assert "Une de vos équipes exige un deuxième facteur" in response.content.decode()
    assert Authenticator.objects.filter(user=user).exists()


def test_the_last_key_stays_while_a_team_requires_it(client, user, demanding):
    key = Authenticator.objects.create(
        user=user, type=Authenticator.Type.WEBAUTHN, data={"name": "Téléphone", "credential": {}}
    )
    client.force_login(user)

    response = client.post(reverse("mfa_remove_webauthn", args=[key.pk]))

    assert response.headers["Location"] == reverse("mfa_list_webauthn")
    assert Authenticator.objects.filter(pk=key.pk).exists()


def test_without_a_demanding_team_the_factor_may_go(client, user):
    OrganisationFactory(requires_second_factor=True)  # somebody else's
    TOTP.activate(user, SECRET)
    sign_in(client, user)
    client.post(reverse("mfa_authenticate"), {"code": current_code()})
    confirm_it_is_me(client)
    client.post(reverse("mfa_deactivate_totp"))

    assert not Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()
