"""A QR code in a page."""

from __future__ import annotations

from functools import lru_cache

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe


@lru_cache(maxsize=64)
def drawn(url: str, label: str) -> SafeString:
    """Black on white with its margin: telephones must read it in the dark theme too."""
    svg = segno.make(url, error="m", micro=False).svg_inline(border=3, dark="#000", light="#fff", omitsize=True)
    return format_html('<span class="fil-qr" role="img" aria-label="{}">{}</span>', label, mark_safe(svg))  # noqa: S308 -- drawn by segno
