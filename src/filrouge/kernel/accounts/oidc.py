"""OpenID Connect beyond what allauth does: nonce, signature of the ID token, level asked for, same subject.

The address of the provider and its options are settings of the house; nothing of them can be asked for by a visitor.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import constant_time_compare
from requests import RequestException

logger = logging.getLogger(__name__)

KEPT_CLAIMS = ("sub", "email", "email_verified", "given_name", "family_name", "preferred_username")


def leads_to_provider(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Redirections after a form obey form-action: the pages that lead to the provider, and only they, allow it."""

    @wraps(view)
    def wrapped(*args: Any, **kwargs: Any) -> HttpResponse:
        response = view(*args, **kwargs)
        if settings.OIDC_ORIGINS:
            response._csp_update = {"form-action": settings.OIDC_ORIGINS}  # type: ignore[attr-defined]
        return response

    return wrapped


class Adapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> Any:
        try:
            return self._complete_login(request, app, token, **kwargs)
        except (KeyError, TypeError, ValueError) as error:
            raise OAuth2Error("the answer has not the expected shape") from error

    def _complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> Any:
        id_token = kwargs["response"].get("id_token")
        if not id_token:
            raise OAuth2Error("the provider gave no ID token")
        self.did_fetch_access_token = False  # allauth then verifies the signature as well
        claims = self._decode_id_token(app, id_token)
        userinfo = self._fetch_user_info(token.token)
        if userinfo.get("sub") != claims.get("sub"):
            raise OAuth2Error("userinfo speaks of somebody else")
        login = self.get_provider().sociallogin_from_response(request, {"userinfo": userinfo, "id_token": claims})
        login.claims = {**claims, **userinfo}
        login.id_token = claims
        return login


class Provider(OpenIDConnectProvider):  # type: ignore[misc]
    oauth2_adapter_class = Adapter
    package = "allauth.socialaccount.providers.openid_connect"

    def redirect(
        self, request: HttpRequest, process: str, next_url: Any = None, data: Any = None, **kwargs: Any
    ) -> Any:
        """Options come from the settings alone; allauth would let the address of the page change them."""
        nonce = secrets.token_urlsafe(32)
        return super().redirect(
            request,
            process,
            next_url,
            data,
            scope=self.get_scope(),
            auth_params={**self.get_auth_params(), "nonce": nonce},
            nonce=nonce,
        )

    def extract_extra_data(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """Keep what shows whose identity it is; the rest of a professional's file is not needed here."""
        userinfo = data["userinfo"]
        kept = {*KEPT_CLAIMS, self.app.settings["uid_field"], settings.OIDC_RPPS_CLAIM}
        return {"userinfo": {name: userinfo[name] for name in sorted(kept) if name in userinfo}}


def check_answer(login: Any) -> None:
    """Refuse an answer that is not to our question: another sign-in's nonce, or a weaker level than asked for."""
    asked = login.provider.get_auth_params().get("acr_values", "").split()
    if not constant_time_compare(login.id_token.get("nonce", ""), login.state.get("nonce") or secrets.token_hex()):
        raise PermissionDenied("nonce")
    if asked and login.id_token.get("acr") not in asked:
        raise PermissionDenied("acr")


@login_not_required
@leads_to_provider
def login(request: HttpRequest, provider_id: str) -> HttpResponse:
    return _answer(OAuth2LoginView, request, provider_id)


@login_not_required
def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    return _answer(OAuth2CallbackView, request, provider_id)


def _answer(view: Any, request: HttpRequest, provider_id: str) -> HttpResponse:
    try:
        response: HttpResponse = view.adapter_view(Adapter(request, provider_id))(request)
    except SocialApp.DoesNotExist:
        raise Http404 from None
    except RequestException as error:
        logger.warning("identity provider out of reach provider=%s error=%s", provider_id, type(error).__name__)
        return render(request, "socialaccount/authentication_error.html", status=502)
    return response
