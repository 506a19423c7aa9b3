"""Whether free text speaks of a person: a number, a date of birth, or an illness beside somebody (C2, A-41)."""

import re

from forms_app.enums import Outgoing
from forms_app.secrecy.lexicon import BLOCKING, Lexicon
from forms_app.secrecy.outgoing import check

#: What names one person by itself: numbers of the administration of foreigners and of the health insurance, a birth.
_IDENTITY = re.compile(
    r"\b[12]\s?\d{2}\s?(?:0[1-9]|1[0-2]|[2-9]\d)\s?\d[0-9AB]\s?\d{3}\s?\d{3}(?:\s?\d{2})?\b|\b\d{10}\b|\bnée?s?\s+(?:le|en)\b",
    re.IGNORECASE,
)
#: What says that somebody is spoken of.
_SOMEBODY = re.compile(
    r"\b(?:M\.|MM\.|Mme|Mlle|Mr|monsieur|madame|mademoiselle)\s+\w"
    r"|\b(?:mon|ma|mes|notre|nos|son|sa|cette|cet|ce|le|la|un|une|du|au)\s+(?:patiente?|malade|demandeure?|demandeuse)\b"
    r"|\b(?:dossier|requérante?|intéressée?)\s+\w",
    re.IGNORECASE,
)


def speaks_of_a_person(text: str, lexicon: Lexicon) -> str:
    """Return why a text may not be kept, in French, or nothing: words of medicine alone are what a library is about."""
    if _IDENTITY.search(text):
        return "Ces mots désignent une personne : retirez le numéro ou la date de naissance."
    if _SOMEBODY.search(text) and any(found.level == BLOCKING for found in check(text, Outgoing.PROSE, lexicon)):
        return "Ces mots parlent d’une personne et d’une maladie : le secret médical s’y oppose (annexe I)."
    return ""
