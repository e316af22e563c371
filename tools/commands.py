"""The commands of `./go`."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

from tools.console import PYTHON, ROOT, WINDOWS, Clock, Failure, environment, must_run, program, run, say
from tools.install import DEV, FRONT, REQUIREMENTS, RUN, install, node
from tools.steps import PYTHON_FILES, STEPS, run_steps, templates
from tools.system import system_packages

HELP = """Fil rouge : les commandes de la maison.

  ./go run [options]    installe, construit et démarre l’application avec sa démonstration
  ./go test [étapes]    installe et vérifie tout ; étapes : {steps}
                        (ce qui suit « -- » va à pytest : ./go test sqlite -- -k réunion)
  ./go check            vérifications sans tests : mise en forme, règles, types, frontières, migrations
  ./go fix              corrige la mise en forme
  ./go bench            mesure l’application chargée
  ./go lock [--upgrade] refait les verrous des paquets Python et npm
  ./go wheel            construit le paquet installable dans dist/
  ./go help             cette aide

Sous make : make run, make test… Port : PORT=8001 make run.
"""


def replace(command: list[str], env: dict[str, str]) -> int:
    """Becomes the command, so that signals reach it directly (Windows has no such thing)."""
    if WINDOWS:
        return run(command, env=env, quiet=False).returncode
    os.chdir(ROOT)
    sys.stdout.flush()
    return os.execvpe(command[0], command, env)


def command_run(arguments: list[str]) -> int:
    install(RUN)
    env = environment()
    env.setdefault("FILROUGE_DEMO", "1")
    return replace([program("filrouge"), "run", *arguments], env)


def command_test(arguments: list[str]) -> int:
    cut = arguments.index("--") if "--" in arguments else len(arguments)
    names, extra = arguments[:cut], arguments[cut + 1 :]
    if unknown := [name for name in names if name not in STEPS]:
        raise Failure(f"Étape inconnue : {', '.join(unknown)}. Étapes : {', '.join(STEPS)}.")
    clock = Clock()
    say("Installation")
    install(DEV, beside=(system_packages,))
    say(f"  Prêt ({clock}).")
    say("Vérifications")
    return run_steps(names or list(STEPS), extra)


def command_check(_arguments: list[str]) -> int:
    install(DEV)
    return run_steps(["checks"], [])


def command_fix(_arguments: list[str]) -> int:
    install(DEV)
    run([program("ruff"), "format", *PYTHON_FILES], quiet=False)
    lint = run([program("ruff"), "check", "--fix", *PYTHON_FILES], quiet=False)
    if files := templates():
        run([program("djade"), "--target-version", "5.2", *files], quiet=False)
    return lint.returncode


def command_bench(arguments: list[str]) -> int:
    install(DEV)
    return replace([program("python"), "-m", "bench", *arguments], environment())


def command_wheel(_arguments: list[str]) -> int:
    install(DEV)
    must_run([PYTHON, "-m", "hatchling", "build", "-t", "wheel"], "Construction du paquet")
    say("Paquet construit dans dist/.")
    return 0


def compile_lock(name: str, sources: list[str], upgrade: list[str]) -> None:
    """No registry address and no path of this machine may end up in a lock."""
    options = ["--generate-hashes", "--universal", "--python-version", "3.11", "--no-header", "--no-annotate"]
    options += ["--no-emit-index-url", "--no-emit-find-links", "--no-config"]
    target = REQUIREMENTS / f"{name}.lock"
    must_run([program("uv"), "pip", "compile", "-q", *options, *upgrade, *sources, "-o", target], target.name)
    if "://" in target.read_text():
        raise Failure(f"{target.name} contient une adresse : un verrou n’en contient jamais.")
    say(f"  {target.name}")


def command_lock(arguments: list[str]) -> int:
    install(DEV)
    upgrade = ["--upgrade"] if "--upgrade" in arguments else []
    compile_lock("dev", ["pyproject.toml", "--group", "dev"], upgrade)
    same_versions = ["-c", "requirements/dev.lock"]
    compile_lock("run", ["pyproject.toml", *same_versions], upgrade)
    compile_lock("build", ["--group", "build", *same_versions], upgrade)
    for name in ("node", "uv", "postgres"):
        compile_lock(name, [f"requirements/{name}.in"], upgrade)
    node_path, npm = node()
    options = ["--package-lock-only", "--ignore-scripts", "--no-audit", "--no-fund"]
    options.append("--omit-lockfile-registry-resolved")
    must_run([node_path, npm, "install", *options], "package-lock.json", cwd=FRONT)
    say("  package-lock.json")
    return 0


def command_help(_arguments: list[str]) -> int:
    say(HELP.format(steps=", ".join(STEPS)))
    return 0


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "run": command_run,
    "test": command_test,
    "check": command_check,
    "fix": command_fix,
    "bench": command_bench,
    "lock": command_lock,
    "wheel": command_wheel,
    "help": command_help,
}


def main(arguments: list[str]) -> int:
    name, rest = (arguments[0], arguments[1:]) if arguments else ("help", [])
    if name in {"-h", "--help"}:
        name = "help"
    if name not in COMMANDS:
        sys.stderr.write(f"Commande inconnue : « {name} ». Voir ./go help.\n")
        return 2
    try:
        return COMMANDS[name](rest)
    except Failure as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except KeyboardInterrupt:
        return 130
