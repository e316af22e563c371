"""The text stays when the figures change, and says which of them it was written with."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from filrouge.kernel.registry import Figure, ReportSection
from filrouge.kernel.writing.services import NotesConflict, words_of
from filrouge.reports.annual import queries, services
from filrouge.reports.annual.models import ChapterText, ChapterVersion
from filrouge.reports.annual.queries import Chapter
from filrouge.reports.annual.queries.changes import number_pattern
from filrouge.reports.annual.tests.conftest import YEAR, held
from tests.factories import MembershipFactory


def chapter_of(membership, code="teamwork"):
    return next(one for one in queries.outline_of(membership, YEAR) if one.code == code)


def chapter_with(figures, sentences=()):
    told = [Figure(code, code.title(), value, "/") for code, value in figures.items()]
    return Chapter("teamwork", [ReportSection("teamwork", "Travail", told, sentences=list(sentences))])


def write(membership, notes, *, version=0, seen=None, **more):
    seen = seen or queries.seen_of(chapter_of(membership))
    return services.write_chapter(YEAR, "teamwork", by=membership, notes=notes, read_version=version, seen=seen, **more)


def said(text, membership):
    found = queries.changes_of(text, chapter_of(membership))
    return [(one.code, one.was, one.now) for one in found if one.said]


def test_a_text_begins_with_sentences_made_from_the_figures(year, membership):
    proposed = queries.seen_of(chapter_of(membership)).proposed

    assert "réunie 2\u00a0fois" in proposed
    assert proposed.startswith("<p>")


def test_the_text_stays_and_the_figure_it_says_is_seen_to_have_changed(year, membership):
    text = write(membership, "Nous avons tenu 2 réunions.")
    assert said(text, membership) == []

    held(6)

    assert ChapterText.objects.get().notes == "<p>Nous avons tenu 2 réunions.</p>"
    assert ("meetings.held", "2", "3") in said(text, membership)


def test_a_figure_the_text_does_not_say_is_told_apart(year, membership):
    text = write(membership, "Une belle année.")

    held(6)

    changed = queries.changes_of(text, chapter_of(membership))
    assert changed
    assert not any(one.said for one in changed)


def test_new_figures_take_the_place_of_the_old_ones_and_the_rest_of_the_text_stays(year, membership):
    seen, now = queries.seen_of(chapter_with({"held": 2, "hours": 4})), chapter_with({"held": 3, "hours": 4})
    text = write(membership, "Nous avons tenu **2** réunions. Merci à tous !", seen=seen)

    text = services.insert_figures(text, now, by=membership)

    assert words_of(text.notes) == "Nous avons tenu 3 réunions. Merci à tous !"
    assert "<strong>3</strong>" in text.notes
    assert queries.changes_of(text, now) == []


def test_a_sentence_left_as_proposed_is_proposed_anew(year, membership):
    text = write(membership, queries.seen_of(chapter_of(membership)).proposed + "<p>Et 12 idées.</p>")
    held(6)

    text = services.insert_figures(text, chapter_of(membership), by=membership)

    assert "réunie 3\u00a0fois en 2025, soit 3\u00a0h de réunion" in text.notes
    assert text.notes.endswith("<p>Et 12 idées.</p>")


def test_a_number_said_twice_is_left_alone_and_the_new_one_said_below(year, membership):
    text = write(membership, "2 réunions, 2 sites.")
    held(6)

    text = services.insert_figures(text, chapter_of(membership), by=membership)

    assert words_of(text.notes).startswith("2 réunions, 2 sites.\nChiffres à jour : Réunions tenues : 3")


@pytest.mark.parametrize(
    ("notes", "now", "words"),
    [
        ("12 réunions tenues. 15 RCP tenues.", (15, 20), "15 réunions tenues. 20 RCP tenues."),
        ("15 RCP après 12 réunions.", (15, 12), "12 RCP après 15 réunions."),
        ("<strong>12</strong> réunions.", (15, 15), "15 réunions."),
    ],
)
def test_a_number_just_inserted_is_not_replaced_again(year, membership, notes, now, words):
    text = write(membership, notes, seen=queries.seen_of(chapter_with({"held": 12, "rcp": 15})))

    text = services.insert_figures(text, chapter_with({"held": now[0], "rcp": now[1]}), by=membership)

    assert words_of(text.notes) == words


def test_a_sentence_just_inserted_is_not_replaced_again(year, membership):
    before = chapter_with({"held": 12, "rcp": 15}, ["12 réunions tenues.", "15 RCP tenues."])
    text = write(membership, queries.seen_of(before).proposed + "<p>15, oui.</p>", seen=queries.seen_of(before))
    after = chapter_with({"held": 15, "rcp": 20}, ["15 réunions tenues.", "20 RCP tenues."])

    text = services.insert_figures(text, after, by=membership)

    assert " ".join(words_of(text.notes).split()) == "15 réunions tenues. 20 RCP tenues. 20, oui."


@pytest.mark.parametrize("now", [(15, 20), (12, 20)])
def test_a_number_that_stands_for_two_figures_is_left_alone_and_said(year, membership, now):
    text = write(membership, "12 réunions.", seen=queries.seen_of(chapter_with({"held": 12, "rcp": 12})))

    text = services.insert_figures(text, chapter_with({"held": now[0], "rcp": now[1]}), by=membership)

    assert words_of(text.notes).startswith("12 réunions.\nChiffres à jour : ")
    assert "Rcp : 20" in words_of(text.notes)


def test_seen_is_seen_until_the_next_change(year, membership):
    text = write(membership, "Nous avons tenu 2 réunions.")
    held(6)

    text = services.see_figures(text, chapter_of(membership), by=membership)

    assert queries.changes_of(text, chapter_of(membership)) == []
    assert text.notes == "<p>Nous avons tenu 2 réunions.</p>"


def test_a_comma_put_later_does_not_hide_what_changed(year, membership):
    text = write(membership, "Nous avons tenu 2 réunions.")
    held(6)

    text = write(membership, "Nous avons tenu, enfin, 2 réunions.", version=1)

    assert ("meetings.held", "2", "3") in said(text, membership)


def test_what_is_typed_with_the_new_figures_before_ones_eyes_is_up_to_date(year, membership):
    text = write(membership, "Nous avons tenu 2 réunions.")
    held(6)

    text = write(membership, "Nous avons tenu 3 réunions.", version=1)

    assert said(text, membership) == []


def test_undo_gives_the_text_and_its_figures_back(year, membership):
    text = write(membership, "Nous avons tenu 2 réunions.")
    held(6)
    services.insert_figures(text, chapter_of(membership), by=membership)

    text = services.undo(text, by=membership)

    assert text.notes == "<p>Nous avons tenu 2 réunions.</p>"
    assert ("meetings.held", "2", "3") in said(text, membership)


def test_undo_takes_back_all_that_a_page_typed(year, membership):
    write(membership, "Le texte de janvier.", hand="a")
    for number in (1, 2, 3):
        text = write(membership, f"Le texte de juin, {number}.", version=number, hand="b")

    text = services.undo(text, by=membership)

    assert words_of(text.notes) == "Le texte de janvier."
    assert words_of(services.undo(text, by=membership).notes) == "Le texte de juin, 3."


def test_two_browsers_that_begin_from_the_proposal_are_merged(year, membership, organisation):
    other = MembershipFactory(organisation=organisation)
    proposed = queries.seen_of(chapter_of(membership)).proposed
    write(membership, proposed + "<p>La première.</p>", hand="a")

    text = write(other, "<p>La seconde.</p>" + proposed, hand="b")

    words = words_of(text.notes)
    assert words.count("réunie 2") == 1
    assert "La première." in words
    assert "La seconde." in words


def test_two_browsers_that_change_one_passage_are_told(year, membership, organisation):
    write(membership, "Une belle année.")
    write(membership, "Une très belle année.", version=1, hand="a")

    with pytest.raises(NotesConflict):
        write(MembershipFactory(organisation=organisation), "Une année difficile.", version=1, hand="b")


def test_two_first_saves_at_once_wait_for_each_other(year, membership):
    with CaptureQueriesContext(connection) as captured:
        write(membership, "Bonjour.")

    asked = [one["sql"] for one in captured]
    lock = "FOR UPDATE" if connection.features.has_select_for_update else "SELECT"  # SQLite locks as a whole
    locked = next(rank for rank, sql in enumerate(asked) if lock in sql and 'FROM "annual_report"' in sql)
    assert locked < next(rank for rank, sql in enumerate(asked) if 'FROM "annual_chaptertext"' in sql)


def test_a_patient_is_not_written_there(year, membership):
    with pytest.raises(ValidationError) as refused:
        write(membership, "Mme Durand, 82 ans, NIR 2 43 05 75 116 042 33, va mieux.")

    assert refused.value.error_list[0].code == "identity"


def test_members_do_not_write(year, organisation, membership):
    with pytest.raises(PermissionDenied):
        write(MembershipFactory(organisation=organisation, roles=["professional"]), "Bonjour.")


def test_old_versions_go_and_the_last_fifty_stay(year, membership):
    seen = queries.seen_of(chapter_of(membership))
    for number in range(100):
        write(membership, f"Texte {number}.", version=number, seen=seen)

    assert ChapterVersion.objects.count() == 50


@pytest.mark.parametrize(
    ("words", "found"),
    [("41 RCP", 1), ("1\u202f041 patients", 0), ("41,5 %", 0), ("4100", 0), ("41, puis 41.", 2), ("2041", 0)],
)
def test_a_number_is_not_a_part_of_another(words, found):
    assert len(number_pattern("41").findall(words)) == found
