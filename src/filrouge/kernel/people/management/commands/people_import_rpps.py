from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from filrouge.kernel.people.enums import ImportKind
from filrouge.kernel.people.imports import batches
from filrouge.kernel.people.imports.proposals import Proposal, propose
from filrouge.kernel.people.imports.records import read_records
from filrouge.kernel.people.imports.rpps import MAX_PEOPLE, Extraction, Places, read_path
from filrouge.kernel.people.imports.sources import nobody, official_table
from filrouge.kernel.people.imports.table import Refused
from filrouge.kernel.tenancy.models import Organisation
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.kernel.timeline.services import Actor

COMMAND_LINE = Actor("Ligne de commande")
USAGE_ERROR = 2


class Command(BaseCommand):
    help = "Importe dans une équipe les professionnels d’une commune ou d’un département, depuis l’extraction RPPS."
    requires_system_checks: list[str] = []  # a long read in little memory: no page needs to be loaded

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "file",
            metavar="FICHIER",
            nargs="?",
            type=Path,
            help="PS_LibreAcces_Personne_activite_….txt, ou le ZIP officiel",
        )
        parser.add_argument("--organisation", metavar="SLUG", required=True, help="adresse courte de l’équipe")
        parser.add_argument(
            "--commune",
            metavar="CODE",
            nargs="+",
            action="extend",
            default=[],
            help="code commune de l’INSEE (pas le code postal) ; Paris, Lyon et Marseille : arrondissements compris",
        )
        parser.add_argument(
            "--department", metavar="CODE", nargs="+", action="extend", default=[], help="département : 38, 2A, 974…"
        )
        parser.add_argument("--dry-run", action="store_true", help="compte sans rien écrire")

    def handle(self, *args: Any, **options: Any) -> None:
        organisation = Organisation.objects.filter(slug=options["organisation"]).first()
        if organisation is None:
            raise CommandError(f"Aucune équipe n’a l’adresse « {options['organisation']} ».")
        path = options["file"] or self._swallowed(options)
        if not path.is_file():
            raise CommandError(f"Le fichier « {path} » n’existe pas.")
        try:
            places = Places.of(options["commune"], options["department"])
        except Refused as error:
            raise CommandError(str(error), returncode=USAGE_ERROR) from None
        try:
            found = read_path(path, places, progress=self._progress)
        except Refused as error:
            raise CommandError(str(error)) from None
        if options["dry_run"]:
            self._tell(organisation, found)
        else:
            self._import(organisation, found, path.name)

    def _swallowed(self, options: dict[str, Any]) -> Path:
        """« --commune 38185 FICHIER »: the file, written last, was taken for one more code."""
        for name in ("commune", "department"):
            if options[name] and Path(options[name][-1]).is_file():
                return Path(options[name].pop())
        raise CommandError("Il manque le fichier à lire : FICHIER.", returncode=USAGE_ERROR)

    def _progress(self, lines: int) -> None:
        self.stderr.write(f"{lines} lignes lues…")

    def _tell(self, organisation: Organisation, found: Extraction) -> None:
        if found.complete and found.people:
            known = sum(proposal.state == "known" for proposal in self._proposals(organisation, found))
            if known:
                self.stdout.write(f"{known} déjà dans l’équipe.")
        plural = "s" if found.matching > 1 else ""
        verb = "correspondent" if found.matching > 1 else "correspond"
        self.stdout.write(f"{found.matching} personne{plural} {verb}.")

    def _proposals(self, organisation: Organisation, found: Extraction) -> list[Proposal]:
        table = official_table(found.people)
        rows = list(zip(table.lines, table.rows, strict=True))
        with organisation_scope(organisation):
            return propose(read_records(table.header, rows, table.mapping))

    def _import(self, organisation: Organisation, found: Extraction, source: str) -> None:
        if not found.people:
            raise CommandError(nobody(found))
        if not found.complete:
            raise CommandError(
                f"{found.matching} personnes correspondent : c’est bien plus qu’une équipe ({MAX_PEOPLE} au plus). "
                "Précisez des communes. Rien n’a été importé."
            )
        proposals = self._proposals(organisation, found)
        for proposal in proposals:
            for text in (*proposal.candidate.errors, *proposal.candidate.warnings):
                self.stderr.write(f"Ligne {proposal.candidate.line} : {text}")
        new = {item.candidate.line: batches.Decision("create") for item in proposals if item.state == "new"}
        known = sum(item.state in ("known", "twin") for item in proposals)
        if not new:
            self.stdout.write(f"Personne à ajouter : {known} déjà dans l’équipe.")
            return
        with organisation_scope(organisation):
            try:
                batch = batches.apply_all_new(
                    proposals,
                    by=COMMAND_LINE,
                    kind=ImportKind.RPPS,
                    source_name=source,
                    plan=batches.Plan(new),
                )
            except ValidationError as error:
                raise CommandError(" ".join(error.messages)) from None
        plural = "s" if batch.created_count > 1 else ""
        self.stdout.write(
            f"{batch.created_count} personne{plural} ajoutée{plural}, {known} déjà dans l’équipe et laissées telles "
            "quelles."
        )
