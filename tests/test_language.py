"""What people read: escaping, digits, days, direction, plural forms, cutting."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from gettext import GNUTranslations
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from views.language import Html, Words, escape, phrase, plain, split, utf16_length, words
from views.language.bidi import CONTROLS, cleaned, needs_isolating
from views.language.catalogues import PLURALS
from views.language.digits import grouped
from views.language.messages import compiled

FSI, PDI, RLM = "\u2068", "\u2069", "\u200f"

ARABIC = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    f'"Plural-Forms: {PLURALS["ar"]}\\n"\n'
    'msgid "{n} thing"\nmsgid_plural "{n} things"\n'
    + "".join(f'msgstr[{form}] "شكل {form} {{n}}"\n' for form in range(6))
    + 'msgid "Report from {name}: {n}"\nmsgstr "تقرير من {name}: {n}"\n'
    'msgid "Saved {code}"\nmsgstr "✅ حُفظ <code>{code}</code>، ثم /help"\n'
    'msgid "Change"\nmsgstr "التغير {change}"\n'
    'msgid "Look"\nmsgstr "انظر <a href=\\"{link}\\">{text}</a>"\n'
    'msgid "Save & send <b>now</b>"\nmsgstr "حفظ &amp; <b>إرسال</b> {name}"\n'
)


def arabic(digits: str = "western") -> Words:
    messages = GNUTranslations(BytesIO(compiled(ARABIC.encode(), "ar")))
    return Words("ar", "arabic" if digits == "arabic" else "western", messages)


ENGLISH = words("en")


@pytest.mark.parametrize(
    ("n", "form"),
    [
        (0, 0),
        (1, 1),
        (2, 2),
        (3, 3),
        (10, 3),
        (11, 4),
        (99, 4),
        (100, 5),
        (101, 5),
        (102, 5),
        (103, 3),
        (111, 4),
    ],
)
def test_arabic_has_six_plural_forms(n: int, form: int) -> None:
    assert arabic().count("{n} thing", "{n} things", n) == f"شكل {form} {n}"


def test_english_has_two_plural_forms_and_counts_thousands() -> None:
    said = [ENGLISH.count("{n} family", "{n} families", n) for n in (0, 1, 2, 12345)]
    assert said == ["0 families", "1 family", "2 families", "12,345 families"]


def test_values_are_escaped_isolated_and_left_alone_where_right() -> None:
    say = arabic().say
    assert say("Report from {name}: {n}", name="حسن", n=1234) == "تقرير من حسن: 1,234"
    assert (
        say("Report from {name}: {n}", name="<b>Tom & Co", n=5)
        == f"تقرير من {FSI}&lt;b&gt;Tom &amp; Co{PDI}: 5"
    )
    assert (
        say("Report from {name}: {n}", name="\u202eمخيم\u2067 (5)", n=5) == f"تقرير من {FSI}مخيم (5){PDI}: 5"
    )
    assert say("Report from {name}: {n}", name=Html("<i>حسن</i>"), n=5) == "تقرير من <i>حسن</i>: 5"
    assert ENGLISH.say("Report from {name}", name="حسن") == f"Report from {FSI}حسن{PDI}"
    assert ENGLISH.say("Report from {name}", name="Tom (2)") == "Report from Tom (2)"
    assert ENGLISH.say("{note}", note="one\r\nحسن") == f"one\n{FSI}حسن{PDI}"


def test_nothing_invisible_in_code_and_links() -> None:
    assert arabic().say("Saved {code}", code="NI-261122-017-K") == (
        f"{RLM}✅ حُفظ <code>NI-261122-017-K</code>، ثم {FSI}/help{PDI}"
    )
    assert arabic().say("Look", link='https://x.test/?a="1"&b', text="JCMC") == (
        'انظر <a href="https://x.test/?a=&quot;1&quot;&amp;b">JCMC</a>'
    )
    assert (
        arabic().say("Report from {name}: {n}", name="https://x.test/a", n=1)
        == "تقرير من https://x.test/a: 1"
    )


def test_labels_are_plain_text_on_one_line() -> None:
    assert (
        arabic().label("Save & send <b>now</b>", name="<Tom>\n& Co")
        == f"حفظ & إرسال {FSI}<Tom>{PDI} {FSI}& Co{PDI}"
    )
    assert ENGLISH.label(phrase("Save")) == "Save"


def test_a_message_takes_only_text_and_whole_numbers() -> None:
    with pytest.raises(KeyError):
        ENGLISH.say("{name}")
    for value in (date(2026, 11, 22), None, True, 1.5):
        with pytest.raises(TypeError, match="text and whole numbers"):
            ENGLISH.say("{value}", value=value)  # type: ignore[arg-type]  # the wrong type is the point
    for message in ("{name!r}", "{name:>5}", "{}", "{a.b}", "{a"):
        with pytest.raises(ValueError, match=r"places|expected"):
            ENGLISH.say(message, name="x")


def test_numbers_in_both_kinds_of_digits() -> None:
    western, eastern = arabic(), arabic("arabic")
    assert [w.number(1234567) for w in (ENGLISH, western, eastern)] == ["1,234,567", "1,234,567", "١٬٢٣٤٬٥٦٧"]
    assert [ENGLISH.signed(n) for n in (35, -10, 0)] == ["+35", "\u221210", "0"]
    assert [western.signed(n) for n in (35, -10, 0)] == [f"{FSI}+35{PDI}", f"{FSI}\u221210{PDI}", "0"]
    assert eastern.say("Change", change=eastern.signed(-1000)) == f"التغير {FSI}\u2212١٬٠٠٠{PDI}"


def test_days_and_times_are_those_of_baghdad() -> None:
    late = datetime(2026, 11, 21, 21, 5, tzinfo=UTC)
    western, eastern = arabic(), arabic("arabic")
    assert ENGLISH.moment(late) == "Sun 22 Nov 2026, 00:05"
    assert western.moment(late) == "الأحد 22 تشرين الثاني 2026، 00:05"
    assert eastern.moment(late) == "الأحد ٢٢ تشرين الثاني ٢٠٢٦، ٠٠:٠٥"
    assert (ENGLISH.day(late), ENGLISH.short_day(late), ENGLISH.time(late)) == (
        "Sun 22 Nov 2026",
        "22 Nov",
        "00:05",
    )
    with pytest.raises(ValueError, match="no time zone"):
        ENGLISH.day(datetime(2026, 11, 22))  # noqa: DTZ001  # a time without a zone is the point


def test_months_are_the_iraqi_ones() -> None:
    months = [arabic().short_day(date(2026, month, 1)).removeprefix("1 ") for month in range(1, 13)]
    assert months == [
        *("كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران"),
        *("تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني", "كانون الأول"),
    ]


def test_lists_within_a_sentence() -> None:
    assert ENGLISH.join(["a", "b<", "c"]) == "a, b&lt; and c"
    assert (ENGLISH.join([]), ENGLISH.join(["a"])) == ("", "a")
    assert arabic().join(["دهوك", "أربيل", "نينوى"]) == "دهوك، أربيل ونينوى"
    assert arabic().join(["دهوك", "UNHCR"]) == f"دهوك و {FSI}UNHCR{PDI}"


def test_lines_begin_on_the_side_of_their_language() -> None:
    title = arabic().say("Report from {name}: {n}", name="حسن", n=1)
    english = ENGLISH.say("Report")
    assert Html.lines(title, None, "", Html("<code>NI-1</code>"), "<+35") == (
        f"تقرير من حسن: 1\n{RLM}<code>NI-1</code>\n{RLM}{FSI}&lt;+35{PDI}"
    )
    both = Html.paragraphs(Html("<b>1</b>"), title, english, "2")
    assert both == f"{RLM}<b>1</b>\n\nتقرير من حسن: 1\n\nReport\n\n2"
    assert Html.lines(both, "3") == both + "\n3"
    assert Html.lines(title, title).rtl is True
    assert Html.lines("<", Html("b")) == "&lt;\nb"
    assert arabic().say("Report from {name}: {n}", name=arabic().say("Saved {code}", code="7"), n=1) == (
        f"تقرير من ✅ حُفظ <code>7</code>، ثم {FSI}/help{PDI}: 1"
    )


def test_unknown_languages_and_digits_are_refused() -> None:
    assert words("ar") is words("ar")
    assert (words("ar").rtl, words("en").rtl) == (True, False)
    with pytest.raises(ValueError, match="'ku' is none of ar, en"):
        words("ku")
    with pytest.raises(ValueError, match="'roman' are none of western, arabic"):
        words("en", "roman")  # type: ignore[arg-type]  # the wrong value is the point


@pytest.mark.parametrize(
    ("text", "rtl", "needed"),
    [
        ("حسن", True, False),
        ("120", True, False),
        ("14:05", True, False),
        ("22/11/2026", True, False),
        ("2026-11-22", True, True),
        ("+964 770 123", True, True),
        ("مخيم 5", True, True),
        ("مخيم Debaga شمال", True, True),
        ("@ninewa", True, True),
        ("t.me/x", True, False),
        ("Mosul 2026-11-22 (2)", False, False),
        ("مخيم", False, True),
        ("١٢", False, True),
        ("", True, False),
    ],
)
def test_isolates_only_where_order_would_suffer(text: str, rtl: bool, needed: bool) -> None:
    assert needs_isolating(text, rtl) is needed


TYPED = st.text(
    st.one_of(
        st.sampled_from("<>&\"'/@{}\n\r\u2028 (5)٥abcابت🙂" + "".join(sorted(CONTROLS))),
        st.characters(codec="utf-8"),
    ),
    max_size=40,
)


def balanced(line: str) -> bool:
    depth = 0
    for c in line:
        depth += (c == FSI) - (c == PDI)
        if depth not in (0, 1):
            return False
    return depth == 0


@given(TYPED, st.sampled_from([arabic(), arabic("arabic"), ENGLISH]))
def test_whatever_people_type_is_shown_and_does_nothing(typed: str, w: Words) -> None:
    said = w.say("<b>{typed}</b> 1 <code>{typed}</code>", typed=typed)
    bare = said.replace(FSI, "").replace(PDI, "").replace(RLM, "")
    assert plain(bare) == f"{cleaned(typed)} 1 {cleaned(typed)}"
    assert set(re.sub(r"</?(?:b|code)>|&(?:lt|gt|amp);", "", bare)).isdisjoint("<>&")
    assert all(balanced(line) for line in said.split("\n"))
    assert not CONTROLS & set(cleaned(typed))


@given(st.integers())
def test_numbers_can_be_read_back(n: int) -> None:
    for digits, comma in (("western", ","), ("arabic", "\u066c")):
        text = grouped(n, "arabic" if digits == "arabic" else "western")
        assert int(text.replace(comma, "").replace("\u2212", "-")) == n


def test_length_is_counted_in_utf16_units() -> None:
    assert [utf16_length(text) for text in ("", "abc", "حسن", "🙂a")] == [0, 3, 3, 3]


def test_split_prefers_paragraphs_then_lines_then_words() -> None:
    assert split(Html("aa bb\ncc\n\ndd ee"), 10) == ["aa bb\ncc", "dd ee"]
    assert split(Html("aa bb\ncc\n\ndd ee"), 6) == ["aa bb", "cc", "dd ee"]
    assert split(Html("aa bb\ncc"), 3) == ["aa", "bb", "cc"]
    assert split(Html("aaaa"), 3) == ["aaa", "a"]
    assert split(Html("short"), 5) == ["short"]
    assert split(Html(""), 5) == []


def test_split_keeps_markup_whole() -> None:
    assert split(Html("<b>aa <i>bb cc</i></b>"), 5) == ["<b>aa <i>bb</i></b>", "<b><i>cc</i></b>"]
    assert split(Html("&amp;&lt;🙂"), 2) == ["&amp;&lt;", "🙂"]
    assert split(Html('<a href="x">abcd</a>'), 2) == ['<a href="x">ab</a>', '<a href="x">cd</a>']
    assert split(Html(f"س {FSI}ab cd{PDI}", rtl=True), 7) == [f"س {FSI}ab{PDI}", f"{RLM}{FSI}cd{PDI}"]
    with pytest.raises(ValueError, match="too small"):
        split(Html("🙂"), 1)


@given(st.lists(TYPED, max_size=6), st.integers(8, 30), st.sampled_from([arabic(), ENGLISH]))
def test_split_loses_nothing(typed: list[str], limit: int, w: Words) -> None:
    whole = Html.paragraphs(*(w.say("<b>{typed}</b> <i>{typed}</i>", typed=text) for text in typed))
    pieces = split(whole, limit)
    assert all(0 < utf16_length(plain(piece)) <= limit for piece in pieces)
    assert all(piece.count("<b>") == piece.count("</b>") for piece in pieces)
    assert all(piece.count(FSI) == piece.count(PDI) for piece in pieces)

    def letters(text: str) -> str:
        return "".join(c for c in plain(text) if not c.isspace() and c not in CONTROLS)

    assert "".join(map(letters, pieces)) == letters(whole)


def test_escape_is_for_text_outside_any_message() -> None:
    assert escape("<a href='x'>&\u202e") == "&lt;a href='x'&gt;&amp;"
