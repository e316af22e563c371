"""What a view says beside its page: that it is done, or why not."""

from collections.abc import Callable
from datetime import date

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import trigger_client_event

from filrouge.ui.forms import DayForm, accepted, form_sentence
from filrouge.ui.typography import date_fr


def sentence(error: ValidationError) -> str:
    return " ".join(error.messages)


def attempt(request: HttpRequest, serve: Callable[[], object], done: str, *, level: int = messages.SUCCESS) -> bool:
    """Do what a button asks and say so, or say why not."""
    try:
        serve()
    except ValidationError as error:
        messages.error(request, sentence(error))
        return False
    messages.add_message(request, level, done)
    return True


def with_toast(response: HttpResponse, text: str, level: str = "success") -> HttpResponse:
    """Shows a short message once the fragment is in place. Full pages use django.contrib.messages."""
    return trigger_client_event(response, "toast", {"text": text, "level": level})


def move_to_day(
    request: HttpRequest, serve: Callable[[date], object], now: Callable[[], date | None], default: str
) -> HttpResponse:
    """The answer to what the calendar posts: a script hears it in words, a person goes back to the calendar.

    What is no more on the day where it was seen was moved by somebody else meanwhile: ``now`` holds the row until the
    move is done, and says where it is.
    """
    form = DayForm(request.POST)
    done = accepted(form, lambda: _move(serve, now, **form.cleaned_data))
    text = form_sentence(form)
    if request.headers.get("HX-Request"):
        return HttpResponse(text, status=204 if done else 422, content_type="text/plain; charset=utf-8")
    if done:
        messages.success(request, f"C’est déplacé au {date_fr(form.cleaned_data['on'])}.")
    else:
        messages.error(request, text)
    return redirect(back_to(request, default))


@transaction.atomic
def _move(serve: Callable[[date], object], now: Callable[[], date | None], *, on: date, was: date | None) -> None:
    try:
        day = now()
    except ObjectDoesNotExist as error:
        raise ValidationError("Quelqu’un vient de retirer ce que vous déplacez : rechargez la page.") from error
    if was and day is None:
        raise ValidationError(
            "Quelqu’un vient de retirer cette date : regardez, puis donnez-en une autre s’il le faut."
        )
    if was and day and day not in {was, on}:
        raise ValidationError(
            f"Quelqu’un vient de changer cette date, c’est maintenant le {date_fr(day)} : regardez, puis déplacez de "
            "nouveau s’il le faut."
        )
    serve(on)


def back_to(request: HttpRequest, default: str) -> str:
    """Where the person came from (``next``), when it is a page of ours."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    return wanted if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) else default
