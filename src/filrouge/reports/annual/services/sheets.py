from __future__ import annotations

from django.db.transaction import atomic

from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.reports.annual import policy
from filrouge.reports.annual.models import SheetWords
from filrouge.reports.annual.services.writing import open_report


@atomic
def keep_words(year: int, audience: str, *, headline: str, closing: str, by: Membership) -> SheetWords:
    """The headline and the last words of a sheet; a headline left empty is the proposed one."""
    require(by, policy.WRITE)
    words = SheetWords.objects.filter(report__year=year, audience=audience).select_for_update().first()
    words = words or SheetWords(report=open_report(year), audience=audience)
    words.headline, words.closing = headline.strip(), closing.strip()
    words.full_clean()
    words.save()
    return words
