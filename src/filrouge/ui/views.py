from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.views.decorators.http import require_safe

from filrouge.ui import gallery as samples


@require_safe
@login_not_required
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in every state, for those who build and those who check."""
    return render(request, "ui/gallery/index.html", samples.context(request))


@require_safe
@login_not_required
def phone_gallery(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/gallery/phone.html", samples.phone_context())


@require_safe
@login_not_required
def favicon(request: HttpRequest) -> HttpResponse:
    """Asked for by browsers that show a file alone, a PDF for instance."""
    return redirect(static("ui/logo.svg"))
