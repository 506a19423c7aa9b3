"""A step, or a whole fiche, as HTML: pieces kept by the process, filled with what one draft says.

Structure comes from declarations and is kept; answers, errors, reminders and tokens fill the holes at each request.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.session import SessionStorage
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from forms_app.enums import Authority, Kind
from forms_app.fiches.declaration import Fiche, Step
from forms_app.regime import Refusal
from forms_app.services.fiches import drafts
from forms_app.wizard import context, pieces
from forms_app.wizard.forms import HoleRow, Row, StepForm
from forms_app.wizard.pieces import Html, hole
from forms_app.wizard.reading import Reading, State
from forms_app.wizard.tokens import form_token
from guidance.cookies import of_host
from guidance.settled import settled

#: Where messages wait, in the two places that Django's storage looks at, one after the other.
_MESSAGES, _IN_SESSION = {of_host(CookieStorage.cookie_name)}, SessionStorage.session_key
_THEMES = ("clair", "sombre")
#: What every page of a run leaves to its draft and to its request.
_HOLES = (
    *("csrf_token", "saved", "ends", "of_request", "consulted"),
    *("said", "summary", "refused", "reminders", "aside"),
)


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page of a run shows of a draft: its reading, where each step stands, what was just sent."""

    request: HttpRequest
    fiche: Fiche
    draft: drafts.Opened
    reading: Reading
    where: dict[str, State]
    pinned: Iterable[str] = ()


def step_page(shown: Shown, form: StepForm, previous: Step | None) -> Html:
    """Return the page of one step, with what was typed in it and what is wrong with it."""
    step, rows = form.step, form.rows()
    wrong = [row for row in rows if row.error]
    alone = len(rows) == 1 and rows[0].question.kind is Kind.CHOICE
    position = context.position(shown.fiche, shown.where, step.slug)
    refused_here = bool(shown.reading.refusal) and step.slug == "demande"
    structure = {"step": step, "position": position, "previous": previous, "alone": alone, "wrong": bool(wrong)}
    key = (step.slug, position, previous and previous.slug, alone, bool(wrong))
    more = {"rows": hole("rows"), "stepper": hole("stepper"), "grid": context.grid(step.grid)}
    frame = _frame(shown, "forms_app/step.html", key, structure | more)
    return frame.fill(
        _of_draft(shown)
        | _beside(shown, step, rows)
        | {
            "stepper": _stepper(shown, step, position),
            "rows": _questions(shown, step, rows, alone),
            "summary": "" if refused_here else _summary(wrong),
            "refused": _refusal(shown, bool(wrong)) if refused_here else "",
        }
    )


def whole_page(shown: Shown, forms: list[StepForm], *, sent: bool) -> Html:
    """Return every step on one page; what is wrong is summed up once the page was `sent`."""
    rows = {form.step.slug: form.rows() for form in forms}
    wrong = [row for found in rows.values() for row in found if row.error] if sent else []
    sections = [{"step": form.step, "rows": hole(f"rows-{form.step.slug}")} for form in forms]
    frame = _frame(shown, "forms_app/page.html", (bool(wrong),), {"sections": sections, "wrong": bool(wrong)})
    return frame.fill(
        _of_draft(shown)
        | _beside(shown, None, [row for found in rows.values() for row in found])
        | {f"rows-{form.step.slug}": _questions(shown, form.step, rows[form.step.slug], False) for form in forms}
        | {"summary": _summary(wrong), "refused": _refusal(shown, bool(wrong))}
    )


# --- what is kept -----------------------------------------------------------------------------------------------------


def _frame(shown: Shown, template: str, key: tuple, structure: dict) -> pieces.Piece:
    """Return a page around what its draft says; the context holds neither the request nor the draft."""
    row, look = shown.draft.row, _look(shown.request)
    written, authority = row.version > 0, Authority(row.authority)

    def whole() -> dict:
        draft = {
            "run": pieces.RUN,
            "version": hole("version") if written else 0,
            "without_file": row.without_file,
            "get_authority_display": authority.label,
        }
        fiche = {"fiche": shown.fiche, "number": shown.fiche.number(authority), "draft": draft}
        return look | fiche | {name: hole(name) for name in _HOLES} | structure

    return pieces.kept((shown.fiche.key, authority, row.without_file, written, *look.values(), *key), template, whole)


def _look(request: HttpRequest) -> dict[str, object]:
    """Return what the frame of every page depends on, under the names that it has there."""
    theme = request.COOKIES.get(of_host("theme"))
    return _installation() | {
        "theme": theme if theme in _THEMES else "",
        "keys_on": request.COOKIES.get(of_host("touches")) == "oui",
    }


@settled
def _installation() -> dict[str, object]:
    return {
        "demo_mode": settings.PORTAL_DEMO,
        "one_step": settings.PORTAL_DEMO and not settings.PORTAL_SECOND_FACTOR,
        "idle_minutes": settings.PORTAL_IDLE_MINUTES,
        "sheet": getattr(settings, "PORTAL_THEME_STYLESHEET", ""),
    }


def _stepper(shown: Shown, step: Step, position: int) -> Html:
    """Return the list of steps: kept for each way in which they stand, whoever fills the fiche."""
    stand = context.standing(shown.draft, shown.where)

    def whole() -> dict:
        entries = context.entries(shown.fiche, stand, pieces.RUN, step.slug)
        return {"steps": entries, "step": step, "position": position, "in_form": True}

    key = (shown.fiche.key, step.slug, tuple(stand.values()))
    return pieces.kept(key, "forms_app/_steps.html", whole).fill({})


def _questions(shown: Shown, step: Step, rows: list[Row], alone: bool) -> Html:
    return pieces.joined([question(shown.fiche, step, row, alone, shown.reading.refusal) for row in rows])


def question(fiche: Fiche, step: Step, row: Row, alone: bool, refusal: Refusal | None) -> Html:
    """Return one question; one with an error is rendered whole, the others are pieces filled with what was typed."""
    above = step if alone else None
    if row.error:
        page = {"row": row, "alone": above, "refusal": refusal}
        return pieces.rendered("forms_app/_question.html", page)
    key = (fiche.key, step.slug, row.question.name, alone)
    piece = pieces.kept(key, "forms_app/_question.html", lambda: {"row": HoleRow.of(row), "alone": above})
    return piece.fill(row.fillings())


# --- what fills the holes ---------------------------------------------------------------------------------------------


def _of_draft(shown: Shown) -> dict[str, object]:
    """Return what every page says of its draft; each value is escaped where it is put, unless it is HTML of ours."""
    row = shown.draft.row
    return {
        "run": str(row.run),
        "csrf_token": form_token(shown.request),
        "version": row.version,
        "saved": context.hour(row.saved_at),
        "ends": context.day_and_hour(row.expires_at) if row.without_file else "",
        "of_request": context.of_request(shown.reading.answers),
        "consulted": context.consulted(shown.draft),
        "said": _said(shown.request),
    }


def _beside(shown: Shown, step: Step | None, rows: list[Row]) -> dict[str, Html | SafeString | str]:
    """Return the clauses and the reminders; on the page of a step, going to another one stores it first."""
    here = {row.question.name for row in rows}
    user = shown.request.user
    versions = None if user.beside_version is None else (user.site_version, user.beside_version)
    found = context.beside(shown.fiche, step, shown.draft, shown.reading.answers, shown.pinned, here, versions)
    reminders = {"reminders": found["reminders"], "by_button": step is not None}
    html = render_to_string("forms_app/_reminders.html", reminders) if found["reminders"] else ""
    return {"aside": found["aside"], "reminders": html}


def _said(request: HttpRequest) -> str:
    """Return the messages that another page left for this person."""
    if _MESSAGES.isdisjoint(request.COOKIES) and _IN_SESSION not in request.session:
        return ""
    messages = get_messages(request)
    return render_to_string("portal/components/messages.html", {"messages": messages}) if len(messages) else ""


def _summary(wrong: list[Row]) -> str:
    return render_to_string("forms_app/_errors.html", {"rows": wrong}) if wrong else ""


def _refusal(shown: Shown, wrong: bool) -> str:
    if not shown.reading.refusal:
        return ""
    page = context.refusal(shown.reading) | {"wrong": wrong}
    return render_to_string("forms_app/_refusal.html", page)
