from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from filrouge.kernel.policy import can, policy, require
from filrouge.kernel.policy.forms import DelegationForm
from filrouge.kernel.policy.models import Delegation
from filrouge.kernel.policy.queries import delegations as all_delegations
from filrouge.kernel.shell import services
from filrouge.kernel.shell.views.common import page
from filrouge.kernel.tenancy.forms import InvitationForm, RolesForm
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.tenancy.queries import memberships_of
from filrouge.ui.forms import accepted

FORM_METHODS = ["GET", "HEAD", "POST"]


@require_GET
def members(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.MEMBERS)
    return page(request, "shell/members.html", "members", {"members": memberships_of(request.organisation)})


@require_http_methods(FORM_METHODS)
def member_invite(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.MEMBERS)
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and accepted(
        form, lambda: services.invite(request.organisation, by=request.membership, **form.cleaned_data)
    ):
        messages.success(request, f"L’invitation part vers {form.cleaned_data['email']}.")
        return redirect("settings:members", request.organisation.slug)
    return page(request, "shell/member_invite.html", "members", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(FORM_METHODS)
def member(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.MEMBERS)
    row = _member(request, pk)
    form = RolesForm(request.POST or None, initial={"roles": row.roles})
    if request.method == "POST" and accepted(
        form, lambda: services.change_roles(row, by=request.membership, **form.cleaned_data)
    ):
        messages.success(request, "Les rôles sont enregistrés.")
        return redirect("settings:members", request.organisation.slug)
    context = {"form": form, "member": row}
    return page(request, "shell/member.html", "members", context, status=422 if form.is_bound else 200)


@require_POST
def member_remove(request: TenantRequest, pk: UUID) -> HttpResponse:
    row = _member(request, pk)
    try:
        services.remove_member(row, by=request.membership)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("settings:member", request.organisation.slug, row.pk)
    messages.success(request, f"{row.user} n’a plus accès à cette équipe.")
    if row.user_id == request.user.pk:
        return redirect("/")
    return redirect("settings:members", request.organisation.slug)


@require_POST
def member_invite_again(request: TenantRequest, pk: UUID) -> HttpResponse:
    row = _member(request, pk)
    if services.invite_again(row, by=request.membership):
        messages.success(request, f"L’invitation repart vers {row.user.email}.")
    else:
        messages.error(request, "Le serveur de mail n’a pas répondu. Réessayez dans quelques minutes.")
    return redirect("settings:members", request.organisation.slug)


@require_GET
def delegations(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.MEMBERS)
    today = timezone.localdate()
    rows = [(delegation, delegation.state_on(today)) for delegation in all_delegations()]
    context = {"rows": rows, "may_delegate": can(request.membership, policy.DELEGATE)}
    return page(request, "shell/delegations.html", "delegations", context)


@require_http_methods(FORM_METHODS)
def delegation_grant(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.DELEGATE)
    form = DelegationForm(request.POST or None, organisation=request.organisation, instance=Delegation())
    if request.method == "POST" and accepted(form, lambda: services.grant(by=request.membership, **form.cleaned_data)):
        messages.success(request, "La délégation est accordée.")
        return redirect("settings:delegations", request.organisation.slug)
    return page(request, "shell/delegation.html", "delegations", {"form": form}, status=422 if form.is_bound else 200)


@require_POST
def delegation_revoke(request: TenantRequest, pk: UUID) -> HttpResponse:
    row = get_object_or_404(Delegation, pk=pk)
    try:
        services.revoke(row, by=request.membership)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, "La délégation est retirée.")
    return redirect("settings:delegations", request.organisation.slug)


def _member(request: TenantRequest, pk: UUID) -> Membership:
    return get_object_or_404(memberships_of(request.organisation), pk=pk)
