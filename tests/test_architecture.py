"""What import contracts cannot see: foreign keys, budgets, names of rooms, tenant tables."""

import ast
from pathlib import Path

import pytest
from django.apps import apps

from filrouge.kernel.tenancy.models import TenantModel

ROOT = Path(__file__).resolve().parents[1] / "src" / "filrouge"
ALLOWED_FOREIGN_KEYS: set[tuple[str, str]] = {  # (module, module it points to): one ADR each
    ("live", "meetings"),
    ("deciding", "live"),
    ("deciding", "meetings"),
    ("scheduling", "meetings"),
    ("rcp", "meetings"),
}
ROOMS = {
    "__init__",
    "apps",
    "contributions",
    "demo",
    "engine",
    "enums",
    "exports",
    "forms",
    "imports",
    "models",
    "notifications",
    "pack",
    "panels",
    "policy",
    "public_urls",
    "queries",
    "services",
    "tasks",
    "urls",
    "validators",
    "views",
}
FOLDERS = {"rules", "scales", "templates", "static", "migrations", "tests", "templatetags", "management"}
LONGEST = {"file": 400, "function": 40, "view": 25, "template": 150}
OVER_BUDGET: set[str] = set()  # may only shrink


def module_of(model):
    name = model._meta.app_config.name
    return name.split(".")[2] if name.startswith("filrouge.modules.") else None


def source_files():
    return [path for path in ROOT.rglob("*.py") if not {"migrations", "tests"} & set(path.parts)]


def test_foreign_keys_follow_the_dependency_graph():
    crossing = [
        (module_of(model), module_of(field.related_model))
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.is_relation
        and field.concrete
        and field.related_model
        and module_of(model)
        and module_of(field.related_model) not in (None, module_of(model))
    ]
    assert set(crossing) == ALLOWED_FOREIGN_KEYS


def test_a_room_never_learns_of_those_above_through_a_reverse_key():
    named = [
        str(field)
        for model in apps.get_models()
        if model.__module__.startswith("filrouge.")
        for field in model._meta.local_concrete_fields
        if field.is_relation
        and field.related_model._meta.app_label != model._meta.app_label
        and not field.remote_field.hidden
        and (model._meta.app_label, field.name) != ("tenancy", "user")  # memberships are read from the account
    ]
    assert named == []


@pytest.mark.parametrize(
    "module", sorted(path.name for path in (ROOT / "modules").iterdir() if (path / "apps.py").exists())
)
def test_every_module_answers_in_the_same_files(module):
    strangers = {
        path.name
        for path in (ROOT / "modules" / module).iterdir()
        if path.stem not in ROOMS and path.name not in FOLDERS | {"README.md", "__pycache__"} and path.suffix != ".toml"
    }
    assert strangers == set()


def test_business_tables_are_tenant_tables():
    assert [m._meta.label for m in apps.get_models() if module_of(m) and not issubclass(m, TenantModel)] == []


def test_files_and_functions_hold_their_budget():
    over = set()
    for path in source_files():
        source = path.read_text()
        name = str(path.relative_to(ROOT))
        if source.count("\n") > LONGEST["file"]:
            over.add(name)
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                is_view = "views" in path.parts or path.stem == "views"
                longest = LONGEST["view" if is_view else "function"]
                if node.end_lineno - node.lineno >= longest:
                    over.add(f"{name}:{node.name}")
    assert over == OVER_BUDGET


def test_templates_hold_their_budget():
    over = {
        str(path.relative_to(ROOT))
        for path in ROOT.rglob("templates/**/*.html")
        if path.read_text().count("\n") > LONGEST["template"]
    }
    assert over == set()


def test_templates_carry_no_script_and_no_style():
    """The policy sent with every page would refuse them; mails have their own base."""
    guilty = [
        str(path.relative_to(ROOT))
        for path in ROOT.rglob("templates/**/*.html")
        if "/mail/" not in str(path) and (" style=" in path.read_text() or "<style" in path.read_text())
    ]
    assert guilty == []


def test_no_signal_carries_domain_work():
    """Receivers allowed: the walls and the index around migrations, and what libraries ask for."""
    found = {
        str(path.relative_to(ROOT))
        for path in source_files()
        if any(word in path.read_text() for word in ("@receiver", "post_save", "pre_save", "m2m_changed"))
    }
    assert found <= {"kernel/jobs/retries.py", "kernel/jobs/recovery.py", "kernel/accounts/receivers.py"}


def test_proofs_are_gathered_in_one_place():
    """Elsewhere one would count what the CPAM refused, and ask the rooms again: ADR 0025."""
    walks = ("registry.evidence.values", "registry.evidence.items", "registry.evidence_outcomes.values")
    found = {str(path.relative_to(ROOT)) for path in source_files() if any(one in path.read_text() for one in walks)}
    assert found == {"kernel/registry/gathered.py"}
