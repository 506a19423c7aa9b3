"""The buttons that stand beside the questions: they send the whole form, so that nothing typed is lost."""

from collections.abc import Mapping

from django.http import HttpRequest

from forms_app.fiches.declaration import Fiche
from forms_app.services.fiches import drafts, held
from forms_app.wizard import pins, reminding
from forms_app.wizard.reading import Reading

MAINTAIN, REOPEN = "maintenir", "rouvrir"
NAMES = frozenset({MAINTAIN, REOPEN, pins.PIN, pins.UNPIN})


def is_pressed(posted: Mapping) -> bool:
    """Tell whether a form was sent by one of these buttons: passing on it is not answering the step."""
    return not NAMES.isdisjoint(posted)


def act(request: HttpRequest, fiche: Fiche, draft: drafts.Opened, reading: Reading) -> str:
    """Do what the button pressed says, once the form is stored; return the fragment of the page to come back to."""
    for name, doing in ((MAINTAIN, _maintained), (REOPEN, _reopened)):
        if key := request.POST.get(name, ""):
            doing(fiche, draft, reading, key)
            return f"#rappel-{key}" if key in {one.key for one in fiche.reminders} else ""
    key = pins.change(request) or ""
    return f"#cote-{key.partition('#')[2]}" if pins.PIN in request.POST and key else "#clauses"


def _maintained(fiche: Fiche, draft: drafts.Opened, reading: Reading, key: str) -> None:
    """A reminder that no longer holds, after what was just stored, has nothing to maintain."""
    found = next((one for one in reminding.standing(fiche, reading.answers) if one.key == key), None)
    if found:
        held.maintain(draft, key, reminding.about(fiche, found, reading.answers))


def _reopened(fiche: Fiche, draft: drafts.Opened, reading: Reading, key: str) -> None:
    held.reopen(draft, key)
