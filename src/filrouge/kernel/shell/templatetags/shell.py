from __future__ import annotations

from django import template

from filrouge.kernel.identifiers.formats import format_finess, format_siret, mask_iban

register = template.Library()
register.filter("finess", format_finess)
register.filter("siret", format_siret)
register.filter("masked_iban", mask_iban)


@register.filter
def one_line(text: str) -> str:
    """A postal address in a row of a list."""
    return ", ".join(line.strip() for line in text.splitlines() if line.strip())
