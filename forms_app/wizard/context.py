"""What the pages of a run show around the questions: where each step stands, the clauses beside, the reminders."""

import uuid
from collections.abc import Collection, Mapping
from datetime import datetime
from functools import cache

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from forms_app.enums import Authority
from forms_app.fiches import get
from forms_app.fiches.declaration import Answers, Fiche, Step
from forms_app.fiches.grids import GRIDS
from forms_app.services.doctrine import beside as sights
from forms_app.services.doctrine import clauses
from forms_app.services.fiches import drafts
from forms_app.wizard import reminding
from forms_app.wizard.pieces import Html, rendered
from forms_app.wizard.reading import Reading, State, states
from forms_app.wizard.words import as_typed
from guidance import dates


def frame(fiche: Fiche, draft: drafts.Opened, reading: Reading, *, current: str = "") -> dict:
    """Return what every page of a run shows: the fiche, its steps and where each stands."""
    where = states(fiche, draft.typed, reading)
    authority = Authority(draft.row.authority)
    return {
        "fiche": fiche,
        "draft": draft.row,
        "authority": authority,
        "number": fiche.number(authority),
        "saved": hour(draft.row.saved_at),
        "of_request": of_request(reading.answers),
        "steps": entries(fiche, standing(draft, where), draft.row.run, current),
        "position": position(fiche, where, current),
        "skipped": [step for step in fiche.steps if where[step.slug] is State.SKIPPED],
        "answers": reading.answers,
        "consulted": consulted(draft),
    } | refusal(reading)


def refusal(reading: Reading) -> dict:
    """Return why the fiche does not serve the request, and the fiches to take instead."""
    instead = [get(key) for key in reading.refusal.instead] if reading.refusal else []
    return {"refusal": reading.refusal, "instead": instead}


def hour(moment: datetime) -> str:
    """Return an hour of Paris as the pages write it, on one line: 9 h 05."""
    local = dates.of_paris(moment)
    return f"{local.hour}\u00a0h\u00a0{local.minute:02}"


def day_and_hour(moment: datetime) -> str:
    """Return a day and its hour: 12/01/2026 à 9 h 05."""
    return f"{dates.of_paris(moment):%d/%m/%Y} à\u00a0{hour(moment)}"


def consulted(draft: drafts.Opened) -> str:
    """Return how many sources the pad holds, to follow its name; nothing while it is empty."""
    number = len(draft.content["sources"])
    return f" ({number})" if number else ""


def of_request(answers: Answers) -> str:
    """Return which request a fiche is for, to follow its authority; nothing until its date is given."""
    day = answers.get("registered_on")
    return f", demande du {dates.in_short(day)}" if day else ""


def standing(draft: drafts.Opened, where: Mapping[str, State]) -> dict[str, State]:
    """Return how the list of steps shows each: one where two versions wait is to be corrected."""
    other = draft.other
    return {
        slug: State.WRONG if slug in other and state is not State.SKIPPED else state for slug, state in where.items()
    }


def position(fiche: Fiche, where: Mapping[str, State], current: str) -> int:
    """Return the number of a step among those asked, from 1; 0 when it is none of them."""
    asked = [slug for slug in fiche.slugs if where[slug] is not State.SKIPPED]
    return asked.index(current) + 1 if current in asked else 0


def entries(fiche: Fiche, stand: Mapping[str, State], run: uuid.UUID, current: str = "") -> list[dict]:
    """Return the list of steps that are asked, numbered."""
    asked = [step for step in fiche.steps if stand[step.slug] is not State.SKIPPED]
    return [_entry(run, step, number, stand[step.slug], current) for number, step in enumerate(asked, 1)]


def _entry(run: uuid.UUID, step: Step, number: int, state: State, current: str) -> dict:
    return {
        "step": step,
        "number": number,
        "url": lambda: reverse("forms_app:step", args=[run, step.slug]),  # asked for by some pages only
        "state": state,
        "sign": {State.DONE: "check", State.WRONG: "stop"}.get(state, ""),
        "current": step.slug == current,
    }


def beside(
    fiche: Fiche,
    step: Step | None,
    draft: drafts.Opened,
    answers: Answers,
    pinned=(),
    here: Collection[str] = (),
    versions: tuple[int, int] | None = None,
) -> dict:
    """Return the clauses beside a step (all of them without one) and the reminders to look at.

    `here` are the questions that stand on the page: a reminder leads to them without leaving it. `versions` are those
    that the caller has just read (`mapping.standing`).
    """
    place = sights.place(fiche, step, answers, draft_state=draft.content["snapshot"], pinned=pinned, versions=versions)
    return {
        "aside": _panel(place),
        "reminders": reminding.shown(fiche, step.slug if step else None, draft, answers, here),
    }


def _panel(place: sights.Place) -> Html:
    """Return the clauses of a place as HTML, held by this process: nothing in them depends on who reads."""

    def render() -> Html:
        context = {
            "panel": sights.panel_at(place),
            "search_url": reverse("beside:search"),
            "sources_url": reverse("beside:sources") if place.fiche.pad else "",
        }
        return rendered("forms_app/_panel.html", context)

    return clauses.panel_html(place.key, render)


@cache
def grid(key: str) -> SafeString | str:
    """Return a private grid as HTML: boxes that keep nothing, the same for everybody."""
    return render_to_string("forms_app/_grid.html", {"grid": GRIDS[key]}) if key in GRIDS else ""


def conflict(fiche: Fiche, draft: drafts.Opened, step: Step, reading: Reading) -> dict:
    """Return every version of a step side by side, question by question, the questions that differ marked."""
    versions = [draft.typed.get(step.slug, {}), *draft.other.get(step.slug, [])]
    rows = [
        {
            "question": question,
            "written": [as_typed(question, typed.get(question.name, [])) for typed in versions],
            "differs": any(typed.get(question.name, []) != versions[0].get(question.name, []) for typed in versions),
        }
        for question in step.questions
    ]
    waiting = list(range(len(versions) - 1))
    return frame(fiche, draft, reading, current=step.slug) | {"step": step, "rows": rows, "waiting": waiting}
