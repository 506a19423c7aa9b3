"""Dossiers with a mark in every field, in several states and authorities, and who should read which mark.

A mark says its field and its dossier: what a person is shown anywhere tells which field of which dossier it came from.
"""

import hashlib
import io
import uuid
import zipfile
from datetime import date

from django.test import Client
from django.utils import timezone

from forms_app import crypto, policy, urls_dossiers
from forms_app.enums import ActKind, CaseRole, Compartment, Recipient, Way
from forms_app.models import Avis, CustodyMove, Dossier, EmpoweringAct, Membership, Passage, SentLetter
from forms_app.rules.vocabulary import CustodyStep, ReceptionMode
from forms_app.rules.workflow import TABLES
from forms_app.services.dossiers import dossier_acts, dossier_files, dossiers
from forms_app.services.dossiers.dossier_held import Given
from forms_app.services.trace.journal import Origin
from tests.forms_app.dossiers.conftest import STAFF, make_authority, make_member

SIGN = "CANARI"
KEY = "<uuid:dossier>"
#: The marks of each compartment; the last of the reception is the label of an act that only exchanges with a doctor.
FIELDS = {
    Compartment.IDENTITY: ("NOM", "NATION", "PAYS", "ADRESSE"),
    Compartment.REPORT: ("AUTEUR", "ECHANGE"),
    Compartment.AVIS: ("AVIS", "LETTRE"),
    Compartment.NOTE: ("NOTE",),
    Compartment.CUSTODY: ("GARDE",),
    Compartment.MEDICAL: ("MEDICAL",),
    Compartment.DIRECTOR: ("DIRECTION",),
    Compartment.ACCESS: ("ACCES",),
}
#: Tag of each dossier → where it is and in which states of the avis and of the humanitarian circumstance.
PLACES = {
    "QA": ("here", "report-received", "nothing"),
    "QB": ("here", "under-cover", "nothing"),
    "QC": ("here", "avis-given", "noted"),
    "QD": ("here", "closed", "nothing"),
    "QE": ("elsewhere", "under-cover", "nothing"),
}
JOURNALS = tuple(f"/journal/ars-{place}/{file}" for place in ("ici", "ailleurs") for file in ("", "journal.csv"))
#: How the page of a dossier tells of an exchange with a doctor.
EXCHANGE = TABLES["ars"].transition("remind-doctor").label
ACTORS = ("medecin", "secretariat", "directeur", "redacteur", "valideur", "administrateur")
#: The college is of the OFII, whose dossiers are not those here: its compartments hold no mark of these.
_SERVICE = {
    Compartment.LISTED, Compartment.IDENTITY, Compartment.REPORT, Compartment.COLLEGE, Compartment.AVIS,
    Compartment.CUSTODY,
}  # fmt: skip
_PHYSICIAN = _SERVICE | {Compartment.DELIBERATION, Compartment.NOTE, Compartment.MEDICAL, Compartment.ACCESS}
_CIRCUMSTANCE = {
    Compartment.LISTED, Compartment.IDENTITY, Compartment.COLLEGE, Compartment.NOTE, Compartment.DIRECTOR,
}  # fmt: skip
_DIRECTOR = _CIRCUMSTANCE | {Compartment.AVIS}
#: Who reads what, written out again beside the policy: person → tag → compartments.
OPEN = {
    "medecin": dict.fromkeys(("QA", "QB", "QC", "QD"), _PHYSICIAN),
    "secretariat": dict.fromkeys(("QA", "QB", "QC", "QD"), _SERVICE),
    "directeur": {"QB": _DIRECTOR, "QC": _CIRCUMSTANCE, "QD": _DIRECTOR},
    "redacteur": {},  # reads the journal of the authority
    "valideur": {"QE": _PHYSICIAN},  # a physician of the other authority
    "administrateur": {},
}
#: Dossiers whose note goes to the director of the other authority: he reads the note, and nothing of the dossier.
CROSSED = ("QA", "QE")
NOTES = {"directeur": {f"{SIGN}NOTEQE"}}


def marks_of(compartment: Compartment, tag: str) -> set[str]:
    return {f"{SIGN}{field}{tag}" for field in FIELDS.get(compartment, ())}


def every_mark() -> set[str]:
    return {mark for tag in PLACES for compartment in FIELDS for mark in marks_of(compartment, tag)}


def expected(actor: str, closed: set[Compartment] = frozenset()) -> set[str]:
    """The marks a person should meet somewhere, and the tags of the dossiers listed for them.

    Without the line of a list, a dossier does not exist: everything of it is closed.
    """
    opened = {tag: parts - closed for tag, parts in OPEN[actor].items() if Compartment.LISTED not in closed}
    marks = {mark for tag, parts in opened.items() for part in parts for mark in marks_of(part, tag)}
    return marks | set(opened) | NOTES.get(actor, set())


def plant_all(accounts: dict) -> dict[str, Dossier]:
    """Two authorities with their people, and the five dossiers, by tag."""
    places = {"here": make_authority("ars-ici", "990"), "elsewhere": make_authority("ars-ailleurs", "991")}
    for username, role in STAFF.items():
        _member(accounts, username, places["here"], role)
    _member(accounts, "redacteur", places["here"], CaseRole.AUDITOR)
    for role in (CaseRole.PHYSICIAN, CaseRole.DIRECTOR):  # the second is taken away once the marks are there
        _member(accounts, "valideur", places["elsewhere"], role)
    found = {tag: plant(accounts, places[place], tag, states) for tag, (place, *states) in PLACES.items()}
    for tag, row in found.items():
        other = next(each for each in places.values() if each != row.authority)
        _sent(row, Recipient.PREFECTURE, f"{SIGN}LETTRE{tag}", None)
        _sent(row, Recipient.DIRECTOR, f"{SIGN}NOTE{tag}", other if tag in CROSSED else row.authority)
    Membership.objects.filter(user=accounts["valideur"], role=CaseRole.DIRECTOR).update(
        ends_on=timezone.localdate() - timezone.timedelta(days=1)
    )
    return found


def _member(accounts, username, authority, role):
    member = make_member(accounts, username, authority, role)
    kinds = {CaseRole.PHYSICIAN: ActKind.DESIGNATION, CaseRole.DIRECTOR: ActKind.HEAD}
    if role in kinds:
        EmpoweringAct.objects.create(
            membership=member, kind=kinds[role], reference="E-1", signed_on=member.starts_on, signatory="Essai",
            starts_on=member.starts_on, recorded_by=accounts["administrateur"],
        )  # fmt: skip


def plant(accounts, authority, tag, states):
    """A dossier with its mark in every field, in its states."""
    staff = {row.role: row.user for row in Membership.objects.filter(authority=authority).select_related("user")}
    physician, director = staff[CaseRole.PHYSICIAN], staff[CaseRole.DIRECTOR]
    member = Membership.objects.get(user=physician, authority=authority, role=CaseRole.PHYSICIAN)
    said = {field: f"{SIGN}{field}{tag}" for fields in FIELDS.values() for field in fields}
    person = dossiers.Person(
        said["NOM"], "Éa", "madame", "1981", f"{SIGN}LIEU{tag}", said["NATION"], said["PAYS"], said["ADRESSE"]
    )
    asked = dossiers.Request(authority.prefectures.get().pk, "residence", date(2016, 3, 1), "35")
    row = dossiers.open_dossier(origin=Origin(physician), membership=member, person=person, asked=asked)
    given = Given(timezone.localdate(), ReceptionMode.BY_DOCTOR, author=said["AUTEUR"])
    reader = policy.Reader(row, (member,))
    dossier_acts.do(origin=Origin(physician), reader=reader, name="register-report", given=given)
    _exchanged(row, physician)
    Dossier.objects.filter(pk=row.pk).update(avis_state="under-cover")
    for user, compartment, field in (
        (physician, Compartment.MEDICAL, "MEDICAL"),
        (director, Compartment.DIRECTOR, "DIRECTION"),
    ):
        dossier_files.write(
            origin=Origin(user), reader=policy.opened(user, row.pk, on=timezone.localdate()), compartment=compartment,
            content={"notes": said[field], "checks": []},
        )  # fmt: skip
    CustodyMove.objects.create(
        dossier=row, step=CustodyStep.values[0], day=timezone.localdate(), place=said["GARDE"], written_by=physician,
        role=CaseRole.PHYSICIAN,
    )  # fmt: skip
    _avis(row, physician, f"%PDF {said['AVIS']}".encode())
    Dossier.objects.filter(pk=row.pk).update(avis_state=states[0], humanitarian_state=states[1])
    return Dossier.objects.get(pk=row.pk)


def _exchanged(row, physician):
    """An exchange with a doctor in the life of the dossier: the director is not told of it."""
    Passage.objects.create(
        dossier=row, rank=row.passages.count() + 1, table="ars", name="remind-doctor", source="awaiting-details",
        target="awaiting-details", day=timezone.localdate(), way=Way.POST, actor=physician, role=CaseRole.PHYSICIAN,
        at=timezone.now(),
    )  # fmt: skip


def _avis(row, physician, pdf):
    Avis.objects.create(
        dossier=row, letter=row.pk, pdf=crypto.seal_in(crypto.Family.AVIS, pdf), validated_at=timezone.now(),
        pdf_sha256=hashlib.sha256(pdf).hexdigest(), validated_by=physician, role=CaseRole.PHYSICIAN,
    )  # fmt: skip


def _sent(row, recipient, mark, addressee):
    pdf = f"%PDF {mark}".encode()
    SentLetter.objects.create(
        dossier=row, letter=uuid.uuid4(), fiche="note", recipient=recipient, addressee=addressee,
        pdf=crypto.seal_in(crypto.Family.SENT, pdf), pdf_sha256=hashlib.sha256(pdf).hexdigest(),
        sent_on=timezone.localdate(),
    )  # fmt: skip


# --- what a person is shown ------------------------------------------------------------------------------------------


def browser_of(user) -> Client:
    browser = Client(raise_request_exception=False)
    browser.force_login(user)
    return browser


def read_in(body: str, rows: dict[str, Dossier]) -> set[str]:
    """The marks that stand in a page, and the tags of the dossiers whose address stands there."""
    return {mark for mark in every_mark() if mark in body} | {tag for tag, row in rows.items() if str(row.pk) in body}


def pages_of(row: Dossier, rows: dict[str, Dossier]):
    """The pages of one dossier where a compartment is read, and the files of another asked for under its address."""
    page, around = f"/dossiers/{row.pk}/", list(rows.values())
    other = around[around.index(row) - 1]
    yield f"{page}avis/{other.avis.get().pk}.pdf"
    yield from (f"{page}lettres/{sent.pk}.pdf" for each in (row, other) for sent in each.sent.all())
    for note in row.sent.filter(recipient=Recipient.DIRECTOR):
        yield from (f"/dossiers/notes/{note.pk}/", f"/dossiers/notes/{note.pk}/note.pdf")
    yield f"{page}avis/{row.avis.get().pk}.pdf"
    yield from (f"/dossiers/{path}" for path in _addresses(row))
    yield from (f"{page}actes/{name}/" for name in ("begin-review", "transmit"))


def seen(user, rows: dict[str, Dossier]) -> set[str]:
    """Everything a person reads over the lists, the searches by name and by reference, and every page of dossiers."""
    return set().union(*readings(user, rows))


def differs(user, rows: dict[str, Dossier], wanted: set[str]) -> bool:
    """Whether a person sees more, or less, than what is wanted; told at the first page that shows more."""
    told = set()
    for found in readings(user, rows):
        if found - wanted:
            return True
        told |= found
    return told != wanted


def readings(user, rows: dict[str, Dossier]):
    """What a person reads, an answer at a time.

    What the person typed is taken out of an answer; an address asked for and answered « absent » is not a reading.
    """
    browser = browser_of(user)
    for path in ("/dossiers/", "/dossiers/a-faire/", "/dossiers/nouveau/", "/dossiers/notes/", *JOURNALS):
        yield read_in(_shown(browser.get(path)), rows)
    for tag, row in rows.items():
        typed = f"{SIGN}NOM{tag} Éa"
        for asked in (typed, f"{row.year}-{row.number}"):
            yield read_in(_shown(browser.post("/dossiers/chercher/", {"asked": asked})).replace(typed, ""), rows)
        for path in pages_of(row, rows):
            body = _shown(browser.get(path))
            yield read_in(body, rows) | _exchange(path, body, tag)
        if "Qui a ouvert ce dossier" in _shown(browser.get(f"/dossiers/{row.pk}/acces/")):
            yield {f"{SIGN}ACCES{tag}"}


def _exchange(path: str, body: str, tag: str) -> set[str]:
    """The mark of the exchange with a doctor, when the page of the dossier tells of it."""
    return {f"{SIGN}ECHANGE{tag}"} if EXCHANGE in body and path.endswith(f"{path.split('/')[2]}/") else set()


def _shown(response) -> str:
    """The words of an answer, those of the files of an archive too; nothing when it is a refusal."""
    if response.status_code not in (200, 422):
        return ""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            content = b" ".join(archive.read(name) + name.encode() for name in archive.namelist())
    return content.decode("utf-8", "replace")


def _addresses(row):
    """Every address of a dossier that asks for nothing but its key, those that came since this was written too."""
    written = (str(each.pattern) for each in urls_dossiers.urlpatterns)
    return [path.replace(KEY, str(row.pk)) for path in written if path.startswith(KEY) and path.count("<") == 1]
