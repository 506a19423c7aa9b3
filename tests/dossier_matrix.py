"""Dossiers, open: who is answered what to a GET, by address; one line for each dossier, one word for each person.

The dossiers: of the authority before its avis is handed over; handed to its director; of another authority.
"""

ACTORS = ("anonymous", "medecin", "secretariat", "directeur", "redacteur", "valideur", "administrateur")
#: `redacteur` audits the authority, `valideur` is a physician of the other one.
PLACES = ("QA", "QB", "QE")
OPEN: dict[str, tuple[str, str, str]] = {
    "<uuid:dossier>/": (
        "302 200 200 404 404 404 404",
        "302 200 200 200 404 404 404",
        "302 404 404 404 404 200 404",
    ),
    "<uuid:dossier>/acces/": (
        "302 200 404 404 404 404 404",
        "302 200 404 404 404 404 404",
        "302 404 404 404 404 200 404",
    ),
    "<uuid:dossier>/actes/<slug:act>/": (
        "302 200 404 404 404 404 404",
        "302 200 404 404 404 404 404",
        "302 404 404 404 404 200 404",
    ),
    "<uuid:dossier>/avis/<uuid:avis>.pdf": (
        "302 200 200 404 404 404 404",
        "302 200 200 200 404 404 404",
        "302 404 404 404 404 200 404",
    ),
    "<uuid:dossier>/college/": (
        "302 404 404 404 404 404 404",
        "302 404 404 404 404 404 404",
        "302 404 404 404 404 404 404",
    ),
    "<uuid:dossier>/college/projet.pdf": (
        "302 404 404 404 404 404 404",
        "302 404 404 404 404 404 404",
        "302 404 404 404 404 404 404",
    ),
    "<uuid:dossier>/direction/": (
        "302 404 404 404 404 404 404",
        "302 404 404 200 404 404 404",
        "302 404 404 404 404 404 404",
    ),
    "<uuid:dossier>/fiches/<slug:fiche>/": (
        "302 405 405 405 405 405 405",
        "302 405 405 405 405 405 405",
        "302 405 405 405 405 405 405",
    ),
    "<uuid:dossier>/identite/": (
        "302 200 200 404 404 404 404",
        "302 200 200 404 404 404 404",
        "302 404 404 404 404 200 404",
    ),
    "<uuid:dossier>/lettre-refaite/": (
        "302 405 405 405 405 405 405",
        "302 405 405 405 405 405 405",
        "302 405 405 405 405 405 405",
    ),
    "<uuid:dossier>/lettres/<uuid:sent>.pdf": (
        "302 200 404 404 404 404 404",
        "302 200 404 200 404 404 404",
        "302 404 404 404 404 200 404",
    ),
    "<uuid:dossier>/medical/": (
        "302 200 404 404 404 404 404",
        "302 200 404 404 404 404 404",
        "302 404 404 404 404 200 404",
    ),
    "<uuid:dossier>/pieces/": (
        "302 200 200 404 404 404 404",
        "302 200 200 404 404 404 404",
        "302 404 404 404 404 200 404",
    ),
    "<uuid:dossier>/recours.zip": (
        "302 302 302 404 404 404 404",
        "302 302 302 302 404 404 404",
        "302 404 404 404 404 302 404",
    ),
    "<uuid:dossier>/suivant/": (
        "302 302 302 404 404 404 404",
        "302 302 302 302 404 404 404",
        "302 404 404 404 404 302 404",
    ),
    "<uuid:dossier>/transfert/": (
        "302 200 200 404 404 404 404",
        "302 200 200 404 404 404 404",
        "302 404 404 404 404 200 404",
    ),
    "notes/<uuid:note>/": (
        "302 404 404 404 404 404 404",
        "302 404 404 404 404 404 404",
        "302 404 404 200 404 404 404",
    ),
    "notes/<uuid:note>/actes/<slug:act>/": (
        "302 404 404 404 404 404 404",
        "302 404 404 404 404 404 404",
        "302 404 404 404 404 404 404",
    ),
    "notes/<uuid:note>/note.pdf": (
        "302 404 404 404 404 404 404",
        "302 404 404 404 404 404 404",
        "302 404 404 200 404 404 404",
    ),
}
