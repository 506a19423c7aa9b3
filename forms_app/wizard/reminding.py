"""What a page shows of the reminders: the answers they bring together, the way to each, whether it was maintained."""

from collections.abc import Collection
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from forms_app import fiches
from forms_app.fiches.declaration import Answers, Fiche, Reminder
from forms_app.services.doctrine import clause_links
from forms_app.services.fiches import drafts
from forms_app.wizard.reading import looked_at
from forms_app.wizard.words import printed, target_of

standing = fiches.reminders


def shown(fiche: Fiche, step: str | None, draft: drafts.Opened, answers: Answers, here: Collection[str]) -> list[dict]:
    """Return the reminders of a step, of all steps without one; `here` are the questions that stand on the page."""
    return [_shown(fiche, one, draft, answers, here) for one in standing(fiche, answers, step)]


def about(fiche: Fiche, reminder: Reminder, answers: Answers) -> set[str]:
    """Return every question that a reminder speaks of or depends on: a change of one of them opens it again."""
    found, waiting = set(), [*reminder.answers, *looked_at(reminder.when, answers)]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            condition = fiche.question(name).when
            waiting += looked_at(condition, answers) if condition else ()
    return found


def _shown(fiche: Fiche, reminder: Reminder, draft: drafts.Opened, answers: Answers, here: Collection[str]) -> dict:
    row = draft.content["held"].get(reminder.key)
    quoted = _quoted(fiche, reminder, draft, answers, here)
    label, url = clause_links.link(reminder.clause)
    return {
        "reminder": reminder,
        "where": ", ".join(dict.fromkeys(each["step"] for each in quoted)),
        "held": timezone.localtime(datetime.fromisoformat(row["at"])) if row else None,
        "quoted": quoted,
        "label": label,
        "url": url,
    }


def _quoted(fiche: Fiche, reminder: Reminder, draft: drafts.Opened, answers: Answers, here: Collection[str]) -> list:
    """Return the questions that a reminder brings together, in order: the answer, or that it was left blank."""
    named = {*reminder.answers, *looked_at(reminder.when, answers)}
    rows = []
    for step in fiche.steps:
        for question in (one for one in step.questions if one.name in named and one.is_asked(answers)):
            target = target_of(step.slug, question)
            url = reverse("forms_app:step", args=[draft.row.run, step.slug])
            rows.append(
                {
                    "step": step.short or step.title,
                    "label": question.label.rstrip(" :?\u00a0\u202f"),
                    "answer": printed(question, answers.get(question.name)),
                    "goto": f"{step.slug}/{question.name}",
                    "here": question.name in here,
                    "url": f"#{target}" if question.name in here else f"{url}#{target}",
                }
            )
    return rows
