"""Access constraints, whom they keep and what they did, and what incidents damaged: out of a report's words."""

from __future__ import annotations

import pytest

from coordination.reports.details import details
from coordination.reports.fact import Kind


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Return refused for families with perceived ISIS affiliation", ("A1",)),
        ("رفض عودة عوائل داعش", ("A1",)),
        ("visas of NRC staff not renewed", ("A2",)),
        ("تاخير منح سمات الدخول", ("A2",)),
        ("Makhmur checkpoint is refusing our trucks", ("A3",)),
        ("سيطرة الصقور رفضت دخول 3 شاحنات", ("A3",)),
        ("Al Qaim - curfew imposed", ("A3",)),
        ("security forces demanded the beneficiary list", ("A4",)),
        ("طلبت السيطرة قوائم المستفيدين", ("A4",)),
        ("3 NRC staff denied visas", ("A2",)),
        ("authorities demanded that IRC hire their relatives", ("A4",)),
        ("أطلقوا النار على سيارة تابعة لليونيسف", ("A5",)),
        ("2 staff of NRC were threatened", ("A5",)),
        ("احتجاز موظفين من الهلال الأحمر", ("A5",)),
        ("road closed because of clashes", ("A6",)),
        ("الطريق مقطوع بسبب القصف", ("A6",)),
        ("the road is closed by mines", ("A7",)),
        ("الطريق ملغوم ولا يمكن المرور", ("A7",)),
        ("Snow closed the road to Amedi", ("A8",)),
        ("الطريق مقطوع بسبب سقوط صخور", ("A8",)),
        ("camp residents not allowed to leave the camp", ("A9",)),
        ("منعت القوات الامنية العوائل من مغادرة المخيم", ("A9",)),
        ("visas delayed; road closed by floods", ("A2", "A8")),
        ("the road is closed", ()),
        ("الطريق مغلق", ()),
        ("road reopened after mine clearance", ()),
        ("اعيد فتح الطريق بعد رفع الالغام", ()),
        ("protest had blocked the highway; it is open again now", ()),
        ("Checkpoint is open, no mines", ()),
        ("visas issued for 5 staff", ()),
        ("الشاحنات محتجزة في الكمرك", ("A2",)),
        ("حصلت اشتباكات وقطع الطريق", ("A6",)),
        ("السيطرة منعت شاحنة عبوات ماء", ("A3",)),
        ("حصلت الموافقة على دخول القافلة", ()),
        ("الطريق مغلق والوضع تحت السيطرة", ()),
        ("الغاء حظر التجوال", ()),
    ],
)
def test_access_constraints(text: str, found: tuple[str, ...]) -> None:
    assert details(text, Kind.ACCESS).constraints == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Checkpoint refused the MSF convoy", ("MSF",)),
        ("UNHCR and NRC teams not allowed to enter", ("UNHCR", "NRC")),
        ("منع فريق منظمة الهجرة الدولية من الدخول", ("IOM",)),
        ("رفضت السيطرة دخول قافلة الهلال الأحمر العراقي", ("Iraqi Red Crescent",)),
        ("WHO team not allowed to enter", ("WHO",)),
        ("checkpoint refusing NGO trucks", ("NGO",)),
        ("منعت القوات الامنية دخول المنظمات", ("NGO",)),
        ("UN and NGO convoys blocked", ("UN", "NGO")),
        ("the convoy was refused", ()),
        ("families who were refused, people in need of care", ()),
        ("FAMILIES WHO WERE STOPPED AT CHECKPOINT", ()),
        ("UNHCR reported that the checkpoint is closed", ()),
        ("حسب اوتشا الطريق مغلق", ()),
        ("road reopened for WFP trucks", ()),
        ("سيطرة تابعة لمنظمة بدر منعت دخول القافلة", ()),
    ],
)
def test_organisations(text: str, found: tuple[str, ...]) -> None:
    assert details(text, Kind.ACCESS).organisations == found


@pytest.mark.parametrize(
    ("text", "impacts", "effect"),
    [
        (
            "Checkpoint refused us, 3 missions cancelled",
            ("passage_denied", "cancelled"),
            "3 missions cancelled",
        ),
        ("الطريق مقطوع، تم تعليق توزيع المساعدات", ("suspended",), "تم تعليق توزيع المساعدات"),
        ("3 villages cut off by snow", ("cut_off",), "3 villages cut off by snow"),
        ("- رجعونا من السيطرة", ("turned_back",), "رجعونا من السيطرة"),
        ("the mission was not cancelled", (), ""),
        ("delayed convoy; the road is open again", (), ""),
    ],
)
def test_what_a_constraint_did(text: str, impacts: tuple[str, ...], effect: str) -> None:
    found = details(text, Kind.ACCESS)
    assert (found.impacts, found.effect) == (impacts, effect)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Two houses burnt and a bridge damaged", ("houses", "bridges")),
        ("سيول جرفت 12 دار", ("houses",)),
        ("fire burned 300 dunums of wheat", ("crops",)),
        ("احتراق ثلاث خيام ونفوق 20 رأس غنم", ("tents", "livestock")),
        ("تفجير برج نقل الطاقة الكهربائية", ("electricity",)),
        ("no damage to the school", ()),
        ("لم تتضرر المدرسة", ()),
        ("car bomb killed 3", ()),
        ("انفجار عبوة قرب مدرسة", ()),
        ("40 households affected", ()),
        ("حريق في الدور", ()),
        ("حريق في سوق الشيوخ", ()),
        ("حريق في حقول النفط", ()),
        ("فيضان الأنهار وغرق بيوت", ("houses",)),
        ("توزيع خيم على المتضررين بعد الحريق", ()),
    ],
)
def test_what_an_incident_damaged(text: str, found: tuple[str, ...]) -> None:
    assert details(text, Kind.INCIDENT).impacts == found
