"""A real server on a folder of its own, and a real browser: nothing of the application runs in the tests' process."""

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.journey import House, People
from tests.real_server import PATIENCE, SOURCES, Installation

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
expect.set_options(timeout=20_000)  # waits as long as that for what should come, no longer than needed

STAGE = "from tests.browser import stage; stage.main()"


@contextlib.contextmanager
def stagehand(installation: Installation) -> Iterator[subprocess.Popen[str]]:
    with (installation.folder / "stage.log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "filrouge.config.cli", "manage", "shell", "--no-imports", "-c", STAGE],
            env=installation.environment(),
            cwd=installation.folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
    try:
        yield process
    finally:
        process.communicate(timeout=PATIENCE)  # the end of its input is the end of its work


@pytest.fixture(scope="session")
def house(tmp_path_factory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("house")
    installation = Installation(folder / "data", env={"PYTHONPATH": SOURCES})
    installation.run("migrate")
    with installation.serving("--no-demo", "--no-prepare"), stagehand(installation) as hand:
        yield House(installation, hand)
    wrong = [line for line in installation.log.read_text().splitlines() if " ERROR " in line]
    assert wrong == [], installation.log.read_text()


@pytest.fixture(scope="module")  # no longer: Playwright's loop, left running, would be in the way of other tests
def chromium() -> Iterator[Browser]:
    path = os.environ.get("FILROUGE_TEST_BROWSER") or shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        pytest.skip("Chromium manque : « apt install chromium », puis relancez.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def people(chromium, house) -> Iterator[People]:
    everybody = People(chromium, house)
    yield everybody
    everybody.leave()


@pytest.fixture
def team(house):
    """An organisation of the test's own."""
    return house.team()
