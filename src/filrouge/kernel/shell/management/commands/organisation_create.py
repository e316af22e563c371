from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.text import slugify

from filrouge.kernel.accounts.services import invitation_url, send_invitation
from filrouge.kernel.shell.services.members import found_organisation


class Command(BaseCommand):
    help = "Crée une équipe et invite sa première personne, qui la coordonne et invite les autres."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", metavar="NOM", help="nom de l’équipe, entre guillemets")
        parser.add_argument("--email", required=True, metavar="ADRESSE", help="adresse de la première personne")
        parser.add_argument("--slug", default="", metavar="ADRESSE_COURTE", help="sans elle, tirée du nom")
        parser.add_argument("--first-name", default="", metavar="PRÉNOM", help="prénom de la première personne")
        parser.add_argument("--last-name", default="", metavar="NOM", help="nom de la première personne")

    def handle(self, *args: Any, **options: Any) -> None:
        name = options["name"].strip()
        try:
            first = found_organisation(
                slug=options["slug"] or slugify(name)[:60],
                name=name,
                email=options["email"],
                first_name=options["first_name"],
                last_name=options["last_name"],
            )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"L’équipe « {name} » est créée : {settings.SITE_URL}/{first.organisation.slug}/")
        sent = send_invitation(first.user, organisation_name=name, inviter="L’exploitant du service")
        self.stdout.write(f"Invitation {'envoyée' if sent else 'à transmettre vous-même'} à {first.user.email} :")
        self.stdout.write(f"  {invitation_url(first.user)}")
