"""Invented content for the gallery page: every component, in every state, without a database."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from importlib.resources import files
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils import timezone

from filrouge.ui import accents, charts
from filrouge.ui import radar as radars
from filrouge.ui.forms import Cards, DateInput, DateTimeField, MoneyInput, TimeInput, Toggle

LONG = (
    "Réunion de concertation pluriprofessionnelle sur les plaies chroniques, "
    "avec l’équipe mobile de gériatrie et les infirmières de la Communauté de communes"
)


@dataclass(frozen=True)
class Entry:
    label: str
    icon: str = ""
    url: str = "/ui/"
    active: bool = False
    count: int = 0


@dataclass(frozen=True)
class Team:
    name: str
    current: bool = False
    url: str = "/ui/"
    slug: str = "val-d-aubre"
    accent: str = "#0b6e6e"


@dataclass(frozen=True)
class Somebody:
    name: str = "Camille Le Goff"
    is_authenticated: bool = True

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Step:
    label: str
    state: str
    detail: str = ""


@dataclass(frozen=True)
class Event:
    text: str
    when: datetime
    who: str = ""
    icon: str = ""
    url: str = ""


NAVIGATION = [
    Entry("Aujourd’hui", "home", count=4),
    Entry("Agenda", "calendar"),
    Entry("Équipe", "users"),
    Entry("Réunions", "messages", active=True, count=2),
    Entry("Projets", "target-arrow"),
    Entry("ACI et indicateurs", "gauge"),
    Entry("Gestion", "building-bank"),
    Entry("Partenaires", "heart-handshake"),
    Entry("Documents", "folders"),
]
ADDS = [
    Entry("Une réunion", "calendar-plus"),
    Entry("Une tâche", "checklist"),
    Entry("Une personne", "user-plus"),
]
STEPS = [
    Step("Préparer", "done", "12 nov."),
    Step("Convoquer", "done", "14 nov."),
    Step("Tenir", "current", "aujourd’hui"),
    Step("Approuver", "todo"),
    Step("Classer", "todo"),
]
NAMES = ["Camille Le Goff", "Dr Anne Morel", "Yacine Benali", "Jeanne Petit-Lefèvre", "Paul Durand"]


class SampleForm(forms.Form):
    title = forms.CharField(label="Titre", max_length=200, help_text="Ce que les gens liront dans l’agenda.")
    email = forms.EmailField(label="Adresse e-mail", required=False)
    starts_at = DateTimeField(label="Début")
    day = forms.DateField(label="Date limite", widget=DateInput, required=False)
    hour = forms.TimeField(label="Heure", widget=TimeInput, required=False)
    amount = forms.DecimalField(label="Montant", widget=MoneyInput, required=False)
    kind = forms.ChoiceField(
        label="Type", choices=[("", "Choisir…"), ("rcp", "Concertation (RCP)"), ("team", "Réunion d’équipe")]
    )
    way = forms.ChoiceField(
        label="Participation",
        widget=Cards,
        choices=[("site", "Sur place"), ("remote", "À distance"), ("both", "Les deux")],
        initial="site",
    )
    answer = forms.ChoiceField(
        label="Présence",
        widget=forms.RadioSelect,
        choices=[("yes", "Présent"), ("late", "En retard"), ("no", "Excusé")],
    )
    days = forms.MultipleChoiceField(
        label="Jours sur place",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        choices=[("1", "Lundi"), ("2", "Mardi"), ("4", "Jeudi")],
        help_text="Les jours où la personne est à la maison de santé.",
    )
    notes = forms.CharField(label="Notes", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    sealed = forms.BooleanField(label="Réserver à la gérance", required=False, widget=Toggle)
    agreed = forms.BooleanField(label="J’ai relu l’ordre du jour avec le médecin référent")
    file = forms.FileField(label="Pièce jointe", required=False)
    locked = forms.CharField(label="Numéro", initial="2026-014", disabled=True, required=False)

    def clean_email(self) -> str:
        raise ValidationError("Cette adresse n’est pas complète. Elle ressemble à prenom.nom@exemple.fr.", code="email")


class SampleFilters(forms.Form):
    q = forms.CharField(
        label="Rechercher dans les réunions",
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": "Titre, lieu, personne"}),
    )
    kind = forms.ChoiceField(
        label="Type", required=False, choices=[("", "Tous les types"), ("rcp", "RCP"), ("team", "Équipe")]
    )
    year = forms.ChoiceField(label="Année", required=False, choices=[("2026", "2026"), ("2025", "2025")])


def refused_form() -> SampleForm:
    data = {"email": "camille@", "starts_at_0": "", "way": "site", "agreed": "", "days": ["1", "4"]}
    return SampleForm(data, prefix=None, auto_id="refus_%s")


def history(now: datetime) -> list[Event]:
    return [
        Event("a noté la présence de 14 personnes.", now - timedelta(minutes=12), "Camille Le Goff", "checks"),
        Event("a envoyé la convocation à 18 personnes", now - timedelta(days=1), "Camille Le Goff", "mail", "/ui/"),
        Event("Le compte rendu a été approuvé et figé.", now - timedelta(days=6), icon="rubber-stamp"),
        Event(f"a prévu la réunion « {LONG} »", now - timedelta(days=40), "Dr Anne Morel", "calendar-plus", "/ui/"),
    ]


def drawings() -> dict[str, Any]:
    return trends() | shares() | {"spark": [2, 3, 3, 5, 4, 6, 8, 7, 9]}


def trends() -> dict[str, Any]:
    professions = [
        ("Médecins", 9),
        ("Infirmières", 14),
        ("Kinésithérapeutes", 5.5),
        ("Orthophonistes", 0),
        ("Pharmaciens", 3),
    ]
    months = ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct."]
    return {
        "bars": charts.BarChart(
            "Heures de concertation par profession",
            [
                charts.Point(name, value, f"{value:g} h".replace(".", ","), before=value * 0.8)
                for name, value in professions
            ],
            goal=10,
            goal_text="objectif : 10 h",
            before_text="l’année d’avant",
        ),
        "lines": charts.LineChart(
            "Réunions tenues depuis janvier",
            months,
            [
                charts.Series("Prévu", [1, 2, 4, 5, 6, 8, 8, 8, 10, 12]),
                charts.Series("Tenu", [1, 2, 3, 5, 6, 7, 7, 7, 9, 11]),
            ],
        ),
        "area": charts.LineChart(
            "Taux de présence",
            months,
            [charts.Series("Présence", [61, 64, 58, 70, 72, 69, None, None, 74, 78])],
            66,
            "attendu : 66 %",
        ),
    }


def profile() -> radars.RadarChart:
    return radars.RadarChart(
        "Où en est l’équipe",
        [
            radars.Spoke("Répondre aux demandes de soins non programmés", 2, 1, 4, 2),
            radars.Spoke("Se concerter", 3, 2, 3, 2),
            radars.Spoke("Partager le dossier", 3, 3, 4, 3),
            radars.Spoke("Informer clairement", 1, 1, 2, 2),
            radars.Spoke("Soutenir l’autonomie", 2, 2, 2, 1),
            radars.Spoke("Travailler avec les partenaires", 4, 3, 4, 2),
        ],
        4,
        "médiane",
        "la moitié des réponses",
        "l’an dernier",
    )


def shares() -> dict[str, Any]:
    return {
        "donut": charts.Donut(
            "Présences",
            [
                charts.Point("Présents", 14),
                charts.Point("À distance", 3),
                charts.Point("Excusés", 2),
                charts.Point("Absents", 1),
            ],
            "85 %",
            "de l’équipe",
        ),
        "gauge": charts.Gauge("Socle de l’ACI", 0.72, "72 %", "5 critères sur 7", floor=0.6),
        "gauge_empty": charts.Gauge("Missions de santé publique", 0, "0 %", "rien encore"),
        "radar": profile(),
        "stacked": charts.StackedBar(
            "Budget de l’année",
            [
                charts.Point("Coordination", 32000, "32 000 €"),
                charts.Point("Temps de concertation", 21000, "21 000 €"),
                charts.Point("Logiciel", 9000, "9 000 €"),
                charts.Point("Divers", 1200, "1 200 €"),
            ],
        ),
        "times": charts.TimeChart(
            "Retroplanning de l’accréditation",
            [
                charts.Span("Constituer le groupe", date(2026, 9, 7), date(2026, 9, 30), ink=0),
                charts.Span("Autoévaluation", date(2026, 10, 1), date(2026, 12, 18), ink=0, progress=0.55),
                charts.Span("Réunion de restitution", date(2027, 1, 14), date(2027, 1, 14), ink=6),
                charts.Span("Plan d’actions", date(2027, 1, 15), date(2027, 4, 30), ink=2, progress=0),
            ],
            today=date(2026, 11, 22),
        ),
    }


def shell() -> dict[str, Any]:
    teams = [Team("MSP du Val d’Aubre", current=True), Team("MSP des Tilleuls"), Team("MSP Porte-Sud")]
    return {
        "nav": NAVIGATION,
        "organisation": teams[0],
        "organisations": teams,
        "quick_adds": ADDS,
        "search_url": "/ui/",
        "user": Somebody(),
        "user_menu": [Entry("Mon compte", "user-circle"), Entry("Réglages", "settings")],
    }


def context(request: HttpRequest) -> dict[str, Any]:
    now = timezone.now()
    return (
        shell()
        | drawings()
        | words()
        | pieces()
        | {"now": now, "soon": now + timedelta(days=3), "history": history(now)}
    )


def pieces() -> dict[str, Any]:
    return {
        "long": LONG,
        "names": NAMES,
        "minutes": 90,
        "amount": 1234.5,
        "tabs": [
            Entry("Ordre du jour", active=True),
            Entry("Présence", count=14),
            Entry("Compte rendu"),
            Entry("Historique"),
        ],
        "steps": STEPS,
        "facts": [
            ("Lieu", "Salle du bas"),
            ("Durée", "1 h 30"),
            ("Animée par", "Dr Anne Morel"),
            ("Lien visio", ""),
        ],
        "form": SampleForm(),
        "refused": refused_form(),
        "filters": SampleFilters({"q": "", "kind": "", "year": "2026"}, auto_id="filtre_%s"),
        "page": Paginator(range(120), 20).page(2),
        "accents": accents.ACCENTS,
        "icons": icons(),
    }


def words() -> dict[str, Any]:
    return {
        "levels": ["info", "success", "warning", "danger"],
        "badges": [
            ("Tenue", "green", "circle-check"),
            ("À préparer", "amber", "clock"),
            ("En retard", "red", "alert-triangle"),
            ("En cours", "blue", "progress"),
            ("Brouillon", "grey", "pencil"),
            ("Gérance", "violet", "lock"),
            ("Nouveau", "accent", "sparkles"),
        ],
    }


def icons() -> list[str]:

    lines = (files("filrouge.ui") / "assets" / "icons.txt").read_text(encoding="utf-8").splitlines()
    return [line.replace("/", "-") for line in lines if line and not line.startswith("#")]


class PhoneForm(forms.Form):
    comment = forms.CharField(label="Un mot pour l’équipe", required=False, widget=forms.Textarea(attrs={"rows": 3}))


def phone_context() -> dict[str, Any]:
    return {"organisation": Team("MSP du Val d’Aubre"), "form": PhoneForm(), "when": timezone.now() + timedelta(days=4)}
