from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from filrouge.kernel.mail import policy, services
from filrouge.kernel.mail.forms import RulesForm
from filrouge.kernel.mail.quiet import rules_of_team
from filrouge.kernel.mail.views import shape
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.ui.forms import accepted


@require_http_methods(["GET", "HEAD", "POST"])
def rules(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.RULES)
    form = RulesForm(request.POST or None, instance=rules_of_team())
    if request.method == "POST" and accepted(
        form, lambda: services.set_rules(by=request.membership, **form.cleaned_data)
    ):
        messages.success(request, "Règles enregistrées : les prochains messages les suivent.")
        return redirect("mail:rules", request.organisation.slug)
    context = {"form": form, "tabs": shape.tabs(request, "rules")}
    return render(request, "mail/rules.html", context, status=422 if form.is_bound else 200)
