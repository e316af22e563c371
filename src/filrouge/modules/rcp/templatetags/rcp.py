from __future__ import annotations

from decimal import Decimal

from django import template

from filrouge.modules.rcp.views import shape

register = template.Library()


@register.filter
def rate(value: Decimal | None) -> str:
    """« 4,61 % », a rate being already for a hundred."""
    return shape.percent(value)


@register.filter
def in_set(chosen: set[str], value: object) -> bool:
    return str(value) in chosen
