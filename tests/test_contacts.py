"""What may be quoted to a group of what people wrote."""

from __future__ import annotations

import pytest

from coordination.text.contacts import without_contacts


@pytest.mark.parametrize(
    ("written", "quoted"),
    [
        ("Call Omar 0770 123 4567 now", "Call Omar […] now"),
        ("اتصل على ٠٧٧٠١٢٣٤٥٦٧", "اتصل على […]"),
        ("+964 (770) 123-4567", "[…]"),
        ("mail omar.x@relief.example.org", "mail […]"),
        ("passport A12345678", "passport […]"),
        ("Ring 0770/123/4567, or ٠٧٧٠،١٢٣،٤٥٦٧", "Ring […], or […]"),
        ("رقمه ٠٧٧٠، ١٢٣، ٤٥٦٧ فقط", "رقمه […] فقط"),
        ("07701234567 - 07801234567", "[…]"),
        ("ask @sara_relief or https://t.me/+AbC-9 or T.me/sara!", "ask […] or […] or […]"),
        ("cat.me/x and nabat.me/y, 5 @ 3", "cat.me/x and nabat.me/y, 5 @ 3"),
        (
            "01/11/2026 120 families, 02/11/2026 - 05/11/2026",
            "01/11/2026 120 families, 02/11/2026 - 05/11/2026",
        ),
        ("٢٢/١١/٢٠٢٦، ١٢٠ عائلة و 2026-11-22 1,250,300", "٢٢/١١/٢٠٢٦، ١٢٠ عائلة و 2026-11-22 1,250,300"),
        ("120، 300، 450 عائلة", "120، 300، 450 عائلة"),
        ("22/11/2026 07701234567", "22/11/2026 […]"),
        ("120 families, 1,200 people since 22-11-2026", "120 families, 1,200 people since 22-11-2026"),
        ("قطع الطريق ٢٢/١١/٢٠٢٦ و 5000 شخص", "قطع الطريق ٢٢/١١/٢٠٢٦ و 5000 شخص"),
    ],
)
def test_contact_details_are_hidden_and_figures_are_not(written: str, quoted: str) -> None:
    assert without_contacts(written) == quoted


@pytest.mark.parametrize("piece", ["0", "0-", "1/", "@", "@a", "a.", "t.me", "22/11/2026 ", "+", "(0", "0، "])
def test_a_long_line_is_looked_through_once(piece: str) -> None:
    # The square of this length would run for minutes.
    assert isinstance(without_contacts(piece * 100_000), str)
