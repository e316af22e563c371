"""What a view may add to an htmx answer."""

from django.http import HttpResponse
from django_htmx.http import trigger_client_event


def with_toast(response: HttpResponse, text: str, level: str = "success") -> HttpResponse:
    """Shows a short message once the fragment is in place. Full pages use django.contrib.messages."""
    return trigger_client_event(response, "toast", {"text": text, "level": level})
