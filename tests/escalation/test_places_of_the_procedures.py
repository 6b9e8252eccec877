"""The names of places in the five procedure files."""

from __future__ import annotations

from collections import defaultdict

import pytest

from escalation.library import Library
from escalation.reading.places import Place, Places


@pytest.fixture(scope="module")
def places(library: Library) -> Places:
    wide = [Place(each.partnership, None, (each.name, *each.aliases), each.towns) for each in library]
    near = [
        Place(each.partnership, part.code, (part.name, *part.aliases), part.towns)
        for each in library
        for part in each.localities
    ]
    return Places([*wide, *near])


def read(places: Places, text: str) -> set[str]:
    return {place.locality or place.partnership for place in places.find(text)}


def test_no_name_is_given_to_two_partnerships(library: Library) -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for procedure in library:
        for part in (procedure, *procedure.localities):
            for name in (*part.aliases, *part.towns):
                owners[name.lower()].add(procedure.partnership)
    assert {name: places for name, places in owners.items() if len(places) > 1} == {}


def test_every_name_in_the_files_is_read_as_its_own_place(library: Library, places: Places) -> None:
    for procedure in library:
        for part in (procedure, *procedure.localities):
            expected = {getattr(part, "code", procedure.partnership)}
            for name in (*part.aliases, *part.towns):
                assert read(places, name) == expected, name


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("GP surgery in Stannington", "sheffield"),
        ("up Burngreave way", "sheffield"),
        ("Shef", "sheffield"),
        ("Hillsboro", "sheffield"),
        ("Litherland", "sefton"),
        ("Aintree", "sefton"),
        ("Rayners Lane", "harrow"),
        ("Wealdstone", "harrow"),
        ("Princess Risborough", "buckinghamshire"),
        ("Aylsbury", "buckinghamshire"),
        ("Bucks CC", "buckinghamshire"),
        ("Portslade", "brighton_and_hove"),
        ("St Leonards", "east_sussex"),
        ("Burgess Hill", "west_sussex"),
        ("mid sussex", "west_sussex"),
        ("Saltdean", "sussex"),
    ],
)
def test_towns_districts_and_short_names_are_read(places: Places, text: str, place: str) -> None:
    assert read(places, text) == {place}


@pytest.mark.parametrize(
    "text",
    [
        "Rotherham", "Dronfield", "Liverpool", "Kirkby", "Ormskirk", "Wembley", "Edgware", "Ruislip", "Slough",
        "Milton Keynes", "Bletchley", "Haslemere", "Guildford", "Gatwick", "Tunbridge Wells", "Emsworth", "Burnham",
        "Saffron Walden", "Hatfield", "Stockport", "Colchester", "a person cross with us", "Mr Darnell",
        "the headstone", "going by sea", "crosses the road", "ferrying the children",
    ],
)  # fmt: skip
def test_a_neighbouring_place_or_a_word_like_a_name_is_none_of_ours(places: Places, text: str) -> None:
    assert read(places, text) == set()
