"""Tables that leave for a spreadsheet: typed columns, rows in their order. The writers decide of the
format."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["text", "date", "datetime", "number", "euros", "minutes"]
Value: TypeAlias = str | int | float | Decimal | date | datetime | None


@dataclass(frozen=True, slots=True)
class Column:
    """`minutes` takes a whole number of minutes, `euros` a Decimal, `datetime` an aware or naive datetime.

    `width` in characters; 0 lets the kind and the label decide.
    """

    label: str
    kind: Kind = "text"
    width: float = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """`rows` may be a generator: it is read once, row by row, and never held in memory."""

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Value]]

    def __post_init__(self) -> None:
        if not self.columns:
            raise ValueError("a sheet has at least one column")

    def checked_rows(self) -> Iterable[Sequence[Value]]:
        for number, row in enumerate(self.rows, start=1):
            if len(row) != len(self.columns):
                raise ValueError(f"row {number}: {len(row)} values for {len(self.columns)} columns")
            yield row
