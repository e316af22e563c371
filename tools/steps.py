"""The steps of `./go test`: each a command, a line and a duration."""

from __future__ import annotations

import contextlib
import secrets
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from tools.console import IN_CI, PYTHON, ROOT, Clock, Failure, environment, program, run, say
from tools.system import NO_BROWSER, browser

WORKERS = "2"
LONGEST = 1200.0  # seconds: a test that hangs must end before the patience of whoever waits
ORDINARY = "not browser and not wheel and not server"
PYTHON_FILES = (".", "go")


@dataclass(slots=True)
class Tally:
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    notes: list[str] = field(default_factory=list)

    def line(self) -> str:
        tail = f", {self.skipped} skipped" if self.skipped else ""
        return f"{self.passed} passed, {self.failed} failed{tail}"

    def skip(self, name: str, why: str) -> None:
        """What a machine lacks is said and skipped; continuous integration lacks nothing."""
        self.notes.append(f"{name} : {why}.")
        if IN_CI:
            self.failed += 1
        say(f"  {'✗' if IN_CI else '–'} {name} : {'' if IN_CI else 'sauté, '}{why}.")


def report(name: str, ok: bool, detail: str, clock: Clock, output: str) -> None:
    say(f"  {'✓' if ok else '✗'} {name} : {detail} ({clock})")
    if not ok:
        say(output.rstrip() + "\n")


def hosting_environment(folder: str) -> dict[str, str]:
    """The settings of a real host, so that `check --deploy` judges what will be deployed."""
    return environment(
        FILROUGE_DATA=folder,
        FILROUGE_SECRET_KEY=secrets.token_urlsafe(60),
        FILROUGE_SITE_URL="https://filrouge.example.fr",
        FILROUGE_ALLOWED_HOSTS="filrouge.example.fr",
        DATABASE_URL="",
    )


def templates() -> list[str]:
    return [str(path) for path in sorted((ROOT / "src").glob("**/templates/**/*.html"))]


Check = tuple[str, list[str], Mapping[str, str] | None]


def checks(folder: str) -> list[Check]:
    """The longest first, so that two cores end together."""
    manage = [program("filrouge"), "manage"]
    hosting = hosting_environment(folder)
    deploy = ["check", "--deploy", "--fail-level", "WARNING"]
    list_of_templates = templates()
    found: list[Check] = [
        ("types (mypy)", [program("mypy")], hosting),
        ("migrations complètes", [*manage, "makemigrations", "--check", "--dry-run"], hosting),
        ("réglages d’hébergement", [*manage, *deploy], hosting),
        ("frontières (import-linter)", [program("lint-imports")], None),
        ("mise en forme (ruff)", [program("ruff"), "format", "--check", *PYTHON_FILES], None),
        ("règles (ruff)", [program("ruff"), "check", *PYTHON_FILES], None),
    ]
    if list_of_templates:
        djade = [program("djade"), "--check", "--target-version", "5.2", *list_of_templates]
        found.append(("gabarits (djade)", djade, None))
    return found


def run_checks(tally: Tally) -> None:
    def one(check: Check) -> None:
        name, command, env = check
        clock = Clock()
        done = run(command, env=env)
        ok = done.returncode == 0
        tally.failed += not ok
        report(name, ok, "bien" if ok else "échec", clock, done.stdout or "")

    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(int(WORKERS)) as pool:
        list(pool.map(one, checks(folder)))


def count(junit: Path) -> Tally:
    """What pytest counted, read from its own report: its output is for people."""
    tally = Tally()
    for suite in ET.parse(junit).getroot().iter("testsuite"):
        number = {name: int(suite.get(name, "0")) for name in ("tests", "failures", "errors", "skipped")}
        bad = number["failures"] + number["errors"]
        tally.failed += bad
        tally.skipped += number["skipped"]
        tally.passed += number["tests"] - bad - number["skipped"]
    return tally


def pytest(name: str, tally: Tally, mark: str, extra: list[str], env: Mapping[str, str] | None = None) -> None:
    clock = Clock()
    with tempfile.TemporaryDirectory() as folder:
        junit = Path(folder) / "junit.xml"
        command = [str(PYTHON), "-m", "pytest", "-m", mark, "-n", WORKERS, "--tb=short", f"--junitxml={junit}", *extra]
        done = run(command, env=environment(**(env or {})), seconds=LONGEST)
        found = count(junit) if junit.exists() else Tally(failed=1)
    if IN_CI and found.skipped:  # nothing may be skipped there
        found.failed, found.skipped = found.failed + found.skipped, 0
    nothing_chosen = bool(extra) and done.returncode == 5  # a step without the tests that were asked for
    ok = not found.failed and (done.returncode == 0 or nothing_chosen)
    found.failed = found.failed if ok else max(found.failed, 1)
    tally.passed += found.passed
    tally.failed += found.failed
    tally.skipped += found.skipped
    report(name, ok, found.line(), clock, done.stdout or "")


def sqlite(tally: Tally, extra: list[str]) -> None:
    pytest("tests sur SQLite", tally, ORDINARY, extra)


def postgresql(tally: Tally, extra: list[str]) -> None:
    from tools.postgres import server  # needs a Unix machine

    with contextlib.ExitStack() as stack:
        try:
            running = stack.enter_context(server())
        except Failure as error:
            tally.skip("tests sur PostgreSQL", str(error))
            return
        pytest("tests sur PostgreSQL", tally, ORDINARY, extra, running.environment())


def in_browser(tally: Tally, extra: list[str]) -> None:
    chromium = browser()
    if chromium is None:
        tally.skip("tests au navigateur", NO_BROWSER)
        return
    pytest("tests au navigateur", tally, "browser", extra, {"FILROUGE_TEST_BROWSER": chromium})


def real_server(tally: Tally, extra: list[str]) -> None:
    pytest("serveur et paquet réels", tally, "wheel or server", extra)


STEPS: dict[str, Callable[[Tally, list[str]], None]] = {
    "checks": lambda tally, _extra: run_checks(tally),
    "sqlite": sqlite,
    "postgresql": postgresql,
    "browser": in_browser,
    "server": real_server,
}


@contextlib.contextmanager
def timed() -> Iterator[None]:
    clock = Clock()
    yield
    say(f"  Durée : {clock}")


def run_steps(names: list[str], extra: list[str]) -> int:
    tally = Tally()
    with timed():
        for name in names:
            STEPS[name](tally, extra)
    for note in tally.notes:
        say(f"  À noter : {note}")
    say(tally.line())
    return 1 if tally.failed else 0
