from __future__ import annotations

from typing import Any, ClassVar

from allauth.account import forms as allauth
from django import forms
from django.contrib.auth import password_validation

from filrouge.kernel.accounts.labels import CodeForm, FrenchForm
from filrouge.kernel.accounts.models import User

EMAIL = "Adresse e-mail"
PASSWORD_HINT = "Au moins 12 caractères. Une phrase que vous retenez vaut mieux qu’un mot compliqué."  # noqa: S105


class LoginForm(FrenchForm, allauth.LoginForm):  # type: ignore[misc]
    labels: ClassVar = {
        "login": EMAIL,
        "password": "Mot de passe",
        "remember": "Rester connecté",
    }


class RequestLoginCodeForm(FrenchForm, allauth.RequestLoginCodeForm):  # type: ignore[misc]
    labels: ClassVar = {"email": EMAIL}


class ConfirmLoginCodeForm(CodeForm, allauth.ConfirmLoginCodeForm):  # type: ignore[misc]
    labels: ClassVar = {"code": "Code reçu par mail"}


class ResetPasswordForm(FrenchForm, allauth.ResetPasswordForm):  # type: ignore[misc]
    labels: ClassVar = {"email": EMAIL}


class ResetPasswordKeyForm(FrenchForm, allauth.ResetPasswordKeyForm):  # type: ignore[misc]
    labels: ClassVar = {"password1": "Nouveau mot de passe", "password2": "Le même, une seconde fois"}
    hints: ClassVar = {"password1": PASSWORD_HINT}


class ChangePasswordForm(FrenchForm, allauth.ChangePasswordForm):  # type: ignore[misc]
    labels: ClassVar = {
        "oldpassword": "Mot de passe actuel",
        "password1": "Nouveau mot de passe",
        "password2": "Le même, une seconde fois",
    }
    hints: ClassVar = {"password1": PASSWORD_HINT}


class SetPasswordForm(FrenchForm, allauth.SetPasswordForm):  # type: ignore[misc]
    labels: ClassVar = {"password1": "Mot de passe", "password2": "Le même, une seconde fois"}
    hints: ClassVar = {"password1": PASSWORD_HINT}


class ReauthenticateForm(FrenchForm, allauth.ReauthenticateForm):  # type: ignore[misc]
    labels: ClassVar = {"password": "Mot de passe"}


class AddEmailForm(FrenchForm, allauth.AddEmailForm):  # type: ignore[misc]
    labels: ClassVar = {"email": "Nouvelle adresse e-mail"}
    hints: ClassVar = {"email": "Un lien de confirmation y sera envoyé."}


class NameForm(forms.ModelForm[User]):
    class Meta:
        model = User
        fields = ["first_name", "last_name"]
        widgets = {
            "first_name": forms.TextInput({"autocomplete": "given-name"}),
            "last_name": forms.TextInput({"autocomplete": "family-name"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = True


class WelcomeForm(NameForm):
    """First visit, by the link of the invitation: who I am, and my password."""

    password = forms.CharField(
        label="Choisissez un mot de passe",
        help_text=PASSWORD_HINT,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        password_validation.validate_password(password, self.instance)
        return password
