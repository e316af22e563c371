"""A field that is a list of lines, each of a few columns: what a type of meeting brings along."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

Line = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    field: forms.Field
    classes: str = ""  # of the cell
    default: Any = ""


class LinesWidget(forms.Widget):
    """One row of inputs a line, in the order they are shown; scripts add, drag and remove, blank lines do without."""

    template_name = "meetings/lines.html"
    use_fieldset = True

    def __init__(self, columns: Sequence[Column], word: str, ordered: bool, blank: int = 2) -> None:
        super().__init__()
        self.columns, self.word, self.ordered, self.blank = columns, word, ordered, blank

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[Line]:
        sent = [_list(data, f"{name}_{column.name}") for column in self.columns]
        names = [column.name for column in self.columns]
        return [dict(zip(names, cells, strict=True)) for cells in zip_longest(*sent, fillvalue="")]

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return f"{name}_{self.columns[0].name}" not in data

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        fresh: Line = {column.name: column.default for column in self.columns}
        lines = [*(value or []), *([fresh] * self.blank)]
        shown = [self._cells(name, line, rank) for rank, line in enumerate(lines, 1)]
        model = self._cells(name, fresh, "N")
        own = {"lines": shown, "model": model, "word": self.word, "ordered": self.ordered}
        return {**super().get_context(name, value, attrs), **own}

    def _cells(self, name: str, line: Line, rank: int | str) -> list[tuple[str, str, str]]:
        """Classes, label and input of each column."""
        cells = []
        for column in self.columns:
            widget, label = column.field.widget, str(column.field.label)
            kind = "form-select" if isinstance(widget, forms.Select) else "form-control"
            attrs = {"class": kind, "id": f"id_{name}_{column.name}_{rank}", "aria-label": f"{label}, ligne {rank}"}
            html = widget.render(f"{name}_{column.name}", line.get(column.name, ""), attrs)
            cells.append((column.classes, label, html))
        return cells


class LinesField(forms.Field):
    """A list of lines. A line without its ``main`` text is left out; a wrong one is named by its number.

    ``ordered=False``: the lines have an order of their own, nobody moves them.
    """

    widget: LinesWidget

    def __init__(self, columns: Sequence[Column], *, main: str, word: str, ordered: bool = True, **kwargs: Any) -> None:
        self.columns, self.main = columns, main
        super().__init__(required=False, widget=LinesWidget(columns, word, ordered), **kwargs)

    def clean(self, value: list[Line] | None) -> list[Line]:
        lines, wrong = [], []
        for rank, line in enumerate(value or [], 1):
            if not str(line.get(self.main) or "").strip():
                continue
            cleaned, errors = self._clean_line(line, rank)
            lines.append(cleaned)
            wrong += errors
        if wrong:
            raise ValidationError(wrong)
        return lines

    def _clean_line(self, line: Line, rank: int) -> tuple[Line, list[str]]:
        cleaned: Line = {}
        errors = []
        for column in self.columns:
            try:
                cleaned[column.name] = column.field.clean(line.get(column.name, ""))
            except ValidationError as error:
                errors += [f"Ligne {rank}, {str(column.field.label).lower()} : {text}" for text in error.messages]
        return cleaned, errors


def _list(data: Mapping[str, Any], key: str) -> list[Any]:
    getlist = getattr(data, "getlist", None)
    return getlist(key) if getlist else [data[key]] if key in data else []
