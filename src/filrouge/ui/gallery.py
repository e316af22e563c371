"""Invented content for the gallery page."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest


@dataclass(frozen=True)
class Entry:
    label: str
    icon: str
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
TEAMS = [Team("MSP du Val d’Aubre", current=True), Team("MSP des Tilleuls"), Team("MSP Porte-Sud")]
ADDS = [
    Entry("Une réunion", "calendar-plus"),
    Entry("Une tâche", "checklist"),
    Entry("Une personne", "user-plus"),
]


def context(request: HttpRequest) -> dict[str, Any]:
    return {
        "nav": NAVIGATION,
        "organisation": TEAMS[0],
        "organisations": TEAMS,
        "quick_adds": ADDS,
        "search_url": "/ui/",
        "user_menu": [Entry("Mon compte", "user-circle"), Entry("Réglages", "settings")],
    }


def phone_context() -> dict[str, Any]:
    return {"organisation": TEAMS[0]}
