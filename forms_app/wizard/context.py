"""What the pages of a run show around the questions: where each step stands, the clauses beside, the reminders."""

from collections.abc import Collection
from functools import cache

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from forms_app.enums import Authority
from forms_app.fiches import get
from forms_app.fiches.declaration import Answers, Fiche, Step
from forms_app.fiches.grids import GRIDS
from forms_app.services import beside as sights
from forms_app.services import clauses, drafts
from forms_app.wizard import reminding
from forms_app.wizard.reading import Reading, State, states
from forms_app.wizard.words import as_typed


def frame(fiche: Fiche, draft: drafts.Opened, reading: Reading, *, current: str = "") -> dict:
    """Return what every page of a run shows: the fiche, its steps and where each stands."""
    where = states(fiche, draft.typed, reading)
    asked = [step for step in fiche.steps if where[step.slug] is not State.SKIPPED]
    authority = Authority(draft.row.authority)
    return {
        "fiche": fiche,
        "draft": draft.row,
        "authority": authority,
        "number": fiche.number(authority),
        "steps": [_entry(draft, step, number, where, current) for number, step in enumerate(asked, 1)],
        "position": next((n for n, step in enumerate(asked, 1) if step.slug == current), 0),
        "skipped": [step for step in fiche.steps if where[step.slug] is State.SKIPPED],
        "answers": reading.answers,
        "consulted": len(draft.content["sources"]),
        "refusal": reading.refusal,
        "instead": [get(key) for key in reading.refusal.instead] if reading.refusal else [],
    }


def _entry(draft: drafts.Opened, step: Step, number: int, where: dict, current: str) -> dict:
    state = State.WRONG if step.slug in draft.other else where[step.slug]
    return {
        "step": step,
        "number": number,
        "url": lambda: reverse("forms_app:step", args=[draft.row.run, step.slug]),  # asked for by some pages only
        "state": state,
        "sign": {State.DONE: "check", State.WRONG: "stop"}.get(state, ""),
        "current": step.slug == current,
    }


def beside(
    fiche: Fiche, step: Step | None, draft: drafts.Opened, answers: Answers, pinned=(), here: Collection[str] = ()
) -> dict:
    """Return the clauses beside a step (all of them without one) and the reminders to look at.

    `here` are the questions that stand on the page: a reminder leads to them without leaving it.
    """
    return {
        "aside": _panel(sights.place(fiche, step, answers, draft_state=draft.content["snapshot"], pinned=pinned)),
        "reminders": reminding.shown(fiche, step.slug if step else None, draft, answers, here),
        "grid": _grid(step.grid) if step else "",
    }


def _panel(place: sights.Place) -> SafeString:
    """Return the clauses of a place as HTML, held by this process: nothing in them depends on who reads."""

    def render() -> SafeString:
        context = {"panel": sights.panel_at(place), "search_url": reverse("beside:search")}
        return render_to_string("forms_app/_panel.html", context)

    return clauses.panel_html(place.key, render)


@cache
def _grid(key: str) -> SafeString | str:
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
