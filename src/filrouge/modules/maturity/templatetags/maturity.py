"""What the pages draw: the answers (a column for each level, those who do not know apart), the code of a room."""

from __future__ import annotations

from dataclasses import dataclass

from django import template
from django.utils.safestring import SafeString

from filrouge.modules.maturity.engine import LEVELS, Tally
from filrouge.modules.maturity.models import Assessment
from filrouge.ui.qr import drawn
from filrouge.ui.typography import count as counted

register = template.Library()
STEP, WIDE, TALL, TOP = 26, 20, 26, 12


@dataclass(frozen=True)
class Column:
    count: int
    foot: str
    x: int
    y: float
    height: float
    is_middle: bool = False

    @property
    def middle(self) -> int:
        return self.x + WIDE // 2


@register.inclusion_tag("maturity/_spread.html")
def spread(tally: Tally) -> dict[str, object]:
    given = [*zip(map(str, LEVELS), tally.counts, strict=True), ("?", tally.unknown)]
    most = max(count for _foot, count in given) or 1
    columns = []
    for rank, (foot, count) in enumerate(given):
        height = round(TALL * count / most, 2)
        is_middle = foot == str(tally.median)
        columns.append(Column(count, foot, rank * STEP + 2, TOP + TALL - height, height, is_middle))
    said = [f"niveau {foot} : {count}" for foot, count in given[:-1]]
    text = ", ".join([*said, f"ne savent pas : {tally.unknown}"])
    return {"columns": columns, "text": f"{counted(tally.answers, 'réponse')} ; {text}", "wide": WIDE}


@register.simple_tag
def room_qr(assessment: Assessment, url: str) -> SafeString:
    return drawn(url, f"Code QR pour répondre dans la salle, code {assessment.spoken_code}")
