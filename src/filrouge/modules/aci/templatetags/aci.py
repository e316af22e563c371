from __future__ import annotations

import re
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


@register.filter
def copied(value: str) -> str:
    """A number as a form takes it: « 5 200 » is copied « 5200 », « 12,5 % » « 12,5 »; words as they are."""
    bare = re.sub(r"[\s\u00a0\u202f]", "", value)
    return bare.removesuffix("%") if re.fullmatch(r"[0-9]+(,[0-9]+)?%?", bare) else value
