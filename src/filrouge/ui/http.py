"""What a view says beside its page: that it is done, or why not."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django_htmx.http import trigger_client_event


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
