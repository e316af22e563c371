from filrouge.ui.radar import RADIUS, RadarChart, Spoke, radar


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
    assert drawing.outline.count("M") == 2
    assert len(drawing.dots) == 3


def test_the_band_lies_between_two_outlines_or_is_not_drawn():
    known = [Spoke(name, 2, 1, 3) for name in "abc"]

    assert drawn(*known).band.count("Z") == 2
    assert drawn(*known[:2], Spoke("c", 2)).band == ""
    assert drawn(*known).before == ""


def test_a_long_name_keeps_to_three_lines():
    [label, *_others] = drawn(
        Spoke("Un intitulé de dimension écrit par l’équipe, bien trop long", 1), *known_spokes()
    ).labels

    assert len(label.lines) == 3
    assert label.lines[0][1].startswith("1. ")
    assert label.lines[2][1].endswith("…")


def known_spokes():
    return [Spoke("b", 1), Spoke("c", 1)]
