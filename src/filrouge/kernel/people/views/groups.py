from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from filrouge.kernel.people import policy, queries, services
from filrouge.kernel.people.enums import GroupKind
from filrouge.kernel.people.forms import GroupForm, MembersForm, RemoveMemberForm
from filrouge.kernel.people.models import Group, GroupMember
from filrouge.kernel.people.names import fold
from filrouge.kernel.people.views.answers import done
from filrouge.kernel.people.views.directory import tabs
from filrouge.kernel.policy import can, require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.ui.forms import accepted


@require_safe
def group_list(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.VIEW)
    order = {kind.value: place for place, kind in enumerate(GroupKind)}
    found = sorted(
        queries.groups(timezone.localdate()).select_related("organisation"),
        key=lambda group: (order[group.kind], fold(group.name)),
    )
    context = {
        "open_groups": [group for group in found if group.closed_on is None],
        "closed_groups": [group for group in found if group.closed_on is not None],
        "can_edit": can(request.membership, policy.EDIT),
        "today": timezone.localdate(),
        "tabs": tabs(request, "group_list"),
    }
    return render(request, "people/group_list.html", context)


@require_safe
def group_detail(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.VIEW)
    group = _group(pk)
    day = timezone.localdate()
    links = list(queries.members_of(group))
    context = {
        "group": group,
        "members": [link for link in links if link.left_on is None or link.left_on >= day],
        "former": [link for link in links if link.left_on is not None and link.left_on < day],
        "can_edit": can(request.membership, policy.EDIT),
        "today": day,
    }
    return render(request, "people/group.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def group_create(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.EDIT)
    group = Group()
    form = GroupForm(request.POST or None, instance=group)

    def write() -> None:
        nonlocal group
        group = services.create_group(by=request.membership, **form.cleaned_data)

    if request.method == "POST" and accepted(form, write):
        messages.success(request, f"Le groupe « {group.name} » est créé. Choisissez ses membres.")
        return redirect("people:group_add_members", request.organisation.slug, group.pk)
    return render(request, "people/group_form.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def group_edit(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.EDIT)
    group = _group(pk)
    form = GroupForm(request.POST or None, instance=_group(pk))

    def write() -> None:
        services.change_group(group, by=request.membership, **form.cleaned_data)

    if request.method == "POST" and accepted(form, write):
        messages.success(request, "Le groupe est à jour.")
        return redirect(group)
    context = {"form": form, "group": group}
    return render(request, "people/group_form.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def group_add_members(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.EDIT)
    group = _group(pk)
    form = MembersForm(request.POST or None, group=group)

    def write() -> None:
        chosen = list(form.cleaned_data["people"])
        lead = form.cleaned_data["lead"]
        services.add_members(
            group,
            by=request.membership,
            people=[*chosen, *([lead] if lead and lead not in chosen else [])],
            joined_on=form.cleaned_data["joined_on"],
            lead=lead,
        )

    if request.method == "POST" and accepted(form, write):
        messages.success(request, "Le groupe est à jour.")
        return redirect(group)
    context = {"form": form, "group": group}
    return render(request, "people/group_members.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def group_remove_member(request: TenantRequest, pk: UUID, link: UUID) -> HttpResponse:
    require(request.membership, policy.EDIT)
    member = get_object_or_404(GroupMember.objects.select_related("person", "group"), group=pk, pk=link)
    group = _group(pk)
    form = RemoveMemberForm(request.POST or None, initial={"left_on": timezone.localdate()})

    def write() -> None:
        services.remove_member(member, by=request.membership, **form.cleaned_data)

    if request.method == "POST" and accepted(form, write):
        messages.success(request, f"{member.person.full_name} n’est plus dans le groupe après cette date.")
        return redirect(group)
    context = {"form": form, "group": group, "member": member}
    return render(request, "people/group_remove.html", context, status=422 if form.is_bound else 200)


@require_POST
def group_close(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.EDIT)
    group = _group(pk)
    done(request, lambda: services.close_group(group, by=request.membership), f"Le groupe « {group.name} » est clos.")
    return redirect(group)


@require_POST
def group_reopen(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.EDIT)
    group = _group(pk)
    said = f"Le groupe « {group.name} » est rouvert."
    done(request, lambda: services.reopen_group(group, by=request.membership), said)
    return redirect(group)


def _group(pk: UUID) -> Group:
    return get_object_or_404(Group.objects.select_related("organisation"), pk=pk)
