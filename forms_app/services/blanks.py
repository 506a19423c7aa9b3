"""Blank forms to fill by hand: the printed form in force on a day, or a model of ours, with no answer in it."""

from datetime import date

from forms_app import documents
from forms_app.enums import Authority
from forms_app.fiches.declaration import Fiche
from forms_app.letters import compose, model_key
from forms_app.services import models


def blank(fiche: Fiche, authority: Authority | str, day: date, *, branch: str = "") -> tuple[bytes, str]:
    """Return the PDF of a blank form as it stands on a day, and its file name.

    `branch` chooses among the models of a fiche that has several. KeyError when the fiche has no such authority or
    branch, or when no edition of the texts holds the form on that day.
    """
    if branch and branch not in fiche.branches:
        raise KeyError(branch)
    key = model_key(fiche, Authority(authority), {fiche.branch_of: branch} if branch else {})
    told = {"authority": authority}
    if key.startswith("annexe-"):
        model = models.official(key, day)
        told |= {"model_version": model["version"], "edition": model["edition"], "source": model["source"]}
    else:
        model, specimen, version = models.current(key)
        told |= {"specimen": specimen, "model_version": version}
    letter = compose(fiche, {}, model, **told)
    name = documents.file_name(fiche.key, authority).removesuffix(".pdf")
    return documents.render_blank(letter, day), f"{name}-vierge.pdf"
