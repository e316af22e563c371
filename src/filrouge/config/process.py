"""Living and dying with the process that started us."""

import ctypes
import os
import signal
import sys

PARENT = "FILROUGE_PARENT"


def die_with_parent() -> None:
    """A child whose server was killed stops by itself: nobody is left to stop it. Linux only."""
    parent = os.environ.pop(PARENT, "")
    if sys.platform != "linux" or not parent:
        return
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG
    if os.getppid() != int(parent):
        sys.exit(1)  # it died before we asked


def child_environment() -> dict[str, str]:
    return os.environ | {PARENT: str(os.getpid())}
