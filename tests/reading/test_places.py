"""Places said in free text."""

from __future__ import annotations

import pytest

from escalation.reading.places import Place, Places

PLACES = Places(
    [
        Place("sheffield", None, ("Sheffield",)),
        Place("sefton", None, ("Sefton",), ("Bootle", "Southport", "Crosby")),
        Place("harrow", None, ("Harrow",), ("Pinner", "Stanmore", "Rayners Lane")),
        Place("sussex", None, ("Sussex", "Pan Sussex", "East and West Sussex")),
        Place(
            "sussex", "brighton_and_hove", ("Brighton and Hove", "B&H", "B'ton"), ("Brighton", "Hove", "Moulsecoomb")
        ),
        Place("sussex", "east_sussex", ("East Sussex", "E Sussex"), ("Hastings", "Battle", "Rye", "Seaford", "Lewes")),
        Place(
            "sussex",
            "west_sussex",
            ("West Sussex", "W Sussex"),
            ("Crawley", "Chichester", "Shoreham-by-Sea", "Lancing", "Worthing"),
        ),
        Place("buckinghamshire", None, ("Buckinghamshire", "Bucks"), ("High Wycombe", "Marlow", "Gerrards Cross")),
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
    assert [place.words for place in PLACES.find("we cover Brighton n Hove here")] == ["Brighton n Hove"]


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


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("B&H front door", "brighton_and_hove"),
        ("b'ton social care", "brighton_and_hove"),
        ("Brighton n Hove", "brighton_and_hove"),
        ("E. Sussex", "east_sussex"),
        ("w sussex", "west_sussex"),
        ("seftons thresholds", "sefton"),
        ("Rayner's Lane", "harrow"),
        ("highwycombe", "buckinghamshire"),
        ("gerrards x", "buckinghamshire"),
        ("East and West Sussex", "sussex"),
        ("a Brighton-based charity", "brighton_and_hove"),
    ],
)
def test_a_name_in_short_or_run_together_is_read(text: str, place: str) -> None:
    assert found(text) == [place]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Buckinghamshir", "buckinghamshire"),
        ("buckinhamshire", "buckinghamshire"),
        ("Moulsecoombe", "brighton_and_hove"),
        ("Bootel", "sefton"),
        ("Chichesyer", "west_sussex"),
        ("sheffeild city council", "sheffield"),
    ],
)
def test_a_slip_at_the_end_or_on_the_next_key_is_forgiven(text: str, place: str) -> None:
    assert found(text) == [place]


@pytest.mark.parametrize(
    ("text", "is_town", "is_misspelt"),
    [("Sefton", False, False), ("Bootle", True, False), ("Seften", False, True), ("Brigton", True, True)],
)
def test_it_is_told_how_plainly_a_place_was_named(text: str, is_town: bool, is_misspelt: bool) -> None:
    (place,) = PLACES.find(text)
    assert (place.is_town, place.is_misspelt) == (is_town, is_misspelt)


@pytest.mark.parametrize(
    "text",
    [
        "Karen Crosby closed the case",
        "Jane from social care and Lucy Marlow",
        "a worker called Crosby",
        "DC Crosby said no crime",
        "the Marlow family",
        "Marlow's mum says no",
        "Marlow is 4 and not in school",
        "Nurse Hastings disagrees",
    ],
)
def test_a_name_of_somebody_is_no_place(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("School in Crosby", "sefton"),
        ("Covering Crosby and the docks", "sefton"),
        ("school nurse crawley", "west_sussex"),
        ("Hastings children's services closed it", "east_sussex"),
        ("Marlow", "buckinghamshire"),
    ],
)
def test_a_town_that_is_also_a_surname_is_still_a_town(text: str, place: str) -> None:
    assert found(text) == [place]


@pytest.mark.parametrize(
    "text",
    [
        "dad is in Lewes prison",
        "HMP Lewes",
        "Sheffield Wednesday",
        "he lives near Sefton Park",
        "New Brighton",
        "it costs a hundred bucks",
        "Milton Keynes, Bucks",
        "12 Crosby Close",
        "Hove-ring over us",
    ],
)
def test_a_name_within_another_name_is_no_place(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("why isn't Sefton doing anything", "sefton"),
        ("the referral came from Harrow", "harrow"),
        ("kids were left in Bootle on their own", "sefton"),
        ("she has lived in Hove since June", "brighton_and_hove"),
        ("we are not far from Sheffield", "sheffield"),
    ],
)
def test_words_that_look_like_a_denial_and_are_none(text: str, place: str) -> None:
    assert found(text) == [place]


@pytest.mark.parametrize(
    "text",
    [
        "we don't cover Bootle",
        "we do not live in Bootle",
        "forget Bootle",
        "no longer in Bootle",
        "originally from Bootle",
        "they moved over here from Bootle",
        "Bootle isn't us",
        "they were in Bootle until June",
    ],
)
def test_a_place_denied_or_left_behind_is_dropped(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("i put bucks but kid lives in hove", "brighton_and_hove"),
        ("sorry, Harrow, I said Sheffield cos I'm from there", "harrow"),
        ("thats wrong, I said Sefton", "sefton"),
        ("family moved Bootle to Hove", "brighton_and_hove"),
    ],
)
def test_a_place_entered_by_mistake_gives_way_to_another(text: str, place: str) -> None:
    assert found(text) == [place]


@pytest.mark.parametrize(("text", "place"), [("east", "east_sussex"), ("the west one", "west_sussex")])
def test_a_part_of_a_localitys_name_is_enough_where_it_was_asked_for(text: str, place: str) -> None:
    assert [found.locality for found in PLACES.find_part(text)] == [place]


@pytest.mark.parametrize("text", ["east or west", "and", "the east wing of the hospital", "sussex"])
def test_a_part_that_does_not_tell_the_localities_apart_names_none(text: str) -> None:
    assert PLACES.find_part(text) == ()
