"""Which list of public holidays applies: departments and territories as the library names them."""

from __future__ import annotations

BY_DEPARTMENT = {
    "57": "57",
    "67": "6AE",
    "68": "6AE",
    "971": "971",
    "972": "972",
    "973": "973",
    "974": "974",
    "975": "PM",
    "976": "976",
    "977": "BL",
    "978": "MF",
    "986": "WF",
    "987": "PF",
    "988": "NC",
}
BY_TIME_ZONE = {
    "America/Guadeloupe": "971",
    "America/Martinique": "972",
    "America/Cayenne": "973",
    "Indian/Reunion": "974",
    "America/Miquelon": "PM",
    "Indian/Mayotte": "976",
    "America/St_Barthelemy": "BL",
    "America/Marigot": "MF",
    "Pacific/Wallis": "WF",
    "Pacific/Tahiti": "PF",
    "Pacific/Marquesas": "PF",
    "Pacific/Gambier": "PF",
    "Pacific/Noumea": "NC",
}


def subdivision_of(commune_code: str, time_zone: str) -> str:
    """The library's name of the place, empty where only the national list applies."""
    if commune_code:
        return BY_DEPARTMENT.get(commune_code[:3]) or BY_DEPARTMENT.get(commune_code[:2], "")
    return BY_TIME_ZONE.get(time_zone, "")
