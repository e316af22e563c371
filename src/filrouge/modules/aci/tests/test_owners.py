import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from filrouge.kernel.tenancy.enums import Role
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.kernel.timeline.services import Actor
from filrouge.kernel.work import services as work
from filrouge.kernel.work.models import Task
from filrouge.modules.aci import services
from filrouge.modules.aci.models import Assignment
from filrouge.modules.aci.queries import owners
from filrouge.modules.aci.tests.test_engine import CITY, RURAL
from tests.factories import MembershipFactory, PersonFactory, YearInputsFactory
from tests.htmx import soup

pytestmark = pytest.mark.django_db
END, CLOSING = dt.date(2026, 12, 31), dt.date(2027, 1, 31)


@pytest.fixture(autouse=True)
def autumn(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC))


@pytest.fixture
def inside(organisation):
    with organisation_scope(organisation):
        yield organisation


def address(year=2026):
    return reverse("aci:owners", args=["chastel", year])


def typed_of(client):
    """What the page would send back untouched."""
    lines = client.get(address()).context["lines"]
    return {field.html_name: field.value() or "" for line in lines for field in line.form.visible_fields()}


ACTS = st.lists(
    st.tuples(st.sampled_from(["assign", "release", "drop", "done", "undo"]), st.sampled_from(["rcp", "protocols"])),
    max_size=12,
)


@given(ACTS)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_happens_a_line_never_has_two_tasks(inside, membership, acts):
    Task.objects.all().delete()
    YearInputsFactory._meta.model.objects.all().delete()
    YearInputsFactory(year=2026, case=RURAL)
    for act, code in acts:
        row = Assignment.objects.select_related("task").filter(code=code).first()
        try:
            if act == "assign":
                services.assign(2026, code, by=membership, owner=PersonFactory(), due_on=END)
            elif row and act == "release":
                services.release(row, by=membership)
            elif row:
                do = {"drop": work.drop_task, "done": work.complete_task, "undo": work.reopen_task}[act]
                do(row.task, by=membership)
        except ValidationError:
            pass  # a task that is done cannot be dropped, and so on
    assert Task.objects.count() == Assignment.objects.count() == len({code for act, code in acts if act == "assign"})


def test_the_page_gives_lines_and_changes_only_what_changed(logged_in, organisation):
    with organisation_scope(organisation):
        YearInputsFactory(year=2026, case=RURAL)
        sofia = PersonFactory(first_name="Sofia", last_name="Belmont")
    typed = typed_of(logged_in) | {"protocols-owner": str(sofia.pk), "protocols-note": "Copies signées"}
    assert logged_in.post(address(), typed).status_code == 302
    with organisation_scope(organisation):
        task = Task.objects.get()
        assert (task.owner, task.detail, task.due_on) == (sofia, "Copies signées", END)
        changed = task.status

    assert logged_in.post(address(), typed_of(logged_in)).status_code == 302
    page = soup(logged_in.get(reverse("aci:year", args=["chastel"]) + "?annee=2026"))
    assert "Sofia Belmont" in page.select_one("#protocols").get_text()
    with organisation_scope(organisation):
        assert Task.objects.get().status == changed

    logged_in.post(address(), typed_of(logged_in) | {"protocols-owner": ""})
    with organisation_scope(organisation):
        assert owners.assignments_of(2026) == {}
        assert not Task.objects.get().is_open


def test_a_name_of_a_patient_is_refused_beside_its_line(logged_in, organisation):
    with organisation_scope(organisation):
        YearInputsFactory(year=2026, case=RURAL)
        sofia = PersonFactory()
    typed = typed_of(logged_in)
    doubtful = {"protocols-owner": str(sofia.pk), "protocols-note": "Voir M. Durand, né le 12/03/1948"}
    answer = logged_in.post(address(), typed | doubtful)

    assert answer.status_code == 422
    with organisation_scope(organisation):
        assert not Task.objects.exists()


def test_a_paper_waits_for_the_declaration_and_an_act_for_the_end_of_the_year(inside, membership):
    assert owners.due_by_default(2026, dt.date(2026, 11, 20), only_proof=True) == CLOSING
    assert owners.due_by_default(2026, dt.date(2026, 11, 20), only_proof=False) == END
    assert owners.due_by_default(2025, dt.date(2026, 1, 10), only_proof=False) == dt.date(2026, 1, 31)


def test_those_of_last_year_who_are_still_there_are_proposed(logged_in, organisation, membership):
    with organisation_scope(organisation):
        YearInputsFactory(year=2025, case=RURAL)
        YearInputsFactory(year=2026, case=RURAL)
        here, gone = PersonFactory(), PersonFactory(left_on=dt.date(2026, 6, 30))
        for code, owner in (("protocols", here), ("training", gone)):
            services.assign(2025, code, by=membership, owner=owner, due_on=dt.date(2025, 12, 31))
        assert owners.proposed(2026) == {"protocols": here}
    assert typed_of(logged_in)["protocols-owner"] == ""
    lines = {line.code: line for line in logged_in.get(address() + "?reprendre=1").context["lines"]}
    assert lines["protocols"].form["owner"].value() == here.pk
    assert not lines["training"].form["owner"].value()


def test_what_is_done_by_link_asks_for_the_proof(logged_in, organisation, membership):
    with organisation_scope(organisation):
        YearInputsFactory(year=2026, case=CITY)
        sofia = PersonFactory(first_name="Sofia", last_name="Belmont")
        row = services.assign(2026, "protocols", by=membership, owner=sofia, due_on=CLOSING, tell=True)
        work.complete_task(row.task, by=Actor(sofia.full_name, person_id=sofia.pk))
    line = soup(logged_in.get(reverse("aci:year", args=["chastel"]) + "?annee=2026")).select_one("#protocols")

    assert "fait le" in line.get_text()
    assert line.find("a", string="déposez la preuve")["href"].endswith("/2026/deposer/protocols/")


def test_once_the_proof_is_there_the_task_is_noted_done_from_the_line(logged_in, organisation, membership):
    with organisation_scope(organisation):
        inputs = YearInputsFactory(year=2026, case=RURAL)
        services.assign(2026, "coordination", by=membership, owner=PersonFactory(), due_on=CLOSING)
    address = reverse("aci:year", args=["chastel"]) + "?annee=2026"
    assert not soup(logged_in.get(address)).select("#coordination form")
    with organisation_scope(organisation):
        paper = SimpleUploadedFile("poste.txt", b"fiche")
        services.keep_piece(inputs, "coordination", by=membership, file=paper)
    form = soup(logged_in.get(address)).select_one("#coordination form")
    answer = logged_in.post(form["action"], {"next": form.select_one("[name=next]")["value"]})

    assert answer.url == address + "#coordination"
    with organisation_scope(organisation):
        assert not Task.objects.get().is_open


def test_the_three_lines_of_the_nurse_have_one_person(logged_in, organisation, membership):
    with organisation_scope(organisation):
        YearInputsFactory(year=2026, case=CITY)
        services.assign(2026, "ipa", by=membership, owner=PersonFactory(last_name="Belmont"), due_on=CLOSING)
    page = soup(logged_in.get(reverse("aci:year", args=["chastel"]) + "?annee=2026"))

    assert all("Belmont" in page.select_one(f"#{code}").get_text() for code in ("rcp_ipa", "protocols_ipa"))
    sheet = b"".join(logged_in.get(reverse("aci:export", args=["chastel", "csv"]) + "?annee=2026"))
    assert sheet.decode("utf-8-sig").count("Belmont") == 3


def test_strangers_and_who_only_looks_give_nothing(inside, membership):
    YearInputsFactory(year=2026, case=RURAL)
    row = services.assign(2026, "rcp", by=membership, owner=None, due_on=None)
    professional = MembershipFactory(organisation=inside, roles=[Role.PROFESSIONAL])
    with pytest.raises(PermissionDenied):
        services.release(row, by=professional)
    with pytest.raises(ValidationError, match="barème"):
        services.assign(2026, "inconnue", by=membership, owner=None, due_on=None)
