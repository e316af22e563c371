"""What the pages of proofs borrow: the indicators in the order of the guide, what lacks, what files are called."""

from __future__ import annotations

from collections.abc import Iterable

from filrouge.kernel.registry import EvidenceItem
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.aci.engine import BadCase, NoScale, naming
from filrouge.modules.aci.enums import Heading, headings
from filrouge.modules.aci.queries.facts import inputs_of
from filrouge.modules.aci.queries.year import value_of


def headings_of(year: int) -> dict[str, Heading]:
    """None for a year whose scale is not known."""
    try:
        return headings(year)
    except NoScale:
        return {}


def lacking_of(membership: Membership, year: int) -> dict[str, str]:
    """By indicator, what is still to be handed in: « 2 copies ». Nothing before the year is typed."""
    inputs = inputs_of(year)
    if inputs is None:
        return {}
    try:
        rows = value_of(membership, inputs).rows
    except BadCase:
        return {}  # the page of the year says why
    return {row.piece_code: row.lacking_label for row in rows if row.lacking}


def expected_names(year: int, items: Iterable[EvidenceItem]) -> dict[str, str]:
    """By key, what the file of each proof is called for the CPAM, all different.

    None for what stays with the team: without a file, without an indicator, or only in support.

    The order of the guide then of the days decides which twin is « -2 »: the same proofs always bear the same names.
    """
    known = headings_of(year)
    sent = (item for item in items if item.indicator in known and not item.supporting)
    named = [item for item in sent if item.file_id or item.file_url]
    order = {code: place for place, code in enumerate(known)}
    named.sort(key=lambda item: (order[item.indicator], item.happened_on, item.key))
    names = [_name(known[item.indicator], item) for item in named]
    return dict(zip((item.key for item in named), naming.unique(names), strict=True))


def _name(heading: Heading, item: EvidenceItem) -> str:
    ending = item.file_ending or "pdf"
    return naming.expected_name(heading.number, heading.short, item.happened_on, item.label, ending)
