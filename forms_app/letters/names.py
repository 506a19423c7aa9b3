"""What a person calls a model of ours: its title, and what tells apart two models of one title."""

from forms_app import fiches
from forms_app.letters.models import delivered


def variant(key: str) -> str:
    """Return the answer, or the authority, that calls for a model where its fiche has several; else nothing."""
    for fiche in fiches.FICHES:
        for answer, model in fiche.branches.items():
            if model == key:
                choices = fiche.question(fiche.branch_of).choices
                return next((choice.label for choice in choices if choice.value == answer), "")
        authorities = [authority for authority, model in fiche.model.items() if model == key]
        if authorities and len(set(fiche.model.values())) > 1:
            return authorities[0].label
    return ""


def named(key: str) -> str:
    """Return « Avis en matière d’éloignement (un collège) »; the key itself of a model delivered no more."""
    title = delivered().get(key, {}).get("title", key)
    told = variant(key)
    return f"{title} ({told})" if told else title
