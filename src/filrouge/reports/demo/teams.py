"""The three fictional teams of the demonstration, and who signs in."""

from __future__ import annotations

from dataclasses import dataclass

PASSWORD = "demonstration"  # noqa: S105 -- fictional accounts of a demonstration, shown on its front page


@dataclass(frozen=True, slots=True)
class Account:
    email: str
    first_name: str
    last_name: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Team:
    profile: str
    slug: str
    name: str
    address: str
    commune_code: str
    sites: tuple[str, ...]
    accent: str
    accounts: tuple[Account, ...]


COORDINATOR = Account("coordination@demo.filrouge.example", "Sofia", "Belkacem", ("coordinator",))

TEAMS = (
    Team(
        "A",
        "msp-du-val-d-aubre",
        "MSP du Val d’Aubre",
        "4 place du Champ-de-Foire\n00100 Aubre-le-Vieux",
        "00100",
        ("Aubre-le-Vieux",),
        "#0b6e6e",
        (COORDINATOR, Account("gerance.aubre@demo.filrouge.example", "Hélène", "Vasseur", ("manager", "professional"))),
    ),
    Team(
        "B",
        "msp-des-tilleuls",
        "MSP des Tilleuls",
        "12 allée des Tilleuls\n00200 Saint-Brice-des-Prés",
        "00200",
        ("Saint-Brice-des-Prés",),
        "#3f5f9e",
        (
            COORDINATOR,
            Account("gerance.tilleuls@demo.filrouge.example", "Malik", "Durieux", ("manager", "professional")),
        ),
    ),
    Team(
        "C",
        "msp-porte-sud",
        "MSP Porte-Sud",
        "87 avenue de la Porte-Sud\n00300 Villefontaine-Sud",
        "00300",
        ("Porte-Sud", "Les Marronniers"),
        "#7a4a9e",
        (
            Account("coordination.sud@demo.filrouge.example", "Anaïs", "Lemercier", ("coordinator",)),
            Account("gerance.sud@demo.filrouge.example", "Yves", "Karamanlis", ("manager", "professional")),
            Account("assistante.sud@demo.filrouge.example", "Lucie", "Obono", ("assistant",)),
        ),
    ),
)
