"""A problem is read, or refused with the path of the value that offends."""

import copy
import json
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from community.matching.problem import Problem, ProblemError
from community.matching.reading import parse
from tests.community.matching.people import mentor, school

GOOD = {
    "mentors": [
        {
            "id": "m1",
            "lat": 49.56,
            "lon": 3.62,
            "radius_km": 20,
            "capacity": 2,
            "remote": False,
            "slots": ["tue-evening"],
            "themes": ["temps-ecran"],
            "languages": ["fr", "tr"],
            "avoid": ["s9"],
        }
    ],
    "schools": [
        {"id": "s1", "lat": 49.57, "lon": 3.65, "places": 1, "priority": True},
        {"id": "s4", "lat": 49.57, "lon": 3.65},
    ],
    "kept": [["m1", "s4"]],
    "locked": [],
    "forbidden": [["m1", "s1"]],
    "options": {"keep_bonus": 0},
}


def refusal(data: object) -> ProblemError:
    text = data if isinstance(data, str | bytes) else json.dumps(data)
    with pytest.raises(ProblemError) as refused:
        parse(text)
    assert str(refused.value).startswith(refused.value.path)
    return refused.value


def changed(path: list, value: object) -> dict:
    data = copy.deepcopy(GOOD)
    at = data
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    return data


def test_a_good_problem_is_read():
    problem = parse(json.dumps(GOOD))
    assert problem == Problem(
        [mentor(capacity=2, radius_km=20.0, avoid=["s9"])],
        [school("s1", places=1, priority=True), school("s4")],
        kept=[("m1", "s4")],
        locked=[],
        forbidden=[("m1", "s1")],
        past=[],
        previous=[],
    )


@pytest.mark.parametrize(
    "text",
    ["", "   ", "nope", "{", "[]", "null", "3", '"x"', "[" * 100_000, b"\xff\xfe\x00"],
    ids=range(10),
)
def test_what_is_not_an_object_is_refused(text):
    assert refusal(text).path == "$"


def test_a_mark_of_byte_order_is_accepted():
    assert parse(b"\xef\xbb\xbf" + json.dumps(GOOD).encode()).mentors


@pytest.mark.parametrize(
    ("path", "value", "named"),
    [
        (["mentors", 0, "lat"], 91, "mentors[0].lat"),
        (["mentors", 0, "lat"], -90.1, "mentors[0].lat"),
        (["mentors", 0, "lat"], float("nan"), "mentors[0].lat"),
        (["mentors", 0, "lon"], float("inf"), "mentors[0].lon"),
        (["schools", 1, "lon"], 180.5, "schools[1].lon"),
        (["schools", 0, "lat"], "49", "schools[0].lat"),
        (["schools", 0, "lat"], True, "schools[0].lat"),
        (["schools", 0, "lat"], None, "schools[0].lat"),
        (["mentors", 0, "radius_km"], -1, "mentors[0].radius_km"),
        (["mentors", 0, "radius_km"], 10**400, "mentors[0].radius_km"),
        (["mentors", 0, "capacity"], -1, "mentors[0].capacity"),
        (["mentors", 0, "capacity"], 1.5, "mentors[0].capacity"),
        (["mentors", 0, "capacity"], True, "mentors[0].capacity"),
        (["mentors", 0, "capacity"], 10**9, "mentors[0].capacity"),
        (["schools", 0, "places"], -2, "schools[0].places"),
        (["schools", 0, "priority"], 1, "schools[0].priority"),
        (["mentors", 0, "slots"], "tue-evening", "mentors[0].slots"),
        (["mentors", 0, "slots"], ["a", 3], "mentors[0].slots[1]"),
        (["mentors", 0, "avoid"], [""], "mentors[0].avoid[0]"),
        (["mentors", 0, "held"], [], "mentors[0].held"),
        (["mentors", 0, "held"], {"x": -1}, "mentors[0].held.x"),
        (["mentors", 0, "id"], "", "mentors[0].id"),
        (["mentors", 0, "id"], 7, "mentors[0].id"),
        (["mentors", 0, "id"], "\ud800", "mentors[0].id"),
        (["schools", 1, "id"], "s1", "schools[1].id"),
        (["schools", 1, "color"], "red", "schools[1].color"),
        (["schools", 1], [], "schools[1]"),
        (["schools"], {}, "schools"),
        (["kept"], {}, "kept"),
        (["kept", 0], ["m1"], "kept[0]"),
        (["kept", 0], ["m1", 4], "kept[0][1]"),
        (["kept", 0], ["m7", "s1"], "kept[0][0]"),
        (["kept", 0], ["m1", "s7"], "kept[0][1]"),
        (["kept"], [["m1", "s1"], ["m1", "s1"]], "kept[1]"),
        (["locked"], [["m1", "s4"], ["m1", "s1"]], "locked[1]"),
        (["forbidden"], [["s1", "m1"]], "forbidden[0][0]"),
        (["options"], [], "options"),
        (["options", "bonus"], 3, "options.bonus"),
        (["options", "keep_bonus"], 1001, "options.keep_bonus"),
        (["options", "weights"], {"distance": 1}, "options.weights"),
        (["options", "weights"], {"luck": 1}, "options.weights.luck"),
        (["options", "weights"], {"slots": -1}, "options.weights.slots"),
        (["extra"], 1, "extra"),
    ],
)
def test_a_bad_value_is_refused_with_its_path(path, value, named):
    assert refusal(changed(path, value)).path == named


@pytest.mark.parametrize("key", ["mentors", "schools"])
def test_a_missing_list_is_refused(key):
    assert refusal({k: v for k, v in GOOD.items() if k != key}).path == key


@pytest.mark.parametrize("key", ["id", "lat", "lon", "radius_km", "capacity"])
def test_a_missing_value_is_refused(key):
    data = copy.deepcopy(GOOD)
    del data["mentors"][0][key]
    assert refusal(data).path == f"mentors[0].{key}"


def test_a_key_given_twice_is_refused():
    text = json.dumps(GOOD).replace('"capacity": 2', '"capacity": 2, "capacity": 3')
    assert refusal(text).path == "capacity"


def test_weights_left_out_keep_their_value():
    given = {"distance": 500, "continuity": 0}
    weights = parse(json.dumps(changed(["options", "weights"], given))).weights
    assert weights["distance"] == 500
    assert weights["themes"] == 200


def test_saying_twice_that_a_pair_is_forbidden_is_harmless():
    pairs = [["m1", "s1"], ["m1", "s1"]]
    assert parse(json.dumps(changed(["forbidden"], pairs))).forbidden


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)
PATHS = [
    [key, *rest]
    for key in ("mentors", "schools", "kept", "options")
    for rest in ([], [0])
    if rest == [] or key != "options"
] + [["mentors", 0, key] for key in GOOD["mentors"][0]]


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(PATHS), JSON)
def test_anything_anywhere_is_read_or_refused(path, value):
    with suppress(ProblemError):
        assert isinstance(parse(json.dumps(changed(path, value))), Problem)
