"""Canonical JSON: RFC 8785, restricted to what any JSON library writes the same."""

import json
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspections.canonical import LARGEST, NotCanonical, digest, encode

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
KEYS = st.text(st.characters(max_codepoint=127), max_size=8)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-LARGEST, LARGEST) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=10,
)
QUICK = settings(max_examples=100, deadline=None)


@QUICK
@given(VALUES)
def test_what_is_written_reads_back_the_same(value):
    assert json.loads(encode(value)) == value


@QUICK
@given(st.dictionaries(KEYS, VALUES, max_size=6))
def test_the_order_of_keys_makes_no_difference_and_they_are_sorted(value):
    backwards = dict(reversed(value.items()))

    assert encode(value) == encode(backwards)
    assert list(json.loads(encode(value))) == sorted(value)


@QUICK
@given(VALUES)
def test_writing_again_what_was_read_changes_no_byte(value):
    assert encode(json.loads(encode(value))) == encode(value)


# RFC 8785 §3.2.2.2: short escapes where JSON has them, lower case hex elsewhere, everything else as it is.
VECTORS = {
    '{"b":1,"a":[]}': b'{"a":[],"b":1}',
    '{ "a" : "\\u20ac\\u0024\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/" }': (
        '{"a":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'.encode()
    ),
    '"\\u0008\\u0009\\u000a\\u000c\\u000d\\u001f\\u007f"': b'"\\b\\t\\n\\f\\r\\u001f\x7f"',
    '"\\ud83d\\ude02 \\u2028"': '"😂 \u2028"'.encode(),
    "[true,false,null,-0,9007199254740991]": b"[true,false,null,0,9007199254740991]",
    '{"1":1,"10":1,"2":1,"A":1,"_":1,"a":1,"":1}': b'{"":1,"1":1,"10":1,"2":1,"A":1,"_":1,"a":1}',
}


@pytest.mark.parametrize("text", VECTORS)
def test_the_bytes_are_those_of_rfc_8785(text):
    assert encode(json.loads(text)) == VECTORS[text]


@pytest.mark.parametrize(
    "value",
    [
        1.0,
        -0.0,
        float("nan"),
        2**53,
        -(2**53),
        "\ud800",
        "a\udfff",
        {"é": 1},
        {1: 2},
        {None: 1},
        b"a",
        {1, 2},
    ],
    ids=repr,
)
def test_what_libraries_write_differently_is_refused_however_deep_it_lies(value):
    for wrapped in (value, [value], {"a": [{"b": value}]}):
        with pytest.raises(NotCanonical):
            encode(wrapped)


def test_the_digest_is_that_of_the_bytes():
    assert digest({"b": 1, "a": "水"}) == sha256('{"a":"水","b":1}'.encode()).hexdigest()
