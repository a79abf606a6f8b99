"""The rules that find personal data: what is hidden, what is left as it is, in any text, in linear time."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordination.privacy import HIDDEN, hidden, kinds_in, personal_in
from coordination.reports.days import BAGHDAD
from coordination.reports.understand import Sender, understand

ROOT = Path(__file__).parent.parent
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=BAGHDAD)
EXAMPLES = [
    json.loads(line)["text"]
    for name in ("developers", "strangers")
    for line in (ROOT / "benchmarks" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        # Telephone numbers, in every script and with every separator.
        ("Call Omar 0770 123 4567 now", "Call Omar […] now"),
        ("اتصل على ٠٧٧٠١٢٣٤٥٦٧", "اتصل على […]"),
        ("هاتف ۰۷۵۰-۱۲۳-۴۵۶۷", "هاتف […]"),
        ("+964 (770) 123-4567", "[…]"),
        ("00964 770 123 4567, +90 532 123 4567", "[…], […]"),
        ("(07701234567)", "([…])"),
        ("(0770) 123 4567", "[…]"),
        ("0770_123_4567, 770_123_4567", "[…], […]"),
        ("0(770)1234567 and 770 123 4567", "[…] and […]"),
        ("Ring 0770/123/4567, or ٠٧٧٠،١٢٣،٤٥٦٧", "Ring […], or […]"),
        ("رقمه ٠٧٧٠، ١٢٣، ٤٥٦٧ فقط", "رقمه […] فقط"),
        ("07701234567 - 07801234567", "[…] - […]"),
        ("22/11/2026 07701234567 20 families", "22/11/2026 […] 20 families"),
        ("a digit short: 0770123456, office 01 717 1234", "a digit short: […], office […]"),
        ("رقم الهاتف: 7701234", "رقم الهاتف: […]"),
        ("0 7 7 0 1 2 3 4 5 6 7 now", "[…] now"),
        ("رقمه ٠ ٧ ٧ ٠ ١ ٢ ٣ ٤ ٥ ٦ ٧ من الموصل", "رقمه […] من الموصل"),
        ("0-7-7-0-1-2-3-4-5-6-7", "[…]"),
        ("call 0770 123\n4567 today", "call […] today"),
        ("0770\n123\n4567", "[…]"),
        ("07701234567\n120 families", "[…]\n120 families"),
        # Addresses, accounts, links.
        ("mail omar.x@relief.example.org.", "mail […]."),
        ("ask @sara_relief or https://t.me/+AbC-9 or T.me/sara!", "ask […] or […] or […]"),
        # Papers and plates.
        ("passport A12345678", "passport […]"),
        ("هويته ١٩٩٠١٢٣٤٥٦٧٨ وجواز سفره رقم A ١٢٣٤٥٦٧", "هويته […] وجواز سفره رقم […]"),
        ("ID no. 00123456; 199012345678", "ID no. […]; […]"),
        ("لوحة رقم ٢٢ أ ١٢٣٤٥ نينوى", "لوحة رقم […] نينوى"),
        ("white pickup, plate 12345 Mosul", "white pickup, plate […] Mosul"),
        ("to IQ98 NBIQ 8501 2345 6789 012 please", "to […] please"),
        ("iq98nbiq850123456789012, 5 families", "[…], 5 families"),
        # Names that a word announces.
        ("الاسم: علي حسن كاظم، هاتف ٠٧٧٠ ١٢٣ ٤٥٦٧", "الاسم: […]، هاتف […]"),
        ("رب الأسرة اسمه عليّ حسن من الموصل", "رب الأسرة اسمه […] من الموصل"),
        ("المدعو/ علي حسين عباس كاظم الجبوري", "المدعو/ […] الجبوري"),
        ("والسيد رئيس الوزراء والسيد علي عباس", "والسيد رئيس الوزراء والسيد […]"),
        (
            "Name: Ali Hassan, 20 families; my name is Huda from Mosul",
            "Name: […], 20 families; my name is […] from Mosul",
        ),
        ("اسم المصاب علي حسن، واسم رب الأسرة: عمر سالم", "اسم المصاب […]، واسم رب الأسرة: […]"),
        ("للتواصل: علي حسن ٠٧٧٠١٢٣٤٥٦٧; contact: Huda Ali", "للتواصل: […] […]; contact: […]"),
        ("Dr Ahmed Salim and Mrs. Huda were there", "Dr […] and Mrs. […] were there"),
        ("أسماء النازحين:\n1- علي حسن\n2- هدى علي، وصلت", "أسماء النازحين:\n1- […]\n2- […]، وصلت"),
        ("names: Ali Hassan, Omar Salim and Huda; 5 families", "names: […], […] and […]; 5 families"),
    ],
)
def test_personal_data_is_hidden(written: str, shown: str) -> None:
    assert hidden(written) == shown
    assert hidden(shown) == shown


@pytest.mark.parametrize(
    "plain",
    [
        "01/11/2026 120 families, 02/11/2026 - 05/11/2026",
        "٢٢/١١/٢٠٢٦، ١٢٠ عائلة و 2026-11-22 1,250,300",
        "05 12 2026 120 families, 0 12 150 3000",
        "120، 300، 450 عائلة",
        "120 families, 1,200 people since 22-11-2026",
        "NI-261122-017-K, NI-2611-0042, IQ-G05, IQG05Q013001",
        "750,000,000 dinars, 1,077,012,345, 7500000",
        "36.3456789, 43.1234567",
        "120000 IDP 120000",
        "120\n300\n450\n700 families",
        "0\n12\n150\n3000",
        "0770 123\n45 families",
        "1 2 3 4 5 6 7 8 9 10",
        "1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2",
        "كتاب رقم 123456 في 2/11 من السيد المحافظ",
        "اسم المخيم: الخازر، camp name: Laylan",
        "باسم المنظمة: نشكركم، وصلت 5 عوائل من الشيخ سعد",
        "cat.me/x and nabat.me/y, 5 @ 3",
    ],
)
def test_plain_texts_are_left_as_they_are(plain: str) -> None:
    assert personal_in(plain) == ()


def test_no_labelled_report_is_taken_for_personal_data() -> None:
    assert [text for text in EXAMPLES if personal_in(text)] == []


def test_kinds_are_told_once_in_their_order() -> None:
    told = "name: Ali, 07701234567, a@b.org, @sara_x, ID 1234567, IQ98NBIQ850123456789012, plate 12345"
    assert kinds_in(told, told) == ("name", "phone", "email", "account", "paper", "iban", "plate")


def test_hiding_changes_no_fact() -> None:
    sender = Sender(("IQ-NI",))
    for text in EXAMPLES:
        secret = f"{text}\nالاسم: علي حسن كاظم، هاتف ٠٧٧٠ ١٢٣ ٤٥٦٧"
        assert hidden(secret) == f"{text}\nالاسم: […]، هاتف […]"
        assert understand(hidden(secret), NOON, sender) == understand(secret, NOON, sender)


WORDS = "0 07 7701 + ( ) - / ، , . : @ ab A name اسم علي names: الاسم: هاتف plate t.me/ ـ ٠٧٧٠ IQ-G05 ½ İ"
PIECES = st.sampled_from((*WORDS.split(), " ", "\n", "ID ", "\u064b", "22/11/2026"))


@given(st.text(max_size=80) | st.lists(PIECES, max_size=40).map("".join))
def test_any_text_is_searched(text: str) -> None:
    found = personal_in(text)
    assert found == personal_in(text)
    ends = [0, *(one.end for one in found)]
    assert all(ends[n] <= one.start < one.end <= len(text) for n, one in enumerate(found))
    kept = [text[end : one.start] for end, one in zip(ends, found, strict=False)]
    assert hidden(text) == HIDDEN.join((*kept, text[ends[-1] :]))


@pytest.mark.parametrize(
    "piece",
    [
        "0",
        "0-",
        "1/",
        "@",
        "@a",
        "a.",
        "t.me",
        "22/11/2026 ",
        "+",
        "(0",
        "0، ",
        "name ",
        "اسم: علي، ",
        "call 123456 ",
    ],
)
def test_a_long_line_is_looked_through_once(piece: str) -> None:
    # The square of this length would run for minutes.
    assert isinstance(hidden(piece * 20_000), str)
