"""The demo as a person sees it: the bot itself in a browser, an Arabic focal point and an English partner.

With TANSIQ_PICTURES set to a folder the pictures of the documentation are made there:
``TANSIQ_PICTURES=docs/images .venv/bin/python -m pytest tests/page/test_demo_browser.py``
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from chromium import CHROMIUM, FLAGS, WITHOUT
from playwright.async_api import Locator, Page, async_playwright, expect

from bot.commands.demo import furnish, keep_bookmarks
from bot.stage import Stage, stage
from simulator import Clock, Simulator
from simulator.page import add_page
from tests.case_town import visa_approved
from tests.conftest import Town

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=WITHOUT)

OPENS = datetime(2026, 11, 22, 8, 30, tzinfo=ZoneInfo("Asia/Baghdad"))
PICTURES = os.environ.get("TANSIQ_PICTURES")
SCROLLED = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.fixture
async def demo(tmp_path: Path) -> AsyncIterator[Stage]:
    clock = Clock(OPENS)
    sim = Simulator(clock=clock)
    add_page(sim)
    async with stage(tmp_path, clock, sim=sim) as scene:
        await furnish(scene)
        bookmarks = asyncio.create_task(keep_bookmarks(scene))
        yield scene
        bookmarks.cancel()


def column(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name)


async def write(where: Locator, text: str) -> None:
    await where.locator("textarea").fill(text)
    await where.locator("textarea").press("Enter")


async def picture(page: Page, name: str) -> None:
    if PICTURES:
        await page.screenshot(path=f"{PICTURES}/{name}.png")


async def test_a_focal_point_reports_and_the_evening_summary_comes(demo: Stage) -> None:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = await browser.new_page(
            viewport={"width": 2070, "height": 900}, locale="en-GB", color_scheme="light"
        )
        page.set_default_timeout(10_000)
        await page.goto(demo.sim.url)
        ninewa, partner = column(page, "نقطة اتصال نينوى"), column(page, "Relief partner")
        group = column(page, "مجموعة التنسيق · Coordination")

        await write(ninewa, "رجعت ١٥ عائلة من دهوك الى سنجار، يحتاجون خيم")
        card = ninewa.locator(".message:not(.own)").last
        await expect(card).to_contain_text("هل هذا صحيح؟ لم يُحفظ بعد.")
        await expect(card).to_contain_text("15 عائلة")
        assert await card.locator(".line").first.evaluate("node => getComputedStyle(node).direction") == "rtl"
        await write(partner, "Is the road to Sinjar open?")
        await expect(partner.locator(".message:not(.own)").last).to_contain_text(
            "I have no confirmed answer to this."
        )
        await picture(page, "demo")

        await card.get_by_role("button", name="حفظ").click()
        await expect(card).to_contain_text("NI-261122-001-A")
        await page.get_by_role("button", name="evening summary").click()
        await expect(group.locator(".message").first).to_contain_text("الخلاصة اليومية")
        await expect(group.locator(".message").last).to_contain_text("Daily summary, Sun 22 Nov 2026, 18:00")
        await picture(page, "summary")

        phone = await browser.new_page(viewport={"width": 360, "height": 780}, color_scheme="dark")
        await phone.goto(demo.sim.url)
        await expect(column(phone, "نقطة اتصال نينوى").locator(".message").last).to_be_visible()
        assert await phone.evaluate(SCROLLED) is False
        await picture(phone, "phone")
        await browser.close()
    assert demo.clock.now() - OPENS == timedelta(hours=9, minutes=30)


@pytest.fixture
async def centre(tmp_path: Path) -> AsyncIterator[Town]:
    clock = Clock(OPENS)
    sim = Simulator(clock=clock)
    add_page(sim)
    async with stage(tmp_path, clock, sim=sim) as scene:
        yield Town(scene)


async def test_a_partner_asks_and_follows_a_request(centre: Town) -> None:
    await centre.person("sara", "ar", role="partner", name="سارة أحمد", organisation="منظمة الإغاثة")
    await centre.person("duty", "ar", role="duty officer", name="الموظف المناوب")
    case = await visa_approved(centre, "sara", "duty")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = await browser.new_page(
            viewport={"width": 1080, "height": 1400}, locale="en-GB", color_scheme="light"
        )
        page.set_default_timeout(10_000)
        await page.goto(centre.sim.url)
        sara, duty = column(page, "سارة أحمد"), column(page, "الموظف المناوب")
        await write(sara, "شنو الوثائق المطلوبة لكتاب تسهيل المهمة؟")
        await expect(sara.locator(".message:not(.own)").last).to_contain_text("هل كانت الإجابة صحيحة؟")
        await write(duty, f"/status {case.number}")
        await duty.get_by_role("button", name="إلى البطاقة").last.click()
        await expect(duty.locator(".message:not(.own)").last).to_contain_text("4521")
        await picture(page, "request")
        await browser.close()
