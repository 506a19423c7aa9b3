"""Sets of answers with words that betray planted in open fields, the same ones at each run."""

import random
from dataclasses import dataclass

from forms_app import fiches
from forms_app.enums import Outgoing, Recipient
from forms_app.fiches.declaration import Fiche, Question
from tests.forms_app.secrecy import material
from tests.forms_app.secrecy.people import address, name
from tests.forms_app.secrecy_walk import answering

#: Letters that somebody who is no physician reads.
FICHES = [fiche for fiche in fiches.FICHES if fiche.recipient in (Recipient.PREFECTURE, Recipient.DIRECTOR)]
WORDS = [str(word) for words in material.listed("planted").values() for word in words]
FRAMES = {
    Outgoing.NAME: ("{name} {word}", "{word} {name}", "{name} ({word})", "{name}, {word}"),
    Outgoing.ADDRESS: ("{address}, {word}", "{word}, {address}", "chez {word}, {address}", "{address} - {word}"),
    Outgoing.PROSE: (
        "Sa famille vit ici, {word} depuis un an.",
        "{word}",
        "Il travaille.\nNote : {word}.\nDeux enfants.",
    ),
}


@dataclass(frozen=True, slots=True)
class Planted:
    """One set: what is typed, and the word planted in each question that holds one."""

    fiche: Fiche
    authority: str
    typed: dict[str, dict[str, list[str]]]
    words: dict[str, str]


def sets(count: int, seed: int = 20161231) -> list[Planted]:
    chance = random.Random(seed)  # noqa: S311 - the same sets every time
    return [one(FICHES[rank % len(FICHES)], chance) for rank in range(count)]


def one(fiche: Fiche, chance: random.Random) -> Planted:
    """A set whose words stand in one to three of its open fields."""
    questions = [question.name for question in answering.checked_questions(fiche)]
    chosen = chance.sample(questions, min(len(questions), chance.choice((1, 1, 2, 3))))
    words = {question: chance.choice(WORDS) for question in chosen}
    people = iter(chance.sample([name(chance) for _ in range(40)], 40))

    def said(question: Question) -> str:
        if question.name not in words:
            return innocent(question, next(people), chance)
        word = chance.choice((str, str.upper, str.lower, str.title))(words[question.name])
        frame = chance.choice(FRAMES[question.outgoing])
        return frame.format(word=word, name=next(people).split()[0], address=address(chance)[:60])

    authority = str(chance.choice(fiche.authorities))
    return Planted(fiche, authority, answering.answers(fiche, said, chance), words)


def innocent(question: Question, person: str, chance: random.Random) -> str:
    """Words that betray nothing, to be replaced when the check takes them for others."""
    return {
        Outgoing.NAME: person,
        Outgoing.ADDRESS: f"{chance.randint(1, 99)}, rue des Lilas, 35000 Rennes",
        Outgoing.PROSE: "Ses enfants sont scolarisés à Rennes. Son frère y travaille.",
    }.get(question.outgoing, "Rien à signaler")
