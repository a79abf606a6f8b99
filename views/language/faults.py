"""What can be wrong with one translated string: each would reach people as English, as an error, or as raw markup."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from babel.messages.catalog import Message

from views.language.bidi import CONTROLS
from views.language.template import places

# By the language's number of forms: those that may leave the number out, because "عائلتان" already says it.
_MAY_OMIT_NUMBER = {2: frozenset({0}), 6: frozenset({0, 1, 2})}
_TAG = re.compile(r"<(/?)([a-z0-9-]+)((?:\s[^<>]*)?)>")
_KNOWN_TAGS = frozenset({"a", "b", "blockquote", "code", "i", "pre", "s", "tg-spoiler", "u"})
_ENTITY = re.compile(r"&(?:lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);")


def faults_of(one: str, many: str | None, message: Message | None, forms: int) -> Iterator[str]:
    """The faults of a source string and its translation, in words. `forms` is the language's number of plurals."""
    for text in (one, many):
        if text is not None and (fault := _fault_of_text(text)):
            yield f"source: {fault}"
            return
    if message is None:
        yield "not in the catalogue"
        return
    if message.fuzzy:
        yield "marked fuzzy"
    if many is None:
        yield from _faults_of_single(one, message)
    else:
        yield from _faults_of_plural(one, many, message, forms)


def _faults_of_single(one: str, message: Message) -> Iterator[str]:
    if not isinstance(message.string, str):
        yield "has plural forms, the source has none"
    elif not message.string.strip():
        yield "not translated"
    else:
        yield from _differences(one, message.string, may_omit=frozenset())


def _faults_of_plural(one: str, many: str, message: Message, forms: int) -> Iterator[str]:
    if not isinstance(message.id, list | tuple):
        yield "has no plural forms, the source has"
        return
    if message.id[1] != many:
        yield f"the plural is {message.id[1]!r}, in the source {many!r}"
    written = forms_of(message)
    if len(written) != forms:
        yield f"has {len(written)} plural forms, must have {forms}"
    for index, text in enumerate(written):
        if not text.strip():
            yield f"plural form {index} is empty"
            continue
        may_omit = frozenset({"n"}) if index in _MAY_OMIT_NUMBER[forms] else frozenset[str]()
        for difference in _differences(many, text, may_omit):
            yield f"plural form {index} {difference}"


def forms_of(message: Message) -> tuple[str, ...]:
    """The translation as a tuple: one string, or one for each plural form."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def _differences(source: str, text: str, may_omit: frozenset[str]) -> Iterator[str]:
    if fault := _fault_of_text(text):
        yield fault
        return
    if lacking := places(source) - places(text) - may_omit:
        yield f"lacks {_listed(lacking)}"
    if unknown := places(text) - places(source):
        yield f"has {_listed(unknown)}, which the source has not"
    if sorted(_tags(source)) != sorted(_tags(text)):
        yield f"has the tags {' '.join(_tags(text)) or 'none'}, the source {' '.join(_tags(source)) or 'none'}"


def _fault_of_text(text: str) -> str | None:
    """What is wrong with a string by itself, or None."""
    try:
        places(text)
    except ValueError as error:
        return f"has bad places: {error}"
    if CONTROLS & set(text):
        return "holds directional characters, which are put in by themselves"
    if set("<>&") & set(_ENTITY.sub("", _TAG.sub("", text))):
        return "holds a bare < > or &"
    return _fault_of_nesting(_TAG.findall(text))


def _fault_of_nesting(tags: Sequence[tuple[str, str, str]]) -> str | None:
    opened: list[str] = []
    for closing, name, _ in tags:
        if name not in _KNOWN_TAGS:
            return f"holds the tag <{name}>, which Telegram does not know"
        if not closing:
            opened.append(name)
        elif not opened or opened.pop() != name:
            return f"closes <{name}> where it is not open"
    return f"leaves <{opened[-1]}> open" if opened else None


def _tags(text: str) -> list[str]:
    return [match[0] for match in _TAG.finditer(text)]


def _listed(names: frozenset[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names))
