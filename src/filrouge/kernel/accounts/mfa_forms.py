from __future__ import annotations

from typing import Any, ClassVar

from allauth.mfa.base import forms as base
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn

from filrouge.kernel.accounts.labels import CodeForm, FrenchForm


class AuthenticateForm(CodeForm, base.AuthenticateForm):  # type: ignore[misc]
    labels: ClassVar = {"code": "Code de l’application, ou code de secours"}


class ReauthenticateForm(CodeForm, base.ReauthenticateForm):  # type: ignore[misc]
    labels: ClassVar = {"code": "Code de l’application, ou code de secours"}


class ActivateTOTPForm(CodeForm, totp.ActivateTOTPForm):  # type: ignore[misc]
    labels: ClassVar = {"code": "Code affiché par l’application"}


class AddWebAuthnForm(FrenchForm, webauthn.AddWebAuthnForm):  # type: ignore[misc]
    labels: ClassVar = {
        "name": "Nom de cette clé",
        "passwordless": "Me connecter avec cette clé seule, sans mot de passe",
    }
    hints: ClassVar = {
        "name": "Pour la reconnaître : «\u00a0téléphone\u00a0», «\u00a0ordinateur du bureau\u00a0»…",
        "passwordless": "L’appareil demandera votre empreinte, votre visage ou son code.",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True


class EditWebAuthnForm(FrenchForm, webauthn.EditWebAuthnForm):  # type: ignore[misc]
    labels: ClassVar = {"name": "Nom de cette clé"}
