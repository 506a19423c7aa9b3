"""What the editors' desk shows of the fiches; a fixed number of queries whatever the number of rows."""

from forms_app import fiches
from forms_app.letters import models as letters
from forms_app.letters.names import named
from forms_app.models import LetterModel
from forms_app.services.doctrine import mapping

_FIRST_ROWS = 10


def waiting() -> dict:
    """Return the broken mappings (the first ten, and how many), the specimens and the models to validate."""
    broken = [_with_names(row) for row in mapping.broken()]
    rows = list(LetterModel.objects.select_related("entered_by").order_by("key", "version"))
    return {
        "broken": broken[:_FIRST_ROWS],
        "broken_count": len(broken),
        "specimens": specimens(rows),
        "to_validate": to_validate(rows),
    }


def specimens(rows: list[LetterModel]) -> list[dict]:
    """Return the models that still print « SPÉCIMEN », each with the row to start from."""
    validated = {row.key for row in rows if row.validated_at}
    last = {row.key: row for row in rows}
    begun = {row.key for row in rows if row.entered_by_id and not row.validated_at}
    return [
        {"key": key, "title": named(key), "row": last.get(key), "begun": key in begun}
        for key in letters.delivered()
        if key not in validated
    ]


def to_validate(rows: list[LetterModel]) -> list[LetterModel]:
    """Return the versions that somebody entered and nobody validated, when no later one was validated."""
    last = {}
    for row in rows:
        if row.validated_at:
            last[row.key] = row.version
    return [row for row in rows if row.entered_by_id and not row.validated_at and row.version > last.get(row.key, 0)]


def _with_names(row: mapping.Broken) -> dict:
    labels = {(fiche.key, asked.name): asked.label for fiche in fiches.FICHES for asked in fiche.questions()}
    titles = {fiche.key: fiche.title for fiche in fiches.FICHES}
    return {
        "row": row,
        "fiche": titles.get(row.fiche, row.fiche),
        "question": labels.get((row.fiche, row.question), row.question),
    }
