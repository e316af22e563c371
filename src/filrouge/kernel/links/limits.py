"""How many wrong tokens one address may try. Right ones always pass: a whole health centre shares one address."""

from __future__ import annotations

import hashlib

from django.core.cache import cache
from django.http import HttpRequest

WINDOW = 600  # seconds
MOST = 20


def count_wrong_token(request: HttpRequest) -> bool:
    """Count one more wrong token; True once the address has tried too many. The address itself is not kept."""
    address = hashlib.sha256(request.META.get("REMOTE_ADDR", "").encode()).hexdigest()[:32]
    key = f"links.wrong.{address}"
    if cache.add(key, 1, WINDOW):
        return False
    try:
        return cache.incr(key) > MOST
    except ValueError:  # the window closed in between
        return False
