"""Who has answered is known; what they answered is not, whatever is read and in whatever order they came."""

import datetime as dt
from itertools import permutations

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from filrouge.kernel.links.models import Link
from filrouge.kernel.links.services import url_of
from filrouge.kernel.mail.models import Message
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.kernel.timeline.models import Entry
from filrouge.modules.maturity import notifications, queries, services
from filrouge.modules.maturity.models import AnswerBox, Invitation
from filrouge.modules.maturity.tests.shape import CODES, actor, done, opened, say
from tests.factories import PersonFactory
from tests.htmx import soup

LINKS = "/chastel/lien/"
WORDS = ["Le mardi, personne ne se parle", "Beaucoup mieux", "À revoir"]


def stored(assessment):
    """Everything the room keeps of the answers, as it is kept."""
    box = AnswerBox.objects.get(assessment=assessment)
    return str(box.levels), str(box.comments)


def test_the_order_of_the_answers_leaves_no_trace(in_organisation, membership):
    assessment, people = opened(membership, 3)
    seen = set()
    for order in permutations(range(3)):
        AnswerBox.objects.filter(assessment=assessment).update(levels={code: [0] * 5 for code in CODES}, comments={})
        Invitation.objects.filter(assessment=assessment).update(has_answered=False)
        for rank in order:
            say(assessment, people[rank], rank + 1, needs=WORDS[rank], record=WORDS[rank])
        seen.add(stored(assessment))

    assert len(seen) == 1


def test_two_people_who_swap_their_answers_leave_the_same_rows(in_organisation, membership):
    first, people = opened(membership, 3)
    second = services.prepare(by=membership, title="Encore", closes_on=first.closes_on)
    second = services.send(second, by=membership)
    for assessment, levels in ((first, (1, 4, 2)), (second, (4, 1, 2))):
        for person, level in zip(people, levels, strict=True):
            say(assessment, person, level)

    assert stored(first) == stored(second)
    said = [list(one.invitations.values_list("person", "has_answered", "reminders")) for one in (first, second)]
    assert said[0] == said[1]


def test_the_levels_of_one_person_are_not_kept_together(in_organisation, membership):
    """Each dimension is summed alone: two dimensions never tell that the same person gave this and that."""
    box = {}
    for swapped in (False, True):
        assessment, people = opened(membership, 3)
        for rank, person in enumerate(people, start=1):
            last = 4 - rank if swapped else rank
            services.answer(assessment, by=actor(person), levels={"needs": rank, "record": last})
        box[swapped] = stored(assessment)

    assert box[False] == box[True]


def test_no_column_ties_an_answer_to_a_person_or_a_moment():
    box = {field.name for field in AnswerBox._meta.get_fields()}
    asked = {field.name for field in Invitation._meta.get_fields()}

    assert box == {"id", "organisation", "assessment", "levels", "comments"}
    assert asked == {"id", "organisation", "assessment", "person", "name", "has_answered", "reminders"}
    assert "simple_history" not in apps.app_configs


def test_an_answer_leaves_no_line_in_the_timeline_and_none_in_the_log(in_organisation, membership, caplog):
    assessment, people = opened(membership, 3)
    before = Entry.objects.count()
    with caplog.at_level("DEBUG"):
        say(assessment, people[0], 3, needs=WORDS[0])

    assert Entry.objects.count() == before
    assert WORDS[0] not in caplog.text
    assert str(people[0].pk) not in "".join(
        record.getMessage() for record in caplog.records if record.name.startswith("filrouge")
    )


def invited():
    return Link.objects.filter(purpose=notifications.INVITATION).order_by("pk")


def test_an_answer_by_link_leaves_its_hour_nowhere(logged_in, organisation, membership, monkeypatch):
    with organisation_scope(organisation):
        opened(membership, 3)
        paths = [url_of(link).split("localhost:8000")[-1] for link in invited()]
        made = [link.created_at for link in invited()]
        before = (list(Message.objects.order_by("pk").values()), list(Entry.objects.order_by("pk").values()))
    later = timezone.now() + dt.timedelta(days=2)
    monkeypatch.setattr(timezone, "now", lambda: later)

    assert Client().post(paths[1], {f"level-{code}": "2" for code in CODES}).status_code == 302

    with organisation_scope(organisation):
        used = [link.first_used_at for link in invited()]
        after = (list(Message.objects.order_by("pk").values()), list(Entry.objects.order_by("pk").values()))
        assert sum(Invitation.objects.values_list("has_answered", flat=True)) == 1
    assert used == [None, made[1], None]
    assert after == before
    page = soup(logged_in.get(LINKS)).get_text()
    assert page.count("non gardée : réponse secrète") == 3


def test_nothing_is_read_before_the_end(in_organisation, membership):
    assessment, people = opened(membership, 4)
    for person in people:
        say(assessment, person)

    with pytest.raises(ValueError, match="closed"):
        queries.results_of(assessment)


def test_under_three_answers_nobody_reads_them(in_organisation, membership):
    assessment, people = opened(membership, 4)
    for person in people[:2]:
        say(assessment, person)

    with pytest.raises(ValidationError, match="Moins de trois"):
        services.close(assessment, by=membership)

    services.cancel(assessment, by=membership)
    assert not AnswerBox.objects.filter(assessment=assessment).exists()


def test_fewer_than_three_are_not_asked(in_organisation, membership):
    with pytest.raises(ValidationError, match="au moins trois"):
        opened(membership, 2)


def test_words_are_read_by_what_they_say_never_by_when_they_came(in_organisation, membership):
    assessment, people = opened(membership, 3)
    for person, word in zip(people, WORDS, strict=True):
        say(assessment, person, 2, needs=word)
    assessment = services.close(assessment, by=membership)

    assert queries.results_of(assessment).get("needs").comments == tuple(sorted(WORDS))


def test_sent_twice_an_answer_is_counted_once(in_organisation, membership):
    assessment, people = opened(membership, 3)

    assert say(assessment, people[0], 1) == services.Sent.COUNTED
    assert say(assessment, people[0], 4) == services.Sent.ALREADY
    assert AnswerBox.objects.get(assessment=assessment).levels["needs"] == [0, 1, 0, 0, 0]


def test_who_was_not_asked_is_refused(in_organisation, membership):
    assessment, _people = opened(membership, 3)
    with pytest.raises(ValidationError, match="pas sur la liste"):
        say(assessment, PersonFactory())


@pytest.mark.parametrize(
    "levels", [{}, {"needs": 0}, {"needs": 5}, {"nothing": 2}, {"needs": -1}], ids=["none", "zero", "five", "x", "neg"]
)
def test_an_answer_of_something_else_is_refused(in_organisation, membership, levels):
    assessment, people = opened(membership, 3)

    with pytest.raises(ValidationError):
        services.answer(assessment, by=actor(people[0]), levels=levels)
    assert not assessment.invitations.filter(has_answered=True).exists()


def test_after_its_date_no_answer_is_taken(in_organisation, membership, monkeypatch):
    assessment, people = opened(membership, 3)
    later = timezone.now() + dt.timedelta(days=15)
    monkeypatch.setattr(timezone, "now", lambda: later)

    with pytest.raises(ValidationError, match="ne prend plus"):
        say(assessment, people[0])


def test_what_is_left_empty_counts_as_unknown(in_organisation, membership):
    assessment, people = opened(membership, 3)
    for person in people:
        services.answer(assessment, by=actor(person), levels={"needs": 3})
    results = queries.results_of(services.close(assessment, by=membership))

    assert results.get("needs").tally.counts == (0, 0, 3, 0)
    assert (results.get("goals").tally.unknown, results.get("goals").tally.median) == (3, None)


def test_an_assessment_keeps_the_words_it_was_sent_with(in_organisation, membership):
    assessment = done(membership)
    services.change_dimension("needs", by=membership, title="Autrement", levels=["a", "b", "c", "d"])

    assert queries.results_of(assessment).get("needs").dimension.title == queries.shipped().get("needs").title
