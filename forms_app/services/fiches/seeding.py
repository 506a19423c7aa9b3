"""Loads what is delivered beside the fiches, once: what editors changed or removed since stays as they left it."""

from collections import Counter

from django.db import transaction

from forms_app.letters import models as letters
from forms_app.models import Delivered, LetterModel, QuestionClause
from forms_app.services.doctrine import mapping
from guidance import items


@transaction.atomic
def load_all() -> Counter:
    """Add what is missing of the default mapping and of the delivered models; return how many rows of each kind."""
    report = Counter()
    seen = set(Delivered.objects.values_list("kind", "key"))
    for key, row in _rows():
        kind = row._meta.verbose_name
        if (kind, key) in seen:
            report[f"{kind}: déjà chargé"] += 1
            continue
        Delivered.objects.create(kind=kind, key=key)
        added = _add(row)
        report[f"{kind}: {'ajouté' if added else 'déjà là'}"] += 1
    return report


def _rows():
    for fiche, questions in mapping.delivered().items():
        for question, targets in questions.items():
            for position, target in enumerate(targets, start=1):
                seed = f"{fiche}/{question}/{target}"
                yield (
                    seed,
                    QuestionClause(fiche=fiche, question=question, position=position, target=target, seed=seed[:160]),
                )
    for key, model in letters.delivered().items():
        words = {"lines": model["lines"], "fields": model["fields"], "source": model.get("source", "")[:255]}
        seed = f"{key}/{items.digest(words)[:32]}"
        yield seed, LetterModel(key=key, seed=seed, **words)


def _add(row) -> bool:
    """Add a row; False when an editor has written the same one already."""
    if isinstance(row, QuestionClause):
        same = {"fiche": row.fiche, "question": row.question, "target": row.target}
        if QuestionClause.objects.filter(**same).exists():
            return False
    else:
        last = LetterModel.objects.filter(key=row.key).first()
        row.version = last.version + 1 if last else 1
    row.save()
    return True
