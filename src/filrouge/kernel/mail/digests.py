"""The digest of the week: what waits for one person, their meetings, what was held back. Nothing to say, no mail.

Written when its hour has come and the team is awake; one that comes late (a worker stopped for days) is written once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Min, QuerySet
from django.utils import timezone

from filrouge.kernel.mail import choosing, delivery, holding, lines, queries, services
from filrouge.kernel.mail.enums import Choice, MessageStatus
from filrouge.kernel.mail.lines import DigestLine, digest_lines
from filrouge.kernel.mail.models import Digest, DigestTime, MailChoice, Message
from filrouge.kernel.mail.moments import last_due, next_due
from filrouge.kernel.mail.quiet import quiet_of_team, rules_of_team
from filrouge.kernel.people.models import Person
from filrouge.kernel.people.queries import people_on
from filrouge.ui.typography import count

MOST = 10  # lines of a part; the rest is counted
LONGEST = 160
EXCERPT = 400
TITLES = ((lines.WAITING, "Ce qui vous attend"), (lines.MEETINGS, "Vos réunions"), (lines.NEWS, "À savoir"))
FAR = date.max
GAP = timedelta(days=3)  # who moves their day does not receive two in a row


@dataclass(frozen=True, slots=True)
class Part:
    title: str
    lines: list[DigestLine]
    more: int


def write_due_digests() -> int:
    """The digests of the team whose hour has come. Returns how many mails were written."""
    now = timezone.now()
    if quiet_of_team().holds_at(now):
        return 0
    written = 0
    for person, due_at in list(_due(now)):
        try:
            written += write_digest(person, due_at) is not None
        except ValidationError:  # a wrong address: the register of people says so, the others must have theirs
            continue
    return written


def _due(now: datetime) -> Iterator[tuple[Person, datetime]]:
    rules = rules_of_team()
    times = {row.person_id: (row.weekday, row.hour) for row in DigestTime.objects.all()}
    last = dict(Digest.objects.order_by().values_list("person").annotate(Max("due_at")))
    held = dict(queries.held_messages().order_by().values_list("person").annotate(Min("created_at")))
    refused = set(without_digest())
    for person in people_on(timezone.localdate(now)).exclude(email=""):
        if person.pk in refused:
            continue
        due_at = last_due(*times.get(person.pk, (rules.digest_weekday, rules.digest_hour)), now)
        known = last.get(person.pk)
        if known is None and held.get(person.pk, now) > due_at:
            Digest.objects.create(person=person, due_at=due_at)  # new here: theirs begins with the next week
        elif known is None or due_at - known >= GAP:
            yield person, due_at


def with_next_digest(held: list[Message], now: datetime) -> list[tuple[Message, datetime | None]]:
    """Each with the moment of the digest that will say it; none for who refuses the digest."""
    rules, refused = rules_of_team(), set(without_digest())
    people = {message.person_id for message in held}
    times = {row.person_id: (row.weekday, row.hour) for row in DigestTime.objects.filter(person__in=people)}
    usual = (rules.digest_weekday, rules.digest_hour)
    found: list[tuple[Message, datetime | None]] = []
    for one in held:
        assert one.person_id is not None  # asked by queries.held_messages
        when = None if one.person_id in refused else next_due(*times.get(one.person_id, usual), now)
        found.append((one, when))
    return found


def without_digest() -> QuerySet[MailChoice, UUID]:
    refusals = MailChoice.objects.filter(kind=choosing.DIGEST, choice=Choice.NEVER)
    return refusals.values_list("person", flat=True)


@transaction.atomic
def write_digest(person: Person, due_at: datetime) -> Message | None:
    digest, is_new = Digest.objects.get_or_create(person=person, due_at=due_at)
    if not is_new:
        return None
    waiting = queries.held_messages().filter(person=person, created_at__lte=timezone.now()).defer(None)
    held = _still_asking(waiting.select_for_update(of=("self",)))
    parts = parts_of(person, held)
    if not parts:
        return None
    digest.message = services.send(
        kind=choosing.DIGEST,
        person=person,
        subject=_subject(parts),
        template="mail/digest",
        context={"parts": parts, "stop_url": choosing.stop_url(person, choosing.DIGEST)},
    )
    digest.save(update_fields=["message"])
    keys = [message.pk for message in held]
    Message.objects.filter(pk__in=keys).update(status=MessageStatus.MERGED, merged_into=digest.message)
    return digest.message


def _still_asking(held: QuerySet[Message]) -> list[Message]:
    kept = []
    for message in held:
        if delivery.still_asks(message):
            kept.append(message)
        else:
            delivery.drop(message)
    return kept


def parts_of(person: Person, held: list[Message]) -> list[Part]:
    given = [line for lines_of in digest_lines.values() for line in lines_of(person)]
    told = {line.url for line in given}
    given += [_held_line(message) for message in held if not message.url or message.url not in told]
    parts = []
    for section, title in TITLES:
        found = sorted((line for line in given if line.section == section), key=lambda line: line.on or FAR)
        if found:
            parts.append(Part(title, found[:MOST], max(0, len(found) - MOST)))
    return parts


def _held_line(message: Message) -> DigestLine:
    excerpt = "" if message.url else message.body_text.partition("\n-- \n")[0].strip()[:EXCERPT]
    return DigestLine(lines.NEWS, message.subject[:LONGEST], message.url, "Ouvrir", excerpt)


def _subject(parts: list[Part]) -> str:
    waiting = sum(len(part.lines) + part.more for part in parts if part.title == TITLES[0][1])
    if waiting:
        verb = "attendent" if waiting > 1 else "attend"
        return f"Votre semaine : {count(waiting, 'chose')} vous {verb}"
    return "Votre semaine"


def let_go_without_digest() -> int:
    """Who refuses the digest receives one by one, as the week allows, what was held back."""
    if quiet_of_team().holds_at(timezone.now()):
        return 0
    gone = 0
    for message in queries.held_messages().filter(person__in=list(without_digest())).order_by("created_at"):
        if not delivery.still_asks(message):
            delivery.drop(message)
        elif not holding.is_full(message.person_id):
            gone += delivery.release(message)
    return gone


def drop_for_departed() -> int:
    """Nobody writes a digest to who left: what was held back for them is not sent, and the register says why."""
    gone = queries.held_messages().exclude(person__in=people_on(timezone.localdate()))
    for message in gone:
        delivery.drop(message, "La personne n’est plus dans l’équipe.")
    return len(gone)
