"""Official fiches turned into letters by the shortest road: what the drawing of a letter is tried on."""

import re
from datetime import date

import yaml

from forms_app.documents import Frozen
from forms_app.letters.content import Letter, Line, Option, Piece
from guidance.documents import compile as compiling

ANNEX = compiling.HERE.parent / "content" / "instruction-2011" / "2011-11-10" / "110-annexe-iv.yaml"
NUMBERS = ("1", "1-bis", "2", "2-bis", "3", "3-bis")
FICHES = {"1": "receipt", "2": "complements", "3": "avis"}
ANSWERS = {
    "region": "Bretagne",
    "date": "20 novembre 2026",
    "demandeur": "Amina Kessari",
    "date_rapport": "3 novembre 2026",
    "date_naissance": "14 mars 1981",
    "lieu_naissance": "Tlemcen",
    "domicile": "12 rue des Tanneurs\n35000 Rennes",
    "duree_mois": "12",
}
ITEMS = ("le compte rendu demandé le 3 novembre", "l’avis d’un confrère")
DAY = date(2026, 11, 20)
_FIELD = re.compile(r"\{([a-z_]+)\}")


def model(number):
    """The printed form of that number, as it is published."""
    clauses = yaml.safe_load(ANNEX.read_text(encoding="utf-8"))["body"]
    blocks = [block["fiche"] for entry in clauses if "clause" in entry for block in entry["clause"]["body"]]
    return next(block for block in blocks if block["number"] == number)


def letter(number, filled=True, **more):
    """The letter of a printed form: every blank filled and the first box of each pair ticked, or nothing at all."""
    form = model(number)
    fill = _filler(form["fields"], filled)
    values = {
        "fiche": FICHES[number[0]],
        "authority": "pp" if number.endswith("bis") else "ars",
        "number": number.replace("-", " "),
        "title": f"Fiche n° {number.replace('-', ' ')}",
        "lines": tuple(_line(line, fill, filled) for line in form["lines"]),
        "recipient": "doctor" if number[0] == "2" else "prefecture",
        "source": "Instruction du 10 novembre 2011, annexe IV, édition du 10 novembre 2011",
        "edition": "instruction-2011@2011-11-10",
        "model_version": f"annexe-IV-fiche-{number}@2011-11-10-0a1b2c3d",
        "day": DAY.isoformat(),
    }
    return Letter(**values | more)


def frozen(number, filled=True, mark="5f" * 16, reference="", **more):
    return Frozen(letter(number, filled, **more), DAY, reference, mark)


def _filler(fields, filled):
    def fill(text):
        pieces = []
        for position, part in enumerate(_FIELD.split(text or "")):
            if position % 2:
                blank = Piece("blank", fields[part]["label"], fields[part]["size"], part)
                pieces.append(Piece("answer", ANSWERS[part], name=part) if filled else blank)
            elif part:
                pieces.append(Piece("text", part))
        return tuple(pieces)

    return fill


def _line(line, fill, filled):
    if "boxes" in line:
        options = line["boxes"]["options"]
        ticks = [filled and position == 0 for position, _ in enumerate(options)]
        made = tuple(Option(ticked, fill(option)) for ticked, option in zip(ticks, options, strict=True))
        return Line("boxes", fill(line["boxes"]["legend"]), options=made)
    if "items" in line:
        return Line("items", items=ITEMS if filled else (), blanks=0 if filled else line["items"]["count"])
    signature = line["text"].startswith("Le ") and line.get("align") == "end" and "{" not in line["text"]
    return Line("line", fill(line["text"]), line.get("align", "start"), signature=signature)
