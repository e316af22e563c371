"""Steps, comments and files of a task."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from filrouge.kernel import registry
from filrouge.kernel.files.models import StoredFile
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.kernel.timeline.queries import history_of
from filrouge.kernel.work import queries, services
from filrouge.kernel.work.models import Task, TaskComment, TaskFile, TaskStep
from filrouge.kernel.work.services.inside import MOST_FILES, MOST_STEPS
from filrouge.kernel.work.tests.factories import TaskFactory
from tests.factories import MembershipFactory, PersonFactory
from tests.htmx import soup


@pytest.fixture
def task(organisation, membership):
    with organisation_scope(organisation):
        return services.create_task(title="Signer", by=membership)


@pytest.fixture
def colleague(organisation):
    return MembershipFactory(organisation=organisation, roles=["professional"])


def url(name, task):
    return reverse(f"work:{name}", args=["chastel", task.pk])


def texts(task):
    return [(step.position, step.text) for step in queries.steps_of(task)]


def test_steps_are_added_ticked_moved_and_removed(membership, task, in_organisation):
    one, two, three = (services.add_step(task, by=membership, text=text) for text in ("Un", "Deux", "Trois"))

    services.tick_step(two, by=membership, done=True)
    services.tick_step(two, by=membership, done=True)
    services.move_step(three, by=membership, to=-4)
    assert texts(task) == [(1, "Trois"), (2, "Un"), (3, "Deux")]
    services.move_step(one, by=membership, to=99)
    services.remove_step(three, by=membership)
    assert texts(task) == [(1, "Deux"), (2, "Un")]

    (row,) = queries.with_people_and_blocks(queries.tasks())
    assert (row.step_count, row.steps_done) == (2, 1)
    actions = [entry.action for entry in history_of(task)]
    assert actions.count("work.step_done") == 1
    assert {"work.step_added", "work.steps_moved", "work.step_removed"} <= set(actions)


def test_a_task_holds_so_many_steps_and_files(membership, task, in_organisation):
    TaskStep.objects.bulk_create([TaskStep(task=task, text="Une", position=at) for at in range(MOST_STEPS)])
    kept = services.attach_file(task, by=membership, name="note.txt", content=b"bonjour")
    TaskFile.objects.bulk_create([TaskFile(task=task, file=kept.file) for _ in range(MOST_FILES - 1)])

    with pytest.raises(ValidationError, match="50 étapes au plus"):
        services.add_step(task, by=membership, text="De trop")
    with pytest.raises(ValidationError, match="déjà 20 fichiers"):
        services.attach_file(task, by=membership, name="note.txt", content=b"bonjour")


def test_who_may_change_what_a_task_holds(organisation, membership, colleague, in_organisation):
    task = TaskFactory(owner=PersonFactory())
    step = services.add_step(task, by=membership, text="Un")
    kept = services.attach_file(task, by=membership, name="note.txt", content=b"bonjour")
    comment = services.write_comment(task, by=membership, text="Bonjour")

    for act in (
        lambda: services.add_step(task, by=colleague, text="Deux"),
        lambda: services.tick_step(step, by=colleague, done=True),
        lambda: services.move_step(step, by=colleague, to=1),
        lambda: services.remove_step(step, by=colleague),
        lambda: services.attach_file(task, by=colleague, name="note.txt", content=b"bonjour"),
        lambda: services.detach_file(kept, by=colleague),
        lambda: services.remove_comment(comment, by=colleague),
    ):
        with pytest.raises(PermissionDenied):
            act()
    own = services.write_comment(task, by=colleague, text="Je peux aider")
    services.remove_comment(own, by=colleague)
    assert list(queries.comments_of(task)) == [comment]


def test_the_next_occurrence_has_its_steps_to_do_again(membership, in_organisation):
    task = services.create_task(title="Relever", by=membership, recurrence="FREQ=WEEKLY")
    services.tick_step(services.add_step(task, by=membership, text="Lire"), by=membership, done=True)

    services.complete_task(task, by=membership)

    (step,) = queries.steps_of(Task.objects.get(follows=task))
    assert (step.text, step.done_on) == ("Lire", None)


def test_a_file_is_kept_read_and_forgotten(logged_in, organisation, task):
    added = logged_in.post(url("files", task), {"file": SimpleUploadedFile("devis.txt", b"devis")}, follow=True)
    with organisation_scope(organisation):
        kept = TaskFile.objects.get()
        address = kept.file.get_absolute_url()

    assert soup(added).find("a", href=address).get_text() == "devis.txt"
    assert b"".join(logged_in.get(address).streaming_content) == b"devis"
    refused = logged_in.post(url("files", task), {"file": SimpleUploadedFile("virus.exe", b"MZ\x90\x00")})
    assert refused.status_code == 422
    assert logged_in.post(url("files", task), {}).status_code == 422

    logged_in.post(url("files", task), {"remove": kept.pk})
    with organisation_scope(organisation):
        assert (TaskFile.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_a_comment_is_read_by_the_team_and_guarded(client, logged_in, organisation, task):
    said = logged_in.post(url("comments", task), {"text": "Le devis est <b>arrivé</b>"}, follow=True)
    refused = logged_in.post(url("comments", task), {"text": "Voir Mme Dupont née le 12/03/1950"})
    empty = logged_in.post(url("comments", task), {"text": " "})

    assert "Le devis est &lt;b&gt;arrivé&lt;/b&gt;" in said.content.decode()
    assert (refused.status_code, empty.status_code) == (422, 422)
    assert "Mme Dupont" in soup(refused).select_one("textarea[name=text]").get_text()
    with organisation_scope(organisation):
        comment = TaskComment.objects.get()
    logged_in.post(url("comments", task), {"remove": comment.pk})
    with organisation_scope(organisation):
        assert TaskComment.objects.count() == 0


def test_steps_by_their_buttons(logged_in, organisation, task):
    steps = url("steps", task)
    for text in ("Un", "Deux"):
        logged_in.post(steps, {"text": text})
    with organisation_scope(organisation):
        one, two = queries.steps_of(task)

    fragment = logged_in.post(steps, {"up": two.pk}, headers={"HX-Request": "true"})
    assert [title.get_text() for title in soup(fragment).select("li .fil-row-title")] == ["Deux", "Un"]
    logged_in.post(steps, {"move": two.pk, "to": "2"})
    ticked = logged_in.post(steps, {"tick": one.pk}, headers={"HX-Request": "true"})
    assert [button["aria-pressed"] for button in soup(ticked).select(".fil-task-tick")] == ["true", "false"]
    assert logged_in.post(steps, {"text": ""}).status_code == 422
    assert logged_in.post(steps, {"tick": "x"}).status_code == 404
    assert "1 sur 2 étapes" in logged_in.get("/chastel/taches/").content.decode()


def test_what_somebody_wrote_is_theirs(membership, task, in_organisation):
    me = PersonFactory(user=membership.user)
    services.write_comment(task, by=membership, text="Le devis est arrivé")
    data = registry.personal_data.get("work")

    assert [row["commentaire"] for row in data.export(me.pk)] == ["Le devis est arrivé"]
    assert list(data.export(PersonFactory().pk)) == []
    assert data.erase(me.pk) == 1
    assert TaskComment.objects.get().author_name == "Quelqu’un de l’équipe"
    (row,) = registry.portability.get("work")()
    assert row["commentaires"] == [{"par": "Quelqu’un de l’équipe", "texte": "Le devis est arrivé"}]
