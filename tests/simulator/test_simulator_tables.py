"""The tables of parameters and fields against the Bot API's."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.calls import HANDLERS
from simulator.errors import ApiError
from simulator.methods import METHODS
from simulator.objects import OBJECTS
from simulator.schema import fields, parameter_names


def table(name: str) -> dict[str, dict[str, bool]]:
    lines = Path(__file__).with_name(name).read_text("utf-8").splitlines()[1:]
    words = [line.split() for line in lines]
    return {first: {word.rstrip("!"): word.endswith("!") for word in rest} for first, *rest in words}


def test_every_method_has_exactly_the_parameters_of_the_bot_api() -> None:
    assert {name: parameter_names(notation) for name, notation in METHODS.items()} == table("parameters.txt")


def test_every_object_has_exactly_the_fields_of_the_bot_api() -> None:
    assert {name: parameter_names(notation) for name, notation in OBJECTS.items()} == table("fields.txt")


def test_every_method_is_played() -> None:
    assert set(METHODS) - set(HANDLERS) == {"getUpdates"}


READ = fields("m", "n:int f:float b:bool s:str c!:chat list:[int] x:~ keyboard:Markup")


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"c": 1, "zz": 1}, 'm has no parameter "zz"'),
        ({}, 'm requires the parameter "c"'),
        ({"c": None}, 'm requires the parameter "c"'),
        ({"c": ""}, "c is empty"),
        ({"c": "sarah"}, 'parameter "c" must be an integer'),
        ({"c": 1, "n": True}, 'parameter "n" must be an integer'),
        ({"c": 1, "n": "1.5"}, 'parameter "n" must be an integer'),
        ({"c": 1, "f": "north"}, 'parameter "f" must be a number'),
        ({"c": 1, "b": "maybe"}, 'parameter "b" must be a boolean'),
        ({"c": 1, "s": 5}, 'parameter "s" must be a string'),
        ({"c": 1, "list": "[1"}, 'can\'t parse the parameter "list" as JSON'),
        ({"c": 1, "list": ["a"]}, 'parameter "list[0]" must be an integer'),
        ({"c": 1, "x": 1}, 'the simulator does not play the parameter "x"'),
        ({"c": 1, "keyboard": {"rows": []}}, 'parameter "keyboard" must be a keyboard'),
        (
            {"c": 1, "keyboard": {"inline_keyboard": [[{"text": "a", "data": "b"}]]}},
            'InlineKeyboardButton has no parameter "keyboard.inline_keyboard[0][0].data"',
        ),
        (
            {"c": 1, "keyboard": {"inline_keyboard": [{"text": "a"}]}},
            'parameter "keyboard.inline_keyboard[0]" must be an array',
        ),
    ],
)
def test_what_does_not_fit_is_named(given: dict[str, object], sentence: str) -> None:
    with pytest.raises(ApiError) as refusal:
        READ.read(given)
    assert (refusal.value.code, refusal.value.description) == (400, f"Bad Request: {sentence}")


def test_form_fields_are_converted() -> None:
    given = {"c": "-100", "n": "7", "f": "36.3", "b": "True", "s": "7", "list": "[1, 2]", "x": None}
    assert READ.read(given) == {"c": -100, "n": 7, "f": 36.3, "b": True, "s": "7", "list": [1, 2]}
    assert READ.read({"c": "@sarah"}) == {"c": "@sarah"}
