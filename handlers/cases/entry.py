"""The routes of requests on the applicant's side: who may file, who may look."""

from __future__ import annotations

from coordination.cases.access import DESK
from coordination.people.person import Role
from handlers.cases import answering, begin, filing, lists, mine, showing
from handlers.cases.asking import KIND
from handlers.routing import Rights, Routes

FILERS = frozenset({Role.PARTNER, Role.FOCAL_POINT, Role.DEPUTY})
"""Who files requests; the desk decides on them."""


def register(routes: Routes) -> None:
    """Add the routes; what a case shows to whom is decided by `coordination.cases.access`."""
    filers, readers = Rights(FILERS), Rights(FILERS | DESK)
    routes.command("apply", begin.apply, filers)
    routes.command("cases", mine.mine, readers)
    routes.command("status", showing.status, readers)
    routes.form(KIND, answering.said, filers)
    for action, handler in (
        ("kinds", begin.apply),
        ("triage", begin.triage),
        ("begin", begin.of_kind),
        ("start", begin.start),
        ("provide", begin.provide),
        ("answer", answering.answered),
        ("pick", answering.pick),
        ("same", answering.same),
        ("skip", answering.skip),
        ("back", answering.back),
        ("clear", answering.clear),
        ("template", lists.template),
        ("check", filing.check),
        ("card", filing.read_back),
        ("fill", filing.fill),
        ("change", filing.change),
        ("later", filing.later),
        ("drop", filing.drop),
        ("send", filing.send),
    ):
        routes.press(f"case.{action}", handler, filers)
    for action, handler in (
        ("open", begin.open_one),
        ("mine", mine.mine),
        ("organisation", mine.organisation),
        ("receipt", showing.receipt),
        ("withdraw", showing.withdraw),
        ("collected", showing.collected),
        ("used", showing.used),
        ("reopen", showing.reopen),
    ):
        routes.press(f"case.{action}", handler, readers)
