from __future__ import annotations

from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.account.models import EmailAddress
from allauth.account.utils import perform_login
from allauth.account.views import email as allauth_email
from allauth.mfa.adapter import get_adapter as get_mfa_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.views import remove_webauthn as allauth_remove_webauthn
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from filrouge.kernel.accounts import oidc, queries, services
from filrouge.kernel.accounts.forms import AddEmailForm, NameForm, WelcomeForm
from filrouge.kernel.accounts.models import User


class AccountRequest(HttpRequest):
    """A request by somebody signed in, whatever the organisation."""

    user: User


@require_GET
@oidc.leads_to_provider
def home(request: AccountRequest) -> HttpResponse:
    context = {
        "factors": queries.second_factors(request.user),
        "sessions": queries.open_sessions(request.user, request.session.session_key),
        "identities": queries.identities(request.user),
    }
    return render(request, "accounts/home.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: AccountRequest) -> HttpResponse:
    form = NameForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        services.rename(request.user, **form.cleaned_data)
        messages.success(request, "Votre nom est enregistré.")
        return redirect("account_home")
    return render(request, "accounts/profile.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def email(request: AccountRequest) -> HttpResponse:
    """allauth's page writes the missing address on display; ours waits for the form."""
    if request.method == "POST":
        services.settle_address(request.user)
        response: HttpResponse = allauth_email(request)
        return response
    context = {
        "form": AddEmailForm(user=request.user),
        "new_emailaddress": EmailAddress.objects.filter(user=request.user, verified=False)
        .exclude(email=request.user.email)
        .first(),
    }
    return render(request, "account/email_change.html", context)


@require_GET
def sessions(request: AccountRequest) -> HttpResponse:
    found = queries.open_sessions(request.user, request.session.session_key)
    return render(request, "accounts/sessions.html", {"sessions": found})


@require_POST
def end_session(request: AccountRequest, pk: int) -> HttpResponse:
    session = get_object_or_404(UserSession, pk=pk, user=request.user)
    if session.session_key == request.session.session_key:
        logout(request)
        return redirect("account_login")
    session.end()
    messages.success(request, "Cet appareil est déconnecté.")
    return redirect("usersessions_list")


@require_POST
def end_all_sessions(request: AccountRequest) -> HttpResponse:
    """Everywhere, here included: what one does when a phone is lost."""
    services.end_sessions(request.user)
    logout(request)
    messages.success(request, "Vous êtes déconnecté de tous vos appareils.")
    return redirect("account_login")


@never_cache
@login_not_required
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    user = services.read_invitation(token)
    if user is None:
        return render(request, "accounts/invitation_expired.html", status=410)
    form = WelcomeForm(request.POST or None, instance=user)
    if request.method == "POST" and form.is_valid():
        if request.user.is_authenticated:
            logout(request)  # a colleague's session on a shared computer
        services.accept_invitation(user, **form.cleaned_data)
        response: HttpResponse = perform_login(request, user, redirect_url=resolve_url("/"))
        return response
    context = {"form": form, "email": user.email}
    return render(request, "accounts/invitation.html", context, status=422 if form.is_bound else 200)


@require_GET
def second_factor_required(request: AccountRequest) -> HttpResponse:
    """Where a demanding organisation sends its members; the way back is kept for after the set-up."""
    target = request.GET.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()):
        target = "/"
    if queries.has_second_factor(request.user):
        return redirect(target)
    request.session["second_factor_next"] = target
    teams = request.user.memberships.filter(organisation__requires_second_factor=True)
    names = list(teams.values_list("organisation__name", flat=True))
    return render(request, "accounts/second_factor_required.html", {"names": names})


def remove_webauthn(request: AccountRequest, pk: int) -> HttpResponse:
    """allauth asks whether an application of codes may go, never whether a key may."""
    kind = Authenticator.Type.WEBAUTHN
    authenticator = get_object_or_404(Authenticator, pk=pk, user=request.user, type=kind)
    adapter: Any = get_mfa_adapter()
    if not adapter.can_delete_authenticator(authenticator):
        messages.error(request, adapter.error_messages["cannot_delete_authenticator"])
        return redirect("mfa_list_webauthn")
    response: HttpResponse = allauth_remove_webauthn(request, pk=pk)
    return response


@never_cache
@require_GET
@reauthentication_required(app="allauth.mfa")  # type: ignore[untyped-decorator]
def recovery_codes(request: AccountRequest) -> HttpResponse:
    """allauth's page notes in the database that the codes were seen; a page that is read does not write."""
    return render(request, "mfa/recovery_codes/index.html", {"unused_codes": _unused_codes(request)})


@never_cache
@require_GET
@reauthentication_required(app="allauth.mfa")  # type: ignore[untyped-decorator]
def recovery_codes_file(request: AccountRequest) -> HttpResponse:
    context = {"unused_codes": _unused_codes(request)}
    response = render(request, "mfa/recovery_codes/download.txt", context, content_type="text/plain; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="fil-rouge-codes-de-secours.txt"'
    return response


def _unused_codes(request: AccountRequest) -> list[str]:
    kind = Authenticator.Type.RECOVERY_CODES
    authenticator = get_object_or_404(Authenticator, user=request.user, type=kind)
    return list(authenticator.wrap().get_unused_codes())
