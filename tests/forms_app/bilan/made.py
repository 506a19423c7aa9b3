"""A bilan made up for the tests of its files: a masked number, a number nobody wrote, a delay over too few avis."""

from forms_app.bilan.shape import Bilan, Head, Measure, Table

CLAUSE = "instruction-2011#VI-1"


def bilan(**changes):
    heads = (Head("long-stay", "carte de séjour"), Head("removal", "éloignement"))
    columns = (Head("met", "soins nécessaires"), Head("other", "soins non nécessaires"))
    delay = (Measure("median", "délai médian, en jours", (80, None, 75)),)
    avis = Table(
        "avis", "Sens des avis", CLAUSE, "avis", heads, columns, ((120, 30), (None, 12)), (150, None), (None, 42), 165,
        frozenset({(1, 0), (1, 2), (2, 0)}), delay, "Comptés à la validation.",
    )  # fmt: skip
    countries = (Head("dz", "Algérie"), Head("others", "autres"))
    listed = Table("nationalities", "Nationalités", CLAUSE, "demandes", countries, (), ((), ()), (41, 9), (), 50)
    appeals = (Head("gracious", "recours gracieux"),)
    lost = Table("appeals", "Recours", CLAUSE, "recours", appeals, (), ((),), (None,), (), None, recorded=False)
    values = {
        "authority": "ars-essai",
        "name": "ARS d’Essai",
        "kind": "ars",
        "year": 2025,
        "made_on": "2026-01-15",
        "frame": "Cadre du portail",
        "tables": (avis, listed, lost),
        "remarks": ("Une remarque.",),
        "version": 1,
    }
    return Bilan(**values | changes)
