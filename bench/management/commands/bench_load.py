from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from bench.load import load


class Command(BaseCommand):
    help = "Fills the empty database of a benchmark and writes what the driver needs to know."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("facts", type=Path)
        parser.add_argument("--organisations", type=int, default=1)
        parser.add_argument("--meetings", type=int, default=2000)

    def handle(self, *args: Any, **options: Any) -> None:
        options["facts"].write_text(json.dumps(load(options["organisations"] - 1, options["meetings"])))
