"""The bot as a real process: killed, restarted, by polling and by webhook. Nothing lost, nothing twice."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

import databases
from process import BotProcess, all_done, free_port
from simulator import Person, Simulator

PEOPLE, EACH = 10, 20


@pytest.fixture
async def sim() -> AsyncIterator[Simulator]:
    simulator = Simulator(token="4200:VERY-SECRET-TOKEN")
    await simulator.start()
    yield simulator
    await simulator.stop()


async def until(done: Callable[[], bool], within: float = 60) -> None:
    async with asyncio.timeout(within):
        while not done():  # noqa: ASYNC110  the bot is another process
            await asyncio.sleep(0.005)


def answers(sim: Simulator, person: Person) -> int:
    return sum(1 for message in sim.visible(person) if message["from"]["is_bot"])


@pytest.mark.skipif(databases.ON_POSTGRES, reason="test_replicas kills there, and counts what ended unknown")
async def test_killed_in_the_middle_of_200_updates_none_is_answered_twice_and_none_is_missing_unnoticed(
    sim: Simulator, tmp_path: Path
) -> None:
    """An answer whose call was under way at a kill is never repeated; its row says that its end is unknown."""
    bot = BotProcess(tmp_path, sim.url, sim.token)
    people = [sim.add_person(f"person {n}") for n in range(PEOPLE)]

    def answered() -> int:
        return sum(answers(sim, person) for person in people)

    await bot.start()
    chance = random.Random(17)
    for _ in range(EACH):
        for person in people:
            sim.say(person, "/me")
    for share in (0.2, 0.45, 0.7):
        goal = int(PEOPLE * EACH * share) + chance.randrange(10)
        await until(lambda goal=goal: answered() >= goal)
        await bot.kill()
        await bot.start()
    await until(lambda: sim.pending() == 0)
    async with asyncio.timeout(60):
        unknown = await all_done(databases.url(tmp_path / "tansiq.sqlite"))
    assert await bot.stop() == 0
    for person in people:
        assert EACH - unknown.get(person.id, 0) <= answers(sim, person) <= EACH
    assert "VERY-SECRET-TOKEN" not in bot.log


async def test_webhook_takes_what_has_the_secret_and_keeps_it(sim: Simulator, tmp_path: Path) -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}/telegram"
    bot = BotProcess(
        tmp_path,
        sim.url,
        sim.token,
        BOT_WEBHOOK_URL=url,
        BOT_WEBHOOK_LISTEN=f"127.0.0.1:{port}",
        BOT_WEBHOOK_SECRET="a-secret-of-the-test",
    )
    sara = sim.add_person("Sara")
    await bot.start()
    sim.faults.add(None, "duplicate_updates", times=3)
    for _ in range(3):
        sim.say(sara, "/me")
    await until(lambda: answers(sim, sara) >= 3 and sim.pending() == 0)
    sim.faults.add(None, "reorder_updates")
    sim.faults.add(None, "duplicate_updates")
    for _ in range(2):
        sim.say(sara, "/me")
    await until(lambda: answers(sim, sara) >= 5 and sim.pending() == 0)
    assert await bot.stop() == 0
    assert answers(sim, sara) == 5
    set_webhook = next(call for call in sim.ledger if call.method == "setWebhook")
    assert set_webhook.params["secret_token"] == "a-secret-of-the-test"


@pytest.mark.skipif(databases.ON_POSTGRES, reason="a server may have as many as it likes")
async def test_a_second_bot_on_the_same_file_is_refused_until_the_first_is_killed(
    sim: Simulator, tmp_path: Path
) -> None:
    file = tmp_path / "tansiq.sqlite"
    (tmp_path / "second").mkdir()
    first = BotProcess(tmp_path, sim.url, sim.token)
    second = BotProcess(tmp_path / "second", sim.url, sim.token, BOT_DATABASE_URL=f"sqlite:///{file}")
    sara = sim.add_person("Sara")
    sim.say(sara, "/me")
    await first.start()
    await until(lambda: answers(sim, sara) == 1)
    await second.start()
    assert await second.ended() == 1
    assert second.log == (
        f"tansiq: Another bot runs on this database ({file}): stop it first, or set another database_url.\n"
    )
    await first.kill()
    await second.start()
    sim.say(sara, "/me")
    await until(lambda: answers(sim, sara) == 2)
    assert await second.stop() == 0


@pytest.mark.parametrize("setting", ["webhook", "feed", "monitor"])
async def test_a_port_in_use_is_told_with_its_setting(sim: Simulator, tmp_path: Path, setting: str) -> None:
    taken = sim.url.removeprefix("http://")
    url = {} if setting == "monitor" else {f"BOT_{setting.upper()}_URL": "https://bot.example.org/x"}
    bot = BotProcess(
        tmp_path,
        sim.url,
        sim.token,
        BOT_WEBHOOK_SECRET="a-secret-of-the-test",
        **url,
        **{f"BOT_{setting.upper()}_LISTEN": taken},
    )
    await bot.start()
    assert await bot.ended() == 1
    said = [line for line in bot.log.splitlines() if not line.startswith("{")]
    assert said == [f"tansiq: {setting}.listen: {taken} is in use by another program: choose another port."]


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        (
            {"BOT_TOKEN": "nonsense"},
            "tansiq: The bot token is not of the form 123456:ABC-DEF that @BotFather gives.",
        ),
        (
            {"BOT_CONFIG": "nowhere.toml"},
            "tansiq: The configuration file nowhere.toml named by BOT_CONFIG does not exist.",
        ),
        (
            {"BOT_TOKEN": ""},
            "tansiq: There is no bot token: copy config.example.toml to config.toml and put in the token from @BotFather, or set BOT_TOKEN.",
        ),
        ({"BOT_ADMINS": "me"}, "tansiq: BOT_ADMINS must be Telegram ids with commas between them, not 'me'."),
        (
            {"BOT_DATABASE_URL": "mysql://x"},
            "tansiq: The database address must begin with sqlite:/// or postgresql:// , not mysql:",
        ),
        (
            {"BOT_TOKEN": "1:THIS-IS-REFUSED"},
            "tansiq: The Bot API refuses the token: check it with @BotFather.",
        ),
    ],
)
async def test_what_an_operator_can_mend_is_one_sentence(
    sim: Simulator, tmp_path: Path, settings: dict[str, str], sentence: str
) -> None:
    bot = BotProcess(tmp_path, sim.url, sim.token, **settings)
    await bot.start()
    assert await bot.ended() == 1
    assert bot.log.strip().splitlines()[-1] == sentence
