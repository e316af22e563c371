"""The matrix of the house, and what a team makes of it."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from filrouge.kernel.tenancy.enums import Role
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.modules.maturity import queries, services
from filrouge.modules.maturity.models import DimensionText
from filrouge.modules.maturity.models.dimensions import LONGEST_LEVEL, validate_levels
from tests.factories import MembershipFactory

LEVELS = ["Rien", "Un peu", "Souvent", "Toujours"]


def url(name, *args):
    return reverse(f"maturity:{name}", args=["chastel", *args])


def test_the_matrix_has_four_axes_and_sixteen_dimensions_with_a_source():
    matrix = queries.shipped()

    assert [len(axis.dimensions) for axis in matrix.axes] == [4, 4, 4, 4]
    assert len({one.code for one in matrix.dimensions}) == 16
    assert matrix.source
    assert matrix.confidence in {"low", "medium", "high"}


@pytest.mark.parametrize("dimension", queries.shipped().dimensions, ids=lambda one: one.code)
def test_every_level_is_one_short_sentence(dimension):
    validate_levels(list(dimension.levels))
    assert len(set(dimension.levels)) == 4
    assert all(len(level) <= LONGEST_LEVEL and level.endswith(".") for level in dimension.levels)


def test_a_team_says_a_dimension_otherwise_and_takes_it_back(in_organisation, membership):
    services.change_dimension("needs", by=membership, title="Les besoins d’ici", levels=LEVELS)
    changed = queries.team_matrix().get("needs")
    assert (changed.title, changed.levels, changed.is_changed) == ("Les besoins d’ici", tuple(LEVELS), True)

    services.reset_dimension("needs", by=membership)
    assert queries.team_matrix().get("needs") == queries.shipped().get("needs")


def test_a_dimension_put_aside_leaves_the_next_assessment(in_organisation, membership):
    services.show_dimension("needs", by=membership, shown=False)

    assert "needs" not in {row["code"] for row in queries.frozen(queries.team_matrix())}
    assert not queries.team_matrix().get("needs").is_changed


def test_a_dimension_of_ones_own_ends_its_axis(in_organisation, membership):
    services.add_dimension(by=membership, axis="team", title="Accueillir les étudiants", levels=LEVELS)

    axis = queries.axes_of(queries.frozen(queries.team_matrix()))[2]
    assert [one.title for one in axis.dimensions][-1] == "Accueillir les étudiants"


def test_the_last_dimension_stays(in_organisation, membership):
    codes = [one.code for one in queries.shipped().dimensions]
    for code in codes[1:]:
        services.show_dimension(code, by=membership, shown=False)

    with pytest.raises(ValidationError, match="au moins une"):
        services.show_dimension(codes[0], by=membership, shown=False)


@pytest.mark.parametrize("levels", [LEVELS[:3], [*LEVELS[:3], "  "], [*LEVELS[:3], "x" * 201]])
def test_four_short_sentences_are_asked(in_organisation, membership, levels):
    with pytest.raises(ValidationError):
        services.change_dimension("needs", by=membership, title="Besoins", levels=levels)


def test_the_pages_change_a_dimension(logged_in, organisation):
    typed = {"title": "Besoins"} | {f"level_{number}": text for number, text in enumerate(LEVELS, 1)}

    assert logged_in.post(url("dimension_edit", "needs"), typed).status_code == 302
    assert "Besoins" in logged_in.get(url("dimensions")).content.decode()
    logged_in.post(url("dimension_show", "needs"), {"reset": "1"})
    assert logged_in.post(url("dimension_create"), {**typed, "axis": "team"}).status_code == 302
    with organisation_scope(organisation):
        assert [row.is_own for row in DimensionText.objects.all()] == [True]


def test_an_unknown_dimension_is_not_found(logged_in):
    assert logged_in.get(url("dimension_edit", "nothing")).status_code == 404


def test_a_name_of_a_patient_is_questioned(logged_in):
    typed = {"title": "Mme Durand"} | {f"level_{number}": text for number, text in enumerate(LEVELS, 1)}

    assert logged_in.post(url("dimension_edit", "needs"), typed).status_code == 422


def test_who_only_reads_changes_nothing(client, organisation):
    client.force_login(MembershipFactory(organisation=organisation, roles=[Role.PROFESSIONAL]).user)

    assert client.get(url("dimensions")).status_code == 200
    assert client.get(url("dimension_edit", "needs")).status_code == 403
    assert client.post(url("dimension_show", "needs"), {"shown": "0"}).status_code == 403


@pytest.mark.parametrize("own", [0, 3])
def test_the_page_costs_the_same_whatever_the_team_wrote(logged_in, organisation, membership, page_queries, own):
    with organisation_scope(organisation):
        for number in range(own):
            services.add_dimension(by=membership, axis="team", title=f"Dimension {number}", levels=LEVELS)

    with page_queries(4):
        logged_in.get(url("dimensions"))
