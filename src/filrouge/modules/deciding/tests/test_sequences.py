import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.urls import reverse

from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.kernel.work.models import Task
from filrouge.modules.deciding import queries, services
from filrouge.modules.deciding.models import Contribution, Sequence
from filrouge.modules.live.models import LiveSession
from filrouge.modules.live.panels import activities
from filrouge.modules.meetings.models import AgendaItem, Decision
from tests.factories import (
    AgendaItemFactory,
    LiveSessionFactory,
    MembershipFactory,
    ParticipantFactory,
    SeatFactory,
)
from tests.htmx import soup

pytestmark = pytest.mark.django_db
GUIDED = activities.get("sequence")
PAGE_QUERIES = 7  # session, account, memberships, sequence, contributions, live session, people


def url(name, *args):
    return reverse(f"deciding:{name}", args=["chastel", *args])


@pytest.fixture
def started(membership, organisation):
    """A function that starts a sequence under a point of an open session."""

    def make(code="hats", title="Ouvrir le samedi ?", **meeting):
        with organisation_scope(organisation):
            item = AgendaItemFactory(meeting__open=True, **meeting)
            return services.start_sequence(item, by=membership, code=code, title=title)

    return make


def write(sequence, text, family="", once=None):
    return services.contribute(sequence, text=text, family=family, once=once or text)


def send(seat, sequence, **data):
    posted = QueryDict(mutable=True)
    posted.update(data)
    return GUIDED.act(seat, sequence.pk, posted)


@pytest.mark.parametrize("plan", queries.sequence_plans().values(), ids=lambda one: one.code)
def test_each_sequence_runs_to_its_end_on_every_screen_and_its_words_enter_the_notes(
    membership, in_organisation, started, plan
):
    sequence = started(code=plan.code, title=plan.question)
    participant = ParticipantFactory(meeting=sequence.meeting, presence="present")
    live = LiveSessionFactory(meeting=sequence.meeting)
    seat = SeatFactory(live=live, participant=participant)

    for rank, step in enumerate(plan.steps):
        sequence = services.go_to_step(sequence, by=membership, step=rank)
        for audience in ("phone", "projector", "facilitator"):
            assert GUIDED.render(sequence.pk, audience)
        family = step.families[-1] if step.families else ""
        mine = GUIDED.mine(seat, sequence.pk)
        assert bool(mine) is (step.capture != "none")
        if step.capture in {"ideas", "families"}:
            send(seat, sequence, text=f"Étape {rank}", family=family, once="a")
    services.finish_sequence(sequence, by=membership)

    notes = AgendaItem.objects.get(pk=sequence.item_id).notes
    written = [rank for rank, step in enumerate(plan.steps) if step.capture in {"ideas", "families"}]
    assert [rank for rank in range(len(plan.steps)) if f"Étape {rank}" in notes] == written


def test_what_was_written_follows_the_notes_already_there(membership, in_organisation, started):
    sequence = started(code="retrospective")
    AgendaItem.objects.filter(pk=sequence.item_id).update(notes="<p>Bonjour.</p>", version=3)
    write(sequence, "Les réunions courtes", "À garder")
    write(sequence, "Les rappels", "À changer")

    services.finish_sequence(sequence, by=membership)

    notes = BeautifulSoup(AgendaItem.objects.get(pk=sequence.item_id).notes, "html.parser")
    assert notes.get_text(" ", strip=True) == (
        "Bonjour. Rétrospective : Ouvrir le samedi ? Chacun pour soi À garder : Les réunions courtes "
        "À changer : Les rappels"
    )


def test_a_sequence_in_which_nothing_was_written_leaves_the_notes_alone(membership, in_organisation, started):
    sequence = started()

    services.finish_sequence(sequence, by=membership)

    assert AgendaItem.objects.get(pk=sequence.item_id).notes == ""


def test_nothing_is_written_nor_moved_once_it_is_over(membership, in_organisation, started):
    sequence = services.finish_sequence(started(), by=membership)

    for act in (
        lambda: write(sequence, "Trop tard"),
        lambda: services.go_to_step(sequence, by=membership, step=0),
        lambda: services.finish_sequence(sequence, by=membership),
    ):
        with pytest.raises(ValidationError, match="terminée"):
            act()


def test_a_contribution_sent_again_is_one(in_organisation, started):
    sequence = started()

    for _time in range(2):
        write(sequence, "Le secrétariat est fermé", once="x")

    kept = {field.name for field in Contribution._meta.fields}
    assert sequence.contributions.count() == 1
    assert not [name for name in kept if name.endswith(("_at", "_on", "_by"))]


def test_a_family_that_the_step_does_not_have_is_refused(in_organisation, started):
    with pytest.raises(ValidationError, match="famille"):
        write(started(code="fishbone"), "Trop loin", family="Météo")


def test_steps_stay_within_the_plan_and_their_clock_begins_again(membership, in_organisation, started):
    sequence = services.stop_step_clock(started(), by=membership)

    ends = [services.go_to_step(sequence, by=membership, step=step).step for step in (-3, 99)]

    assert ends == [0, 5]
    assert Sequence.objects.get().step_since is not None


def test_who_has_spoken_is_known_to_the_facilitator_and_counted_for_the_others(in_organisation, started):
    sequence = started(code="round")
    heard, silent = ParticipantFactory.create_batch(2, meeting=sequence.meeting, presence="present")
    ParticipantFactory(meeting=sequence.meeting, presence="absent")
    services.mark_spoken(sequence, heard, spoken=True)

    screens = {audience: GUIDED.render(sequence.pk, audience) for audience in ("phone", "projector", "facilitator")}

    assert [str(heard.person) in screens[one] for one in ("phone", "projector", "facilitator")] == [False, False, True]
    assert "1 sur 2 ont parlé" in screens["projector"]
    assert screens["facilitator"].index(str(silent.person)) < screens["facilitator"].index(str(heard.person))


def test_a_phone_says_that_its_person_has_spoken_and_may_come_back(in_organisation, started):
    sequence = started(code="round")
    participant = ParticipantFactory(meeting=sequence.meeting, presence="present")
    seat = SeatFactory(live=LiveSessionFactory(meeting=sequence.meeting), participant=participant)

    said = [send(seat, sequence, spoken=word).html for word in ("yes", "no")]

    assert ["Vous avez parlé" in html for html in said] == [True, False]
    assert Sequence.objects.get().spoken == []


def test_starting_takes_the_screens_and_phones_ask_again_at_each_step(membership, in_organisation):
    live = LiveSessionFactory()
    sequence = services.start_sequence(
        AgendaItemFactory(meeting=live.meeting), by=membership, code="premortem", title="Le nouveau logiciel"
    )
    before = GUIDED.turn(sequence.pk)

    services.go_to_step(sequence, by=membership, step=1)

    shown = LiveSession.objects.get()
    assert (shown.activity_kind, shown.activity_id) == ("sequence", sequence.pk)
    assert GUIDED.turn(sequence.pk) != before


@pytest.mark.parametrize("count", [1, 6, 12])
def test_the_fishbone_is_drawn_and_its_table_says_everything(logged_in, organisation, started, count):
    sequence = started(code="fishbone", title="Pourquoi tant d’appels perdus ?")
    causes = [f"Cause numéro {rank} assez longue pour être coupée" for rank in range(count)]
    with organisation_scope(organisation):
        for cause in causes:
            write(sequence, cause, "Organisation")

    page = soup(logged_in.get(url("sequence", sequence.pk)))

    drawing = page.select_one(".fil-fishbone svg")
    assert [one.get_text() for one in drawing.select(".family")] == [
        "Personnes",
        "Organisation",
        "Matériel",
        "Lieux",
        "Information",
        "Extérieur",
    ]
    table = page.select_one(".fil-fishbone table").get_text()
    assert [cause for cause in causes if cause not in table] == []
    assert drawing["role"] == "img"


@pytest.mark.parametrize(("what", "row"), [("decision", Decision), ("task", Task)])
def test_a_line_becomes_something_once(logged_in, organisation, started, what, row):
    sequence = started()
    with organisation_scope(organisation):
        line = write(sequence, "Essayer un mois")
    posted = {"what": what, "text": "Essayer un mois"}

    answers = [logged_in.post(url("contribution_become", sequence.pk, line.pk), posted) for _time in range(2)]

    assert [one.status_code for one in answers] == [302, 422]
    with organisation_scope(organisation):
        assert "Essayer un mois" in str(row.objects.get())


@pytest.mark.parametrize("count", [1, 3, 40])
def test_the_page_is_read_in_a_constant_number_of_queries(logged_in, organisation, started, count, page_queries):
    sequence = started()
    with organisation_scope(organisation):
        for rank in range(count):
            write(sequence, f"Un fait {rank}")

    with page_queries(PAGE_QUERIES):
        response = logged_in.get(url("sequence", sequence.pk))

    assert len(soup(response).select(".fil-line")) == count


def test_the_page_and_its_fragment_say_the_same(logged_in, started):
    address = url("sequence", started().pk)

    shown = [soup(logged_in.get(address, **ask)).select_one("#sequence .fil-steps").get_text() for ask in ({}, HTMX)]

    assert shown[0] == shown[1]


HTMX = {"headers": {"HX-Request": "true"}}


def test_a_sequence_is_chosen_then_started_under_its_point(logged_in, organisation):
    item = AgendaItemFactory(organisation=organisation, meeting__open=True)
    chosen = logged_in.get(url("technique_run", "six-chapeaux"), {"point": item.pk})["Location"]

    answer = logged_in.post(chosen, {"title": "Ouvrir le samedi ?"})

    with organisation_scope(organisation):
        sequence = Sequence.objects.get()
    assert (answer["Location"], sequence.code, sequence.item_id) == (url("sequence", sequence.pk), "hats", item.pk)


def test_a_name_in_a_contribution_is_asked_about(logged_in, organisation, started):
    sequence = started()

    response = logged_in.post(url("contribution_add", sequence.pk), {"text": "Comme pour Mme Durand", "once": "a"})

    assert response.status_code == 422
    assert "Mme Durand" in soup(response).select_one("#contribution")["value"]
    with organisation_scope(organisation):
        assert not Contribution.objects.exists()


def test_a_professional_follows_and_touches_nothing(client, organisation, started):
    sequence = started()
    client.force_login(MembershipFactory(organisation=organisation, roles=["professional"]).user)

    page = soup(client.get(url("sequence", sequence.pk)))

    assert not page.select("#sequence button")
    assert client.post(url("sequence_step", sequence.pk), {"step": 1}).status_code == 403


def test_a_sequence_of_a_reserved_meeting_is_nowhere_for_who_may_not_read_it(client, organisation, started):
    sequence = started(meeting__confidentiality="managers")
    client.force_login(MembershipFactory(organisation=organisation, roles=["assistant"]).user)

    assert client.get(url("sequence", sequence.pk)).status_code == 404


def test_everything_done_together_is_on_the_page_of_the_meeting(logged_in, membership, organisation, started):
    sequence = started(title="Six chapeaux sur le samedi")
    with organisation_scope(organisation):
        services.open_board(sequence.item, by=membership, title="Comment accueillir ?")
        services.prepare_ballot(sequence.item, by=membership, title="Ouvrir le samedi")

    page = soup(logged_in.get(reverse("meetings:detail", args=["chastel", sequence.meeting_id])))

    titles = [one.get_text() for one in page.select("section[aria-labelledby=votes-titre] .fil-row-title")]
    assert titles == ["Six chapeaux sur le samedi", "Comment accueillir ?", "Ouvrir le samedi"]
