"""Alerts, from the first button to their end, in the town."""

from __future__ import annotations

from datetime import datetime, timedelta

from tests.conftest import BAGHDAD, Town


async def people(town: Town) -> None:
    """Two officers, an admin, focal points of two governorates, a group of each and one of the whole country."""
    await town.person("duty", role="duty officer", name="Duty", organisation="Centre")
    await town.person("second", role="duty officer", name="Second")
    await town.person("amal", role="admin", name="Amal")
    await town.person("ninewa", "ar", governorates=["IQ-NI"], name="Nadia", organisation="Ninewa office")
    await town.person("basra", governorates=["IQ-BA"], name="Basim", organisation="Basra office")
    await town.group("all", ["duty", "ninewa", "basra"], "both", title="Coordination")


async def entered(town: Town, areas: tuple[str, ...] = ("Ninewa",), event: str = "Flood") -> None:
    """The duty officer's alert up to the preview, in force for six hours."""
    await town.say("duty", "/alert")
    if "New alert" in str(town.last("duty").buttons):
        await town.press("duty", "^New alert$")
    for label in (event, "Act at once", "Severe danger", "Likely", *areas, "Done"):
        await town.press("duty", f"^{label}$")
    await town.say("duty", "ابتعدوا عن ضفاف النهر.")
    await town.say("duty", "Keep away from the banks of the river.")
    await town.press("duty", "^6 hours$")


async def later(town: Town, **span: int) -> None:
    await town.clock_to(town.clock.now() + timedelta(**span))


async def test_an_alert_of_one_governorate_goes_out_at_once(town: Town) -> None:
    await people(town)
    await entered(town)
    await town.press("duty", "^Send now$")
    await later(town, seconds=10)
    assert town.last("second").text == (
        "🟠 Alert: Flood\nArea: Ninewa\n\nSevere danger · Act at once · Likely\n"
        "In force until Sun 22 Nov 2026, 15:00, Baghdad time\n\n"
        "Keep away from the banks of the river.\n\nNumber: JCMC-20261122-1"
    )
    assert town.last("ninewa").text == (
        "🟠 إنذار: فيضان\nالمنطقة: نينوى\n\nخطر شديد · التصرف فوراً · مرجّح\n"
        "سارٍ لغاية الأحد 22 تشرين الثاني 2026، 15:00 بتوقيت بغداد\n\n"
        "ابتعدوا عن ضفاف النهر.\n\nالرقم: JCMC-20261122-1"
    )
    assert town.last("all").buttons == (("اطلعت · I have seen it",),)
    assert town.texts("basra") == []
