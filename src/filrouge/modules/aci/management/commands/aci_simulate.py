from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from filrouge.modules.aci.engine import BadCase, NoScale, Result, case_from, result_as_data, simulate
from filrouge.modules.aci.engine.dates import share_from, software_share
from filrouge.modules.aci.engine.words import said
from filrouge.modules.aci.models import FIRST_YEAR
from filrouge.modules.aci.queries import national_settings
from filrouge.ui.typography import euros

LARGEST = 1_000_000  # bytes of a case
# plain options: name on the command line, key of the case
WHOLE = {
    "year": "année d’activité (2023)",
    "patients": "patients ayant choisi un médecin associé (6000)",
    "associates": "professionnels associés (15)",
    "protocols": "protocoles pluriprofessionnels",
    "trainees": "stagiaires de l’année",
    "diversity_level": "diversité des services, niveau 0 à 2",
    "visiting_level": "vacataires, niveau 0 à 2",
    "users_level": "implication des usagers, niveau 0 à 2",
    "quality_level": "démarche qualité, niveau 0 à 3",
    "cooperation_protocols": "protocoles nationaux de coopération",
}
RCP = {
    "meetings": "RCP tenues",
    "files": "dossiers étudiés",
    "eligible_patients": "patients en ALD ou de plus de 75 ans",
}

DAYS = {
    "contract_starts_on": "jour où le contrat a commencé, pour sa part de l’année",
    "software_since": "jour où le logiciel a été acquis, pour sa part de l’année",
}


class Command(BaseCommand):
    help = "Calcule ce que l’ACI rapporte pour une année, à partir d’un fichier ou d’options."
    requires_system_checks: list[str] = []  # pure computation: no page, no database

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--input", metavar="FICHIER", help="cas au format JSON ; « - » lit l’entrée standard")
        parser.add_argument("--json", action="store_true", help="répond en JSON")
        for name, text in WHOLE.items():
            parser.add_argument(f"--{name.replace('_', '-')}", type=int, metavar="N", help=text)
        for name, text in RCP.items():
            parser.add_argument(f"--rcp-{name.replace('_', '-')}", type=int, metavar="N", help=text)
        for name, text in DAYS.items():
            parser.add_argument(f"--{name.replace('_', '-')}", type=date.fromisoformat, metavar="AAAA-MM-JJ", help=text)
        parser.add_argument("--nurse", action="store_true", help="l’équipe compte un infirmier en pratique avancée")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            result = simulate(case_from(asked(options)))
        except (BadCase, NoScale) as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            self.stdout.write(json.dumps(result_as_data(result), ensure_ascii=False, indent=2))
        else:
            self.stdout.write(table(result))


def asked(options: dict[str, Any]) -> Any:
    """The file, then what the options change of it."""
    data: Any = read(options["input"]) if options["input"] else {}
    given = {name: options[name] for name in WHOLE if options[name] is not None}
    held = {name: options[f"rcp_{name}"] for name in RCP if options[f"rcp_{name}"] is not None}
    if isinstance(data, dict):
        data |= given
        if held:
            data["rcp"] = {**data.get("rcp", {}), **held}
        if options["nurse"]:
            data["advanced_practice_nurse"] = True
        follow_the_days(data, **{name: options[name] for name in DAYS})
    return data


def follow_the_days(data: dict[str, Any], contract_starts_on: date | None, software_since: date | None) -> None:
    """A day says its part of the year exactly."""
    year, unit = data.get("year", 2023), str(national_settings(FIRST_YEAR)["aci_prorata.unit"].value)
    if contract_starts_on:
        data["contract_prorata"] = str(share_from(contract_starts_on, year, unit))
    if contract_starts_on or software_since:
        part = software_share(software_since, contract_starts_on, year, unit)
        data["information_system"] = {**data.get("information_system", {}), "prorata": str(part)}


def read(path: str) -> Any:
    try:
        if path == "-":
            return json.loads(sys.stdin.read(LARGEST))
        with Path(path).open(encoding="utf-8") as file:
            return json.loads(file.read(LARGEST))
    except OSError as error:
        raise CommandError(f"Le fichier « {path} » ne peut pas être lu.") from error
    except json.JSONDecodeError as error:
        where = f"ligne {error.lineno}, colonne {error.colno}"
        raise CommandError(
            f"« {path} » n’est pas un fichier JSON : il ne se lit plus à partir de la {where}."
        ) from error
    except (ValueError, RecursionError) as error:
        raise CommandError(f"« {path} » n’est pas un fichier JSON en UTF-8.") from error


def table(result: Result) -> str:
    rows = [(line.indicator.label, said(line.points), euros(line.euros), line.formula) for line in result.lines]
    wide, most, dear = (max(len(row[column]) for row in rows) for column in range(3))
    lines = [
        f"{label:<{wide}}  {points:>{most}} pts  {paid:>{dear}}  {formula}" for label, points, paid, formula in rows
    ]
    lines.append(f"\nBase : {said(result.points)} points, {euros(result.base_euros)}")
    if result.uplift_percent:
        lines.append(f"Majoration de précarité : {said(result.uplift_percent)} %")
    if not result.gate.open:
        lines.append("Rien n’est payé tant que manque : " + " ; ".join(result.gate.missing))
    lines.append(f"Total : {euros(result.total_euros)}")
    lines.append(f"Avance : {euros(result.advance_euros)}, solde : {euros(result.balance_euros)}")
    return "\n".join(lines)
