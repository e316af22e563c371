import pytest
from django.urls import reverse

from filrouge.modules.meetings import queries, services
from filrouge.modules.meetings.queries.advice import sentences_in
from tests.factories import AgendaItemFactory, GroupFactory, MeetingFactory, MembershipFactory
from tests.htmx import soup

pytestmark = pytest.mark.django_db
ADVICE_QUERIES = 15
LONG = "Nous avons parlé " + "vite et " * 14 + "bien."


@pytest.fixture
def meeting(in_organisation):
    return MeetingFactory(open=True)


def found(meeting, notes, kind):
    AgendaItemFactory(meeting=meeting, title="Accueil", notes=notes)
    whole = queries.meetings_with_everything().get(pk=meeting.pk)
    return [(one.word, one.passage) for one in queries.advice_of(whole) if one.kind == kind]


def test_a_sentence_of_more_than_thirty_words_is_shown(meeting):
    assert found(meeting, f"<p>Bref. {LONG}</p>", "long") == [("", LONG)]


def test_thirty_words_are_not_too_many(meeting):
    assert found(meeting, f"<p>{'mot ' * 30}</p>", "long") == []


@pytest.mark.parametrize(
    ("text", "acronyms"),
    [
        ("La MSP et la CPAM.", []),  # of the list
        ("Le ZRTQ viendra.", ["ZRTQ"]),
        ("Le zonage rural (ZRTQ) change.", []),
        ("Le ZRTQ (zonage rural) change.", []),
        ("ZRTQ : zonage rural.", []),
        ("Article IV du règlement.", []),  # a number
        ("ATTENTION AUX VERGLAS", []),  # shouted
    ],
)
def test_an_acronym_is_shown_unless_it_is_known_or_spelt_out(meeting, text, acronyms):
    assert [word for word, _passage in found(meeting, f"<p>{text}</p>", "acronym")] == acronyms


def test_an_acronym_spelt_out_elsewhere_is_known(meeting):
    AgendaItemFactory(meeting=meeting, notes="<p>Le zonage rural (ZRTQ) change.</p>")

    assert found(meeting, "<p>Le ZRTQ viendra.</p>", "acronym") == []


def test_the_names_of_the_team_are_known(meeting):
    GroupFactory(name="Comité ZRTQ")

    assert found(meeting, "<p>Le ZRTQ viendra.</p>", "acronym") == []


def test_an_acronym_is_said_once(meeting):
    assert len(found(meeting, "<p>Le ZRTQ viendra. Le ZRTQ partira.</p>", "acronym")) == 1


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Il a été décidé de fermer.", "a été décidé"),
        ("Il est convenu d’ouvrir.", "Il est convenu"),
        ("L’équipe décide de fermer.", None),
        ("Il est malade.", None),
    ],
)
def test_a_passive_hides_who_acted(meeting, text, word):
    assert [one for one, _passage in found(meeting, f"<p>{text}</p>", "passive")] == ([word] if word else [])


def test_it_must_be_done_says_nobody(meeting):
    assert found(meeting, "<p>Il faut relancer l’éditeur.</p>", "nobody") == [
        ("Il faut", "Il faut relancer l’éditeur.")
    ]


def test_a_task_without_owner_is_shown(membership, meeting):
    item = AgendaItemFactory(meeting=meeting)
    services.add_session_task(item, by=membership, title="Changer l’affiche")

    assert ("", "Changer l’affiche") in found(meeting, "", "owner")


def test_decisions_are_read_too(membership, meeting):
    item = AgendaItemFactory(meeting=meeting)
    services.add_decision(item, by=membership, text="Rejoindre le ZRTQ")

    assert found(meeting, "", "acronym") == [("ZRTQ", "Rejoindre le ZRTQ")]


def test_sentences_end_at_points_and_lines():
    assert sentences_in("Une. Deux ! « Trois »\nQuatre à 8.30 h.") == [
        "Une.",
        "Deux !",
        "« Trois »",
        "Quatre à 8.30 h.",
    ]


def url(meeting):
    return reverse("meetings:advice", args=["chastel", meeting.pk])


def test_the_panel_comes_when_it_is_asked_for(logged_in, meeting):
    AgendaItemFactory(meeting=meeting, title="Accueil", notes="<p>Le ZRTQ viendra.</p>")

    session = soup(logged_in.get(reverse("meetings:session", args=["chastel", meeting.pk])))
    panel = soup(
        logged_in.get(session.select_one("[data-advice]")["hx-get"], headers={"HX-Request": "true"})
    ).get_text()

    assert "Sigles sans leur sens" not in session.get_text()
    assert "ZRTQ" in panel


def test_the_page_reads_the_same_without_scripts(logged_in, meeting):
    assert "Rien à signaler" in soup(logged_in.get(url(meeting))).get_text()


def test_who_does_not_write_minutes_is_given_no_advice(client, organisation, meeting):
    client.force_login(MembershipFactory(organisation=organisation, roles=["professional"]).user)

    assert client.get(url(meeting)).status_code == 403


@pytest.mark.parametrize("item_count", [1, 3, 40])
def test_advice_query_count_is_constant(logged_in, meeting, item_count, page_queries):
    AgendaItemFactory.create_batch(item_count, meeting=meeting, notes="<p>Le ZRTQ viendra.</p>")

    with page_queries(ADVICE_QUERIES):
        response = logged_in.get(url(meeting))

    assert len(soup(response).select(".fil-advice li")) == 1
