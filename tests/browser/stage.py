"""What a journey finds when it begins. Runs inside the installation, on its settings, not in the tests' process."""

import datetime as dt
import json
import sys
import traceback
from importlib import import_module
from pathlib import Path
from random import Random

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.urls import get_resolver, reverse
from django.utils import timezone

from filrouge.kernel.documents.render_pdf import render_pictures
from filrouge.kernel.links import services as links
from filrouge.kernel.links.models import Link
from filrouge.kernel.links.tokens import link_id_of
from filrouge.kernel.mail import choosing
from filrouge.kernel.people.models import Group, ImportBatch, Person
from filrouge.kernel.people.services import add_person, create_group
from filrouge.kernel.tenancy.models import Membership, Organisation
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.kernel.timeline.services import Actor
from filrouge.modules.deciding import notifications as deciding_notifications
from filrouge.modules.deciding import services as deciding_services
from filrouge.modules.live.models import LiveSession
from filrouge.modules.maturity import notifications as maturity_notifications
from filrouge.modules.maturity import services as maturity_services
from filrouge.modules.meetings import notifications, queries, services
from filrouge.modules.meetings.demo.paper import photograph
from filrouge.modules.meetings.exports import attendance_document
from filrouge.modules.meetings.models import MeetingType
from filrouge.modules.rcp import notifications as rcp_notifications
from filrouge.modules.rcp import services as rcp_services
from filrouge.modules.rcp.models import Case
from filrouge.modules.scheduling import notifications as scheduling_notifications
from filrouge.modules.scheduling import services as scheduling_services

STATES = ("convened", "cancelled", "open", "review", "approved")
GROUP = "Équipe de soins"
PASSWORD = "un vélo bleu sous la pluie"
PEOPLE = (
    ("Aubert", "Claire", "gp"),
    ("Berger", "Paul", "gp"),
    ("Colin", "Nadia", "nurse"),
    ("Denis", "Hugo", "physio"),
    ("Evrard", "Inès", "pharmacist"),
)


def team(slug, name="MSP du Chastel", people=PEOPLE):
    """An organisation with two coordinators, five professionals in one group, and the shipped meeting types."""
    organisation = Organisation.objects.create(slug=slug, name=name, contact_email=f"coordination@{slug}.example")
    accounts = [account(organisation, first) for first in ("Camille", "Dominique")]
    by = Membership.objects.get(organisation=organisation, user__email=accounts[0]["email"])
    with organisation_scope(organisation):
        services.install_types(by=by)
        called = [
            add_person(
                by=by,
                last_name=last,
                first_name=first,
                profession=profession,
                email=f"pro{rank}@{slug}.example",
                arrived_on=dt.date(2020, 1, 6),
            )
            for rank, (last, first, profession) in enumerate(people, 1)
        ]
        create_group(by=by, name=GROUP, people=called, joined_on=dt.date(2020, 1, 6))
        emails = [person.email for person in called]
    return {"slug": slug, "name": name, "accounts": accounts, "emails": emails}


def account(organisation, first_name):
    email = f"{first_name.lower()}@{organisation.slug}.example"
    user = get_user_model().objects.create_user(email=email, password=PASSWORD, first_name=first_name, last_name="Roy")
    Membership.objects.create(organisation=organisation, user=user, roles=["coordinator"])
    return {"email": email, "password": PASSWORD, "session": session_of(user)}


def session_of(user):
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return session.session_key


def meeting(slug, title="RCP plaies", until="draft", days=14, notes="", person=None):
    """A meeting of the group, brought by the services to « until »: draft, convened, cancelled, open, review, approved.

    Returns its address, and the personal links of its first participant.
    """
    organisation = Organisation.objects.get(slug=slug)
    by = Membership.objects.filter(organisation=organisation).order_by("created_at").first()
    with organisation_scope(organisation):
        row = planned(by, title, days if until in {"draft", "convened", "cancelled"} else 0)
        first = row.participants.order_by("person__sort_name").first()
        answer = {"page": row.get_absolute_url(), "pk": str(row.pk), "people": row.participants.count()}
        bring(row, until, by, notes)
        if until != "draft":
            answer["invitation"] = notifications.invitation_url(first)
        if until in {"review", "approved"}:
            answer["review"] = review_url(first)
        return answer


def drawing(slug, **told):
    """A session in progress whose type proposes to draw one's signature."""
    with organisation_scope(Organisation.objects.get(slug=slug)):
        MeetingType.objects.filter(code="rcp").update(drawn_signature=True)
    return meeting(slug, until="open", **told)


def direct(slug, **told):
    """A session in progress, open to phones: its page, its wall, its code and the door that the code opens."""
    answer = meeting(slug, until="open", **told)
    with organisation_scope(Organisation.objects.get(slug=slug)):
        live = LiveSession.objects.get(meeting=answer["pk"], closed_at=None)
        return answer | {
            "session": answer["page"] + "seance/",
            "wall": reverse("live:projector", args=[slug, live.pk]),
            "code": live.code,
            "door": reverse("live:join", args=[slug, live.code]),
            "phone": reverse("live:phone", args=[slug, live.pk]),
        }


def planned(by, title, days):
    starts_at = timezone.now() + dt.timedelta(days=days, minutes=-30)
    return services.plan_meeting(
        by=by,
        type=MeetingType.objects.get(code="rcp"),
        group=Group.objects.get(name=GROUP),
        title=title,
        starts_at=starts_at,
        ends_at=starts_at + dt.timedelta(hours=1),
        place="Salle du haut",
    )


def bring(row, until, by, notes):
    if until == "draft":
        return
    services.convene(row, by=by, message="Merci d’apporter vos situations.")
    if until == "cancelled":
        services.cancel_meeting(row, by=by, reason="Grève des transports.")
    if until not in {"open", "review", "approved"}:
        return
    services.open_session(row, by=by)
    item = row.items.first()
    if notes:
        services.write_notes(item, by=by, notes=notes, read_version=0)
    if until == "open":
        return
    services.add_decision(item, by=by, text="Photographier chaque plaie", reason="Suivi à distance")
    services.add_session_task(item, by=by, title="Acheter l’appareil", owner=Person.objects.first())
    services.mark_all_present(row, by=by)
    services.close_session(row, by=by)
    services.send_for_review(row, by=by)
    if until == "approved":
        services.approve_minutes(row, by=by)


def review_url(participant):
    link = Link.objects.get(person=participant.person, purpose=notifications.REVIEW, object_id=participant.pk)
    return links.url_of(link)


def asked(slug):
    """What reaches somebody's phone between meetings: dates to choose among, and a proposal to decide on."""
    organisation = Organisation.objects.get(slug=slug)
    by = Membership.objects.filter(organisation=organisation).order_by("created_at").first()
    with organisation_scope(organisation):
        first = timezone.now() + dt.timedelta(days=20)
        slots = [(first + dt.timedelta(days=day), first + dt.timedelta(days=day, hours=1)) for day in (0, 2, 7)]
        respond_by = timezone.localdate() + dt.timedelta(days=7)
        poll = scheduling_services.open_poll(planned(by, "Bureau", 20), by=by, slots=slots, respond_by=respond_by)
        closes_at = timezone.now() + dt.timedelta(days=5)
        group = Group.objects.get(name=GROUP)
        ballot = deciding_services.propose(by=by, title="Ouvrir le samedi", closes_at=closes_at, group=group)
        deciding_services.send_proposal(ballot, by=by)
        return {
            "poll": scheduling_notifications.poll_url(poll.respondents.first(), list(poll.slots.all())),
            "proposal": deciding_notifications.proposal_url(ballot.voters.first()),
            "choices": links.url_of(choosing.link_of(ballot.voters.first().person)),
            "stop": choosing.stop_url(ballot.voters.first().person, "work.released"),
        }


def maturity(slug, closed=False):
    """The whole team is asked where it stands; ``closed``: all have answered, but for the one whose link is given."""
    organisation = Organisation.objects.get(slug=slug)
    by = Membership.objects.filter(organisation=organisation).order_by("created_at").first()
    with organisation_scope(organisation):
        closes_on = timezone.localdate() + dt.timedelta(days=10)
        asked = maturity_services.prepare(by=by, title="Maturité de l’équipe", closes_on=closes_on)
        asked = maturity_services.send(asked, by=by)
        first, *others = asked.invitations.select_related("person", "assessment")
        for rank, one in enumerate(others if closed else []):
            levels = {row["code"]: 1 + rank % 4 for row in asked.matrix}
            maturity_services.answer(asked, by=Actor(one.name, person_id=one.person_id), levels=levels)
        if closed:
            maturity_services.close(asked, by=by)
        told = {"answer": maturity_notifications.answer_url(first), "page": asked.get_absolute_url()}
        if closed:
            return told
        maturity_services.open_room(asked, by=by)
        asked.refresh_from_db()
        room = maturity_notifications.room_url(asked)
        return told | {"wall": f"{asked.get_absolute_url()}salle/", "door": room, "seat": f"{room}{first.pk}/"}


def rcp(slug):
    """An RCP whose session is open with one situation noted elsewhere, and the doors of a concertation of two.

    ``cases``: how many situations there are before anybody touches anything.
    """
    organisation = Organisation.objects.get(slug=slug)
    by = Membership.objects.filter(organisation=organisation).order_by("created_at").first()
    opened = meeting(slug, title="RCP plaies", until="open")
    with organisation_scope(organisation):
        earlier = planned(by, "RCP d’avant", 0)
        services.open_session(earlier, by=by)
        case = rcp_services.add_case(earlier, by=by, category="ald", theme="copd", informed=True)
        entry = rcp_notifications.entry_link(Person.objects.get(last_name="Aubert"))
        poster = rcp_services.prepare_poster(by=by)
        return {
            "meeting": opened["page"],
            "case": case.get_absolute_url(),
            "code": case.code,
            "cases": 1,
            "summary": reverse("rcp:summary", args=[slug]),
            "home": reverse("rcp:home", args=[slug]),
            "note": reverse("rcp:entry", args=[slug]),
            "entry": links.url_of(entry),
            "poster": rcp_notifications.poster_url(poster),
        }


def rcp_numbers(slug):
    with organisation_scope(Organisation.objects.get(slug=slug)):
        return {"cases": Case.objects.count()}


def close_link(slug, url, how):
    """« expire » or « revoke » a personal link."""
    organisation = Organisation.objects.get(slug=slug)
    with organisation_scope(organisation):
        link = Link.objects.get(pk=link_id_of(url.rstrip("/").rpartition("/")[2]))
        if how == "revoke":
            links.revoke(link, by=Membership.objects.filter(organisation=organisation).first())
        else:
            link.expires_at = timezone.now() - dt.timedelta(minutes=1)
            link.save(update_fields=["expires_at"])
    return {}


def photo(slug, meeting, folder, tilt=5, quarter=1, seed=11):
    """The sheet of a meeting, printed and photographed by a hurried hand; where the picture is."""
    with organisation_scope(Organisation.objects.get(slug=slug)):
        row = queries.meetings_with_everything().get(pk=meeting)
        page = render_pictures(attendance_document(row), ppi=180)[0]
    path = Path(folder) / f"IMG_{seed}.jpg"
    photograph(page, Random(seed), tilt=tilt, quarter=quarter, side=2600).save(path, quality=75)
    return {"path": str(path)}


def addresses(slug):
    """Every address of the house with a row of each kind behind it, as the house tests walk them, then a meeting in
    each state. ``team`` is for members, ``account`` for whoever is signed in or about to be, ``phone`` for links.
    """
    from tests.sweep import ROUTES, rows_of

    organisation = Organisation.objects.get(slug=slug)
    found = rows_of(organisation)
    with organisation_scope(organisation):
        ImportBatch.objects.update(source_name="équipe.csv")  # never nameless outside the house tests
    states = [meeting(slug, until=until, notes="- deux plaies\n- un bilan") for until in STATES]
    pages = [f"{state['page']}{page}" for state in states for page in ("", "seance/", "modifier/", "convier/")]
    accounts = get_resolver("filrouge.kernel.accounts.urls")
    rooms, between, round_ = rcp(slug), asked(slug), maturity(slug)
    return {
        "team": ["/", *(route.url(slug, found) for route in ROUTES), *pages],
        "account": [f"/compte/{path}" for path in plain_paths(accounts)],
        "phone": [
            *(state[name] for state in states for name in ("invitation", "review") if name in state),
            rooms["entry"],
            rooms["poster"],
            *between.values(),
            *(round_[name] for name in ("answer", "door", "seat")),
        ],
    }


def plain_paths(resolver, prefix=""):
    """Addresses without any parameter."""
    for pattern in resolver.url_patterns:
        path = prefix + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from plain_paths(pattern, path)
        elif not pattern.pattern.regex.groups:
            yield path


def answer_to(line):
    scene, arguments = line.split(" ", 1)
    try:
        return globals()[scene](**json.loads(arguments))
    except Exception:  # told to the test, which fails; the next scene may be set all the same
        return {"error": traceback.format_exc()}


def main():
    """One scene a line on the standard input, one answer a line on the standard output."""
    for line in sys.stdin:
        sys.stdout.write(json.dumps(answer_to(line), default=str) + "\n")
        sys.stdout.flush()
