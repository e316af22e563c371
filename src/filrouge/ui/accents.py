"""One accent colour per organisation, taken from a small palette whose contrasts are known in light and dark."""

import colorsys
from functools import lru_cache

ACCENTS: dict[str, str] = {
    "teal": "#0b6e6e",
    "blue": "#1f5fa8",
    "ocean": "#0c6487",
    "green": "#2c6e2f",
    "violet": "#6246a8",
    "plum": "#8d2f6b",
    "brown": "#7a4a21",
    "slate": "#44546a",
}
DEFAULT = "teal"


@lru_cache(maxsize=1024)
def accent_name(colour: str) -> str:
    """The palette entry nearest to any « #rrggbb »: a stylesheet class, so no inline style is ever needed."""
    hue = _hue(colour)
    if hue is None:
        return DEFAULT if not colour else "slate"
    named = {name: _hue(value) for name, value in ACCENTS.items() if name != "slate"}
    exact = next((name for name, value in ACCENTS.items() if value == colour.lower()), None)
    return exact or min(named, key=lambda name: _apart(hue, named[name] or 0.0))


def _hue(colour: str) -> float | None:
    try:
        red, green, blue = (int(colour.lstrip("#")[i : i + 2], 16) / 255 for i in (0, 2, 4))
    except ValueError:
        return None
    hue, _, saturation = colorsys.rgb_to_hls(red, green, blue)
    return hue if saturation > 0.12 else None


def _apart(first: float, second: float) -> float:
    distance = abs(first - second)
    return min(distance, 1 - distance)
