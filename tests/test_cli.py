"""The `filrouge` command: French, honest codes, one line for what can be expected; and the server it runs."""

import os
import re
import signal
import socket
import time
from collections.abc import Callable

import pytest
from django.core.management import load_command_class

from filrouge.config.cli import find, group_names, main, our_commands, spoken
from filrouge.config.cli_commands import COMMANDS
from tests.real_server import PATIENCE, SOURCES, Installation
from tests.test_kill import children, gone

OURS = sorted(name for name, command in COMMANDS.items() if command.help)
ENGLISH = re.compile(r"\b(usage|show this help|positional|optional|default|required|the)\b", re.IGNORECASE)


def managed() -> list[str]:
    return sorted(our_commands())


@pytest.fixture(autouse=True)
def environment_unchanged(monkeypatch):
    """`run` hands its options to the settings through the environment."""
    monkeypatch.setattr(os, "environ", os.environ.copy())


@pytest.mark.parametrize("name", OURS)
def test_help_of_our_commands(name, capsys) -> None:
    with pytest.raises(SystemExit) as ended:
        main([name, "--help"])
    out = capsys.readouterr().out
    assert ended.value.code == 0
    assert out.startswith(f"utilisation : filrouge {name}")
    assert not ENGLISH.search(out)


def test_help_of_every_management_command(capsys) -> None:
    groups = group_names()
    for name in managed():
        shown = spoken(name, groups)
        with pytest.raises(SystemExit) as ended:
            main([*shown.split(), "--help"])
        out = capsys.readouterr().out
        assert ended.value.code == 0
        assert out.startswith(f"utilisation : filrouge {shown}"), name
        assert not ENGLISH.search(out), f"{name}: {out}"
        assert load_command_class(our_commands()[name], name).help, f"{name} has no help"


def test_help_lists_every_command(capsys) -> None:
    assert main(["--help"]) == 0
    out = capsys.readouterr().out
    groups = group_names()
    assert all(re.search(rf"^  {re.escape(name)}\s", out, re.MULTILINE) for name in OURS)
    assert all(f"  {spoken(name, groups)} " in out for name in managed())


def test_two_words_name_one_command(monkeypatch) -> None:
    monkeypatch.setattr(
        "filrouge.config.cli.our_commands", lambda: {"people_import_rpps": "filrouge.x", "worker": "filrouge.y"}
    )
    assert find(["people", "import-rpps", "f.txt"]) == ("people_import_rpps", ["f.txt"])
    assert find(["worker", "--batch"]) == ("worker", ["--batch"])
    assert find(["people"]) is None


@pytest.mark.parametrize(
    ("words", "said"),
    [(["worke"], "Vouliez-vous dire « worker » ?"), (["qsdfgh"], "Commande inconnue : « qsdfgh ».")],
)
def test_unknown_commands(words, said, capsys) -> None:
    assert main(words) == 2
    assert said in capsys.readouterr().err


def test_unknown_options(capsys) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["backup", "--vite"])
    assert ended.value.code == 2
    assert "arguments inconnus : --vite" in capsys.readouterr().err


def test_no_command_shows_help(capsys) -> None:
    assert main([]) == 2
    assert "commandes :" in capsys.readouterr().out


@pytest.mark.server
def test_a_busy_port_is_said_at_once(tmp_path) -> None:
    installation = Installation(tmp_path / "data")
    with socket.create_server(("127.0.0.1", installation.port)):
        said = installation.run("run", "--no-demo", code=1)
    assert said.startswith(f"L’adresse 127.0.0.1, port {installation.port}, n’est pas libre")
    assert said.count("\n") == 1


@pytest.mark.server
def test_a_folder_that_cannot_be_written_is_said(tmp_path) -> None:
    (tmp_path / "file").write_text("not a folder")
    said = Installation(tmp_path / "file/data", folder=tmp_path).run("check", code=1)
    assert said.startswith("Fil rouge ne peut pas démarrer :")


@pytest.mark.server
def test_a_fallen_process_comes_back_and_all_leave_together(tmp_path) -> None:
    installation = Installation(tmp_path / "data", env={"PYTHONPATH": SOURCES})
    with installation.serving("--no-demo", "--workers", "2") as server:
        before = children(server.pid)
        assert len(before) == 2  # one more web process, and the worker
        for pid in before:
            os.kill(pid, signal.SIGKILL)
        wait_for(lambda: len(set(children(server.pid)) - set(before)) == 2)
        assert installation.status("/") == 200
        assert "en marche" in installation.run("restore", "absent.zip", "--force", code=1)
        after = children(server.pid)
        server.send_signal(signal.SIGTERM)
        assert server.wait(PATIENCE) == 0
    assert all(gone(pid) for pid in after)


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.1)
