from __future__ import annotations

import contextlib
import os
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import connections

from filrouge.kernel.jobs.worker import Minder, make_worker


class Command(BaseCommand):
    help = (
        "Exécute les travaux de fond : envoi du courrier, travaux périodiques, reprises. S’arrête proprement sur"
        " SIGTERM, après le travail en cours. Peut tourner en plusieurs exemplaires."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--batch", action="store_true", help="exécuter les travaux en attente, puis s’arrêter")
        parser.add_argument(
            "--interval",
            type=float,
            default=0.5,
            help="secondes entre deux regards sur la file quand elle est vide (0.5 par défaut)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with contextlib.suppress(OSError, AttributeError):
            os.nice(10)  # pages come before jobs
        worker = make_worker(batch=options["batch"], interval=max(options["interval"], 0.05))
        minder = Minder(worker.worker_id)
        worker.configure_signals()
        try:
            minder.mind()
            minder.start()
            worker.run()
        finally:
            minder.stop()
            connections.close_all()
