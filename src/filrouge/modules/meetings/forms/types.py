from __future__ import annotations

from typing import Any, ClassVar

from django import forms

from filrouge.kernel.people.forms.guard import IdentityGuard
from filrouge.kernel.people.models import Group
from filrouge.modules.meetings import queries
from filrouge.modules.meetings.enums import Confidentiality, ItemKind, OutlinePlace, SessionRole, StepAct, StepOwner
from filrouge.modules.meetings.forms.agenda import ArrangeForm
from filrouge.modules.meetings.forms.lines import Column, Line, LinesField
from filrouge.modules.meetings.models import MeetingType
from filrouge.ui.forms import Toggle

TITLE = 200
READERS = {
    Confidentiality.TEAM: "Toute l’équipe",
    Confidentiality.CALLED: "Les personnes conviées, et qui prépare les réunions",
    Confidentiality.MANAGERS: "La gérance, la coordination et les personnes conviées",
}


def _text(label: str, required: bool = True, **attrs: Any) -> forms.CharField:
    longest = TITLE if required else 500
    widget = forms.TextInput(attrs={"maxlength": longest, "placeholder": label, **attrs})
    return forms.CharField(label=label, max_length=longest, required=required, widget=widget)


def _number(label: str, low: int, high: int) -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"min": low, "max": high, "inputmode": "numeric"})
    return forms.IntegerField(label=label, min_value=low, max_value=high, widget=widget)


def agenda_field() -> LinesField:
    columns = [
        Column("title", _text("Point"), "fil-line-main"),
        Column("kind", forms.ChoiceField(label="Nature", choices=ItemKind.choices), "", ItemKind.DISCUSSION),
        Column("minutes", _number("Minutes", 1, 480), "fil-line-number", 10),
    ]
    return LinesField(columns, main="title", word="un point", label="Ordre du jour habituel")


def outline_field() -> LinesField:
    columns = [
        Column("title", _text("Partie"), "fil-line-main"),
        Column("hint", _text("Ce qu’on y écrit", required=False), "fil-line-main"),
        Column("place", forms.ChoiceField(label="Place", choices=OutlinePlace.choices), "", OutlinePlace.AFTER),
    ]
    hint = "Les parties du compte rendu autour des points, avec une aide pour qui écrit."
    return LinesField(columns, main="title", word="une partie", label="Plan du compte rendu", help_text=hint)


def retroplanning_field() -> LinesField:
    sides = [("before", "jours avant"), ("after", "jours après")]
    columns = [
        Column("count", _number("Jours", 0, 120), "fil-line-number", 15),
        Column("side", forms.ChoiceField(label="Avant ou après", choices=sides), "", "before"),
        Column("title", _text("Étape"), "fil-line-main"),
        Column("owner", forms.ChoiceField(label="Pour", choices=StepOwner.choices), "", StepOwner.COORDINATOR),
        Column("act", forms.ChoiceField(label="Cochée", choices=StepAct.choices, required=False), "fil-line-wide", ""),
    ]
    hint = "Chaque étape devient une tâche, un jour ouvré."
    return LinesField(columns, main="title", word="une étape", ordered=False, label="Rétroplanning", help_text=hint)


class MeetingTypeForm(IdentityGuard, forms.ModelForm[MeetingType]):
    guarded = ("name", "short_name", "agenda", "outline", "retroplanning")
    agenda = agenda_field()
    outline = outline_field()
    retroplanning = retroplanning_field()
    session_roles = forms.MultipleChoiceField(
        label="Rôles de la séance",
        choices=SessionRole.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Proposés à chaque réunion, à tour de rôle.",
    )
    confidentiality = forms.ChoiceField(label="Qui peut lire", choices=READERS.items(), widget=forms.RadioSelect)

    class Meta:
        model = MeetingType
        fields: ClassVar = [
            "name", "short_name", "default_minutes", "evidence_axis", "group", "agenda", "session_roles",
            "minimum_professions", "quorum_percent", "drawn_signature", "hours_counted", "hours_cap_minutes",
            "confidentiality", "outline", "retroplanning", "brings_decisions_back",
        ]  # fmt: skip
        widgets: ClassVar = {"drawn_signature": Toggle, "hours_counted": Toggle, "brings_decisions_back": Toggle}
        help_texts: ClassVar = {
            "short_name": "Celui des listes et des boutons.",
            "evidence_axis": "Où la réunion fait preuve dans la déclaration de l’année.",
            "group": "Ses membres sont proposés ; chaque réunion peut en choisir un autre.",
            "hours_cap_minutes": "Laissez vide pour compter toute la durée de présence.",
            "minimum_professions": "Un rappel s’affiche en séance quand il en manque.",
            "quorum_percent": "Laissez vide s’il n’y a pas de quorum.",
            "drawn_signature": "Depuis son téléphone, si on le souhaite : un simple geste suffit toujours.",
            "brings_decisions_back": "Dès la préparation, sans rien demander.",
        }
        labels: ClassVar = {
            "drawn_signature": "Proposer de signer au doigt",
            "hours_counted": "Les heures de présence sont comptées",
            "brings_decisions_back": "Remettre à l’ordre du jour les décisions à revoir",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        group: Any = self.fields["group"]
        group.queryset = Group.objects.filter(closed_on__isnull=True)
        group.empty_label = "Choisi à chaque réunion"
        usual = queries.usual_group(self.instance)
        self.initial["group"] = usual.pk if usual else None
        self.initial["retroplanning"] = [_split(step) for step in self.instance.retroplanning]

    def clean_retroplanning(self) -> list[Line]:
        steps = [_joined(step) for step in self.cleaned_data["retroplanning"]]
        return sorted(steps, key=lambda step: int(step["days"]))

    def _post_clean(self) -> None:
        """The service validates the whole row: a form only reads what was typed."""


class TypeArrangeForm(ArrangeForm):
    ACTS = ("up", "down", "move", "retire", "bring_back", "restore")


def _split(step: Line) -> Line:
    days = int(step["days"])
    return {**step, "count": abs(days), "side": "after" if days > 0 else "before"}


def _joined(step: Line) -> Line:
    days = step["count"] if step["side"] == "after" else -step["count"]
    return {"days": days, "title": step["title"], "owner": step["owner"], "act": step["act"]}
