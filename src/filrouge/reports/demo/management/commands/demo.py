from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from filrouge.reports.demo.services import load_demo
from filrouge.reports.demo.teams import PASSWORD, TEAMS


class Command(BaseCommand):
    help = "Charge la démonstration : trois équipes fictives et une année de travail."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--accounts", action="store_true", help="dit seulement les comptes de démonstration")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["accounts"]:
            made = load_demo(timezone.localdate())
            self.stdout.write(f"{len(made)} équipes chargées." if made else "La démonstration est déjà là.")
        emails = {account.email: team.name for team in reversed(TEAMS) for account in team.accounts}
        for email, team in sorted(emails.items()):
            shared = " (et MSP des Tilleuls)" if email == TEAMS[0].accounts[0].email else ""
            self.stdout.write(f"  {email}  {team}{shared}")
        self.stdout.write(f"  mot de passe : {PASSWORD}")
