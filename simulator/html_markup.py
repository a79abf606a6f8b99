"""Telegram's HTML: tags to entities, with the server's own error sentences and byte offsets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from simulator.entities import Entity, utf16_length
from simulator.errors import bad_request

_KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]+)|#([0-9]+)|([A-Za-z]+));?")
_SPECIAL = re.compile("[<&]")
_SPACE = " \t\r\n\0\v"


@dataclass(frozen=True, slots=True)
class _Open:
    tag: str
    argument: str
    offset: int
    piece: int  # how many pieces of text came before


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """The plain text and the entities of an HTML message, offsets in UTF-16 units; 400 for bad markup."""
    pieces: list[str] = []
    entities: list[Entity] = []
    open_tags: list[_Open] = []
    units = position = 0
    while special := _SPECIAL.search(source, position):
        begin = special.start()
        if begin > position:
            pieces.append(source[position:begin])
            units += utf16_length(pieces[-1])
        if source[begin] == "&":
            character, position = _reference(source, begin)
            pieces.append(character)
            units += utf16_length(character)
        elif source.startswith("</", begin):
            position = _end_tag(source, begin, open_tags)
            opened = open_tags.pop()
            if units > opened.offset:
                _close(opened, "".join(pieces[opened.piece :]), units, entities)
        else:
            tag, argument, position = _start_tag(source, begin)
            open_tags.append(_Open(tag, argument, units, len(pieces)))
    if open_tags:
        raise _error(f'Can\'t find end tag corresponding to start tag "{open_tags[-1].tag}"')
    pieces.append(source[position:])
    for entity in entities:
        if entity["type"] == "code":
            entity.pop("language", None)
    return "".join(pieces), entities


def checked_link(url: str) -> str | None:
    """A link as Telegram stores it, or None where it takes it for no link (no dot in the host, odd scheme)."""
    if not url or any(c in _SPACE for c in url):
        return None
    has_scheme = re.match(r"[A-Za-z][A-Za-z0-9+.-]*://", url)
    try:
        parts = urlsplit(url if has_scheme else f"http://{url}")
    except ValueError:
        return None
    if parts.scheme.lower() in ("tg", "ton", "tonsite"):
        return parts.geturl()
    if parts.scheme.lower() not in ("http", "https", "ftp") or "." not in (parts.hostname or ""):
        return None
    return parts._replace(scheme=parts.scheme.lower(), path=parts.path or "/").geturl()


def _error(sentence: str, source: str = "", index: int | None = None) -> Exception:
    where = "" if index is None else f" at byte offset {len(source[:index].encode('utf-8', 'surrogatepass'))}"
    return bad_request(f"can't parse entities: {sentence}{where}")


def _reference(source: str, begin: int) -> tuple[str, int]:
    """The character a reference stands for (a lone "&" where it stands for none) and where to go on."""
    match = _REFERENCE.match(source, begin)
    if not match:
        return "&", begin + 1
    hexadecimal, decimal, name = match.groups()
    if name:
        return (_NAMED[name], match.end()) if name in _NAMED else ("&", begin + 1)
    digits = hexadecimal or decimal
    code = int(digits, 16 if hexadecimal else 10) if len(digits) <= 8 else 0
    if not 0 < code < 0x10FFFF:
        return "&", begin + 1
    if 0xD800 <= code <= 0xDFFF:
        raise _error(
            "Text contains invalid Unicode characters after decoding HTML entities, "
            "check for unmatched surrogate code units"
        )
    return chr(code), match.end()


def _end_tag(source: str, begin: int, open_tags: list[_Open]) -> int:
    if not open_tags:
        raise _error("Unexpected end tag", source, begin)
    position = begin + 2
    while position < len(source) and source[position] not in _SPACE and source[position] != ">":
        position += 1
    name = source[begin + 2 : position].lower()
    position = _skip_space(source, position)
    if not source.startswith(">", position):
        raise _error("Unclosed end tag", source, begin)
    expected = open_tags[-1].tag
    if name and name != expected:
        offset = len(source[:begin].encode())
        raise _error(
            f'Unmatched end tag at byte offset {offset}, expected "</{expected}>", found "</{name}>"'
        )
    return position + 1


def _start_tag(source: str, begin: int) -> tuple[str, str, int]:
    """The tag's name, its argument (link, language, custom emoji, "expandable") and where its text begins."""
    position = begin + 1
    while position < len(source) and source[position] not in _SPACE and source[position] != ">":
        position += 1
    if position == len(source):
        raise _error("Unclosed start tag", source, begin)
    tag = source[begin + 1 : position].lower()
    if tag not in _KINDS:
        raise _error(f'Unsupported start tag "{tag}"', source, begin)
    argument = ""
    while True:
        position = _skip_space(source, position)
        if position >= len(source):
            raise _error("Unclosed start tag", source, begin)
        if source[position] == ">":
            break
        name, value, position = _attribute(source, begin, position, tag)
        argument = _argument(tag, name, value) or argument
    if tag == "span" and argument != "tg-spoiler":
        raise _error('Tag "span" must have class "tg-spoiler"', source, begin)
    if tag == "tg-emoji" and not argument.isdigit():
        raise _error("Invalid custom emoji identifier specified")
    return tag, argument, position + 1


def _argument(tag: str, name: str, value: str) -> str:
    if (tag, name) in (("a", "href"), ("tg-emoji", "emoji-id"), ("span", "class")):
        return value
    if tag == "code" and name == "class" and value.startswith("language-"):
        return value.removeprefix("language-")
    return "expandable" if (tag, name) == ("blockquote", "expandable") else ""


def _attribute(source: str, begin: int, position: int, tag: str) -> tuple[str, str, int]:
    start = position
    while position < len(source) and source[position] not in _SPACE and source[position] not in "=>":
        position += 1
    name = source[start:position].lower()
    if not name:
        raise _error(f'Empty attribute name in the tag "{tag}"', source, begin)
    after = _skip_space(source, position)
    if not source.startswith("=", after):
        if (tag, name) == ("blockquote", "expandable"):
            return name, "", position
        raise _error(f'Expected equal sign in declaration of an attribute of the tag "{tag}"', source, begin)
    position = _skip_space(source, after + 1)
    if position >= len(source):
        raise _error(f'Unclosed start tag "{tag}"', source, begin)
    quote = source[position]
    if quote in "\"'":
        end = source.find(quote, position + 1)
        if end < 0:
            raise _error("Unclosed start tag", source, begin)
        return name, _decoded(source[position + 1 : end]), end + 1
    token = re.compile(r"[A-Za-z0-9.-]*").match(source, position)
    end = token.end() if token else position
    if end < len(source) and source[end] not in _SPACE and source[end] != ">":
        raise _error("Unexpected end of name token", source, position)
    return name, source[position:end].lower(), end


def _decoded(value: str) -> str:
    result, position = [], 0
    while (begin := value.find("&", position)) >= 0:
        character, after = _reference(value, begin)
        result += [value[position:begin], character]
        position = after
    return "".join([*result, value[position:]])


def _skip_space(source: str, position: int) -> int:
    while position < len(source) and source[position] in _SPACE:
        position += 1
    return position


def _close(opened: _Open, inner: str, units: int, entities: list[Entity]) -> None:
    """Add the entity that a closed tag makes, if it makes one."""
    entity: Entity = {"type": _KINDS[opened.tag], "offset": opened.offset, "length": units - opened.offset}
    if opened.tag == "a":
        user = _mentioned_user(opened.argument)
        if user:
            entities.append({**entity, "type": "text_mention", "user": {"id": user}})
        elif link := checked_link(opened.argument or inner):
            entities.append({**entity, "url": link})
        return
    if opened.tag == "tg-emoji":
        entity["custom_emoji_id"] = opened.argument
    elif opened.tag == "blockquote" and opened.argument:
        entity["type"] = "expandable_blockquote"
    elif opened.tag == "code" and opened.argument:
        entity["language"] = opened.argument  # counts only where a <pre> closes around it
    elif opened.tag == "pre" and entities:
        inside = entities[-1]
        if inside["type"] == "code" and (inside["offset"], inside["length"]) == (
            entity["offset"],
            entity["length"],
        ):
            entities.pop()
            if language := inside.get("language"):
                entity["language"] = language
    entities.append(entity)


def _mentioned_user(link: str) -> int | None:
    parts = urlsplit(link) if link.startswith("tg://") else None
    if parts is None or parts.netloc != "user":
        return None
    value = parse_qs(parts.query).get("id", [""])[0]
    return int(value) if value.isdigit() else None
