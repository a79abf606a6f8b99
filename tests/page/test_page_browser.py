"""The page in a real browser: people practise with the echo bot."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from chromium import CHROMIUM, FLAGS, WITHOUT
from echo_bot import EchoBot, Practice
from playwright.async_api import Browser, Locator, Page, async_playwright, expect

# The smallest valid PNG: one transparent pixel.
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154"
    "789c6360606060000000050001a5f645400000000049454e44ae426082"
)

# Visible controls that are hard to hit with a thumb, or stand outside the screen; the tabs may scroll.
TOO_SMALL = """() => [...document.querySelectorAll("button:not(.tab), select, input, textarea, a.key")]
    .filter((node) => node.checkVisibility())
    .map((node) => [node.className || node.id || node.name, node.getBoundingClientRect()])
    .filter(([, box]) => box.width < 44 || box.height < 44 || box.left < 0 || box.right > innerWidth)
    .map(([name, box]) => `${name}: ${box.width} x ${box.height} at ${box.left}`)"""

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(CHROMIUM is None, reason=WITHOUT),
]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="module")
async def page(browser: Browser, practice: Practice, echo: EchoBot) -> AsyncIterator[Page]:
    page = await browser.new_page(
        viewport={"width": 1440, "height": 900}, locale="en-GB", color_scheme="light"
    )
    page.set_default_timeout(5000)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
    page.on(
        "request",
        lambda request: None if request.url.startswith(practice.sim.url) else errors.append(request.url),
    )
    await page.goto(practice.sim.url)
    await expect(page.locator(".column")).to_have_count(4)
    yield page
    await page.close()
    assert errors == []


def column(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name)


async def write(where: Locator, text: str) -> None:
    await where.locator("textarea").fill(text)
    await where.locator("textarea").press("Enter")


async def style(where: Locator, name: str) -> str:
    found = await where.evaluate(f"node => getComputedStyle(node).getPropertyValue('{name}')")
    return str(found)


async def test_an_arabic_person_practises(page: Page, practice: Practice, echo: EchoBot) -> None:
    ahmed = column(page, "أحمد الجبوري")
    await write(ahmed, "نزوح ١٢٠ عائلة من الموصل")
    answer = ahmed.locator(".message:not(.own)")
    lines = answer.locator(".line")
    await expect(lines).to_have_text(["وصل: نزوح ١٢٠ عائلة من الموصل", "Received"])
    assert await style(ahmed.locator(".own .line"), "direction") == "rtl"
    assert [await style(lines.nth(index), "direction") for index in (0, 1)] == ["rtl", "ltr"]
    own, other = (
        await ahmed.locator(".own .bubble").bounding_box(),
        await answer.locator(".bubble").bounding_box(),
    )
    assert own is not None and other is not None
    assert (
        own["x"] + own["width"] > other["x"] + other["width"]
    )  # who wrote it decides the side, not the language

    await answer.get_by_role("button", name="حفظ").click()
    await expect(lines).to_have_text(["تم الحفظ <saved>"])
    await expect(answer.locator("strong")).to_have_text("تم الحفظ")
    await expect(page.locator(".toast")).to_have_text("تم")
    assert echo.pressed == [(practice.ahmed.id, "save")]


async def test_an_alert_waits_for_ok(page: Page, echo: EchoBot) -> None:
    sarah = column(page, "Sarah Lind")
    await sarah.get_by_role("button", name="Start").click()
    await sarah.get_by_role("button", name="Cancel").click()
    alert = page.get_by_role("dialog")
    await expect(alert.locator("p")).to_have_text("تم")
    await alert.get_by_role("button", name="OK").click()
    await expect(alert).to_have_count(0)


async def test_the_commands_menu_inserts(page: Page) -> None:
    for name, about, inserted in [
        ("أحمد الجبوري", "إرسال تحديث", "/status "),
        ("Sarah Lind", "Send an update", "/status "),
    ]:
        where = column(page, name)
        await where.locator("button.commands").click()
        await expect(where.locator(".command-about")).to_have_text([about])
        await where.locator(".command-list button").click()
        await expect(where.locator("textarea")).to_have_value(inserted)
        await expect(where.locator("textarea")).to_be_focused()


async def test_in_a_group_one_chooses_who_speaks(page: Page, practice: Practice) -> None:
    group = column(page, "تنسيق نينوى")
    await group.get_by_label("Speak as").select_option(label="Sarah Lind")
    await group.locator("button.commands").click()
    await group.locator(".command-list button").click()
    await expect(group.locator("textarea")).to_have_value("/status@tansiq_bot ")
    await group.locator("textarea").press("Enter")
    await expect(group.locator(".message:not(.own) .line").last).to_have_text("Received")
    spoken = practice.sim.visible(practice.group)[-2]
    assert (spoken["from"]["id"], spoken["text"]) == (practice.sarah.id, "/status@tansiq_bot")
    await expect(group.locator(".own")).to_have_count(1)
    await group.get_by_label("Speak as").select_option(label="Admin Huda")
    await expect(group.locator(".own")).to_have_count(0)


async def test_a_forum_has_topics(page: Page, practice: Practice) -> None:
    forum = practice.sim.add_group("Partners", [practice.huda], forum=True, bot_is_member=True)
    shelter = practice.sim.add_topic(forum, "الإيواء")
    practice.sim.say(practice.huda, "to all", chat=forum)
    where = column(page, "Partners")
    await expect(where.locator(".service").last).to_have_text("New topic: \u2068الإيواء\u2069")
    await where.get_by_label("Topic").select_option(label="الإيواء")
    await write(where, "tents")
    await expect(where.locator(".own .line")).to_have_text(["tents"])
    await where.get_by_label("Topic").select_option(label="All / General")
    await expect(where.locator(".own .line")).to_have_text(["to all", "tents"])
    await expect(where.locator(".topic")).to_have_text(["# الإيواء"])
    assert practice.sim.visible(forum)[-1]["message_thread_id"] == shelter


async def test_replies_and_edits(page: Page, practice: Practice) -> None:
    huda = column(page, "Admin Huda")
    await write(huda, "first")
    answer = huda.locator(".message:not(.own)").first
    await answer.hover()
    await answer.get_by_role("button", name="Reply").click()
    await write(huda, "second")
    await expect(huda.locator(".own .quote .excerpt")).to_have_text("وصل: first")
    await huda.get_by_role("button", name="More").click()
    await huda.get_by_role("button", name="Edit the last message").click()
    await expect(huda.locator("textarea")).to_have_value("second")
    await write(huda, "second, corrected")
    await expect(huda.locator(".own").last.locator("time")).to_contain_text("edited")
    texts = [
        message["text"] for message in practice.sim.visible(practice.huda) if not message["from"]["is_bot"]
    ]
    assert texts == ["first", "second, corrected"]


async def test_markup_in_what_people_write_stays_text(page: Page) -> None:
    huda = column(page, "Admin Huda")
    await write(huda, "<img src=x onerror=alert(1)> <b>bold</b>")
    await expect(huda.locator(".own .line")).to_have_text("<img src=x onerror=alert(1)> <b>bold</b>")
    assert await page.locator(".log img, .log b").count() == 0


async def test_files_and_places_show(page: Page, practice: Practice, tmp_path: Path) -> None:
    sarah = column(page, "Sarah Lind")
    (tmp_path / "camp.png").write_bytes(PIXEL)
    (tmp_path / "list.csv").write_text("a,b\n")
    for kind, name in (("Photo", "camp.png"), ("Document", "list.csv")):
        await sarah.locator("textarea").fill(f"The {kind.lower()}")
        await sarah.get_by_role("button", name="Attach").click()
        async with page.expect_file_chooser() as chooser:
            await sarah.locator(".menu").get_by_role("button", name=kind).click()
        await (await chooser.value).set_files(tmp_path / name)
        await expect(sarah.locator(".message:not(.own) .line").last).to_have_text(f"got {kind.lower()}")
    assert (
        await sarah.locator(".photo img").evaluate("image => image.decode().then(() => image.naturalWidth)")
        == 1
    )
    await expect(sarah.locator(".file-name")).to_have_text("list.csv")
    await expect(sarah.locator(".own .line")).to_have_text(["The photo", "The document"])
    await sarah.get_by_role("button", name="Attach").click()
    await sarah.locator(".menu").get_by_role("button", name="Location").click()
    await sarah.get_by_label("Latitude").fill("33.3152")
    await sarah.get_by_label("Longitude").fill("44.3661")
    await sarah.locator(".place-form").get_by_role("button", name="Send").click()
    await expect(sarah.locator(".place a")).to_have_text("33.31520, 44.36610")


async def test_a_deep_link_starts_the_bot(page: Page, practice: Practice, echo: EchoBot) -> None:
    await write(column(page, "Sarah Lind"), "hello")
    link = "https://t.me/tansiq_bot?start=visa_7"
    await echo.call("sendMessage", chat_id=practice.group.id, text=f"More: {link}")
    group = column(page, "تنسيق نينوى")
    await group.get_by_label("Speak as").select_option(label="Sarah Lind")
    await group.get_by_role("link", name=link).click()
    await expect(column(page, "Sarah Lind").locator(".own .line").last).to_have_text("/start visa_7")


async def test_the_clock_is_moved(page: Page, practice: Practice) -> None:
    time = page.locator("#clock-face .time")
    await expect(time).to_have_text("09:05")
    await expect(page.locator("#clock-face .date")).to_have_text("Sun, 22 Nov 2026")
    await page.get_by_role("button", name="+10 min").click()
    await expect(time).to_have_text("09:15")
    await page.get_by_role("button", name="+1 h").click()
    await expect(time).to_have_text("10:15")
    await page.get_by_role("button", name=re.compile("evening summary")).click()
    await expect(time).to_have_text("18:00")
    await expect(page.locator(".mark")).to_have_count(0)
    await page.get_by_label("Advance to").fill("2026-11-23T08:30")
    await page.get_by_role("button", name="Advance").click()
    await expect(page.locator("#clock-face .date")).to_have_text("Mon, 23 Nov 2026")
    assert practice.sim.clock.now().isoformat() == "2026-11-23T05:30:00+00:00"


async def test_a_phone_shows_one_chat_at_a_time(page: Page, practice: Practice) -> None:
    await write(column(page, "أحمد الجبوري"), "x" * 300 + " " + "نازح" * 60)
    await page.set_viewport_size({"width": 360, "height": 740})
    await expect(page.locator(".column:visible")).to_have_count(1)
    await page.locator("#clock-face").click()
    for tab in await page.locator(".tab").all():
        await tab.click()
        assert await page.evaluate("document.documentElement.scrollWidth") == 360
        assert await page.evaluate(TOO_SMALL) == []
    heights = [await tab.evaluate("node => node.offsetHeight") for tab in await page.locator(".tab").all()]
    assert min(heights) >= 44


async def test_dark_and_arabic(page: Page) -> None:
    bubble = column(page, "Sarah Lind")
    light = await style(bubble, "background-color")
    await page.emulate_media(color_scheme="dark")
    dark = await style(bubble, "background-color")
    assert dark != light
    await page.get_by_role("button", name="Light or dark").click()
    assert await style(bubble, "background-color") == light
    await page.get_by_role("button", name="العربية").click()
    await expect(page.locator("html")).to_have_attribute("dir", "rtl")
    await expect(page.locator("#clock-face .date")).to_have_text("الأحد، ٢٢ تشرين الثاني ٢٠٢٦")
    await page.reload()
    await expect(page.locator("html")).to_have_attribute("lang", "ar")
    assert await style(column(page, "Sarah Lind"), "background-color") == light
