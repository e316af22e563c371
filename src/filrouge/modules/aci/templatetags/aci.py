from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template

from filrouge.modules.aci.engine.words import said

register = template.Library()
register.filter("said", said)


@register.filter
def at(held: Mapping[str, Any], key: str) -> Any:
    """What a mapping holds under a key; nothing when it holds none."""
    return held.get(key)
