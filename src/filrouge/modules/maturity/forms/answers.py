from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms

from filrouge.kernel.people.forms.guard import IdentityGuard
from filrouge.modules.maturity import queries
from filrouge.modules.maturity.engine import UNKNOWN
from filrouge.modules.maturity.models import Assessment
from filrouge.modules.maturity.models.assessments import LONGEST_COMMENT

CHOICES = [(str(level), str(level)) for level in (*queries.LEVELS, UNKNOWN)]


@dataclass(frozen=True, slots=True)
class Question:
    """One dimension on the phone: its choices and its comment."""

    rank: int
    dimension: queries.Dimension
    level: forms.BoundField
    comment: forms.BoundField

    @property
    def chosen(self) -> str:
        return str(self.level.value() or "")

    @property
    def choices(self) -> list[tuple[str, str]]:
        return [(str(number), text) for number, text in self.dimension.numbered]


class AnswerForm(IdentityGuard):
    """What one person thinks of each dimension. What is left empty counts as « je ne sais pas »."""

    def __init__(self, *args: Any, assessment: Assessment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.axes = queries.axes_of(assessment.matrix)
        self.codes = [one.code for axis in self.axes for one in axis.dimensions]
        for code in self.codes:
            self.fields[f"level-{code}"] = forms.ChoiceField(choices=CHOICES, required=False)
            self.fields[f"comment-{code}"] = forms.CharField(required=False, max_length=LONGEST_COMMENT)
        self.guarded = tuple(f"comment-{code}" for code in self.codes)  # type: ignore[misc]

    def questions(self) -> Iterator[tuple[queries.Axis, list[Question]]]:
        rank = 0
        for axis in self.axes:
            found = []
            for dimension in axis.dimensions:
                rank += 1
                fields = (self[f"{part}-{dimension.code}"] for part in ("level", "comment"))
                found.append(Question(rank, dimension, *fields))
            yield axis, found

    def told(self) -> dict[str, Any]:
        levels = {code: int(value) for code in self.codes if (value := self.cleaned_data[f"level-{code}"])}
        comments = {code: text for code in self.codes if (text := self.cleaned_data[f"comment-{code}"])}
        return {"levels": levels, "comments": comments}
