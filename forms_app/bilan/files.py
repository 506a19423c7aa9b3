"""A bilan as files to work on: one line a number for machines, a sheet a table for people, each with a dictionary (S4).

What is masked is masked in every file: its line is there, its value is not.
"""

from collections.abc import Callable, Iterator
from datetime import date

from forms_app.bilan.shape import MASKED, MASKED_TOLD, TOO_FEW, UNKNOWN_TOLD, Bilan, Head, Measure, Table
from guidance import spreadsheets, workbooks
from guidance.dates import in_words
from guidance.workbooks import Sheet

#: What turns the key of a clause into words; the tables hold keys alone.
Cited = Callable[[str], str]
TOTAL = Head("total", "Total")
COUNT = "effectif"
#: The columns of the CSV, and what each says.
COLUMNS = {
    "annee": "année du bilan",
    "autorite": "code de l’autorité",
    "version": "version figée ; 0 pour un brouillon",
    "tableau": "clé du tableau dans le cadre",
    "titre": "titre du tableau",
    "clause": "clause du texte que le tableau sert",
    "unite": "ce qui est compté",
    "ligne": "libellé de la ligne ; « Total » pour l’ensemble",
    "colonne": "libellé de la colonne ; « Total » pour l’ensemble de la ligne",
    "mesure": "« effectif », ou le délai mesuré, en jours",
    "valeur": "le nombre ; vide quand l’état dit pourquoi",
    "etat": f"« {MASKED} » : {MASKED_TOLD} ; « {UNKNOWN_TOLD} » : personne ne l’a écrit, ce n’est pas zéro ; "
    f"« {TOO_FEW} » : un délai ne se calcule pas sur si peu ; vide : la valeur est là",
}


def title(bilan: Bilan) -> str:
    """Return the title of every file of a bilan."""
    return f"Bilan {bilan.year}, {bilan.name}"


def standing(bilan: Bilan) -> str:
    """Say whether a bilan is a draft or a frozen version, and of which day."""
    day = in_words(date.fromisoformat(bilan.made_on))
    return f"Version {bilan.version}, figée le {day}" if bilan.version else f"Brouillon du {day}, non figé"


def as_csv(bilan: Bilan, cited: Cited = str) -> str:
    """Return one line a number, for a spreadsheet in French."""
    return spreadsheets.as_csv([COLUMNS, *lines(bilan, cited)])


def dictionary_csv() -> str:
    """Return the meaning of the columns of `as_csv`."""
    return spreadsheets.as_csv([("colonne", "sens"), *COLUMNS.items()])


def as_xlsx(bilan: Bilan, cited: Cited = str) -> bytes:
    """Return the workbook for Excel."""
    return workbooks.as_xlsx(sheets(bilan, cited), title=title(bilan), made_on=date.fromisoformat(bilan.made_on))


def as_ods(bilan: Bilan, cited: Cited = str) -> bytes:
    """Return the workbook for LibreOffice."""
    return workbooks.as_ods(sheets(bilan, cited), title=title(bilan), made_on=date.fromisoformat(bilan.made_on))


def lines(bilan: Bilan, cited: Cited = str) -> Iterator[tuple[object, ...]]:
    """Yield the lines of the CSV, in the order of the tables, their rows and their columns."""
    for table in bilan.tables:
        clause = cited(table.clause)
        first = (bilan.year, bilan.authority, bilan.version, table.key, table.title, clause, table.unit)
        for row, head in enumerate((*table.rows, TOTAL)):
            for column, beside in enumerate((*table.columns, TOTAL)):
                yield *first, head.label, beside.label, COUNT, *_counted(table, row, column)
            for measure in table.measures:
                yield *first, head.label, TOTAL.label, measure.label, *_measured(table, measure, row)


def _counted(table: Table, row: int, column: int) -> tuple[object, str]:
    if not table.recorded:
        return "", UNKNOWN_TOLD
    return ("", MASKED) if table.is_masked(row, column) else (table.value(row, column), "")


def _measured(table: Table, measure: Measure, row: int) -> tuple[object, str]:
    value = measure.values[row]
    return ("", table.told_measure(measure, row)) if value is None or not table.recorded else (value, "")


def sheets(bilan: Bilan, cited: Cited = str) -> list[Sheet]:
    """Return the sheets of a bilan: what it is, its tables as the page shows them, the dictionary."""
    return [_front(bilan), *(_sheet(table, cited) for table in bilan.tables), _dictionary()]


def _front(bilan: Bilan) -> Sheet:
    rows = [
        (title(bilan),),
        ("État", standing(bilan)),
        ("Autorité", bilan.name),
        ("Cadre", bilan.frame),
        *(("Remarque", remark) for remark in bilan.remarks),
        *(("Tableau", table.title) for table in bilan.tables),
    ]
    return Sheet("Bilan", tuple(rows))


def _sheet(table: Table, cited: Cited) -> Sheet:
    heads = (table.title, *(head.label for head in table.columns), table.unit if table.is_list else TOTAL.label)
    rows = [(*heads, *(measure.label for measure in table.measures))]
    for row, head in enumerate((*table.rows, TOTAL)):
        counts = (_shown(*_counted(table, row, column)) for column in range(len(table.columns) + 1))
        measured = (_shown(*_measured(table, measure, row)) for measure in table.measures)
        rows.append((head.label, *counts, *measured))
    rows += [(f"Clause : {cited(table.clause)}",), *([(table.note,)] if table.note else [])]
    return Sheet(table.title, tuple(rows))


def _shown(value, state: str) -> workbooks.Cell:
    return state or value


def _dictionary() -> Sheet:
    rows = (("Mot", "Sens"), (MASKED, MASKED_TOLD), (UNKNOWN_TOLD, "personne ne l’a écrit, ce n’est pas zéro"))
    more = ((TOO_FEW, "un délai ne se calcule pas sur si peu"), (COUNT, "nombre de choses comptées, chacune une fois"))
    return Sheet("Dictionnaire", rows + more)
