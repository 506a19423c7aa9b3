"""The official series as data: read from the published clause, so that page, files and text cannot differ (B-22)."""

import json
from dataclasses import dataclass
from datetime import date

from guidance import series, spreadsheets
from guidance.models import Clause, Publication, TextPage
from guidance.series import Series

TEXT, LABEL = "arrete-2017", "annexe-III-tableau"
UNIT = "pour cent des demandes de l’année, toutes pathologies"
SOURCE = "Arrêté du 5 janvier 2017, annexe III"
COLUMNS = {
    "diagnostic": "groupe de diagnostics, comme imprimé",
    "annee": "année de la donnée",
    "imprime": "valeur telle qu’elle est imprimée ; « nc » : la source ne dit pas ce que ce signe veut dire",
    "pour_cent": "la même valeur comme nombre ; vide quand la source n’en donne pas",
    "marque": "« abîmée à la source » quand toutes les valeurs de l’année portent la même décimale",
}
DAMAGED = "abîmée à la source"


@dataclass(frozen=True, slots=True)
class Official:
    """The series, the clause it is read from, and the day of that publication."""

    series: Series
    clause_url: str
    sha256: str
    published_on: date


def official(day: date) -> Official | None:
    """Return the series as the edition in force on a day prints it; None while no table of that form is published."""
    text = TextPage.objects.live().public().filter(slug=TEXT).first()
    edition = text.resolve(day).edition if text else None
    clause = Clause.objects.filter(edition=edition, label=LABEL).select_related("section").first() if edition else None
    row = Publication.objects.filter(page_id=clause.section_id).first() if clause else None
    table = _table(row) if row else None
    if table is None:
        return None
    url = f"{clause.section.url}#{clause.label}"
    return Official(table, url, clause.sha256, row.published_at.date())


def _table(row: Publication) -> Series | None:
    clause = next((item for item in row.clauses() if item["label"] == LABEL), None)
    table = next((block for block in (clause or {}).get("blocks", ()) if block["type"] == "table"), None)
    try:
        return series.read(table["header"], table["rows"]) if table else None
    except ValueError:  # an editor wrote another form of table: the text shows it, the series has nothing to say
        return None


def as_csv(found: Official) -> str:
    """Return one line a value, for a spreadsheet in French: semicolons, decimal commas, the marks of the source."""
    return spreadsheets.as_csv([COLUMNS, *(line.values() for line in _lines(found.series, ","))])


def as_json(found: Official) -> str:
    """Return the series with its source, its gaps and the meaning of each column."""
    lines = [line | {"pour_cent": float(line["pour_cent"]) if line["pour_cent"] else None} for line in
             _lines(found.series, ".")]  # fmt: skip
    whole = {
        "titre": "Diagnostics des demandes, 2005 à 2015",
        "source": SOURCE,
        "clause": found.clause_url,
        "clause_sha256": found.sha256,
        "publie_ici_le": f"{found.published_on:%Y-%m-%d}",
        "unite": UNIT,
        "annees": list(found.series.years),
        "annees_absentes": list(found.series.lacking),
        "annees_abimees": list(found.series.damaged),
        "colonnes": COLUMNS,
        "valeurs": lines,
    }
    return json.dumps(whole, ensure_ascii=False, indent=1)


def _lines(of: Series, point: str):
    damaged = of.damaged
    for row in of.rows:
        for year, cell in zip(of.years, row.cells, strict=True):
            value = "" if cell.value is None else str(cell.value).replace(".", point)
            mark = DAMAGED if year in damaged else ""
            yield dict(zip(COLUMNS, (row.name, year, cell.printed, value, mark), strict=True))
