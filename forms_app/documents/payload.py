"""A frozen letter turned into the JSON values that the template lays out, where no decision is taken."""

from datetime import date

from forms_app.documents.frozen import Frozen
from forms_app.letters.content import Letter, Line, Piece
from guidance.documents.runs import clean

SPECIMEN = "SPÉCIMEN, modèle à vérifier"
TICKED, EMPTY = "☒", "☐"
_SHORT = 120  # signs: only an answer that fills a blank of a line is set in a heavier face
_OPENS = ("OBJET", "Objet")  # the object of a letter stands a little apart from its addressee


def letter_payload(frozen: Frozen, digest: str) -> dict:
    """Return the values of `letter.typ`; `digest` is the SHA-256 of the frozen content, its first signs are printed."""
    letter = frozen.letter
    return {
        "title": clean(letter.title),
        "date": _ymd(frozen.made_on),
        "keywords": [clean(frozen.mark)] if frozen.mark else [],
        "specimen": SPECIMEN if letter.specimen else "",
        "lines": [_line(line) for line in letter.lines],
        "notes": [clean(note) for note in letter.notes],
        "foot": _foot(letter, frozen.template, digest),
    } | _attachments(frozen)


def _foot(letter: Letter, layout: str, digest: str) -> list[str]:
    """The foot of every page: form and edition of the texts; versions and short hash; never a name."""
    number = f"Fiche n° {letter.number}" if letter.number else ""
    words = clean(", ".join(filter(None, [number, letter.source or letter.edition])))
    model = f"Modèle {clean(letter.model_version)}, mise en page" if letter.model_version else "Mise en page"
    return [f"{words[:1].upper()}{words[1:]}", f"{model} {layout}. Empreinte {digest[:12]}"]


def slip_words(reference: str, address: str) -> dict:
    """Return the words of the slip that comes back with the answer: no name, no service but what the address says."""
    return {
        "title": "Feuillet de retour",
        "lead": "À joindre à votre réponse, sous pli fermé portant la mention « secret médical ».",
        "reference_label": "Référence :",
        "reference": _written([reference], "référence", "medium"),
        "address_label": "Adresse de réponse :",
        "address": _written(address_lines(address), "adresse de réponse", "long"),
        "blanks": [
            {"label": "Date :", "blank": "date de la réponse", "size": "medium"},
            {"label": "Nom et signature du médecin :", "blank": "nom et signature du médecin", "size": "long"},
        ],
    }


def label_words(reference: str, address: str) -> dict:
    """Return the words of the label of a sealed envelope."""
    return {
        "secret": "SECRET MÉDICAL",
        "address": _written(address_lines(address), "adresse", "long"),
        "reference_label": "Réf.",
        "reference": _written([reference], "référence", "medium"),
    }


def address_lines(address: str) -> list[str]:
    """Return the lines of an address, blank ones left out."""
    return [line.strip() for line in clean(address).splitlines() if line.strip()]


def _attachments(frozen: Frozen) -> dict:
    makers = {"slip": slip_words, "label": label_words}
    wanted = [key for key in makers if key in frozen.letter.attachments]
    return {key: makers[key](frozen.reference, frozen.letter.reply_address) for key in wanted}


def _written(lines: list[str], name: str, size: str) -> list[dict]:
    """Lines of words, or a blank to fill by hand when there are none."""
    return [{"answer": clean(line), "short": True} for line in lines if line] or [_blank(name, size)]


def _line(line: Line) -> dict:
    made = {
        "kind": line.kind,
        "pieces": _pieces(line.pieces, line.align),
        "signature": line.signature,
        "opens": _opens(line),
    }
    if line.kind == "boxes":
        return made | {
            "options": [
                {"ticked": option.ticked, "mark": TICKED if option.ticked else EMPTY, "pieces": _pieces(option.pieces)}
                for option in line.options
            ]
        }
    if line.kind == "items":
        items = [[{"answer": clean(item), "short": False}] for item in line.items]
        return made | {"bodies": items + [[_blank("élément à remplir", "long")]] * line.blanks}
    return made | {"align": line.align}


def _opens(line: Line) -> bool:
    return bool(line.pieces) and line.pieces[0].words.startswith(_OPENS)


def _pieces(pieces: tuple[Piece, ...], align: str = "start") -> list[dict]:
    prose = len(pieces) == 1 and align == "start"  # a paragraph of its own: an address, a reason
    return [_piece(piece, last=piece is pieces[-1], prose=prose) for piece in pieces]


def _piece(piece: Piece, last: bool, prose: bool) -> dict:
    if piece.kind == "blank":
        # a blank that takes the rest of its line has no room left when words follow it
        return _blank(piece.words, piece.size if last or piece.size != "long" else "medium")
    words = clean(piece.words)
    if piece.kind == "answer":
        return {"answer": words, "short": not prose and len(words) <= _SHORT and words.count("\n") < 4}
    return {"text": words}


def _blank(name: str, size: str) -> dict:
    return {"blank": clean(name), "size": size}


def _ymd(day: date) -> list[int]:
    return [day.year, day.month, day.day]
