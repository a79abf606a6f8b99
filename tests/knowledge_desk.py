"""A small matter of our own in the knowledge base: permits for kites, in words that no real topic uses."""

from __future__ import annotations

from datetime import date

from coordination.knowledge import versions
from coordination.knowledge.base import begin_reading, built
from coordination.knowledge.entry import Area, Entry, Told
from tests.conftest import Town

AREA = Area("kites", "الطائرات الورقية", "Kites")


def entry(topic: str, title: str, عنوان: str, way: str, صيغة: str, **more: object) -> Entry:
    """An entry asked for with its title and one way in each language."""
    told = {
        "en": Told(title, f"{title}: 30 days.", (), (), "Kite office", (way,)),
        "ar": Told(عنوان, f"{عنوان}: المدة 30 يوماً.", (), (), "مكتب الطائرات الورقية", (صيغة,)),
    }
    fields = {
        "source": "Kite gazette 7",
        "valid_from": date(2026, 4, 1),
        "confirmed": date(2026, 4, 2),
        "confirm_by": date(2026, 12, 31),
        "sample": False,
        **told,
        **more,
    }
    return Entry(topic, AREA.id, **fields)  # type: ignore[arg-type]  # the tests name what they change


PERMIT = entry(
    "kite.permit",
    "Kite permit",
    "إجازة طائرة ورقية",
    "how do I get a kite permit",
    "شلون احصل اجازة طيارة ورقية",
    en=Told(
        "Kite permit",
        "The kite office gives it within 30 days. Write to kite7@example.org.",
        ("Draw the kite.", "Bring it."),
        ("A drawing, 2 copies",),
        "Kite office",
        ("how do I get a kite permit",),
    ),
    ar=Told(
        "إجازة طائرة ورقية",
        "يمنحها مكتب الطائرات الورقية خلال 30 يوماً. العنوان kite7@example.org.",
        ("رسم الطائرة.", "إحضارها."),
        ("رسم بنسختين عدد 2",),
        "مكتب الطائرات الورقية",
        ("شلون احصل اجازة طيارة ورقية",),
    ),
    sample=True,
    related=("kite.string", "kite.sky"),
)
STRING = entry(
    "kite.string", "String of the kite", "خيط الطائرة الورقية", "which kite string", "شنو خيط الطيارة الورقية"
)
SKY = entry(
    "kite.sky",
    "Sky for kites",
    "أجواء الطائرات الورقية",
    "kite weather upstairs",
    "جو الطيارة الورقية فوق",
    live="airspace",
)
CLERK = entry(
    "kite.clerk",
    "Clerk for kites",
    "موظف الطائرات الورقية",
    "kite clerk of a governorate",
    "منو موظف الطيارة الورقية",
    live="focal_point",
)
ENTRIES = (PERMIT, STRING, SKY, CLERK)


async def kites(town: Town) -> dict[str, int]:
    """Publish the entries of this matter; their rows by topic."""
    async with town.database.transaction() as tx:
        await versions.put_areas(tx, (AREA,))
        rows = {}
        for one in ENTRIES:
            made = await versions.publish(tx, one, 0, by=None, now=town.clock.now())
            assert made is not None
            rows[one.topic] = made.id
        await begin_reading(tx)
    await built()
    return rows
