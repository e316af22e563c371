import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from filrouge.kernel.timeline.models import Entry
from filrouge.kernel.writing.services import NotesConflict
from filrouge.modules.meetings import queries, services
from filrouge.modules.meetings.models import AgendaItem, MinutesSection, NotesVersion
from tests.factories import (
    AgendaItemFactory,
    MeetingFactory,
    MeetingTypeFactory,
    MembershipFactory,
    PersonFactory,
    UserFactory,
)

OUTLINE = [
    {"title": "L’essentiel", "hint": "Trois phrases.", "place": "before"},
    {"title": "Prochaine date", "hint": "", "place": "after"},
]


@pytest.fixture
def item(in_organisation):
    return AgendaItemFactory(meeting=MeetingFactory(open=True))


@pytest.fixture
def other(organisation):
    """A second hand."""
    return MembershipFactory(organisation=organisation, user=UserFactory(first_name="Dominique", last_name="Roy"))


def write(item, by, notes, read_version, hand="", **others):
    return services.write_notes(item, by=by, notes=notes, read_version=read_version, hand=hand, **others)


def test_notes_are_saved_clean_with_their_version(membership, item):
    saved = write(item, membership, "<p>Première <b>version</b><script>alert(1)</script></p>", 0)

    assert (saved.notes, saved.version) == ("<p>Première <strong>version</strong></p>", 1)
    assert saved.written_by == str(membership.user)


def test_plain_notes_are_rich_notes_with_few_marks(membership, item):
    saved = write(item, membership, "Un devis < 50 € :\n- le premier\n- le second", 0)

    assert saved.notes == "<p>Un devis &lt; 50 € :</p><ul><li>le premier</li><li>le second</li></ul>"


def test_two_hands_at_different_places_are_merged(membership, other, item):
    write(item, membership, "<p>Le toit.</p><p>Le budget.</p>", 0, "a")

    write(item, membership, "<p>Le toit fuit.</p><p>Le budget.</p>", 1, "a")
    saved = write(item, other, "<p>Le toit.</p><p>Le budget tient.</p><p>La suite.</p>", 1, "b")

    assert (saved.notes, saved.version) == ("<p>Le toit fuit.</p><p>Le budget tient.</p><p>La suite.</p>", 3)


def test_two_hands_in_the_same_paragraph_overwrite_nothing(membership, other, item):
    write(item, membership, "<p>Le toit.</p><p>Le budget.</p>", 0, "a")
    write(item, membership, "<p>Le toit fuit.</p><p>Le budget.</p>", 1, "a")

    with pytest.raises(NotesConflict) as conflict:
        write(item, other, "<p>Le toit est neuf.</p><p>Le budget tient.</p>", 1, "b")

    merge = conflict.value.merge
    assert [(clash.mine, clash.theirs) for clash in merge.clashes] == [
        ("<p>Le toit est neuf.</p>", "<p>Le toit fuit.</p>")
    ]
    assert merge.both == "<p>Le toit fuit.</p><p>Le toit est neuf.</p><p>Le budget tient.</p>"
    assert AgendaItem.objects.get().version == 2


def test_the_same_save_twice_is_one_save(membership, item):
    """The answer to the first was lost with the network; the browser sends again."""
    write(item, membership, "<p>Une fois</p>", 0, "a")

    again = write(item, membership, "<p>Une fois</p>", 0, "a")

    assert (again.notes, again.version) == ("<p>Une fois</p>", 1)


def test_a_hand_whose_answer_was_lost_goes_on_from_what_it_had_sent(membership, item):
    write(item, membership, "<p>Trois sit</p>", 0, "a")

    saved = write(item, membership, "<p>Trois situations revues</p>", 0, "a")

    assert saved.notes == "<p>Trois situations revues</p>"


def test_a_merged_hand_whose_answer_was_lost_doubles_nothing(membership, other, item):
    write(item, other, "<p>Le kiné propose un bilan.</p>", 0, "b")
    write(item, membership, "<p>Trois sit</p>", 0, "a")

    saved = write(item, membership, "<p>Trois situations revues</p>", 0, "a")

    assert saved.notes == "<p>Le kiné propose un bilan.</p><p>Trois situations revues</p>"


def test_what_began_from_a_forgotten_text_is_shown_side_by_side(membership, other, item):
    write(item, membership, "<p>Un</p>", 0, "a")
    write(item, membership, "<p>Deux</p>", 1, "a")
    NotesVersion.objects.filter(version=1).delete()

    with pytest.raises(NotesConflict) as conflict:
        write(item, other, "<p>Trois</p>", 1, "b")

    assert conflict.value.merge.both == "<p>Deux</p><p>Trois</p>"


def test_each_save_is_a_version_that_may_be_taken_back(membership, other, item):
    write(item, membership, "<p>Le texte complet.</p>", 0)
    write(item, other, "", 1)
    first = NotesVersion.objects.get(version=1)

    services.restore_notes(first, by=membership)

    kept = NotesVersion.objects.order_by("version").values_list("version", "notes", "written_by")
    assert list(kept) == [
        (1, "<p>Le texte complet.</p>", str(membership.user)),
        (2, "", "Dominique Roy"),
        (3, "<p>Le texte complet.</p>", str(membership.user)),
    ]
    assert Entry.objects.get().action == "meetings.notes_restored"


def test_versions_of_yesterday_keep_the_last_of_each_sitting(membership, other, item):
    for version in range(4):
        write(item, membership, f"<p>{version}</p>", version)
    write(item, other, "<p>autre</p>", 4)
    morning = timezone.now().replace(hour=9, minute=2, second=0) - dt.timedelta(days=2)
    for version, minutes in ((1, 0), (2, 5), (3, 8), (4, 40), (5, 41)):
        NotesVersion.objects.filter(version=version).update(written_at=morning + dt.timedelta(minutes=minutes))

    forgotten = services.thin_versions(timezone.now() - dt.timedelta(days=1))

    kept = NotesVersion.objects.order_by("version").values_list("version", flat=True)
    assert (forgotten, list(kept)) == (2, [3, 4, 5])


def test_what_was_confirmed_once_is_not_asked_again(membership, item):
    with pytest.raises(ValidationError) as refused:
        write(item, membership, "<p>M. Lambert viendra présenter.</p>", 0)
    marks = [finding.fingerprint for finding in refused.value.params["findings"]]
    write(item, membership, "<p>M. Lambert viendra présenter.</p>", 0, acknowledged=marks)

    saved = write(item, membership, "<p>M. Lambert viendra présenter.</p><p>Puis on vote.</p>", 1)

    assert saved.version == 2


@pytest.mark.parametrize(
    "html",
    [
        "<p>Mme <strong>Durand</strong>, suivie depuis 2019</p>",
        "<table><tr><td>a</td></tr><tr><td>NIR 1 85 05 78 006 084 91</td></tr></table>",
        '<p><a href="https://x.example/185057800608491">dossier</a></p>',
    ],
)
def test_no_format_hides_a_patient(membership, item, html):
    with pytest.raises(ValidationError) as refused:
        write(item, membership, html, 0)

    assert (refused.value.code, AgendaItem.objects.get().notes) == ("identity", "")


def test_the_outline_of_the_type_is_written_like_items(membership, in_organisation):
    meeting = MeetingFactory(open=True, type=MeetingTypeFactory(outline=OUTLINE))
    shown = [(one.key, one.place) for one in queries.sections_of(meeting)]

    section = services.section_of(meeting, "lessentiel", by=membership)
    services.write_notes(section, by=membership, notes="En bref.", read_version=0)

    assert shown == [("lessentiel", "before"), ("prochaine-date", "after")]
    kept = MinutesSection.objects.values_list("key", "title", "hint", "notes")
    assert list(kept) == [("lessentiel", "L’essentiel", "Trois phrases.", "<p>En bref.</p>")]


def test_a_section_that_no_outline_proposes_is_not_made(membership, in_organisation):
    meeting = MeetingFactory(open=True, type=MeetingTypeFactory(outline=OUTLINE))

    with pytest.raises(MinutesSection.DoesNotExist):
        services.section_of(meeting, "autre", by=membership)


def test_what_was_written_stays_when_the_outline_changes(membership, in_organisation):
    meeting = MeetingFactory(open=True, type=MeetingTypeFactory(outline=OUTLINE))
    section = services.section_of(meeting, "lessentiel", by=membership)
    services.write_notes(section, by=membership, notes="En bref.", read_version=0)

    meeting.type.outline = OUTLINE[1:]

    assert [one.title for one in queries.sections_of(meeting)] == ["Prochaine date", "L’essentiel"]


def test_the_others_see_who_writes_where_for_a_while(membership, other, item):
    services.say_where(item.meeting, by=membership, hand="a", place=item.anchor)
    services.say_where(item.meeting, by=other, hand="b", place=item.anchor)
    together = [one.name for one in queries.writers_of(item.meeting)]

    services.say_where(item.meeting, by=other, hand="b", place="")

    assert together == [str(membership.user), "Dominique Roy"]
    assert [one.name for one in queries.writers_of(item.meeting)] == [str(membership.user)]


def test_who_only_reads_writes_nothing(organisation, item):
    nurse = MembershipFactory(organisation=organisation, roles=["professional"])

    for act in (
        lambda: write(item, nurse, "<p>a</p>", 0),
        lambda: services.say_where(item.meeting, by=nurse, hand="a", place="b"),
        lambda: services.section_of(item.meeting, "a", by=nurse),
    ):
        with pytest.raises(PermissionDenied):
            act()


@pytest.mark.parametrize("text", ["Mme Durand, suivie depuis 2019", "NIR 1 85 05 78 006 084 91", "né le 12/03/1948"])
def test_what_looks_like_a_patient_is_refused_before_it_is_kept(membership, in_organisation, text):
    item = AgendaItemFactory(meeting=MeetingFactory(open=True))

    with pytest.raises(ValidationError) as refused:
        services.write_notes(item, by=membership, notes=text, read_version=0)

    assert refused.value.code == "identity"
    assert AgendaItem.objects.get().notes == ""


def test_a_member_of_the_team_may_be_named(membership, in_organisation):
    PersonFactory(first_name="Claire", last_name="Durand")
    item = AgendaItemFactory(meeting=MeetingFactory(open=True))

    saved = services.write_notes(item, by=membership, notes="Mme Durand présente le protocole", read_version=0)

    assert saved.version == 1


def test_nothing_is_written_on_an_approved_meeting(membership, in_organisation):
    item = AgendaItemFactory(meeting=MeetingFactory(open=True, status="approved"))

    with pytest.raises(ValidationError, match="ne se modifie plus"):
        services.write_notes(item, by=membership, notes="Trop tard", read_version=0)
