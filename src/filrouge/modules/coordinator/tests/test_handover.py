import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from filrouge.kernel import registry
from filrouge.kernel.documents.tests.test_render_pdf import text_of
from filrouge.kernel.people.models import Responsibility
from filrouge.kernel.policy.models import Delegation
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.kernel.work import services as work
from filrouge.modules.coordinator import queries, services
from filrouge.modules.coordinator.forms.handover import AccessForm
from filrouge.modules.coordinator.forms.post import PostForm
from filrouge.modules.coordinator.models import Access, Habit
from filrouge.modules.coordinator.validators import validate_no_secret
from tests.factories import (
    AccessFactory,
    DueFactory,
    HabitFactory,
    MeetingFactory,
    MembershipFactory,
    PersonFactory,
    TimeEntryFactory,
)


@pytest.fixture(autouse=True)
def autumn(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC))


def url(name, *args):
    return reverse(f"coordinator:{name}", args=["chastel", *args])


@pytest.mark.parametrize(
    "text",
    [
        "Azerty123!",
        "mot de passe : azerty",
        "mdp=soleil",
        "Le code est 4821",
        "digicode 48B12",
        "https://camille:azerty@banque.example",
        "https://outil.example/?token=abc",
        "Soleil2024",
        "PIN 0000",
        "envoyer tr0ub4dor&3 à la banque",
    ],
)
def test_what_looks_like_a_password_is_refused(text):
    with pytest.raises(ValidationError, match="mot de passe"):
        validate_no_secret(text)


@pytest.mark.parametrize(
    "text",
    [
        "Coffre de mots de passe de l’équipe",
        "Le mot de passe est gardé par la gérance, dans une enveloppe.",
        "camille.essai12@courriel.example",
        "https://amelipro.example/accueil",
        "Code de la santé publique, article L6323-3",
        "RPPS 10001234567, salle n° 2",
        "Réunion le 12/12/2026 à 12h30",
        "Avec l’ARS Auvergne-Rhône-Alpes",
        "",
    ],
)
def test_where_it_is_kept_is_accepted(text):
    validate_no_secret(text)


def test_the_file_gathers_what_the_rooms_know(membership, in_organisation):
    today = timezone.localdate()
    task = work.create_task(title="Relancer l’éditeur", by=membership, due_on=today)
    late, soon, far = (DueFactory(due_on=today + dt.timedelta(days=days)).title for days in (-3, 90, 91))
    MeetingFactory(starts_at=timezone.now() + dt.timedelta(days=5), title="Équipe")
    MeetingFactory(held=True)
    AccessFactory()
    HabitFactory()
    day = dt.timedelta(days=1)
    for starts, ends in ((today, None), (today - 9 * day, today - day), (today + day, None)):  # over; still to come
        Delegation.objects.create(membership=membership, capability="meetings.approve", starts_on=starts, ends_on=ends)

    file = queries.handover_of(membership, today)

    assert list(file.tasks) == [task]
    assert [one.label for one in file.deadlines if one.label in (late, soon, far)] == [late, soon]
    assert task.title not in [one.label for one in file.deadlines]
    assert [one.label for one in file.meetings] == ["Équipe"]
    assert (len(file.accesses), len(file.habits), len(file.delegations)) == (1, 1, 1)


def test_a_password_never_enters_by_the_service(membership, in_organisation):
    with pytest.raises(ValidationError, match="où il est gardé"):
        services.keep_note(Access(), by=membership, tool="Banque", kept_in="mdp : azerty")
    with pytest.raises(ValidationError, match="où il est gardé"):
        services.keep_note(Habit(), by=membership, title="La salle", text="Entrer.\nDigicode 48B12.")


def test_notes_come_and_go_from_the_page(logged_in, organisation):
    assert logged_in.post(url("access_add"), {"tool": "Banque", "kept_in": "Chez la gérance"}).status_code == 302
    assert logged_in.post(url("habit_add"), {"title": "La salle", "text": "Auprès de l’accueil."}).status_code == 302
    with organisation_scope(organisation):
        access, habit = Access.objects.get(), Habit.objects.get()
    logged_in.post(url("access_edit", access.pk), {"tool": "Banque", "kept_in": "Au coffre"})
    logged_in.post(url("habit_remove", habit.pk))

    page = logged_in.get(url("handover"))
    assert [one.kept_in for one in page.context["file"].accesses] == ["Au coffre"]
    assert page.context["file"].habits == []
    assert "Remettre" in page.content.decode()
    logged_in.post(url("habit_restore", habit.pk))
    assert len(logged_in.get(url("handover")).context["file"].habits) == 1


def test_a_password_is_refused_beside_its_field(logged_in, organisation):
    answer = logged_in.post(url("access_add"), {"tool": "Banque", "kept_in": "Azerty123!"})

    assert answer.status_code == 422
    assert "kept_in" in answer.context["form"].errors
    with organisation_scope(organisation):
        assert not Access.objects.exists()


def test_the_file_is_a_pdf_without_anybodys_time(logged_in, organisation, membership):
    me = PersonFactory(organisation=organisation, user=membership.user)
    TimeEntryFactory(organisation=organisation, person=me, word="préparation discrète")
    AccessFactory(organisation=organisation)
    HabitFactory(organisation=organisation)

    with organisation_scope(organisation):
        call = PersonFactory(first_name="Inès", last_name="Roux", phone="+33612345678", email="ines@example.org")
        Responsibility.objects.create(person=call, kind="quality", starts_on=dt.date(2024, 1, 1))
    answer = logged_in.get(url("handover_pdf"))

    text = text_of(answer.content).replace("\u00a0", " ").replace("\u202f", " ")
    assert "06 12 34 56 78" in text
    assert "ines@example.org" in text
    for read in (text, logged_in.get(url("handover")).content.decode()):
        assert "préparation discrète" not in read


@pytest.mark.parametrize("roles", [["assistant"], ["professional"], ["employee"], ["accountant"], ["observer"]])
def test_nobody_else_reads_the_file_unless_it_is_entrusted(client, organisation, roles):
    member = MembershipFactory(organisation=organisation, roles=roles)
    client.force_login(member.user)
    assert client.get(url("handover")).status_code == 403
    with organisation_scope(organisation), pytest.raises(PermissionDenied):
        services.keep_note(Habit(), by=member, title="La salle", text="Auprès de l’accueil.")

    with organisation_scope(organisation):
        Delegation.objects.create(membership=member, capability="coordinator.hand_over", starts_on=timezone.localdate())
    assert client.get(url("handover")).status_code == 200
    assert client.get(url("home")).status_code == 403


def test_the_history_of_the_file_is_sealed_to_who_does_not_hold_it(organisation, membership, in_organisation):
    access = AccessFactory()
    assistant = MembershipFactory(organisation=organisation, roles=["assistant"])
    seal = registry.sealed_subjects.get("coordinator")

    assert list(seal(assistant)["coordinator.access"]) == [(access.pk,)]
    assert "coordinator.access" not in seal(membership)


def test_what_was_removed_leaves_the_search(membership, in_organisation):
    provider = registry.search.get("coordinator.habit")
    habit = HabitFactory()
    assert provider.document(habit).title == habit.title

    assert provider.document(services.remove_note(habit, by=membership)) is None
    assert list(provider.rows()) == []


def test_the_page_asks_as_many_queries_for_five_rows_as_for_one(logged_in, organisation, membership):
    def fill():
        AccessFactory(organisation=organisation, holder=PersonFactory(organisation=organisation))
        HabitFactory(organisation=organisation)
        with organisation_scope(organisation):
            work.create_task(title="Relancer", by=membership, owner=PersonFactory())

    def asked():
        with CaptureQueriesContext(connection) as found:
            logged_in.get(url("handover"))
        return len(found)

    fill()
    asked()
    one = asked()
    for _ in range(4):
        fill()

    assert asked() == one


def test_erasing_somebody_keeps_the_tool(in_organisation):
    access = AccessFactory(holder=PersonFactory())
    data = registry.personal_data.get("coordinator.access")

    assert len(list(data.export(access.holder.pk))) == 1
    assert data.erase(access.holder.pk) == 1
    access.refresh_from_db()
    assert access.holder is None


def test_who_leaves_later_holds_an_access_and_the_post_until_then(organisation, in_organisation):
    manager = MembershipFactory(organisation=organisation, roles=["manager"])
    today = timezone.localdate()
    leaving = PersonFactory(left_on=today)
    PersonFactory(left_on=today - dt.timedelta(days=1))

    assert list(AccessForm().fields["holder"].queryset) == [leaving]
    assert list(PostForm(membership=manager).fields["person"].queryset) == [leaving]
