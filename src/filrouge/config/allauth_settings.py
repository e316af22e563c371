"""Signing in: e-mail and password, one-time code by mail, second factors, one OpenID Connect provider by settings.

Accounts come from invitations only: nobody registers by themselves, and the provider never creates an account.
"""

from __future__ import annotations

import os
from typing import Any
from urllib.parse import parse_qsl, urlsplit

_ACCOUNTS = "filrouge.kernel.accounts"
_SECURE = os.environ.get("FILROUGE_SITE_URL", "").startswith("https://")

ACCOUNT_ADAPTER = f"{_ACCOUNTS}.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "optional"  # the invitation proves the address; a new address is confirmed by mail
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[Fil rouge] "
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60  # mail is slow in some health centres
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_LOGOUT_REDIRECT_URL = "/compte/connexion/"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_FORMS = {
    "login": f"{_ACCOUNTS}.forms.LoginForm",
    "request_login_code": f"{_ACCOUNTS}.forms.RequestLoginCodeForm",
    "confirm_login_code": f"{_ACCOUNTS}.forms.ConfirmLoginCodeForm",
    "reset_password": f"{_ACCOUNTS}.forms.ResetPasswordForm",
    "reset_password_from_key": f"{_ACCOUNTS}.forms.ResetPasswordKeyForm",
    "change_password": f"{_ACCOUNTS}.forms.ChangePasswordForm",
    "set_password": f"{_ACCOUNTS}.forms.SetPasswordForm",
    "reauthenticate": f"{_ACCOUNTS}.forms.ReauthenticateForm",
    "add_email": f"{_ACCOUNTS}.forms.AddEmailForm",
}
# A whole centre may share one address: limits per account stop guessing, those per address are wide.
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "30/m/ip,5/300s/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if os.environ.get("FILROUGE_BEHIND_PROXY") == "1" else 0

MFA_ADAPTER = f"{_ACCOUNTS}.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # nobody can register somebody else's address here
MFA_TOTP_ISSUER = "Fil rouge"
MFA_TOTP_TOLERANCE = 1  # clocks of phones drift
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not _SECURE  # browsers still refuse it outside localhost
MFA_FORMS = {
    "authenticate": f"{_ACCOUNTS}.mfa_forms.AuthenticateForm",
    "reauthenticate": f"{_ACCOUNTS}.mfa_forms.ReauthenticateForm",
    "activate_totp": f"{_ACCOUNTS}.mfa_forms.ActivateTOTPForm",
    "add_webauthn": f"{_ACCOUNTS}.mfa_forms.AddWebAuthnForm",
    "edit_webauthn": f"{_ACCOUNTS}.mfa_forms.EditWebAuthnForm",
}

PASSWORD_RESET_TIMEOUT = 24 * 3600
INVITATION_DAYS = 14


def _oidc(name: str, default: str = "") -> str:
    return os.environ.get(f"FILROUGE_OIDC_{name}", default)


def _provider() -> dict[str, Any]:
    """The identity provider of the environment. Pro Santé Connect: see docs/hosting/reglages.md."""
    return {
        "provider_id": _oidc("ID", "oidc"),
        "name": _oidc("NAME", "Compte professionnel"),
        "client_id": _oidc("CLIENT_ID"),
        "secret": _oidc("CLIENT_SECRET"),
        "settings": {
            "server_url": _oidc("SERVER_URL"),
            "uid_field": _oidc("UID_FIELD", "sub"),
            "scope": _oidc("SCOPES", "openid profile email").split(),
            "auth_params": dict(parse_qsl(_oidc("AUTH_PARAMS"))),
            "token_auth_method": _oidc("TOKEN_AUTH", "client_secret_post"),
            "fetch_userinfo": True,
            "oauth_pkce_enabled": True,
        },
    }


OIDC_ENABLED = bool(_oidc("CLIENT_ID") and _oidc("SERVER_URL"))
# How an identity finds an account the first time: "rpps", "email" (only when the provider verified it) or "none".
OIDC_MATCH = _oidc("MATCH", "email")
OIDC_RPPS_CLAIM = _oidc("RPPS_CLAIM", "SubjectNameID")
# Providers that already ask for two factors (a CPS card and its PIN) need not be doubled by ours.
OIDC_IS_SECOND_FACTOR = _oidc("IS_SECOND_FACTOR") == "1"
# Browsers check where a form leads after redirections: the page that signs in must allow the provider's addresses.
OIDC_ORIGINS = [
    *("{0.scheme}://{0.netloc}".format(urlsplit(_oidc("SERVER_URL"))) for _ in range(OIDC_ENABLED)),
    *_oidc("ORIGINS").split(),
]
SOCIALACCOUNT_ADAPTER = f"{_ACCOUNTS}.adapters.SocialAccountAdapter"
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {
    "openid_connect": {
        "provider_class": f"{_ACCOUNTS}.oidc.Provider",
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [_provider()] if OIDC_ENABLED else [],
    }
}
