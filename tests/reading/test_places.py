"""Places said in free text."""

from __future__ import annotations

import pytest

from escalation.reading.places import Place, Places

PLACES = Places(
    [
        Place("sheffield", None, ("Sheffield",)),
        Place("sefton", None, ("Sefton", "Bootle", "Southport")),
        Place("harrow", None, ("Harrow", "Pinner", "Stanmore")),
        Place("sussex", None, ("Sussex", "Pan Sussex")),
        Place("sussex", "brighton_and_hove", ("Brighton and Hove", "Brighton", "Hove")),
        Place("sussex", "east_sussex", ("East Sussex", "Hastings", "Battle", "Rye", "Seaford")),
        Place("sussex", "west_sussex", ("West Sussex", "Crawley", "Chichester", "Shoreham-by-Sea", "Lancing")),
        Place("buckinghamshire", None, ("Buckinghamshire", "Bucks", "High Wycombe", "Marlow")),
    ]
)


def found(text: str) -> list[str]:
    return [place.locality or place.partnership for place in PLACES.find(text)]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("I'm in Sheffield", "sheffield"),
        ("HARROW", "harrow"),
        ("sefton's social care", "sefton"),
        ("It’s Sefton’s case", "sefton"),
        ("the family live in high wycombe", "buckinghamshire"),
        ("bucks", "buckinghamshire"),
        ("Brighton & Hove", "brighton_and_hove"),
        ("Shoreham by Sea", "west_sussex"),
        ("Pan Sussex", "sussex"),
        ("we are not happy with Sefton", "sefton"),
    ],
)
def test_a_name_is_read(text: str, place: str) -> None:
    assert found(text) == [place]


def test_the_longest_name_wins() -> None:
    assert found("we are in east sussex") == ["east_sussex"]
    assert found("somewhere in Sussex") == ["sussex"]


def test_the_nearer_place_makes_the_wider_one_needless() -> None:
    assert found("Brighton, Sussex") == ["brighton_and_hove"]


def test_two_places_come_in_order_of_appearance() -> None:
    assert found("She lives in Sheffield but school is in Harrow") == ["sheffield", "harrow"]


def test_the_words_are_the_persons_own() -> None:
    (place,) = PLACES.find("We cover Brigton & Hove here")
    assert place.words == "Brigton & Hove"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Brigton", "brighton_and_hove"),
        ("Shefield", "sheffield"),
        ("Shefeild", "sheffield"),
        ("Buckinghamshre", "buckinghamshire"),
        ("Seften", "sefton"),
        ("East Susex", "east_sussex"),
        ("Chichster", "west_sussex"),
    ],
)
def test_a_slip_of_the_finger_is_forgiven(text: str, place: str) -> None:
    assert found(text) == [place]


@pytest.mark.parametrize(
    "text",
    [
        "he is a bright lad",
        "brighter days",
        "brighten up",
        "a harrowing visit",
        "the sexton",
        "a narrow escape",
        "the baby crawled",
        "a bottle of milk",
        "seafood",
        "lacing his shoes",
        "dinner for a winner",
        "Colchester",
        "Shfild",
        "Shenfield",
        "mallow",
        "passing the buck",
        "over and over",
        "",
    ],
)
def test_no_false_friend_is_taken_for_a_place(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "it is Harrow not Sefton",
        "no, Harrow not Sefton",
        "it isn't in Sefton, it's Harrow",
        "HARROW NOT SEFTON",
        "I said Sefton but meant Harrow",
        "rather than Sefton, Harrow",
        "Sefton is wrong, Harrow",
    ],
)
def test_a_place_denied_is_dropped(text: str) -> None:
    assert found(text) == ["harrow"]


@pytest.mark.parametrize("text", ["not Sefton", "isn’t Sefton", "not Harrow or Sefton", "nothing to do with Sefton"])
def test_only_denied_places_leave_nothing(text: str) -> None:
    assert found(text) == []


def test_where_a_family_came_from_is_not_where_it_is() -> None:
    assert found("they moved from Sheffield to Harrow") == ["harrow"]
    assert found("she used to live in Sefton") == []


@pytest.mark.parametrize("text", ["Mrs Hastings said no", "they live on Sheffield Road"])
def test_a_surname_or_a_street_is_no_place(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("we battle with them", []),
        ("Battle with them goes on", []),
        ("the family live in Battle", ["east_sussex"]),
        ("battle", ["east_sussex"]),
    ],
)
def test_an_everyday_word_needs_its_capital(text: str, places: list[str]) -> None:
    assert found(text) == places


def test_names_come_only_from_the_procedures() -> None:
    places = Places([Place("newtown", None, ("Newtown",))])
    assert [place.partnership for place in places.find("Newtown, not far from Sheffield")] == ["newtown"]


def test_a_name_that_two_partnerships_share_gives_both() -> None:
    places = Places([Place("north", None, ("Ashford",)), Place("south", None, ("Ashford",))])
    assert [place.partnership for place in places.find("Ashford")] == ["north", "south"]
