from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils import timezone

from filrouge.kernel.people.forms.guard import IdentityGuard
from filrouge.kernel.people.models import Person
from filrouge.kernel.people.queries import people_not_gone
from filrouge.kernel.work import queries
from filrouge.kernel.work.quickline import Understood, read_line
from filrouge.kernel.work.recurrence import label_of


@dataclass(frozen=True, slots=True)
class Doubt:
    """Several persons answer to this name."""

    name: str
    field: str  # where the choice is posted
    people: list[Person]


class QuickLineForm(IdentityGuard):
    """One line of French; ``say`` tells what is understood of it, before and after it is sent."""

    guarded = ("line",)
    line = forms.CharField(
        label="Ajouter une tâche",
        max_length=300,
        widget=forms.TextInput(
            attrs={"placeholder": "Relancer l’éditeur vendredi @Sofia #SI 30 min", "autocomplete": "off"}
        ),
        error_messages={"required": "Écrivez ce qu’il faut faire."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.said = Understood()
        self.people: list[Person] = []
        self.doubts: list[Doubt] = []
        self.unknown: list[str] = []
        if self.is_bound:
            self._read(str(self.data.get("line", ""))[:300])

    def _read(self, line: str) -> None:
        today = timezone.localdate()
        self.said = read_line(line, today=today)
        present = list(people_not_gone(today)) if self.said.people else []
        for at, name in enumerate(self.said.people):
            meant = queries.people_called(name, present)
            chosen = [person for person in meant if str(person.pk) == self.data.get(f"who-{at}")]
            if not meant:
                self.unknown.append(name)
                self.said.title = f"{self.said.title} @{name}".strip()
            elif len(meant) == 1 or chosen:
                self.people.append((chosen or meant)[0])
            else:
                self.doubts.append(Doubt(name, f"who-{at}", meant))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for doubt in self.doubts:
            self.add_error("line", f"Plusieurs personnes s’appellent « {doubt.name} » : choisissez laquelle.")
        if "line" in cleaned and not self.said.title:
            self.add_error("line", "Dites aussi ce qu’il faut faire : il ne reste pas de titre.")
        return cleaned

    @property
    def recurrence(self) -> str:
        return label_of(self.said.recurrence)

    def values(self) -> dict[str, Any]:
        """For ``create_task``: the first person answers for it, the others help."""
        said = self.said
        return {
            "title": said.title[:1].upper() + said.title[1:],
            "owner": self.people[0] if self.people else None,
            "helpers": self.people[1:],
            "due_on": said.due_on,
            "recurrence": said.recurrence,
            "effort": said.effort,
            "labels": said.labels,
        }
