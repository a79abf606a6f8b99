"""Keep the catalogues in step with the source: `python -m views.language.catalogues update`, `… check`, `… compile`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

import click
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import PoFileError, normalize, read_po

from views.language.faults import faults_of, forms_of
from views.language.messages import catalogue_path, compile_beside
from views.language.words import LANGUAGES

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("bot", "handlers", "views")
KEYWORDS: dict[str, tuple[int, ...] | None] = {"say": None, "label": None, "phrase": None, "count": (1, 2)}

# Babel would write another rule for Arabic, which takes 100, 101 and 102 for the wrong forms.
PLURALS = {
    "ar": "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5;",
    "en": "nplurals=2; plural=(n != 1);",
}
FORMS = {"ar": 6, "en": 2}

Source: TypeAlias = Mapping[str, str | None]
"""The strings in the source, each with its plural or None."""


def extracted(root: Path = ROOT) -> dict[str, str | None]:
    """The strings said in the source under root. Raises ValueError where one string has two different plurals."""
    found: dict[str, str | None] = {}
    for folder in FOLDERS:
        for _, _, message, _, _ in extract_from_dir(root / folder, [("**.py", "python")], keywords=KEYWORDS):
            one, many = (message, None) if isinstance(message, str) else (message[0], message[1])
            known = found.get(one)
            if known and many and known != many:
                raise ValueError(f"{one!r} has two plurals: {known!r} and {many!r}")
            found[one] = known or many
    return found


def read(path: Path) -> Catalog:
    """The catalogue in a file. Raises FileNotFoundError, and babel's PoFileError where it cannot be read."""
    with path.open("rb") as file:
        return read_po(file, domain="tansiq", abort_invalid=True)


def updated(source: Source, old: Catalog, language: str) -> str:
    """The text of a catalogue that holds exactly the source's strings, with the old translations and remarks.

    Ordered by string, without line numbers and dates, so that a change shows as the lines that changed.
    """
    entries = [_header(language)]
    for one in sorted(source):
        many = source[one]
        entries.append(_entry(one, many, _translation(one, many, old, language), old.get(one)))
    return "\n".join(entries)


def problems(source: Source, catalogue: Catalog, language: str) -> Iterator[str]:
    """What is wrong with a catalogue, a sentence each; none if it may be shipped."""
    rule = str(dict(catalogue.mime_headers).get("Plural-Forms", ""))
    if "".join(rule.split()) != "".join(PLURALS[language].split()):
        yield f"plural rule is {rule!r}, must be {PLURALS[language]!r}"
    for one in sorted(source):
        message = catalogue.get(one)
        for fault in faults_of(one, source[one], message, FORMS[language]):
            yield f"{one!r}: {fault}"


def _header(language: str) -> str:
    return (
        'msgid ""\nmsgstr ""\n'
        f'"Language: {language}\\n"\n'
        '"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
        f'"Plural-Forms: {PLURALS[language]}\\n"\n'
    )


def _translation(one: str, many: str | None, old: Catalog, language: str) -> tuple[str, ...]:
    """The forms to write: English is the source itself; a translation stays if it still has the right number of forms."""
    if language == "en":
        return (one,) if many is None else (one, many)
    wanted = 1 if many is None else FORMS[language]
    message = old.get(one)
    if message is None:
        return ("",) * wanted
    kept = forms_of(message)
    return kept if len(kept) == wanted else ("",) * wanted


def _entry(one: str, many: str | None, forms: Iterable[str], old: Message | None) -> str:
    lines = [f"# {remark}" for remark in old.user_comments] if old else []
    if old and old.fuzzy:
        lines.append("#, fuzzy")
    lines.append(f"msgid {normalize(one, width=110)}")
    if many is None:
        lines += [f"msgstr {normalize(form, width=110)}" for form in forms]
    else:
        lines.append(f"msgid_plural {normalize(many, width=110)}")
        lines += [f"msgstr[{index}] {normalize(form, width=110)}" for index, form in enumerate(forms)]
    return "\n".join(lines) + "\n"


@click.group()
def main() -> None:
    """Keep locales/ in step with the strings in bot/, handlers/ and views/."""


@main.command()
def update() -> None:
    """Take new strings in, drop those no longer said; new Arabic ones are left empty for the translator."""
    source = extracted()
    for language in LANGUAGES:
        path = catalogue_path(language)
        path.write_text(updated(source, read(path), language), encoding="utf-8", newline="\n")
    click.echo(f"{len(source)} strings in {', '.join(LANGUAGES)}")


@main.command()
def check() -> None:
    """List every string that may not be shipped; exit code 1 if there is one."""
    source = extracted()
    found = [
        f"{language}: {problem}" for language in LANGUAGES for problem in _problems_on_disk(source, language)
    ]
    for line in found:
        click.echo(line)
    if found:
        sys.exit(1)
    click.echo(f"{len(source)} strings in {', '.join(LANGUAGES)}: all translated")


@main.command("compile")
def compile_all() -> None:
    """Compile the catalogues, so that no start has to: reading them takes a fifth of a second."""
    for language in LANGUAGES:
        compile_beside(catalogue_path(language), language)


def _problems_on_disk(source: Source, language: str) -> list[str]:
    try:
        return list(problems(source, read(catalogue_path(language)), language))
    except (OSError, PoFileError) as error:
        return [f"cannot be read: {error}"]


if __name__ == "__main__":
    main()
