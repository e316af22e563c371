from __future__ import annotations

from collections.abc import Container

from django import template

from filrouge.kernel.identifiers.formats import format_am, format_phone, format_rpps

register = template.Library()
register.filter("phone_fr", format_phone)
register.filter("rpps_fr", format_rpps)
register.filter("am_fr", format_am)


@register.filter
def in_lines(line: int, ticked: Container[str] | None) -> bool:
    """Ticked again after a refused confirmation."""
    return ticked is not None and str(line) in ticked
