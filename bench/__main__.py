"""`python -m bench`: prints what the pages cost beside the lean ones, and whether they keep to their budget."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bench.client import Failed
from bench.database import OWN_SERVER
from bench.drive import Options, bench


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(prog="./go bench", description=__doc__)
    made.add_argument("--organisations", type=int, default=1, metavar="N", help="organisations in the database (1)")
    made.add_argument("--meetings", type=int, default=2000, metavar="N", help="meetings of the measured one (2000)")
    made.add_argument(
        "--postgresql",
        nargs="?",
        const=OWN_SERVER,
        metavar="URL",
        help="PostgreSQL instead of SQLite: a throw-away server, or a throw-away database on the server of this URL",
    )
    made.add_argument("--requests", type=int, default=100, metavar="N", help="requests one by one for each page (100)")
    made.add_argument("--seconds", type=float, default=6.0, metavar="S", help="seconds of eight clients at once (6)")
    made.add_argument("--only", action="append", default=[], metavar="PAGE", help="this page only (and the list)")
    made.add_argument("--live", type=int, metavar="N", help="instead: a session with N phones that follow it")
    made.add_argument("--json", type=Path, metavar="FILE", help="also write the figures there")
    return made


def main() -> int:
    given = parser().parse_args()
    options = Options(**{**vars(given), "only": tuple(given.only)})
    try:
        bench(options, lambda text: print(text, flush=True))  # noqa: T201 - a table is what is asked for
    except Failed as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
