from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from filrouge.kernel.people.forms.guard import IdentityGuard
from filrouge.kernel.people.models import Group, Person
from filrouge.kernel.tenancy.models import Site
from filrouge.modules.meetings import queries
from filrouge.modules.meetings.enums import DecisionStatus
from filrouge.modules.meetings.models import AgendaItem, Decision, Meeting
from filrouge.ui.forms import DateInput, TimeInput


class MeetingFilterForm(forms.Form):
    q = forms.CharField(
        label="Rechercher", required=False, widget=forms.TextInput(attrs={"placeholder": "Rechercher une réunion"})
    )
    type = forms.ChoiceField(label="Type", required=False)
    group = forms.ChoiceField(label="Groupe", required=False)
    year = forms.ChoiceField(label="Année", required=False)
    when = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["type"].choices = [  # type: ignore[attr-defined]
            ("", "Tous les types"),
            *queries.meeting_types().values_list("code", "short_name"),
        ]
        groups = Group.objects.values_list("pk", "name")
        self.fields["group"].choices = [("", "Tous les groupes"), *((str(pk), name) for pk, name in groups)]  # type: ignore[attr-defined]
        years = queries.years_with_meetings()
        self.fields["year"].choices = [("", "Toutes les années"), *((str(year), str(year)) for year in years)]  # type: ignore[attr-defined]


class MeetingForm(IdentityGuard, forms.ModelForm[Meeting]):
    guarded = ("title", "place")
    shown_as: ClassVar = {"starts_at": "day", "ends_at": "ends"}
    day = forms.DateField(label="Date", widget=DateInput)
    starts = forms.TimeField(label="De", widget=TimeInput)
    ends = forms.TimeField(label="À", widget=TimeInput)
    video_url = forms.URLField(
        label="Lien de visioconférence",
        required=False,
        assume_scheme="https",
        help_text="Facultatif : collez l’adresse de la visioconférence.",
    )

    class Meta:
        model = Meeting
        fields = ["type", "group", "title", "place", "site", "video_url", "facilitator", "secretary"]
        help_texts = {
            "group": "Ses membres seront conviés ; vous pourrez ajouter et retirer des personnes.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Person.objects.filter(left_on__isnull=True)
        for name, queryset in {
            "type": queries.meeting_types(),
            "group": Group.objects.filter(closed_on__isnull=True),
            "site": Site.objects.all(),
            "facilitator": people,
            "secretary": people,
        }.items():
            self.fields[name].queryset = queryset  # type: ignore[attr-defined]
        names = [(person.pk, str(person)) for person in people.only("organisation", "first_name", "last_name")]
        for name in ("facilitator", "secretary"):  # read once for both
            self.fields[name].choices = [("", "Choisir…"), *names]  # type: ignore[attr-defined]
        self.fields["group"].empty_label = "Pas de groupe"  # type: ignore[attr-defined]
        if self.instance.starts_at:
            starts, ends = timezone.localtime(self.instance.starts_at), timezone.localtime(self.instance.ends_at)
            self.initial.update({"day": starts.date(), "starts": starts.time(), "ends": ends.time()})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        day, starts, ends = (cleaned.pop(name, None) for name in ("day", "starts", "ends"))
        if day and starts and ends:
            if ends <= starts:
                raise ValidationError({"ends": "La réunion doit finir après son début."}, code="order")
            cleaned["starts_at"], cleaned["ends_at"] = _at(day, starts), _at(day, ends)
        return cleaned

    def _post_clean(self) -> None:
        """The service validates the whole row: a form only reads what was typed."""


def _at(day: Any, hour: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, hour))


class ItemForm(IdentityGuard, forms.ModelForm[AgendaItem]):
    guarded = ("title",)

    class Meta:
        model = AgendaItem
        fields = ["title", "kind", "minutes", "presenter"]

    def __init__(self, *args: Any, people: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["presenter"].queryset = people if people is not None else Person.objects.all()  # type: ignore[attr-defined]
        self.fields["presenter"].empty_label = "–"  # type: ignore[attr-defined]
        self.fields["title"].widget.attrs["placeholder"] = "Nouveau point"

    def _post_clean(self) -> None:
        """The service validates the whole row: a form only reads what was typed."""


class ParticipantsForm(forms.Form):
    people: forms.ModelMultipleChoiceField[Person] = forms.ModelMultipleChoiceField(
        label="Personnes à convier", queryset=None, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = queries.people_to_invite(meeting)  # type: ignore[attr-defined]


class ConveneForm(IdentityGuard):
    guarded = ("message",)
    message = forms.CharField(
        label="Mot d’accompagnement",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Facultatif : il ouvre le message, avant l’ordre du jour.",
    )


class CancelForm(IdentityGuard):
    guarded = ("reason",)
    reason = forms.CharField(
        label="Motif", required=False, max_length=200, help_text="Facultatif : il est dit aux personnes conviées."
    )


class AnswerForm(IdentityGuard):
    """What a personal link sends back: an answer and, perhaps, a word."""

    guarded = ("note",)
    answer = forms.CharField(required=False)
    note = forms.CharField(required=False, max_length=300)


class OpinionForm(IdentityGuard):
    guarded = ("comment",)
    approval = forms.CharField(required=False)
    comment = forms.CharField(required=False, max_length=2000)


class PresenceForm(forms.Form):
    presence = forms.CharField(required=False)
    arrived = forms.TimeField(required=False, widget=TimeInput)
    left = forms.TimeField(required=False, widget=TimeInput)


class SessionTimesForm(forms.Form):
    opened = forms.TimeField(label="Ouverte à", widget=TimeInput)
    closed = forms.TimeField(label="Levée à", required=False, widget=TimeInput)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        self.meeting = meeting
        opened, closed = meeting.session
        kwargs.setdefault(
            "initial",
            {
                "opened": timezone.localtime(opened).time(),
                "closed": timezone.localtime(closed).time() if meeting.closed_at else None,
            },
        )
        super().__init__(*args, **kwargs)

    def moments(self) -> tuple[datetime, datetime | None]:
        day = self.meeting.starts_on
        closed = self.cleaned_data["closed"]
        opened_at = _at(day, self.cleaned_data["opened"])
        closed_at = _at(day, closed) if closed else None
        if closed_at and closed_at < opened_at:
            closed_at += timedelta(days=1)  # a session may end after midnight
        return opened_at, closed_at


class NotesForm(forms.Form):
    notes = forms.CharField(required=False, strip=False, max_length=200_000, widget=forms.Textarea)
    version = forms.IntegerField(min_value=0)
    acknowledged = forms.CharField(required=False)

    def clean_acknowledged(self) -> list[str]:
        return [mark for mark in str(self.cleaned_data["acknowledged"]).split(",") if mark]


class DecisionForm(forms.ModelForm[Decision]):
    acknowledged = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Decision
        fields = ["text", "reason", "review_on"]
        widgets = {
            "text": forms.Textarea(attrs={"rows": 2}),
            "reason": forms.Textarea(attrs={"rows": 1}),
            "review_on": DateInput,
        }

    clean_acknowledged = NotesForm.clean_acknowledged

    def _post_clean(self) -> None:
        """The service validates the whole row: a form only reads what was typed."""


class SessionTaskForm(forms.Form):
    title = forms.CharField(label="Tâche", max_length=300)
    owner: forms.ModelChoiceField[Person] = forms.ModelChoiceField(
        label="Qui", queryset=None, required=False, empty_label="à confier"
    )
    due_on = forms.DateField(label="Pour le", required=False, widget=DateInput)
    acknowledged = forms.CharField(required=False, widget=forms.HiddenInput)

    clean_acknowledged = NotesForm.clean_acknowledged

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = Person.objects.filter(left_on__isnull=True)  # type: ignore[attr-defined]


class ReviewForm(forms.Form):
    until = forms.DateField(label="Avis attendus avant le", required=False, widget=DateInput)


class DecisionFilterForm(forms.Form):
    q = forms.CharField(
        label="Qu’avons-nous décidé à propos de…",
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "Qu’avons-nous décidé à propos de…"}),
    )
    status = forms.ChoiceField(label="État", required=False, choices=[("", "Tous les états"), *DecisionStatus.choices])


class DecisionFollowForm(forms.Form):
    status = forms.ChoiceField(label="État", choices=DecisionStatus.choices)
    review_on = forms.DateField(label="À revoir le", required=False, widget=DateInput)
