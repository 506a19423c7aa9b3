"""Passwords made of the words of the house are refused: they are the first that somebody who knows it would try."""

import unicodedata

from django.core.exceptions import ValidationError

#: The words of this portal, without accents: its name, services and roles, and what everybody types first (ASVS 6.1.2).
HOUSE = (
    *("portail", "etrangers", "etranger", "malades", "malade", "sante", "agence", "regionale", "ars", "ofii"),
    *("prefecture", "prefet", "police", "paris", "ministere", "instruction", "arrete", "dossier", "avis", "fiche"),
    *("medecin", "secretariat", "secretaire", "directeur", "redacteur", "valideur", "administrateur", "auditeur"),
    *("motdepasse", "password", "azerty", "qwerty", "bonjour", "bienvenue", "admin", "intranet"),
)
LEFT = 6  # letters that must remain once the words of the house and the figures are taken out


class HouseWordsValidator:
    """Refuses what is nothing but words of the house with figures and signs around; one among others is fine."""

    def validate(self, password: str, user=None) -> None:
        """Raise ValidationError when fewer than `LEFT` letters are the person's own."""
        said = "".join(sign for sign in _folded(password) if sign.isalpha())
        own = said
        for word in sorted(HOUSE, key=len, reverse=True):
            own = own.replace(word, "")
        if own != said and len(own) < LEFT:
            raise ValidationError(self.get_help_text(), code="password_of_the_house")

    def get_help_text(self) -> str:
        return "Ce mot de passe est fait des mots du portail : ajoutez des mots à vous."


def _folded(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(sign))
