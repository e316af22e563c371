#!/usr/bin/env python3
"""The one script behind every command: `./go run`, `./go test`… Standard library only."""

import os
import shutil
import sys

OLDEST = (3, 11)


def newer_python():
    """Debian and others keep a newer Python beside an old `python3`: use it when it is there."""
    for name in ("python3.14", "python3.13", "python3.12", "python3.11"):
        path = shutil.which(name)
        if path:
            os.execv(path, [path, os.path.abspath(__file__)] + sys.argv[1:])  # noqa: PTH100, RUF005
    sys.exit("Il faut Python 3.11 ou plus récent (« python3 » est ici en %d.%d)." % sys.version_info[:2])  # noqa: UP031


if sys.version_info < OLDEST:
    newer_python()

from tools.commands import main  # noqa: E402

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
