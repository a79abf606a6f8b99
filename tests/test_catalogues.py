"""The catalogues hold every string that is said, properly translated; and the check notices when they do not."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from views.language import LANGUAGES
from views.language.catalogues import PLURALS, extracted, problems, read, updated
from views.language.messages import catalogue_path, compile_beside, loaded

FORMS = "".join(f'msgstr[{form}] "{{n}} {form}"\n' for form in range(6))


def catalogue(entries: str, language: str = "ar", rule: str | None = None) -> Catalog:
    header = f'msgid ""\nmsgstr ""\n"Language: {language}\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    header += f'"Plural-Forms: {rule or PLURALS[language]}\\n"\n\n'
    return read_po(BytesIO((header + entries).encode()))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_string_in_the_source_is_translated(language: str) -> None:
    assert list(problems(extracted(), read(catalogue_path(language)), language)) == []


def test_what_was_compiled_is_read_until_the_catalogue_changes(tmp_path: Path) -> None:
    path = tmp_path / "tansiq.po"
    head = f'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: {PLURALS["ar"]}\\n"\n'
    path.write_text(head + 'msgid "Saved"\nmsgstr "حُفظ"\n', encoding="utf-8")
    compile_beside(path, "ar")
    [compiled] = tmp_path.glob("*.mo")
    assert loaded(path, "ar").gettext("Saved") == "حُفظ"
    path.write_text(head + 'msgid "Saved"\nmsgstr "تم الحفظ"\n', encoding="utf-8")
    assert loaded(path, "ar").gettext("Saved") == "تم الحفظ"
    compile_beside(path, "ar")
    assert compiled not in list(tmp_path.glob("*.mo"))
    [compiled] = tmp_path.glob("*.mo")
    compiled.write_bytes(compiled.read_bytes().replace("تم".encode(), "قد".encode()))
    assert loaded(path, "ar").gettext("Saved") == "قد الحفظ"  # it was this that was read


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogues_are_written_as_update_writes_them(language: str) -> None:
    path = catalogue_path(language)
    old = read(path)
    own = {
        message.id if isinstance(message.id, str) else message.id[0]: (
            None if isinstance(message.id, str) else message.id[1]
        )
        for message in old
        if message.id
    }
    assert updated(own, old, language) == path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("one", "many", "entry", "found"),
    [
        ("Save", None, "", ["not in the catalogue"]),
        ("Save", None, 'msgid "Save"\nmsgstr ""', ["not translated"]),
        ("Save", None, '#, fuzzy\nmsgid "Save"\nmsgstr "حفظ"', ["marked fuzzy"]),
        ("By {a}", None, 'msgid "By {a}"\nmsgstr "من"', ["lacks {a}"]),
        ("By {a}", None, 'msgid "By {a}"\nmsgstr "{a} {b}"', ["has {b}, which the source has not"]),
        ("A <b>b</b>", None, 'msgid "A <b>b</b>"\nmsgstr "أ"', ["has the tags none, the source <b> </b>"]),
        ("A", None, 'msgid "A"\nmsgstr "<b>أ"', ["leaves <b> open"]),
        ("A", None, 'msgid "A"\nmsgstr "أ & ب"', ["holds a bare < > or &"]),
        ("A", None, 'msgid "A"\nmsgstr "أ {"', ["has bad places: Single '{' encountered in format string"]),
        ("A", None, 'msgid "A"\nmsgstr "\u200fأ"', ["holds directional characters, which are put in by themselves"]),
        ("A", None, 'msgid "A"\nmsgstr "<h1>أ</h1>"', ["holds the tag <h1>, which Telegram does not know"]),
        ("A <b>", None, 'msgid "A <b>"\nmsgstr "أ"', ["source: leaves <b> open"]),
        ("A", None, f'msgid "A"\nmsgid_plural "B"\n{FORMS}', ["has plural forms, the source has none"]),
        ("A", "B", 'msgid "A"\nmsgstr "أ"', ["has no plural forms, the source has"]),
        ("{n} a", "{n} b", f'msgid "{{n}} a"\nmsgid_plural "{{n}} b"\n{FORMS}', []),
        ("{n} a", "{n} b", f'msgid "{{n}} a"\nmsgid_plural "{{n}} c"\n{FORMS}', ["the plural is '{n} c', in the source '{n} b'"]),
        (
            "{n} a",
            "{n} b",
            'msgid "{n} a"\nmsgid_plural "{n} b"\n'
            'msgstr[0] "لا"\nmsgstr[1] "واحدة"\nmsgstr[2] "اثنتان"\nmsgstr[3] "بضع"\nmsgstr[4] ""\nmsgstr[5] "{n}"',
            ["plural form 3 lacks {n}", "plural form 4 is empty"],
        ),
    ],
)  # fmt: skip
def test_each_fault_is_named(one: str, many: str | None, entry: str, found: list[str]) -> None:
    assert list(problems({one: many}, catalogue(entry), "ar")) == [f"{one!r}: {fault}" for fault in found]


def test_a_wrong_or_missing_plural_rule_is_named() -> None:
    wrong = "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=0 && n%100<=2 ? 4 : 5);"
    assert list(problems({}, catalogue("", rule=wrong), "ar")) == [
        f"plural rule is {wrong!r}, must be {PLURALS['ar']!r}"
    ]
    assert len(list(problems({}, read_po(BytesIO(b""), locale="ar"), "ar"))) == 1


def test_strings_are_found_in_calls_and_tables(tmp_path: Path) -> None:
    for folder, text in {
        "bot": 'w.say("One {a}", a=1)\nw.count("{n} day", "{n} days", n)\n',
        "handlers": 'w.label("Two" " halves")\nw.count("{n} day", "{n} days", 3)\n"text".count("t")\nw.say(known)\n',
        "views": 'KINDS = {"need": phrase("Need")}\n',
    }.items():
        (tmp_path / folder / "inner").mkdir(parents=True)
        (tmp_path / folder / "inner" / "talk.py").write_text(text)
    assert extracted(tmp_path) == {"One {a}": None, "{n} day": "{n} days", "Two halves": None, "Need": None}
    (tmp_path / "views" / "other.py").write_text('w.count("{n} day", "{n} nights", n)\n')
    with pytest.raises(ValueError, match="has two plurals"):
        extracted(tmp_path)


def test_update_keeps_translations_and_drops_what_is_no_longer_said() -> None:
    source = {"{n} day": "{n} days", "New": None, "Kept": None}
    old = catalogue(
        '# remark\nmsgid "Kept"\nmsgstr "باقٍ"\n\nmsgid "Gone"\nmsgstr "ذهب"\n\nmsgid "{n} day"\nmsgstr "يوم"\n'
    )
    text = updated(source, old, "ar")
    assert text.split("\n\n")[1:] == [
        '# remark\nmsgid "Kept"\nmsgstr "باقٍ"',
        'msgid "New"\nmsgstr ""',
        'msgid "{n} day"\nmsgid_plural "{n} days"\n'
        + "\n".join(f'msgstr[{form}] ""' for form in range(6))
        + "\n",
    ]
    assert PLURALS["ar"] in text
    assert "Creation-Date" not in text
    english = updated(source, catalogue("", "en"), "en")
    assert list(problems(source, read_po(BytesIO(english.encode())), "en")) == []
    assert 'msgstr[0] "{n} day"\nmsgstr[1] "{n} days"' in english
