"""What a finding means and why a word may stay: sentences that never hold the word."""

from forms_app.secrecy.outgoing import Finding

CLAUSE = "instruction-2011#annexe-I-5"  # extent of medical secrecy
AVIS_CLAUSE = "instruction-2011#IV-7"  # no information of a kind to disclose

REASONS = {
    "family-name": "C’est un nom ou un prénom",
    "place-name": "C’est un nom de lieu, de voie ou d’établissement sans lien avec des soins",
    "legal-sense": "Le mot est pris dans son sens juridique ou administratif",
    "common-sense": "Le mot est pris dans son sens courant, sans rapport avec la santé",
    "quotes-the-text": "C’est une citation des textes officiels",
}

_SEEN = {
    "pathology": "Ce mot peut nommer une maladie ou ses suites.",
    "treatment": "Ce mot peut nommer un traitement ou une opération.",
    "drug": "Ce mot peut nommer un médicament.",
    "specialty": "Ce mot peut nommer une spécialité médicale : elle laisse deviner la maladie.",
    "service": "Ce mot peut nommer un service de soins ou une association de malades.",
    "place": "Cette adresse peut être celle d’un lieu de soins.",
    "abbreviation": "Ce sigle peut désigner une maladie ou un traitement.",
    "lab": "Ce mot peut désigner un examen ou son résultat.",
    "code": "Ces caractères ont la forme d’un code de maladie.",
    "indirect": "Ces mots peuvent laisser deviner la maladie.",
    "writing": "Ces caractères ne sont pas de l’alphabet latin : le contrôle ne peut pas les lire.",
}
_UNKNOWN = "Ce mot figure dans la liste des mots à ne pas transmettre."
_WHY = (
    "Le secret médical « couvre tout ce qui est parvenu à la connaissance du médecin dans l'exercice de sa "
    "profession » (instruction du 10 novembre 2011, annexe I)."
)
_ACT = {
    "blocking": "Retirez-le, ou indiquez pourquoi il peut rester.",
    "alert": "Relisez, puis retirez-le ou indiquez pourquoi il peut rester.",
}


def explain(finding: Finding) -> str:
    """Return why a place was found, in French, with the words of the clause (A-41)."""
    return " ".join((_SEEN.get(finding.family, _UNKNOWN), _WHY, _ACT[finding.level]))
