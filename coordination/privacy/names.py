"""People's names in a folded text: known by the words before them, never by a list of names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coordination.text.normalise import normalise_word

MOST_WORDS = 4


def _folded(words: str) -> frozenset[str]:
    return frozenset(map(normalise_word, words.split()))


_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*\.?")
_BETWEEN = re.compile(r" {1,2}")
# A list of names: separated by commas, or in lines with a number or a sign before each.
_NEXT = re.compile(r" ?[,;] ?| and |[ .]*\n\s*(?:\d{1,3} ?[.):-]+|[•*-])[ ]*")
_FIRST = re.compile(r"\s*(?:\d{1,3} ?[.):-]+|[•*-])[ ]*")

# "name:", "اسم ...:", "للتواصل:". The words between say whose name it is: of a camp, for one.
_LABEL = re.compile(
    r"(?<!\w)(?P<before>(?:[a-z]+ )?)(?:(?P<many>names|(?:و|ب|ل)?(?:ال)?(?:اسماء|اسامي))|name|(?:و|ب|ل)?(?:ال)?اسم"
    r"|contact(?: person)?|focal point|للتواصل|جهه الاتصال|نقطه الاتصال)"
    r"(?P<whose>(?: [^\W\d_]+){0,3}) ?[:=] ?",
    re.IGNORECASE,
)
# "اسمه علي", "اسم المصاب علي", "my name is Ali", "المدعو علي", "السيد علي": no colon is needed. Al-Shaikh Saad is a town.
_SAID = re.compile(
    r"(?<!\w)(?:(?:و|ف)?(?:اسمه|اسمها|اسمي)|(?:my|his|her|whose) name is|(?:و|ب|ل|ال|لل)?(?:المدعو|المدعوه|لمدعو|يدعي|تدعي)"
    r"|(?:و|ب)?اسم (?:النازح|المصاب|الجريح|الشهيد|المريض|المفقود|المخطوف|العايد|الطفل|الشخص|المواطن|الاب|الام"
    r"|رب (?:الاسره|العايله))ه?"
    r"|(?:و|ب|ل)?(?:السيد|السيده|الاستاذ|الاستاذه|الدكتور|الدكتوره|الشيخ(?! سعد)|المواطن|المواطنه))(?!\w) ?[:/]? ?",
    re.IGNORECASE,
)
# English titles stand before words with capitals; "ms" and "dr" in small letters mean other things.
_TITLE = re.compile(r"(?<!\w)(?:Mr|Mrs|Ms|Miss|Dr|MR|MRS|MS|DR)(?:\. ?| )(?=[A-Z])")

_THINGS = _folded(
    """
    camp village site place location district governorate subdistrict city town area neighbourhood neighborhood
    street road checkpoint school hospital clinic company project organisation organization ngo agency partner
    group file document form report user domain unit base bridge crossing
    مخيم قريه موقع مكان قضاء محافظه ناحيه مدينه منطقه حي محله شارع طريق سيطره مدرسه مستشفي مركز شركه مشروع منظمه
    جهه وكاله شريك مجموعه ملف تقرير استماره نموذج وحده قاعده جسر معبر منفذ تجمع نقطه دائره وزاره مجمع
    """
)
"""Whatever has a name without being a person."""

_NO_NAME = _folded(
    """
    a an the in at is was were are be been from to of on by with and or but for not has have had who whom whose which that
    phone tel telephone mobile call passport id age aged born address displaced arrived returned came went lives living
    reported died killed injured wounded missing said asked needs need unknown none not withheld
    family families person people individuals years year old
    من في الى عن مع او ثم قد هو هي هم وهو وهي وهم الذي التي ان انه انها لم لا ما غير مجهول مجهوله
    هاتف هاتفه هاتفها رقم رقمه رقمها موبايل جواز هويه عمره عمرها العمر مواليد تولد يسكن تسكن ساكن ساكنه سكن
    نازح نازحه عائد عائده قتل قتلت استشهد استشهدت اصيب اصيبت جرح جرحت توفي توفيت وصل وصلت عاد عادت نزح نزحت اعتقل خطف
    فقد فقدت قال ذكر ابلغ ابلغنا وصلوا عائله عوائل عائلته اسره شخص فرد سنه اليوم امس البارحه بتاريخ
    محافظ المحافظ وزير الوزير رئيس الرئيس مدير المدير مديره المديره قائد القائد قائممقام القائممقام قائمقام القائمقام
    نائب النائب مسؤول المسؤول وكيل الوكيل امين الامين منسق المنسق ممثل الممثل ضابط الضابط مختار المختار معاون
    مستشار المستشار عضو العضو ناطق الناطق مشرف المشرف امر رئاسه المحترم المحترمون العراقي العراقيه
    """
)
"""Words that end a name, or that follow a title in the place of one."""


def names_in(text: str) -> Iterator[tuple[int, int]]:
    """The spans of names after a word that announces one: at most four words up to a delimiter."""
    for match in _LABEL.finditer(text) if ":" in text or "=" in text else ():
        whose = {match.group("before").strip().lower(), *match.group("whose").lower().split()}
        things = {word.removeprefix("ال") for word in whose} & _THINGS
        if things:
            continue
        if match.group("many"):
            yield from _list(text, match.end())
        elif (name := _name(text, match.end())) is not None:
            yield name
    for shape in (_SAID, _TITLE):
        for match in shape.finditer(text):
            if (name := _name(text, match.end(), capitals=shape is _TITLE)) is not None:
                yield name


def _list(text: str, start: int) -> Iterator[tuple[int, int]]:
    """The names of a list that begins at a place."""
    first = _FIRST.match(text, start)
    start = first.end() if first else start
    while (name := _name(text, start)) is not None:
        yield name
        following = _NEXT.match(text, name[1])
        if following is None:
            return
        start = following.end()


def _name(text: str, start: int, *, capitals: bool = False) -> tuple[int, int] | None:
    """The name that begins at a place; None where another word stands there."""
    end = start
    at = start
    for _ in range(MOST_WORDS):
        word = _WORD.match(text, at)
        if word is None or word.group().strip(".").lower() in _NO_NAME:
            break
        if capitals and not word.group()[0].isupper():
            break
        end = word.start() + len(word.group().rstrip("."))
        between = _BETWEEN.match(text, word.end())
        if between is None or (word.group().endswith(".") and len(word.group()) > 3):
            break
        at = between.end()
    return (start, end) if end > start else None
