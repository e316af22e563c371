from filrouge.ui.radar import RADIUS, RadarChart, Spoke, radar
from filrouge.ui.templatetags.charts import any_chart


def drawn(*spokes, top=4):
    return radar(RadarChart("T", spokes, top, "médiane"))


def test_levels_go_outwards_from_the_top_clockwise():
    drawing = drawn(Spoke("Nord", 4), Spoke("Est", 2), Spoke("Sud", 4), Spoke("Ouest", 1))

    assert drawing.dots == [("0", f"-{RADIUS}"), ("85", "0"), ("0", f"{RADIUS}"), ("-42.5", "0")]
    assert drawing.outline == f"M0 -{RADIUS} L85 0 L0 {RADIUS} L-42.5 0 Z"
    assert [level for level, _path, _at in drawing.rings] == [1, 2, 3, 4]


def test_what_is_not_known_cuts_the_outline():
    drawing = drawn(Spoke("a", 4), Spoke("b", None), Spoke("c", 4), Spoke("d", 1))

    assert "Z" not in drawing.outline
    assert drawing.outline.count("M") == 1
    assert len(drawing.dots) == 3


def test_the_last_and_the_first_are_neighbours():
    drawing = drawn(Spoke("a", 1), Spoke("b", None), Spoke("c", 3), Spoke("d", 4))

    assert drawing.outline == "M0 127.5 L-170 0 L0 -42.5"


def test_the_band_is_drawn_between_neighbours_with_both_bounds():
    known = [Spoke(name, 2, 1, 3) for name in "abc"]

    assert drawn(*known).band == (
        "M0 -127.5 L110.4 63.8 L-110.4 63.8 L0 -127.5 L0 -42.5 L-36.8 21.2 L36.8 21.2 L0 -42.5 Z"
    )
    assert drawn(*known, Spoke("d", 2, 1)).band == "M0 -127.5 L127.5 0 L0 127.5 L0 42.5 L42.5 0 L0 -42.5 Z"
    assert drawn(known[0], Spoke("b", 2), known[1], Spoke("d", None)).band == ""
    assert drawn(*known).before == ""


def test_the_band_is_told_once_it_is_drawn():
    def told(*spokes):
        return "moitié" in any_chart(RadarChart("T", spokes, 4, "médiane", "la moitié"))

    known = [Spoke(name, 2, 1, 3) for name in "abc"]
    assert told(*known, Spoke("d", None))
    assert not told(known[0], Spoke("b", None), known[1], Spoke("d", None))


def test_a_long_name_keeps_to_three_lines():
    [label, *_others] = drawn(
        Spoke("Un intitulé de dimension écrit par l’équipe, bien trop long", 1), *known_spokes()
    ).labels

    assert len(label.lines) == 3
    assert label.lines[0][1].startswith("1. ")
    assert label.lines[2][1].endswith("…")


def known_spokes():
    return [Spoke("b", 1), Spoke("c", 1)]
