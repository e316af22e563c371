"""The reference pages of docs/dev, made from what the code declares: `.venv/bin/python -m tests.reference_docs`."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DEV = ROOT / "docs" / "dev"
FOOT = "\nWritten by `.venv/bin/python -m tests.reference_docs`; a test compares.\n"


def row(*cells):
    return "| " + " | ".join(str(cell).replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def of_the_house(name):
    """Tests register things of their own."""
    return not name.startswith("test")


def capabilities():
    from filrouge.kernel.policy import capabilities

    return [capability for capability in capabilities() if of_the_house(capability.code)]


def registries():
    """Every registry of the house with the names it holds, by its kind."""
    from django.core.checks.urls import check_url_config

    from filrouge.kernel.registry import Registry

    check_url_config(None)  # imports every page: a registry nobody gives to yet is known all the same
    found = {}
    for name, module in sorted(sys.modules.items()):
        if name.startswith("filrouge.") and ".tests" not in name:
            for value in vars(module).values():
                if isinstance(value, Registry):
                    found[value.kind] = value
    return dict(sorted(found.items()))


def names(registry):
    return [name for name, _given in registry.items() if of_the_house(name)]


def capabilities_page():
    from filrouge.kernel.tenancy.enums import Role

    lines = [
        "# Capabilities",
        "",
        "What somebody may do, declared in each room's `policy.py`. The label completes « peut … ».",
        "A delegable capability is also granted by a delegation in force.",
        "",
        row("Code", "Peut…", "Rôles", "Délégable"),
        row("---", "---", "---", "---"),
    ]
    for one in capabilities():
        roles = [role.label for role in Role if role.value in one.roles]
        shown = "tous" if len(roles) == len(Role) else ", ".join(roles)
        lines.append(row(f"`{one.code}`", one.label, shown, "oui" if one.delegable else ""))
    return "\n".join(lines) + "\n" + FOOT


def registries_page():
    from filrouge.kernel.registry import timeline_labels

    lines = [
        "# Registries",
        "",
        "What rooms give to the rest of the house (`contributions.py`), by name: the room's, then what it gives.",
        "",
        row("Registry", "Given by"),
        row("---", "---"),
    ]
    for kind, registry in registries().items():
        if registry is not timeline_labels:
            given = ", ".join(f"`{name}`" for name in names(registry))
            lines.append(row(f"`{kind}`", given or "nobody yet"))
    lines += ["", "## Timeline labels", "", "« Camille Essai … »", "", row("Action", "Phrase"), row("---", "---")]
    lines += [row(f"`{name}`", timeline_labels.get(name)) for name in names(timeline_labels)]
    return "\n".join(lines) + "\n" + FOOT


PAGES = {DEV / "capabilities.md": capabilities_page, DEV / "registries.md": registries_page}


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    for path, page in PAGES.items():
        path.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
