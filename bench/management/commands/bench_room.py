from __future__ import annotations

import json
import random
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.core.signing import get_cookie_signer
from django.urls import reverse
from django.utils import timezone

from bench.load import EMAIL, PASSWORD, person
from filrouge.kernel.accounts.models import User
from filrouge.kernel.people.models import Person
from filrouge.kernel.tenancy.models import Membership, Organisation
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.modules.live import queries, services
from filrouge.modules.live.models import LiveSession, Seat
from filrouge.modules.live.views.seating import SALT, cookie_of
from filrouge.modules.meetings import services as meetings
from filrouge.modules.meetings.models import MeetingType

SLUG = "banc-direct"
POINTS = 51


class Command(BaseCommand):
    help = "Opens a session with many phones in it and writes what the driver needs to know."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("facts", type=Path)
        parser.add_argument("--watching", type=int, default=50)
        parser.add_argument("--phones", type=int, default=100)

    def handle(self, *args: Any, **options: Any) -> None:
        organisation = Organisation.objects.create(slug=SLUG, name="MSP du banc")
        user = User.objects.create_user(email=EMAIL, password=PASSWORD, first_name="Banc", last_name="Essai")
        by = Membership.objects.create(organisation=organisation, user=user, roles=["coordinator"])
        with organisation_scope(organisation):
            live = open_session(by, options["phones"])
            facts = addresses(live) | {
                "email": EMAIL,
                "password": PASSWORD,
                "watching": options["watching"],
                "phones": [cookie(seat) for seat in queries.seats_of(live)],
            }
        options["facts"].write_text(json.dumps(facts))


def open_session(by: Membership, phones: int) -> LiveSession:
    now = timezone.now()
    chance = random.Random(2026)  # noqa: S311 - the same team every time
    meetings.install_types(by=by)
    people = Person.objects.bulk_create(person(chance, rank, SLUG) for rank in range(phones))
    meeting = meetings.plan_meeting(
        by=by,
        type=MeetingType.objects.get(code="team"),
        title="Réunion du banc",
        starts_at=now,
        ends_at=now + timedelta(hours=2),
    )
    for item in meeting.items.all():
        meetings.remove_item(item, by=by)
    for number in range(1, POINTS + 1):
        meetings.add_item(meeting, by=by, title=f"Point {number:03}", minutes=2)
    meetings.add_participants(meeting, people, by=by)
    live = queries.live_of(meetings.open_session(meeting, by=by))
    assert live is not None
    for participant in queries.expected_at(live):
        services.take_seat(live, participant, how="qr")
    return live


def addresses(live: LiveSession) -> dict[str, Any]:
    return {
        "stream": reverse("live_updates:stream", args=[SLUG, "live.session", live.pk]),
        "session": reverse("meetings:session", args=[SLUG, live.meeting_id]),
        "point": reverse("live:point", args=[SLUG, live.pk]),
        "hand": reverse("live:hand", args=[SLUG, live.pk]),
        "items": [str(point.item.pk) for point in queries.course_of(live).points],
    }


def cookie(seat: Seat) -> str:
    name = cookie_of(seat.live_id)
    signer = get_cookie_signer(salt=name + f"{SALT}.{seat.live_id}")
    return f"{name}={signer.sign(str(seat.pk))}"
