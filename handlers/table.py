"""The whole table of routes, by name: what is not registered here does not exist."""

from __future__ import annotations

from handlers import (
    airspace,
    approvals,
    ask,
    asof,
    contacts,
    deadline_reminders,
    entering,
    export,
    find,
    group_reports,
    group_settings,
    handover,
    help,
    invitations,
    knowledge_browse,
    knowledge_edit,
    knowledge_keep,
    membership,
    pass_on,
    people,
    phone,
    plain_text,
    profile,
    question_figures,
    question_or_update,
    queue,
    roster,
    silence,
    start,
    subscriptions,
    today,
    trail,
    week,
)
from handlers.alerts import entry as alerts
from handlers.cases import entry as cases
from handlers.desk import queue as desk
from handlers.meetings import entry as meetings
from handlers.routing import Routes
from handlers.status import entry as status
from handlers.watch import entry as watch

CONVERSATIONS = (
    start,
    entering,
    approvals,
    status,
    ask,
    question_or_update,
    knowledge_browse,
    pass_on,
    cases,
    queue,
    desk,
    find,
    today,
    week,
    export,
    contacts,
    meetings,
    alerts,
    silence,
    handover,
    deadline_reminders,
    roster,
    watch,
    question_figures,
    airspace,
    knowledge_keep,
    knowledge_edit,
    asof,
    invitations,
    people,
    membership,
    group_settings,
    subscriptions,
    profile,
    phone,
    help,
    trail,
    group_reports,
    plain_text,
)
"""Every conversation, in the order in which the menus list their commands."""


def build() -> Routes:
    """Register every conversation; raises ValueError when two claim the same command, action or form."""
    routes = Routes()
    for conversation in CONVERSATIONS:
        conversation.register(routes)
    return routes
