import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from filrouge.kernel import registry
from filrouge.kernel.files import services as files
from filrouge.kernel.files.models import StoredFile
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.kernel.timeline.models import Entry
from filrouge.modules.coordinator import queries, services
from filrouge.modules.coordinator.enums import activities
from filrouge.modules.coordinator.models import SelfAssessment, Training
from tests.factories import MembershipFactory, PersonFactory, TimeEntryFactory, TrainingFactory


@pytest.fixture
def me(membership, organisation):
    return PersonFactory(organisation=organisation, user=membership.user)


def url(name, *args):
    return reverse(f"coordinator:{name}", args=["chastel", *args])


def test_a_block_is_compared_with_the_time_before(membership, in_organisation, me):
    before = services.assess({"B0-01": 1, "B0-02": 2}, by=membership, year=2025)
    now = services.assess({"B0-01": 2, "B0-02": 4, "B1-01": 3}, by=membership, year=2026)

    first, second, *others = queries.levels_by_block(now.levels, before.levels)

    assert (first.code, first.answered, first.asked, first.mean, first.before, first.change) == (
        "B0",
        2,
        7,
        3,
        1.5,
        1.5,
    )
    assert (second.mean, second.before, second.change) == (3, None, None)
    assert all(one.mean is None for one in others)


def test_a_year_is_said_in_several_times(membership, in_organisation, me):
    services.assess({"B0-01": 1}, by=membership, year=2026)
    assessment = services.assess({"B1-01": 3, "B0-01": None}, by=membership, year=2026)

    assert assessment.levels == {"B1-01": 3}
    assert SelfAssessment.objects.count() == 1


@pytest.mark.parametrize("levels", [{"B9-99": 1}, {"B0-01": 5}, {"B0-01": 0}])
def test_what_is_no_level_is_refused(membership, in_organisation, me, levels):
    with pytest.raises(ValidationError):
        services.assess(levels, by=membership)


def test_the_weakest_come_first_then_what_takes_the_most_time(membership, in_organisation, me):
    today = timezone.localdate()
    levels = dict.fromkeys(activities(), 3) | {"B1-01": 1, "B2-05": 2, "B4-03": 2, "B5-13": 2}
    TimeEntryFactory(person=me, activity="B5-13", day=today, minutes=120)
    TimeEntryFactory(person=me, activity="B4-03", day=today - dt.timedelta(days=400), minutes=600)
    services.assess(levels, by=membership)
    assessment = services.plan_growth({"B1-01": " un binôme ", "B5-13": ""}, by=membership)

    found = queries.weakest(assessment, me, today)

    assert [(one.activity.id, one.level, one.minutes, one.plan) for one in found] == [
        ("B1-01", 1, 0, "un binôme"),
        ("B5-13", 2, 120, ""),
        ("B2-05", 2, 0, ""),
    ]


def test_an_assessment_leaves_no_trace_in_the_timeline(membership, in_organisation, me):
    services.assess({"B0-01": 1}, by=membership)

    assert not Entry.objects.filter(action__startswith="coordinator.").exists()


def test_nobody_else_reads_an_assessment_not_even_a_manager(client, organisation, membership, me):
    with organisation_scope(organisation):
        services.assess({"B0-01": 1}, by=membership)
    client.force_login(MembershipFactory(organisation=organisation, roles=["manager"]).user)

    page = client.get(url("growth"))

    assert page.context["chart"] is None
    assert page.context["answered"] == 0


def test_one_stands_block_by_block_from_the_page(logged_in, organisation, me):
    answer = logged_in.post(url("assess", "B0"), {"B0-01": "2", "B0-03": "4"})
    assert answer.url == url("assess", "B1")
    answer = logged_in.post(url("assess", "B5"), {"B5-01": "1"})
    assert answer.url == url("growth")

    page = logged_in.get(url("growth"))
    assert page.context["answered"] == 3
    assert list(page.context["form"].fields)[1:] == ["B5-01", "B0-01", "B0-03"]
    logged_in.post(url("growth"), {"B5-01": "Une formation"})
    with organisation_scope(organisation):
        assert SelfAssessment.objects.get().plan == {"B5-01": "Une formation"}
    assert logged_in.get(url("assess", "B7")).status_code == 404


def test_a_patients_name_is_questioned_in_the_plan(logged_in, organisation, membership, me):
    with organisation_scope(organisation):
        services.assess({"B0-01": 1}, by=membership)

    answer = logged_in.post(url("growth"), {"B0-01": "Reprendre le dossier de Mme Bernardin"})

    assert answer.status_code == 422
    assert "Bernardin" in answer.content.decode()


def test_a_training_with_its_certificate(logged_in, organisation, me):
    sent = {"title": "PACTE, module 1", "followed_on": "2026-03-02", "hours": "32", "activity": "plaidoyer"}
    file = SimpleUploadedFile("attestation.txt", b"attestation")
    assert logged_in.post(url("training_add"), sent | {"file": file}).status_code == 302
    with organisation_scope(organisation):
        training = Training.objects.select_related("file").get()
        assert (training.activity, training.file.name) == ("B4-03", "attestation.txt")

    assert b"".join(logged_in.get(url("training_file", training.pk)).streaming_content) == b"attestation"
    logged_in.post(url("training_edit", training.pk), sent | {"hours": "30"})
    with organisation_scope(organisation):
        training.refresh_from_db()
    assert (training.hours, training.file_id is not None) == (30, True)

    logged_in.post(url("training_remove", training.pk))
    assert logged_in.get(url("growth")).context["trainings"] == []
    logged_in.post(url("training_restore", training.pk))
    assert logged_in.get(url("growth")).context["trainings"] == [training]


def test_a_manager_reads_trainings_and_a_coordinator_only_theirs(organisation, membership, in_organisation, me):
    mine, other = TrainingFactory(person=me), TrainingFactory()
    manager = MembershipFactory(organisation=organisation, roles=["manager"])

    assert list(queries.readable_trainings(membership)) == [mine]
    assert set(queries.readable_trainings(manager)) == {mine, other}
    assert not queries.readable_trainings(MembershipFactory(organisation=organisation, roles=["assistant"]))
    with pytest.raises(PermissionDenied):
        services.remove_training(other, by=membership)


@pytest.mark.parametrize("roles", [["assistant"], ["professional"], ["employee"], ["observer"]])
def test_nobody_else_has_these_pages(client, organisation, roles):
    client.force_login(MembershipFactory(organisation=organisation, roles=roles).user)

    for address in (url("growth"), url("assess", "B0"), url("training_add")):
        assert client.get(address).status_code == 403


def test_erasing_somebody_removes_what_they_learnt(membership, in_organisation, me):
    certificate = files.store(name="attestation.txt", content=b"attestation", capability="coordinator.read_all")
    TrainingFactory(person=me, file=certificate)
    services.assess({"B0-01": 1}, by=membership)
    data = registry.personal_data.get("coordinator.growth")

    assert len(list(data.export(me.pk))) == 2
    assert data.erase(me.pk) == 2
    assert not StoredFile.objects.exists()
