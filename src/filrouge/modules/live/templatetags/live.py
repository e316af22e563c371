from __future__ import annotations

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from filrouge.modules.live.models import LiveSession
from filrouge.modules.live.panels import activities
from filrouge.ui.qr import drawn
from filrouge.ui.typography import duration

register = template.Library()


@register.simple_tag
def door_url(live: LiveSession) -> str:
    """Where a phone joins: short, so that the picture stays coarse and is read from the back of the room."""
    return f"{settings.SITE_URL.rstrip('/')}{reverse('live:join', args=[live.organisation.slug, live.code])}?qr"


@register.simple_tag
def door_qr(live: LiveSession) -> SafeString:
    return drawn(door_url(live), f"Code QR pour rejoindre la séance, code {live.spoken_code}")


@register.simple_tag
def door_address(live: LiveSession) -> str:
    """What is typed by hand, without its protocol."""
    address = f"{settings.SITE_URL.rstrip('/')}{reverse('live:code', args=[live.organisation.slug])}"
    return address.partition("://")[2]


@register.filter
def seconds(value: int) -> str:
    """« 45 s », « 3 min », « 1 h 05 »"""
    return f"{value}\u202fs" if value < 60 else duration(round(value / 60))


@register.simple_tag
def activity_files() -> SafeString:
    """What the activities of the house need on a screen, each file once."""
    given = activities.values()
    styles = dict.fromkeys(static(path) for activity in given for path in activity.styles)
    scripts = dict.fromkeys(static(path) for activity in given for path in activity.scripts)
    return format_html(
        "{}{}",
        format_html_join("", '<link rel="stylesheet" href="{}">', ((url,) for url in styles)),
        format_html_join("", '<script type="module" src="{}"></script>', ((url,) for url in scripts)),
    )
