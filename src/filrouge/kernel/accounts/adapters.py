from __future__ import annotations

from io import BytesIO
from typing import Any, ClassVar

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest
from django.shortcuts import render
from django.urls import reverse

from filrouge.kernel.accounts import matching, oidc, sealing
from filrouge.kernel.accounts.models import User

SEEDS = "accounts.second-factor"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages: ClassVar = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "L’adresse e-mail ou le mot de passe ne correspond pas. Vérifiez-les, ou "
        "recevez un code par mail.",
        "too_many_login_attempts": "Trop d’essais sur ce compte. Attendez cinq minutes, ou recevez un code par mail.",
        "rate_limited": "Trop d’essais à la suite. Attendez quelques minutes avant de recommencer.",
        "incorrect_code": "Ce code n’est pas le bon. Recopiez-le tel quel, ou demandez-en un autre.",
        "incorrect_password": "Ce mot de passe n’est pas le bon.",
        "enter_current_password": "Ce n’est pas votre mot de passe actuel.",
        "email_taken": "Un compte utilise déjà cette adresse.",
        "duplicate_email": "C’est déjà l’adresse de ce compte.",
        "same_as_current": "C’est déjà votre adresse actuelle.",
        "invalid_password_reset": "Ce lien a déjà servi ou n’est plus valable. Demandez-en un autre.",
        "account_inactive": "Ce compte est fermé. Parlez-en à votre coordination.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account_home")

    def get_email_verification_redirect_url(self, email_address: Any) -> str:
        return reverse("account_home")


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    error_messages: ClassVar = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "Ce code n’est pas le bon. Attendez le suivant, ou vérifiez l’heure de votre téléphone.",
        "cannot_delete_authenticator": "Une de vos équipes exige un deuxième facteur : ajoutez-en un autre avant "
        "de retirer celui-ci.",
        "cannot_generate_recovery_codes": "Les codes de secours viennent avec un deuxième facteur : activez-le "
        "d’abord.",
    }

    def encrypt(self, text: str) -> str:
        """Seeds of one-time codes are not readable in a copy of the database."""
        return sealing.seal(text, purpose=SEEDS)

    def decrypt(self, encrypted_text: str) -> str:
        return sealing.unseal(encrypted_text, purpose=SEEDS)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """The last factor stays while a team of this person requires one."""
        others = Authenticator.objects.filter(user_id=authenticator.user_id).exclude(pk=authenticator.pk)
        if others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists():
            return True
        return not authenticator.user.memberships.filter(organisation__requires_second_factor=True).exists()

    def build_totp_svg(self, url: str) -> str:
        """On white with its margin: telephones must read it in the dark theme too."""
        drawing = BytesIO()
        segno.make(url, error="m").save(drawing, kind="svg", scale=4, border=3, dark="#000", light="#fff")
        return drawing.getvalue().decode()

    def generate_authenticator_name(self, user: User, type: Any) -> str:
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return "Clé d’accès" if count == 0 else f"Clé d’accès {count + 1}"


class SocialAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    error_messages: ClassVar = {
        **DefaultSocialAccountAdapter.error_messages,
        "no_password": "Choisissez d’abord un mot de passe : sans lui, vous ne pourriez plus vous connecter.",
        "connected_other": "Cette identité est déjà reliée à un autre compte.",
    }

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        oidc.check_answer(sociallogin)
        if sociallogin.is_existing or sociallogin.state.get("process") == "connect":
            return
        user = matching.find_account(sociallogin.claims)
        if user is None:
            page = render(
                request,
                "socialaccount/unknown.html",
                {"provider": sociallogin.provider},
                status=403,
            )
            raise ImmediateHttpResponse(page)
        sociallogin.connect(request, user)

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: Any) -> str:
        return reverse("account_home")
