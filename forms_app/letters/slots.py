"""What can be filled in a model: its named blanks, and its boxes bound to the question they answer."""

import re

from forms_app.enums import Kind
from forms_app.fiches.declaration import Fiche, Question

BLANK = re.compile(r"\{([a-z][a-z0-9_]*)\}")
#: Named blank of a model -> question whose answer fills it.
FIELDS = {
    "date": "letter_date",
    "demandeur": "person",
    "domicile": "address",
    "date_naissance": "birth_date",
    "lieu_naissance": "birth_place",
    "duree_mois": "months",
    "region": "region",
    "date_rapport": "report_date",
    "elements": "items",
    "date_avis": "avis_date",
    "motifs": "reasons",
    "date_saisine": "referral_date",
    "numero_dossier": "file_number",
    "direction_territoriale": "directorate",
    "prefecture": "prefecture",
    "pays_renvoi": "country",
    "medecin": "doctor_name",
    "adresse_medecin": "doctor_address",
    "date_certificat": "certificate_date",
    "date_information": "informed_on",
    "date_transmission": "sent_on",
    "medecin_1": "physician_1",
    "medecin_2": "physician_2",
    "medecin_3": "physician_3",
    "signataire": "signatory_name",
    "qualite": "signatory_quality",
}


class ModelMismatch(ValueError):
    """An answer has no place in the model: nothing is ticked rather than the wrong box."""


def box_question(fiche: Fiche, group: int, boxes: dict) -> str:
    """Return the question that a group of boxes answers: said by a model of ours, declared for a printed form."""
    if boxes.get("question"):
        return boxes["question"]
    return fiche.boxes[group] if group < len(fiche.boxes) else ""


def ticked(question: Question, answer: object, boxes: dict) -> int:
    """Return the index of the box that an answer ticks; `ModelMismatch` when the model has no such box.

    The boxes of a printed form must still carry the words that were chosen: were they published anew in another
    order, the letter is refused, never wrong.
    """
    if question.kind == Kind.TICK:
        return 0
    values = boxes.get("values") or [choice.value for choice in question.choices]
    if answer not in values or values.index(answer) >= len(boxes["options"]):
        raise ModelMismatch(f"no box for this answer of {question.name}")
    index = values.index(answer)
    label = next((choice.label for choice in question.choices if choice.value == answer), "")
    if not boxes.get("question") and bare(label) != bare(boxes["options"][index]):
        raise ModelMismatch(f"the words of a box of {question.name} have changed")
    return index


def bare(words: str) -> str:
    """Return words without what print adds: blanks as « … », one apostrophe, no final punctuation."""
    return re.sub(r"\s+", " ", BLANK.sub("…", words)).replace("’", "'").strip(" ;.,\u00a0")


def problems(fiche: Fiche, model: dict) -> list[str]:
    """Return what prevents a model from being filled by a fiche, as French sentences for the editors' desk."""
    names = {question.name: question for question in fiche.questions()}
    found = [f"Le blanc « {{{name}}} » n’a pas de réponse dans cette fiche." for name in _blanks(model)
             if FIELDS.get(name) not in names or FIELDS[name] in fiche.never_printed]  # fmt: skip
    found += [f"Le blanc « {{{name}}} » n’est pas décrit." for name in _blanks(model) if name not in model["fields"]]
    groups = [line["boxes"] for line in model["lines"] if "boxes" in line]
    return found + [say for group, boxes in enumerate(groups) for say in _box_problems(fiche, names, group, boxes)]


def _box_problems(fiche: Fiche, names: dict, group: int, boxes: dict) -> list[str]:
    name = box_question(fiche, group, boxes)
    if name not in names:
        return [f"Les cases du groupe {group + 1} ne répondent à aucune question de cette fiche."]
    question = names[name]
    values = [True] if question.kind == Kind.TICK else [choice.value for choice in question.choices]
    try:
        for value in values:
            ticked(question, value, boxes)
    except ModelMismatch:
        return [f"Les cases du groupe {group + 1} ne portent pas toutes les réponses à « {question.label} »."]
    return []


def _blanks(model: dict) -> list[str]:
    found: list[str] = []
    for line in model["lines"]:
        if "boxes" in line:
            texts = [line["boxes"].get("legend") or "", *line["boxes"]["options"]]
        else:
            texts = ["{" + line["items"]["field"] + "}"] if "items" in line else [line["text"]]
        found += [name for text in texts for name in BLANK.findall(text)]
    return list(dict.fromkeys(found))
