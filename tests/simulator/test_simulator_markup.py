"""HTML and plain text to entities: exact offsets, exact error sentences."""

from __future__ import annotations

from html import escape
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.entities import detect, tidy, utf16_length
from simulator.errors import ApiError
from simulator.html_markup import checked_link, parse_html

Entity = dict[str, Any]


def entity(kind: str, offset: int, length: int, **more: Any) -> Entity:
    return {"type": kind, "offset": offset, "length": length, **more}


PARSED: list[tuple[str, str, list[Entity]]] = [
    ("plain", "plain", []),
    ("a &lt;b&gt; &amp;&quot; &#65;&#x42; &nbsp; &lt & x", 'a <b> &" AB &nbsp; < & x', []),
    ("&#12345678; &#0;", "&#12345678; &#0;", []),
    ("<b>ب</b><strong>c</strong>", "بc", [entity("bold", 0, 1), entity("bold", 1, 1)]),
    ("🏕 <i>خيمة</i>", "🏕 خيمة", [entity("italic", 3, 4)]),
    ("<i>🏕🏕</i>x", "🏕🏕x", [entity("italic", 0, 4)]),
    ("<u>a</u><ins>b</ins>", "ab", [entity("underline", 0, 1), entity("underline", 1, 1)]),
    (
        "<s>a</s><strike>b</strike><del>c</del>",
        "abc",
        [entity("strikethrough", n, 1) for n in range(3)],
    ),
    ("<B>a</b >", "a", [entity("bold", 0, 1)]),
    ("<b>a<i>b</i></b>", "ab", [entity("italic", 1, 1), entity("bold", 0, 2)]),
    ("<code>a&lt;b</code>", "a<b", [entity("code", 0, 3)]),
    ('<code class="language-python">a</code>', "a", [entity("code", 0, 1)]),
    ("<pre>a\nb</pre>", "a\nb", [entity("pre", 0, 3)]),
    (
        '<pre><code class="language-python">a</code></pre>',
        "a",
        [entity("pre", 0, 1, language="python")],
    ),
    (
        '<a href="https://jcmc.iq/a?b=1&amp;c=2">x</a>',
        "x",
        [entity("text_link", 0, 1, url="https://jcmc.iq/a?b=1&c=2")],
    ),
    ("<a href='jcmc.iq'>x</a>", "x", [entity("text_link", 0, 1, url="http://jcmc.iq/")]),
    ("<a>jcmc.iq</a>", "jcmc.iq", [entity("text_link", 0, 7, url="http://jcmc.iq/")]),
    ('<a href="http://localhost/">x</a>', "x", []),
    ('<a href="tg://user?id=501">x</a>', "x", [entity("text_mention", 0, 1, user={"id": 501})]),
    ("<blockquote>a</blockquote>", "a", [entity("blockquote", 0, 1)]),
    ("<blockquote expandable>a</blockquote>", "a", [entity("expandable_blockquote", 0, 1)]),
    ("<tg-spoiler>a</tg-spoiler>", "a", [entity("spoiler", 0, 1)]),
    ('<span class="tg-spoiler">a</span>', "a", [entity("spoiler", 0, 1)]),
    (
        '<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji>',
        "👍",
        [entity("custom_emoji", 0, 2, custom_emoji_id="5368324170671202286")],
    ),
    ("<b></b>x", "x", []),
    ("<b>x</>", "x", [entity("bold", 0, 1)]),
]


@pytest.mark.parametrize(("source", "text", "entities"), PARSED)
def test_parsed(source: str, text: str, entities: list[Entity]) -> None:
    assert parse_html(source) == (text, entities)


REFUSED = [
    ("a <br> b", 'Unsupported start tag "br" at byte offset 2'),
    ("سد <h1>x</h1>", 'Unsupported start tag "h1" at byte offset 5'),
    ("3 < 5", 'Unsupported start tag "" at byte offset 2'),
    ("<b", "Unclosed start tag at byte offset 0"),
    ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
    ("<b><i>x</i>", 'Can\'t find end tag corresponding to start tag "b"'),
    ("x</b>", "Unexpected end tag at byte offset 1"),
    ("<b>x</b", "Unclosed end tag at byte offset 4"),
    ("<i>a</em>", 'Unmatched end tag at byte offset 4, expected "</i>", found "</em>"'),
    ("<b><i>a</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
    ("<a href>x</a>", 'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0'),
    ("<i =a>x</i>", 'Empty attribute name in the tag "i" at byte offset 0'),
    ('<a href="x>y</a>', "Unclosed start tag at byte offset 0"),
    ("<a href=a/b>y</a>", "Unexpected end of name token at byte offset 8"),
    ("<a href= ", 'Unclosed start tag "a" at byte offset 0'),
    ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    (
        "&#xD800;",
        "Text contains invalid Unicode characters after decoding HTML entities, "
        "check for unmatched surrogate code units",
    ),
]


@pytest.mark.parametrize(("source", "sentence"), REFUSED)
def test_refused(source: str, sentence: str) -> None:
    with pytest.raises(ApiError) as refusal:
        parse_html(source)
    assert refusal.value.description == f"Bad Request: can't parse entities: {sentence}"


@given(st.text())
def test_escaped_text_comes_back_whole(text: str) -> None:
    assert parse_html(escape(text, quote=False)) == (text, [])


@given(st.text(alphabet="<>/&;#x\"'= abi🏕ب", max_size=40))
def test_any_source_is_parsed_or_refused(source: str) -> None:
    try:
        text, entities = parse_html(source)
    except ApiError:
        return
    text, entities = tidy(text, entities)
    size = utf16_length(text)
    assert all(0 <= e["offset"] < e["offset"] + e["length"] <= size for e in entities)


TIDIED: list[tuple[str, list[Entity], str, list[Entity]]] = [
    ("  x \n", [], "x", []),
    (" \n ", [], "", []),
    ("a\r\nb\tc\x00d", [], "a\nb c d", []),
    ("\u202eabc\u202c \u2068x\u2069 \u200f", [], "abc \u2068x\u2069 \u200f", []),
    ("  🏕ab ", [entity("bold", 2, 3)], "🏕ab", [entity("bold", 0, 3)]),
    ("ab  ", [entity("bold", 1, 3)], "ab", [entity("bold", 1, 1)]),
    ("ab", [entity("bold", 0, 1), entity("bold", 1, 1)], "ab", [entity("bold", 0, 2)]),
    ("a b", [entity("bold", 1, 1)], "a b", []),
    (
        "ab",
        [entity("bold", 0, 2), entity("italic", 1, 1)],
        "ab",
        [entity("bold", 0, 1), entity("bold", 1, 1), entity("italic", 1, 1)],
    ),
    (
        "abc",
        [entity("bold", 0, 3), entity("code", 1, 1)],
        "abc",
        [entity("bold", 0, 1), entity("code", 1, 1), entity("bold", 2, 1)],
    ),
    (
        "ab",
        [entity("blockquote", 0, 2), entity("bold", 0, 2)],
        "ab",
        [entity("blockquote", 0, 2), entity("bold", 0, 2)],
    ),
    ("/go x", [entity("code", 0, 3)], "/go x", [entity("code", 0, 3)]),
    ("/go x", [entity("bold", 4, 1)], "/go x", [entity("bot_command", 0, 3), entity("bold", 4, 1)]),
]


@pytest.mark.parametrize(("text", "entities", "clean", "kept"), TIDIED)
def test_tidied(text: str, entities: list[Entity], clean: str, kept: list[Entity]) -> None:
    assert tidy(text, entities) == (clean, kept)


DETECTED: list[tuple[str, list[Entity]]] = [
    ("no entities here", []),
    ("/start x /help@tansiq_bot", [entity("bot_command", 0, 6), entity("bot_command", 9, 16)]),
    ("a/b 12/11/2026 //x", []),
    ("🏕 @sarah_p #نزوح2 #123", [entity("mention", 3, 8), entity("hashtag", 12, 6)]),
    ("see https://jcmc.iq/x?y=1. ok", [entity("url", 4, 21)]),
    ("see jcmc.iq, t.me/tansiq_bot?start=a", [entity("url", 4, 7), entity("url", 13, 23)]),
    ("a@b.example.org", [entity("email", 0, 15)]),
    ("+964 770 123 4567", [entity("phone_number", 0, 17)]),
    ("3.5 of 7 + 2", []),
]


@pytest.mark.parametrize(("text", "entities"), DETECTED)
def test_detected(text: str, entities: list[Entity]) -> None:
    assert detect(text) == entities


def test_links() -> None:
    links = ["https://a.iq", "HTTPS://a.iq/b", "tg://resolve?domain=x", "a b.iq", "javascript://x.y", ""]
    assert [checked_link(link) for link in links] == [
        "https://a.iq/",
        "https://a.iq/b",
        "tg://resolve?domain=x",
        None,
        None,
        None,
    ]
