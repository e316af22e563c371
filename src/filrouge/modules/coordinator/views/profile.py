from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from filrouge.kernel.documents.responses import pdf_answer
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.modules.coordinator import exports, policy, queries, services
from filrouge.modules.coordinator.enums import profile_words, settings_of_post
from filrouge.modules.coordinator.forms import ChoiceForm, PrioritiesForm
from filrouge.modules.coordinator.models import ProfileChoice
from filrouge.modules.coordinator.views import shape
from filrouge.ui.forms import accepted
from filrouge.ui.http import attempt


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: TenantRequest) -> HttpResponse:
    """Priorities in the address, profiles in the order they answer them, then what the team decides."""
    require(request.membership, policy.CHOOSE)
    asked = PrioritiesForm(request.GET or None, hours=queries.post_rule().decimal("usual_hours"))
    form = ChoiceForm(request.POST or None)
    posted = request.method == "POST"
    if posted and accepted(form, lambda: _choose(request, asked, form)):
        messages.success(request, "Votre choix est gardé, avec sa date. Il s’imprime.")
        return redirect("coordinator:profile", request.organisation.slug)
    context = {
        "asked": asked,
        "form": form,
        "started": asked.is_bound,
        "fits": shape.fit_rows(queries.fits_of(asked.priorities(), asked.hours())) if asked.is_bound else [],
        "settings": settings_of_post().values(),
        "survey": profile_words("survey"),
        "opinion": profile_words("opinion"),
        "choices": queries.choices(),
        "removed": queries.removed_choices(timezone.now()),
        "tabs": shape.tabs(request, "profile"),
    }
    return render(request, "coordinator/profile.html", context, status=422 if posted else 200)


def _choose(request: TenantRequest, asked: PrioritiesForm, form: ChoiceForm) -> ProfileChoice:
    return services.choose_profile(
        by=request.membership, priorities=asked.priorities(), weekly_hours=asked.hours(), **form.cleaned_data
    )


@require_safe
def choice(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.CHOOSE)
    row = get_object_or_404(queries.choices(), pk=pk)
    context = {
        "choice": row,
        "facts": shape.choice_facts(row),
        "fits": shape.fit_rows(queries.fits_of(row.priorities, row.weekly_hours)),
    }
    return render(request, "coordinator/choice.html", context)


@require_safe
def choice_pdf(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.CHOOSE)
    row = get_object_or_404(queries.choices(), pk=pk)
    return pdf_answer(exports.choice_document(request.organisation, row), f"profil-{row.decided_on.isoformat()}")


@require_POST
def choice_remove(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.CHOOSE)
    services.remove_choice(get_object_or_404(queries.choices(), pk=pk), by=request.membership)
    messages.info(request, "Retiré. Pour le remettre, c’est au bas de la page, pendant une heure.")
    return redirect("coordinator:profile", request.organisation.slug)


@require_POST
def choice_restore(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.CHOOSE)
    row = get_object_or_404(ProfileChoice.objects.all(), pk=pk)
    attempt(request, lambda: services.restore_choice(row, by=request.membership), "C’est remis.")
    return redirect("coordinator:profile", request.organisation.slug)
