"""What the fiches add to the reference library: the reading of free text, and the questions that show a clause."""

from collections.abc import Iterable

from forms_app import fiches
from forms_app.models import QuestionClause
from forms_app.secrecy.persons import speaks_of_a_person
from forms_app.services.doctrine import lexicon
from guidance import extensions


def connect() -> None:
    """Give guidance, which knows no fiche, its readers; called once, when the app is ready."""
    extensions.read_free_text("secrecy", read)
    extensions.use_clauses("fiches", questions_beside)


def read(text: str) -> Iterable[str]:
    """Return why these words may not be kept beside the references, if they may not."""
    refused = speaks_of_a_person(text, lexicon.current())
    return [refused] if refused else []


def questions_beside(clauses: Iterable[tuple[str, str]]) -> list[extensions.Use]:
    """Return the questions of the fiches that show one of these clauses; one query."""
    targets = [f"{slug}#{label}" for slug, label in clauses]
    titles = {fiche.key: fiche.title for fiche in fiches.FICHES}
    asked = {(fiche.key, question.name): question.label for fiche in fiches.FICHES for question in fiche.questions()}
    rows = QuestionClause.objects.filter(target__in=targets)
    return [
        extensions.Use(
            f"{titles.get(row.fiche, row.fiche)} : {asked.get((row.fiche, row.question), row.question)}",
            note=f"Question de fiche à côté de {row.target.partition('#')[2]}",
        )
        for row in rows
    ]
