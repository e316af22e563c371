"""What is measured, what it is compared to, and what it may cost."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from bench.client import Answer, Client

Facts = dict[str, Any]
Send = Callable[[Client, int], Answer]  # the second argument tells the clients that write at once apart
KILO = 1000


@dataclass(frozen=True, slots=True)
class Budget:
    ratio: float
    queries: int
    gzip: int = 0  # bytes of the page alone; 0: no budget
    first_visit: int = 0  # with its style sheets, scripts, icons and fonts


LIST = Budget(1.5, 10, 15 * KILO, 120 * KILO)
ONE = Budget(1.5, 12, 15 * KILO, 120 * KILO)
SAME = Budget(1.2, 12, 15 * KILO, 120 * KILO)  # sixty people and forty items, beside six and six
FORM = Budget(1.5, 6, 12 * KILO)
SAVE = Budget(2.0, 15)
PHONE = Budget(1.0, 6, 8 * KILO, 60 * KILO)
HOME = Budget(2.0, 20, 20 * KILO)


@dataclass(frozen=True, slots=True)
class Page:
    name: str
    budget: Budget
    send: Send
    lean: Send | None  # None: compared to our own list
    status: int = 200
    lean_status: int = 200
    signed_in: bool = True


def get(path: str) -> Send:
    return lambda client, _slot: client.get(path)


class Notes:
    """Notes saved again and again by several hands, each on an item of its own, as the page's script does it."""

    def __init__(self, slug: str, meeting: str, items: list[str]) -> None:
        self.paths = [f"/{slug}/reunions/{meeting}/points/{item}/notes/" for item in items]
        self.versions = [0] * len(items)
        self.rank = itertools.count(1)

    def __call__(self, client: Client, slot: int) -> Answer:
        data = {"notes": sentence(next(self.rank)), "version": str(self.versions[slot]), "acknowledged": ""}
        answer = client.post(self.paths[slot], data, Accept="application/json")
        if answer.status == 200:
            self.versions[slot] = json.loads(answer.body)["version"]
        return answer


def sentence(rank: int) -> str:
    return f"Le secrétariat téléphonique est en place ; les appels perdus diminuent, {rank} appels ce matin.\n\n" + (
        "- le créneau de la mi-journée reste difficile\n- un point est prévu dans un mois\n" * 4
    )


def create(path: str, facts: Facts, *, lean: bool) -> Send:
    day = date.today() + timedelta(days=40)  # noqa: DTZ011 - any day to come will do
    ours = {"day": day.isoformat(), "starts": "12:30", "ends": "13:45", "site": "", "video_url": ""}
    theirs = {"starts_at": f"{day.isoformat()} 12:30", "ends_at": f"{day.isoformat()} 13:45"}
    common = {"type": facts["type"], "group": facts["group"], "title": "Réunion d’équipe du banc", "place": "Salle"}
    data = common | {"facilitator": "", "secretary": ""} | (theirs if lean else ours)
    return lambda client, _slot: client.post(path, data)


def lean_notes(items: list[str]) -> Send:
    rank = itertools.count(1)
    return lambda client, slot: client.post(f"/lean/notes/{items[slot]}/", {"notes": sentence(next(rank))})


def all_pages(facts: Facts) -> list[Page]:
    team, lean = f"/{facts['slug']}", "/lean"
    meetings, one = f"{team}/reunions", get(f"{lean}/{facts['meeting']}/")
    notes = Notes(facts["slug"], facts["open_meeting"], facts["items"])
    new = f"{meetings}/nouvelle/"
    return [
        Page("list", LIST, get(f"{meetings}/?when=all"), get(f"{lean}/")),
        Page("list, page 2", LIST, get(f"{meetings}/?when=all&page=2"), get(f"{lean}/?page=2")),
        Page("list, searched", LIST, get(f"{meetings}/?q=vaccination"), get(f"{lean}/?q=vaccination")),
        Page("search", LIST, get(f"{team}/recherche/?q=vaccination"), get(f"{lean}/search/?q=vaccination")),
        Page("tasks", LIST, get(f"{team}/taches/"), get(f"{lean}/tasks/")),
        Page("one meeting", ONE, get(f"{meetings}/{facts['meeting']}/"), one),
        Page(
            "large meeting",
            SAME,
            get(f"{meetings}/{facts['large_meeting']}/"),
            get(f"{meetings}/{facts['small_meeting']}/"),
        ),
        Page("form", FORM, get(new), get(f"{lean}/new/")),
        Page("create (POST)", SAVE, create(new, facts, lean=False), create(f"{lean}/new/", facts, lean=True), 302, 302),
        Page("save notes (POST)", SAVE, notes, lean_notes(facts["items"]), 200, 302),
        Page("personal link", PHONE, get(facts["phone"]), one, signed_in=False),
        Page("home", HOME, get(f"{team}/"), None),
        Page("home, five teams", HOME, get("/"), None),
        Page("plan of the day", HOME, get(f"{team}/journee/"), None),
        Page("year of the ACI", HOME, get(f"{team}/aci/"), None),
        Page("what to do next", HOME, get(f"{team}/aci/et-maintenant/"), None),
        Page("proofs", HOME, get(f"{team}/preuves/"), None),
        Page("declaration", HOME, get(f"{team}/aci/declaration/"), None),
        Page("activity report", HOME, get(f"{team}/rapport/"), None),
    ]
