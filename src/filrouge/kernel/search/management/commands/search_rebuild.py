from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from filrouge.kernel.search import services
from filrouge.kernel.tenancy.models import Organisation


class Command(BaseCommand):
    help = "Refait l’index de recherche d’une organisation, ou de toutes."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--organisation", default="", help="adresse courte de l’organisation (toutes par défaut)")

    def handle(self, *args: Any, **options: Any) -> None:
        organisations = Organisation.objects.order_by("slug")
        if options["organisation"]:
            organisations = organisations.filter(slug=options["organisation"])
            if not organisations:
                raise CommandError(f"Aucune organisation n’a l’adresse « {options['organisation']} ».")
        for organisation in organisations:
            count = services.rebuild(organisation)
            self.stdout.write(f"{organisation.name} : {count} éléments dans l’index.")
