"""Names of files: they say which form it is, never whose."""

from forms_app.enums import Authority

_NUMBERS = {"receipt": "1", "complements": "2", "avis": "3"}
_NAMES = {
    "note": "note-au-directeur",
    "humanitarian": "avis-du-directeur",
    "college": "avis-du-college",
    "removal": "avis-eloignement",
    "inquiry": "demande-au-medecin",
    "transmission": "information-au-prefet",
}


def file_name(fiche: str, authority: str) -> str:
    """Return the neutral name of the file of a letter: `fiche-3-bis.pdf`; `lettre.pdf` for a fiche unknown here."""
    if fiche in _NUMBERS:
        return f"fiche-{_NUMBERS[fiche]}{'-bis' if authority == Authority.PP else ''}.pdf"
    return f"{_NAMES.get(fiche, 'lettre')}.pdf"
