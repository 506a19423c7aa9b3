"""Reading again before the letter: every answer with a way back to it, what is missing, what the check announces."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from forms_app import secrecy
from forms_app.documents import NotArchivalError
from forms_app.services.fiches import drafts, letters
from forms_app.views.people import may_keep_word
from forms_app.views.runs import with_draft
from forms_app.wizard import buttons, context, outcome, words
from forms_app.wizard.engine import fiche_of
from forms_app.wizard.reading import Reading, State, read, stale, states


@require_http_methods(["GET", "HEAD", "POST"])
@with_draft
def review(request):
    """Show the review; a POST records the reasons and departures chosen, then makes the preview of the letter."""
    draft, fiche = request.draft, fiche_of(request.draft)
    reading = read(fiche, draft.typed)
    if request.method != "POST":
        return render(request, "forms_app/review.html", page_of(request, draft, reading))
    record(request, fiche, reading)
    if buttons.is_pressed(request.POST):
        back = buttons.act(request, fiche, draft, reading)
        return redirect(reverse("forms_app:review", args=[draft.row.run]) + back)
    if request.POST.get("faire") != "lettre":
        return redirect("forms_app:review", draft.row.run)
    return preview_or_faults(request, draft) or redirect("forms_app:letter", draft.row.run)


def preview_or_faults(request, draft: drafts.Opened):
    """Freeze the letter of the answers as they stand and return None, or return the review that says why not."""
    fiche = fiche_of(draft)
    reading = read(fiche, draft.typed)
    page = page_of(request, draft, reading)
    if not page["faults"] and not page["left"]:
        try:
            _preview(draft, fiche, reading, page["findings"])
            return None
        except letters.OutgoingRefusal as refusal:
            page["refused"] = [secrecy.explain(finding) for _, finding in refusal.findings]
        except NotArchivalError:
            page["refused"] = ["Un signe d’une réponse ne peut pas être imprimé. Écrivez-le autrement."]
    return render(request, "forms_app/review.html", page | {"sent": True}, status=422)


def _preview(draft: drafts.Opened, fiche, reading: Reading, found: list[dict]) -> None:
    letter = outcome.letter_of(fiche, draft, reading.answers)
    try:
        row = letters.preview(draft.row, letter, run_key=draft.run_key, kept=outcome.kept_fields(found))
    except (letters.Gone, letters.AlreadyDelivered) as error:  # another window deleted it, or delivered its letter
        raise drafts.Absent from error
    shown = {"letter": str(row.pk), "digest": outcome.digest(draft, reading.answers)}
    outcome.remember_preview(draft, shown)


def record(request, fiche, reading: Reading) -> None:
    """Record what the review itself asks: departures from the printed words, and why announced words stay."""
    draft, posted = request.draft, request.POST
    known = {one.key for one in outcome.may_deviate(fiche, draft.row.authority)}
    outcome.choose_deviations(draft, frozenset(posted.getlist("ecart")) & known)
    if may_keep_word(request.user, fiche):
        shown = outcome.findings(fiche, draft, reading.answers)
        outcome.keep_words(draft, shown, {row["mark"]: posted.get(f"garder-{row['mark']}", "") for row in shown})


def page_of(request, draft: drafts.Opened, reading: Reading) -> dict:
    """Return the review: one section a step, the faults with their links, the words announced."""
    fiche = fiche_of(draft)
    page = context.frame(fiche, draft, reading) | context.beside(fiche, None, draft, reading.answers, request.pinned)
    where = states(fiche, draft.typed, reading)
    found = outcome.findings(fiche, draft, reading.answers)
    return page | {
        "sections": [_section(fiche, draft, reading, step, where) for step in fiche.steps],
        "faults": _faults(fiche, draft, reading, where),
        "findings": found,
        "left": [row for row in found if not row["reason"]],
        "reasons": _reasons(),
        "may_keep": may_keep_word(request.user, fiche),
        "stale": stale(fiche, draft.typed, reading),
        "deviations": [
            {"deviation": one, "chosen": one.key in draft.content["deviations"]}
            for one in outcome.may_deviate(fiche, draft.row.authority)
        ],
    }


def _reasons() -> list[dict]:
    reasons = secrecy.REASONS
    labels = reasons.items() if hasattr(reasons, "items") else [(one, one) for one in reasons]
    return [{"value": value, "label": label} for value, label in labels]


def _section(fiche, draft, reading: Reading, step, where) -> dict:
    url = reverse("forms_app:step", args=[draft.row.run, step.slug])
    typed = draft.typed.get(step.slug, {})
    rows = [
        {
            "question": question,
            "asked": question.name in reading.asked,
            "answer": words.printed(question, reading.answers.get(question.name)),
            "typed": words.as_typed(question, typed.get(question.name, [])),
            "error": reading.errors.get(question.name, "") if step.slug in typed or step.slug in draft.typed else "",
            "url": f"{url}#{words.target_of(step.slug, question)}",
        }
        for question in step.questions
    ]
    return {"step": step, "rows": rows, "url": url, "skipped": where[step.slug] is State.SKIPPED}


def _faults(fiche, draft, reading: Reading, where) -> list[dict]:
    """What keeps the letter from being made: wrong or missing answers, and versions waiting for a choice."""
    faults = []
    for step in fiche.steps:
        url = reverse("forms_app:step", args=[draft.row.run, step.slug])
        if step.slug in draft.other:
            faults.append({"step": step, "says": "Deux versions attendent votre choix.", "url": url})
        for name, says in reading.of_step(step).items():
            target = words.target_of(step.slug, fiche.question(name))
            faults.append({"step": step, "says": says, "url": f"{url}#{target}"})
    return faults
