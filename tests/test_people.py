"""What admins change about others and people about themselves; menus, help, odd button data."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from coordination.people.areas import codes_of, mask_of, toggled
from coordination.places import gazetteer
from handlers import startup
from handlers.table import build
from tests.conftest import Town
from tests.town_people import OLD_BUTTON, asked_to_enter, menu, person_row, two_admins
from views.help import DESCRIPTIONS


async def test_admins_suspend_restore_and_change_roles_of_others(town: Town) -> None:
    await two_admins(town)
    await town.person("fp", role="focal point", governorates=["IQ-NI"], name="Fadil")
    await asked_to_enter(town)
    await town.say("amal", "/people")
    listed = town.last("amal")
    assert listed.text.startswith("People: 4\n")
    assert listed.buttons == (
        ("⏳ Sara · partner",),
        ("Amal · admin",),
        ("Badr · admin",),
        ("Fadil · focal point",),
    )
    await town.press("amal", "Amal")
    assert town.last("amal").buttons == (("Back to the list",),)
    oneself = await town.do(
        town.sim.press_button, town.stage.people["amal"], town.last("amal").raw, "people.suspend 1 2"
    )
    assert (town.toast(oneself), (await person_row(town, "amal"))["state"]) == (OLD_BUTTON, "approved")

    await town.press("amal", "Back to the list")
    await town.press("amal", "Fadil")
    await town.say("badr", "/people")
    await town.press("badr", "Fadil")
    await town.press("amal", "Suspend")
    assert "State: suspended" in town.last("amal").text
    assert town.last("fp").text == (
        "Your access has been suspended by an admin. Ask the centre if you think this is wrong."
    )
    late = await town.press("badr", "Suspend")
    assert (town.toast(late), "State: suspended" in town.last("badr").text) == (OLD_BUTTON, True)
    assert len(town.texts("fp")) == 1
    await town.say("fp", "/start")
    assert town.last("fp").text == (
        "Your access is suspended, and I keep nothing of what you write. "
        "Ask the centre if you think this is wrong."
    )
    assert await menu(town, "fp") == ["start", "language", "help"]

    await town.press("amal", "Restore")
    assert town.last("fp").text == (
        "✅ Your access has been restored. What you can do: /help\n\n"
        "Name: Fadil\nRole: focal point\nGovernorates: Ninewa"
    )
    await town.press("amal", "Change role")
    await town.press("amal", "Deputy")
    await town.press("amal", "✓ Ninewa")
    await town.press("amal", "Erbil")
    await town.press("amal", "Done")
    assert town.last("fp").text.endswith("Name: Fadil\nRole: deputy focal point\nGovernorates: Erbil")
    await town.press("amal", "Change role")
    await town.press("amal", "Admin")
    assert "people" in await menu(town, "fp")
    await town.say("fp", "/trail")
    assert [line.split(" · ", 1)[1] for line in town.last("fp").text.splitlines()[1:]] == [
        "Amal · role changed: Fadil",
        "Amal · role changed: Fadil",
        "Amal · person approved: Fadil",
        "Amal · person suspended: Fadil",
        "Sara · entry requested: Sara",
    ]


async def test_the_list_has_pages(town: Town) -> None:
    await town.person("amal", role="admin", name="Amal")
    for n in range(9):
        await town.person(f"p{n}", role="partner", name=f"Person {n}")
    await town.say("amal", "/people")
    assert [row[0].split(" ·")[0] for row in town.last("amal").buttons] == [
        "Amal",
        *(f"Person {n}" for n in range(7)),
        "Next page",
    ]
    await town.press("amal", "Next page")
    assert [row[0].split(" ·")[0] for row in town.last("amal").buttons] == [
        "Person 7",
        "Person 8",
        "Previous page",
    ]


async def test_language_and_digits(town: Town) -> None:
    await town.person("fp", role="focal point", governorates=["IQ-NI"], name="Fadil", organisation="Council")
    await town.say("fp", "/me")
    me = town.last("fp")
    assert me.text == (
        "Name: Fadil\nOrganisation: Council\nRole: focal point\nGovernorates: Ninewa\n"
        f"Telegram id: {town.stage.people['fp'].id}\nLanguage: English\nDigits: 123\n"
        "Phone number: none given"
    )
    assert me.buttons == (("العربية", "English"), ("123", "١٢٣"), ("Share my phone number",))
    await town.press("fp", "١٢٣")
    assert town.last("fp").text == "I write to you in English, and numbers like this: ١٬٢٣٤."
    await town.press("fp", "العربية")
    row = await person_row(town, "fp")
    assert (row["language"], row["digits"], row["version"]) == ("ar", "arabic", 2)
    await town.say("fp", "/language")
    await town.press("fp", "English")
    await town.press("fp", "123")
    await town.say("fp", "/start")
    assert town.last("fp").text.startswith(
        "Hello Fadil. You are here as focal point.\n\nWhat you can do here\n"
    )
    await town.say("fp", "/help")
    assert town.last("fp").text.startswith("What you can do here\n")


async def test_groups_are_told_where_help_is(town: Town) -> None:
    await town.person("fp", role="focal point", governorates=["IQ-NI"])
    await town.stranger("sara", "en")
    await town.group("team", ["fp", "sara"])
    before = len(town.texts("team"))
    await town.say("fp", "/help", group="team")
    seen = town.last("team")
    assert (seen.text, seen.buttons) == (
        "I explain what you can do in a private chat with me: /help there.",
        (("Open a private chat",),),
    )
    await town.say("sara", "/start", group="team")
    assert (len(town.texts("team")), await town.rows("SELECT * FROM forms")) == (before + 2, [])


async def test_odd_button_data_changes_nothing(town: Town) -> None:
    amal = await town.person("amal", role="admin", name="Amal")
    sara = await town.stranger("sara", "en", name="Sara")
    await town.say("sara", "/start")
    await town.press("sara", "English")
    await town.say("amal", "/people")
    before = await town.rows("SELECT * FROM people, forms")
    # These need nothing more than a form, or a role, to do what they are for.
    rightly = {"invite.make", "invite.role", "join.name", "join.back", "join.cancel"}
    for person, key, prefixes in (
        (amal, "amal", ("join.approve", "join.reject", "people.", "invite.", "me.")),
        (sara, "sara", ("join.", "me.")),
    ):
        card = town.last(key).raw
        for action in build().presses:
            if action.startswith(prefixes) and action not in rightly:
                for odd in ("", " 99999999999999999999", " ١ x", " 1 2 x y", " 1 2 admin zz", " 1 2 join 1"):
                    town.sim.press_button(person, card, action + odd)
    await town.stage.settle()
    after = await town.rows("SELECT * FROM people, forms")
    assert [row | {"language": "en"} for row in after] == [row | {"language": "en"} for row in before]
    assert await town.rows("SELECT * FROM inbox WHERE state <> 'done' OR attempts > 0") == []


async def test_menus_and_descriptions_are_sent_when_they_change(town: Town) -> None:
    await town.stage.settle()
    methods = [call.method for call in town.sim.ledger if call.method.startswith("setMy") and call.ok]
    assert methods == ["setMyCommands", "setMyCommands", "setMyDescription", "setMyShortDescription"] * 2
    routes = build()
    assert set(routes.commands) == set(DESCRIPTIONS)
    async with town.database.transaction() as tx:
        count = await tx.outbox.unsent()
        await startup.prepare(tx, town.clock.now(), routes)
        assert await tx.outbox.unsent() == count
        del routes.commands["settings"]
        await startup.prepare(tx, town.clock.now(), routes)
        assert await tx.outbox.unsent() == count + 8


@given(st.sets(st.sampled_from([place.id for place in gazetteer().governorates()])))
def test_governorates_in_a_button_can_be_read_back(codes: set[str]) -> None:
    found = codes_of(mask_of(codes))
    assert found is not None and set(found) == codes
    assert set(toggled(found, "IQ-NI")) == codes ^ {"IQ-NI"}


def test_odd_governorate_numbers_are_refused() -> None:
    assert [codes_of(mask) for mask in ("", "x", "-1", "80000")] == [None] * 4
