from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction

from filrouge.kernel.ids import uuid7
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.modules.maturity import policy, queries
from filrouge.modules.maturity.models import DimensionText


@transaction.atomic
def add_dimension(*, by: Membership, axis: str, title: str, levels: Sequence[str]) -> DimensionText:
    require(by, policy.KEEP)
    if axis not in dict(queries.axis_choices()):
        raise ValidationError({"axis": "Choisissez l’un des axes."}, code="axis")
    row = DimensionText(code=f"own-{uuid7().hex[-12:]}", axis=axis, title=title, levels=list(levels), is_own=True)
    return _kept(row, by, "maturity.dimension_added")


@transaction.atomic
def change_dimension(code: str, *, by: Membership, title: str, levels: Sequence[str]) -> DimensionText:
    """Say it otherwise. Assessments already begun keep their own words."""
    require(by, policy.KEEP)
    row = _row_of(code)
    row.title, row.levels = title, list(levels)
    return _kept(row, by, "maturity.dimension_changed")


@transaction.atomic
def show_dimension(code: str, *, by: Membership, shown: bool) -> DimensionText:
    """Put a dimension aside for the next assessments, or take it back."""
    require(by, policy.KEEP)
    row = _row_of(code)
    row.is_hidden = not shown
    left = [one for one in queries.team_matrix().dimensions if not one.is_hidden and one.code != code]
    if not shown and not left:
        raise ValidationError("Gardez au moins une dimension : un tour vide ne dirait rien.", code="last")
    return _kept(row, by, "maturity.dimension_shown" if shown else "maturity.dimension_hidden")


@transaction.atomic
def reset_dimension(code: str, *, by: Membership) -> None:
    """Take back the text of the house."""
    require(by, policy.KEEP)
    row = DimensionText.objects.select_for_update(of=("self",)).filter(code=code, is_own=False).first()
    if row is None:
        return
    timeline.record(row, "maturity.dimension_reset", by=by, title=row.title)
    row.delete()


def _row_of(code: str) -> DimensionText:
    row = DimensionText.objects.select_for_update(of=("self",)).filter(code=code).first()
    if row is not None:
        return row
    dimension = queries.shipped().get(code)
    if dimension is None:
        raise ValidationError("Cette dimension n’existe plus : rechargez la page.", code="unknown")
    return DimensionText(code=code, axis=dimension.axis, title=dimension.title, levels=list(dimension.levels))


def _kept(row: DimensionText, by: Membership, action: str) -> DimensionText:
    row.title, row.levels = row.title.strip(), [one.strip() for one in row.levels]
    row.full_clean()
    row.save()
    timeline.record(row, action, by=by, title=row.title)
    return row
