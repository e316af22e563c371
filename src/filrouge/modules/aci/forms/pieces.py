"""What is said of the papers handed in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString

from filrouge.kernel.people.forms.guard import IdentityGuard
from filrouge.modules.aci.enums import Heading, Kind, PieceState, headings, kinds_for
from filrouge.modules.aci.models import Piece
from filrouge.ui.durations import DurationField
from filrouge.ui.forms import Cards, DateInput, FilesField

SAID = ("kind", "label", "happened_on", "note", "attendance", "minutes")


def by_axis(year: int) -> list[tuple[str, list[Heading]]]:
    """The indicators one hands papers in for, as the guide arranges them."""
    found: dict[str, list[Heading]] = {}
    for heading in headings(year).values():
        found.setdefault(heading.axis, []).append(heading)
    return list(found.items())


class SaidForm(IdentityGuard):
    """``code``: the indicator, whose kinds of papers are proposed, the usual one first."""

    guarded: ClassVar[tuple[str, ...]] = ("label", "note")
    kind = forms.ChoiceField(label="Ce que c’est", required=False, widget=Cards)
    label = forms.CharField(label="Intitulé", required=False, max_length=120)
    happened_on = forms.DateField(label="Date du document", required=False, widget=DateInput)
    note = forms.CharField(
        label="Note", required=False, max_length=300, help_text="Par exemple où se trouve l’original."
    )
    draft = forms.BooleanField(label="Il reste à terminer (signature, date…) : il ne compte pas encore", required=False)
    attendance = forms.IntegerField(label="Présents", required=False, min_value=0, max_value=5000)
    minutes = DurationField(label="Durée", required=False)

    def __init__(self, *args: Any, code: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = kinds_for(code)
        field: Any = self.fields["kind"]
        field.choices = [*((kind.code, _card(kind)) for kind in known), *([("", "Autre")] if known else [])]
        field.initial = known[0].code if known else ""
        if not known:
            del self.fields["kind"]

    def said(self) -> dict[str, Any]:
        """Fields of a piece."""
        state = PieceState.DRAFT if self.cleaned_data["draft"] else PieceState.READY
        return {"state": state} | {name: self.cleaned_data[name] for name in SAID if name in self.cleaned_data}


class HandInForm(SaidForm):
    guarded = (*SaidForm.guarded, "uploads")  # the names of the files, of which labels are made
    uploads = FilesField(
        label="Fichiers",
        required=False,
        help_text="Plusieurs à la fois, 25 Mo chacun. Jamais le nom d’un patient.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["label"].help_text = "Vide : ce que dit le nom de chaque fichier."
        self.fields["happened_on"].help_text = "Vide : celle du nom du fichier, sinon aujourd’hui."


class CorrectForm(SaidForm):
    code = forms.ChoiceField(label="Indicateur")
    upload = forms.FileField(label="Autre fichier", required=False, widget=forms.FileInput, help_text="25 Mo au plus.")

    def __init__(self, *args: Any, piece: Piece, **kwargs: Any) -> None:
        initial = {name: getattr(piece, name) for name in (*SAID, "code")} | {"draft": piece.state == PieceState.DRAFT}
        super().__init__(*args, code=piece.code, initial=initial, **kwargs)
        self.fields["happened_on"].required = True
        field: Any = self.fields["code"]
        field.choices = [(axis, _options(found)) for axis, found in by_axis(piece.year)]
        self.piece = piece

    def said(self) -> dict[str, Any]:
        """What a paper is belongs to its indicator: with another, it is to be said again."""
        said = super().said() | {"code": self.cleaned_data["code"]}
        return said if said["code"] == self.piece.code else said | {"kind": ""}


def _options(found: Sequence[Heading]) -> list[tuple[str, str]]:
    return [(one.code, f"{one.shown_number} {one.label}".strip()) for one in found]


def _card(kind: Kind) -> SafeString:
    never = f" Jamais de {kind.never}." if kind.never else ""
    return format_html('{}<span class="fil-row-detail">{}.{}</span>', kind.label, _sentence(kind.fields), never)


def _sentence(fields: Sequence[str]) -> str:
    text = ", ".join(fields)
    return text[:1].upper() + text[1:]
