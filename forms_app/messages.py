"""The mails whose words editors keep: what each may say, by which slots, and how a slot is filled (C2, C7).

Slots are a closed list for each message, and none of them is a field of a dossier: whatever an editor writes, nothing
of a case can come in. What protects an account is written in code and stays there (`FIXED`, and the end of a message).
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

MAX_SUBJECT, MAX_BODY = 120, 2_000
_SLOT = re.compile(r"\{([^{}]*)\}")
_ADDRESS = re.compile(r"https?:|www\.|\w@\w", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Slot:
    """A place that the portal fills; `sample` is what the preview shows, a value of nobody."""

    name: str
    label: str
    sample: str
    required: bool = False
    in_subject: bool = False

    @property
    def written(self) -> str:
        return f"{{{self.name}}}"


@dataclass(frozen=True, slots=True)
class Message:
    """A mail of the portal: to whom and when, its original words, the end that nobody changes."""

    key: str
    title: str
    told: str
    subject: str
    body: str
    slots: tuple[Slot, ...]
    closing: str = ""
    closing_slots: tuple[Slot, ...] = ()

    def samples(self) -> dict[str, str]:
        return {slot.name: slot.sample for slot in (*self.slots, *self.closing_slots)}


@dataclass(frozen=True, slots=True)
class Written:
    """A mail as it leaves: plain text, nothing of it is markup."""

    subject: str
    body: str


_PORTAL = Slot("portail", "le nom du portail", "Portail d’essai", in_subject=True)
_DIGEST = Message(
    key="courriel-du-jour",
    title="Courriel du jour",
    told="Le matin, aux personnes qui l’ont demandé dans « Agenda et courriel ».",
    subject="Portail : échéances du jour",
    body=(
        "Échéances dépassées : {depassees}\nDernier jour aujourd’hui : {aujourdhui}\n"
        "Dans les sept jours : {sept_jours}\n\nLa liste : {liste}"
    ),
    slots=(
        Slot("depassees", "combien d’échéances sont dépassées", "3", required=True),
        Slot("aujourdhui", "combien arrivent aujourd’hui à leur dernier jour", "1", required=True),
        Slot("sept_jours", "combien arrivent dans les sept jours", "12"),
        Slot("liste", "l’adresse de la liste, qui demande de se connecter", "https://portail.exemple/", required=True),
        _PORTAL,
    ),
    closing="Pour ne plus recevoir ce courriel : Dossiers, « Agenda et courriel ».",
)
_INVITATION = Message(
    key="invitation",
    title="Invitation à un compte",
    told="À l’ouverture d’un compte, ou quand un administrateur envoie un nouveau lien.",
    subject="{portail} : choisissez votre mot de passe",
    body=(
        "Bonjour,\n\nUn compte vous attend sur « {portail} », sous le nom : {compte}\n\n"
        "Choisissez votre mot de passe à cette adresse. Elle sert une fois, pendant {jours} jours :\n{lien}"
    ),
    slots=(
        Slot(
            "lien", "l’adresse où la personne choisit son mot de passe", "https://portail.exemple/lien", required=True
        ),
        Slot("compte", "le nom de compte de la personne invitée", "camille.essai", required=True),
        Slot("jours", "combien de jours le lien sert", "3", required=True),
        Slot("personne", "le prénom et le nom de la personne invitée", "Camille Essai"),
        _PORTAL,
    ),
    closing="{demande}\nSi vous n’attendiez rien, ne cliquez pas et prévenez votre référent.",
    closing_slots=(
        Slot(
            "demande",
            "qui a demandé le lien",
            "Lien demandé par Sasha Essai, qui ne connaît pas votre mot de passe et ne peut pas le choisir pour vous.",
        ),
    ),
)
MESSAGES = {message.key: message for message in (_DIGEST, _INVITATION)}

#: What the desk says of the mails whose words stay in code: (title, why).
FIXED = (
    ("Mot de passe oublié", "Ses mots protègent le compte contre qui voudrait s’en emparer."),
    ("Code du second facteur, second facteur changé", "Ils disent quoi faire quand ce n’est pas vous."),
    ("Connexion ou adresse changée sur le serveur", "Ils préviennent la personne, et elle seule."),
    ("Validation d’un texte", "Écrits par l’outil de rédaction : le titre de la page et son adresse, rien d’autre."),
    ("Tête du journal", "Une ligne pour l’exploitant, relue par une machine."),
)


def filled(message: Message, subject: str, body: str, values: Mapping[str, str]) -> Written:
    """Return the mail with its slots filled and its fixed end; each value on one line. KeyError for a missing one."""
    words = f"{body.strip()}\n\n{message.closing}" if message.closing else body.strip()
    return Written(_fill(subject, values), f"{_fill(words, values)}\n")


def faults(message: Message, subject: str, body: str) -> dict[str, list[str]]:
    """Return what is wrong with the shape of these words, by field, in French; what betrays is read elsewhere."""
    known = {slot.name for slot in message.slots}
    wrong = {"subject": _shape(message, subject, known), "body": _shape(message, body, known)}
    wrong["subject"] += _misplaced(message, subject)
    wrong["body"] += [
        f"Il manque « {slot.written} » : {slot.label}."
        for slot in message.slots
        if slot.required and slot.written not in body
    ]
    return {field: told for field, told in wrong.items() if told}


def bare(words: str) -> str:
    """Return the words that an editor wrote, without the slots: what the outgoing check reads."""
    return _SLOT.sub(" ", words)


def _fill(words: str, values: Mapping[str, str]) -> str:
    return _SLOT.sub(lambda found: " ".join(str(values[found[1]]).split()), words)


def _misplaced(message: Message, subject: str) -> list[str]:
    """A subject is read on a locked screen, over a shoulder: a number or an address has no place there."""
    closed = [slot for slot in message.slots if not slot.in_subject and slot.written in subject]
    stray = ["L’objet tient sur une ligne."] if len(subject.splitlines()) > 1 else []
    return stray + [f"« {slot.written} » ne va pas dans l’objet." for slot in closed]


def _shape(message: Message, words: str, known: set[str]) -> list[str]:
    listed = ", ".join(slot.written for slot in message.slots)
    found = dict.fromkeys(_SLOT.findall(words))
    told = [f"« {{{name}}} » n’existe pas ici. Choisissez parmi : {listed}." for name in found if name not in known]
    alone = bare(words)
    if any(sign in alone for sign in "{}"):
        told.append("Une accolade est seule : un emplacement s’écrit {nom}.")
    if any(sign in alone for sign in "<>"):
        told.append("Un courriel est du texte simple : retirez « < » et « > ».")
    if _ADDRESS.search(alone):
        told.append("Une adresse ne s’écrit pas : le portail met la sienne, à son emplacement.")
    if any(unicodedata.category(sign) in ("Cc", "Cf", "Co") and sign not in "\r\n" for sign in words):
        told.append("Un signe invisible s’est glissé dans ces mots : retapez-les.")
    return told
