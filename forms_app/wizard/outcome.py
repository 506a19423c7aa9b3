"""What a draft becomes: the words that the outgoing check announces, and the letter composed from its answers."""

import hashlib
import json

from forms_app import secrecy
from forms_app.enums import Authority, Outgoing, Recipient
from forms_app.fiches.declaration import Answers, Deviation, Fiche, Question
from forms_app.letters import compose, model_key
from forms_app.letters.content import Letter
from forms_app.letters.slots import FIELDS
from forms_app.services.doctrine import beside, lexicon
from forms_app.services.fiches import drafts, models
from forms_app.wizard.words import printed

_READ = frozenset({Outgoing.NAME, Outgoing.ADDRESS, Outgoing.PROSE})
#: Letters that somebody who is no physician reads.
_CHECKED = frozenset({Recipient.PREFECTURE, Recipient.DIRECTOR})


def findings(fiche: Fiche, draft: drafts.Opened, answers: Answers) -> list[dict]:
    """Return what the outgoing check announces, answer by answer, with the reason for which it was kept if it was."""
    words_that_betray, kept, found = lexicon.current(), kept_by_mark(draft), []
    for question in fiche.questions():
        if question.name in answers and is_checked(fiche, question):
            words = printed(question, answers[question.name])
            for finding in secrecy.check(words, question.outgoing, words_that_betray):
                found.append(_row(question, words, finding, kept))
    return found


def is_checked(fiche: Fiche, question: Question) -> bool:
    """Tell whether an answer is read: what leaves for somebody who is no physician, and what an envelope shows."""
    if question.outgoing not in _READ:
        return False
    return fiche.recipient in _CHECKED or question.outgoing is Outgoing.ADDRESS


def _row(question: Question, words: str, finding, kept: dict) -> dict:
    mark = mark_of(question.name, words, finding)
    return {
        "question": question,
        "finding": finding,
        "before": words[max(0, finding.start - 30) : finding.start],
        "words": words[finding.start : finding.end],
        "after": words[finding.end : finding.end + 30],
        "mark": mark,
        "reason": kept.get(mark, {}).get("reason", ""),
        "explained": secrecy.explain(finding),
    }


def mark_of(name: str, words: str, finding) -> str:
    """Return what stands for a finding in the draft: it holds for these words at this place, and quotes nothing."""
    told = f"{name}|{finding.rule}|{finding.start}|{finding.end}|{words}"
    return hashlib.sha256(told.encode("utf-8")).hexdigest()[:24]


def kept_by_mark(draft: drafts.Opened) -> dict[str, dict]:
    return {row["mark"]: row for row in draft.content["kept"]}


def keep_words(draft: drafts.Opened, shown: list[dict], reasons: dict[str, str]) -> None:
    """Record why announced words stay: rule, field and a reason of the closed list; anything else is not recorded."""
    rows = [
        {
            "mark": row["mark"],
            "rule": row["finding"].rule,
            "field": row["question"].name,
            "reason": reasons[row["mark"]],
        }
        for row in shown
        if reasons.get(row["mark"]) in secrecy.REASONS
    ]

    def record(content: dict) -> None:
        content["kept"] = rows

    drafts.change(draft, record)


def may_deviate(fiche: Fiche, authority: str) -> list[Deviation]:
    """Return the departures that may be asked for; those that follow from an answer are asked by their question."""
    return [one for one in fiche.deviations if one.when is None and authority in (one.authorities or {authority})]


def choose_deviations(draft: drafts.Opened, keys: frozenset[str]) -> None:
    """Record the departures chosen; an unknown key is not recorded."""

    def record(content: dict) -> None:
        content["deviations"] = sorted(keys)

    drafts.change(draft, record)


def letter_of(fiche: Fiche, draft: drafts.Opened, answers: Answers) -> Letter:
    """Compose the letter: on the printed form in force on the day of the act, or on a model of ours."""
    authority = Authority(draft.row.authority)
    key, day = model_key(fiche, authority, answers), beside.act_day(answers)
    model, told = models.standing(key, day)
    deviations = frozenset(draft.content["deviations"])
    return compose(fiche, answers, model, authority=authority, deviations=deviations, **told)


def digest(draft: drafts.Opened, answers: Answers) -> str:
    """Return what tells whether a preview still shows the answers: it changes when one of them does."""
    told = [sorted((name, str(answer)) for name, answer in answers.items())]
    told += [draft.content["deviations"], sorted(row["mark"] for row in draft.content["kept"])]
    return hashlib.sha256(json.dumps(told).encode("ascii")).hexdigest()


def remember_preview(draft: drafts.Opened, shown: dict[str, str]) -> None:
    """Record which letter was previewed, and the answers it shows."""

    def record(content: dict) -> None:
        content["preview"] = shown

    drafts.change(draft, record)


def kept_fields(found: list[dict]) -> list[dict]:
    """Return the words kept as the check of the letter takes them: by question, and by the blank that prints it.

    Only what is found now counts: a word kept in a former text lets nothing through and is not recorded.
    """
    kept = [
        {"rule": row["finding"].rule, "field": row["question"].name, "reason": row["reason"]}
        for row in found
        if row["reason"]
    ]
    blanks = [row | {"field": blank} for row in kept for blank, name in FIELDS.items() if name == row["field"]]
    return kept + blanks
