"""What one person may ask for in an hour: a bound on what costs, fills or takes away, far above a day of work.

Counted in the shared cache by hours of the clock, on these routes alone: an ordinary page, a step of a fiche ask
nothing more. Two requests of one moment may count as one: a bound for machines, and nobody is refused by accident.
"""

import logging
import time
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError

logger = logging.getLogger("portal.bounds")
HOUR = 3600  # seconds


@dataclass(frozen=True, slots=True)
class Flow:
    """One thing that a person does; `said` names it on the page that refuses, `most` is for an hour."""

    name: str
    said: str
    most: int
    method: str = "POST"

    @property
    def allowed(self) -> int:
        return self.most * settings.PORTAL_HOURLY_TIMES


BEGUN = Flow("begun", "fiches commencées", 200)
LETTERS = Flow("letters", "lettres faites", 200)
JOBS = Flow("jobs", "lots de courriers", 60)  # a lot of three hundred letters is one
FOUND = Flow("found", "recherches de personnes", 200)
REGISTERED = Flow("registered", "dossiers enregistrés", 150)
OPENED = Flow("opened", "dossiers ouverts", 400, "GET")
DOCUMENTS = Flow("documents", "documents demandés", 400, "GET")
TAKEN = Flow("taken", "fichiers emportés", 60, "GET")
SAID = Flow("said", "messages et propositions envoyés", 60)

#: What is counted, by the name of its route.
BOUNDS = {
    "forms_app:new": BEGUN,
    "dossiers:begin": BEGUN,
    "forms_app:letter": LETTERS,
    "dossiers:mail": JOBS,
    "dossiers:find": FOUND,
    "dossiers:register": REGISTERED,
    "dossiers:page": OPENED,
    "forms_app:letter_pdf": DOCUMENTS,
    "forms_app:kept_letter_pdf": DOCUMENTS,
    "dossiers:sent_pdf": DOCUMENTS,
    "dossiers:note_pdf": DOCUMENTS,
    "dossiers:avis_pdf": DOCUMENTS,
    "dossiers:deliberated": DOCUMENTS,
    "dossiers:mail_pdf": DOCUMENTS,
    "guidance:text_pdf": DOCUMENTS,
    "guidance:doctrine": DOCUMENTS,
    "dossiers:appeal": TAKEN,
    "people:journal_csv": TAKEN,
    "bilan:pdf": TAKEN,
    "bilan:xlsx": TAKEN,
    "bilan:ods": TAKEN,
    "bilan:csv": TAKEN,
    "guidance:report_difficulty": SAID,
    "guidance:propose_reference": SAID,
    "guidance:tell_dead": SAID,
    "collegial:ask": SAID,
    "collegial:discussion": SAID,
}


def flow_of(route: str, method: str) -> Flow | None:
    """Return what a request of a route does, if it is counted."""
    flow = BOUNDS.get(route)
    return flow if flow is not None and flow.method == method else None


def is_too_much(flow: Flow, user) -> bool:
    """Count one more of a flow for a person, and tell whether it is more than the hour allows.

    A cache that does not answer counts nothing: the bound is never what stops somebody's work.
    """
    key = f"bound:{flow.name}:{user.pk}:{int(time.time()) // HOUR}"
    try:
        count = cache.get(key, 0) + 1
        if count <= flow.allowed:
            cache.set(key, count, HOUR)
    except DatabaseError as error:
        logger.error("What people ask for is not counted: %s", type(error).__name__)
        return False
    if count > flow.allowed:
        logger.warning("Account %s asked for more than an hour allows", user.pk)
    return count > flow.allowed


def seconds_left() -> int:
    """Return how long the hour that counts still lasts, in seconds."""
    return HOUR - int(time.time()) % HOUR
