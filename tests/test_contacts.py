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
        ("120 families, 1,200 people since 22-11-2026", "120 families, 1,200 people since 22-11-2026"),
        ("قطع الطريق ٢٢/١١/٢٠٢٦ و 5000 شخص", "قطع الطريق ٢٢/١١/٢٠٢٦ و 5000 شخص"),
    ],
)
def test_contact_details_are_hidden_and_figures_are_not(written: str, quoted: str) -> None:
    assert without_contacts(written) == quoted
