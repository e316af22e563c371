from __future__ import annotations

import tomllib
from importlib.resources import files as package_files

from filrouge.kernel.tenancy.models import Organisation
from filrouge.modules.rcp.models import Charter
from filrouge.modules.rcp.queries.method import Method


def charter_of(organisation: Organisation, method: Method) -> Charter:
    """The team's charter; until it is written, one to begin with, filled with the team's own numbers."""
    return Charter.objects.first() or proposed_charter(organisation, method)


def proposed_charter(organisation: Organisation, method: Method) -> Charter:
    texts = tomllib.loads(package_files("filrouge.modules.rcp").joinpath("charter.toml").read_text("utf-8"))
    own = {
        "team": organisation.name,
        "goal": f"{method.goal:f}",
        "meetings": method.minimum,
        "minutes": method.practice.integer("impromptu_minutes"),
    }
    return Charter(**{name: text.strip().format(**own) for name, text in texts.items()})
