"""What leaves without a screen, read for the marks of every field: calendars, mails, periodic work, printed files."""

import io
import zipfile

import pytest
from django.core import mail
from django.utils import timezone

from forms_app import policy
from forms_app.enums import Compartment, Digest
from forms_app.models import Dossier
from forms_app.services.dossiers import appeals
from forms_app.services.mail import calendars, digests
from forms_app.services.trace import journal_heads
from forms_app.services.trace.journal import Origin
from portal.worker import tick
from tests.forms_app.documents import poppler
from tests.forms_app.dossiers import marked
from tests.forms_app.dossiers.test_every_address import dump, tables
from tests.forms_app.secrecy_walk.searching import found_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("open_and_undone")]
SEALED = [f"{marked.SIGN}{field}" for part, fields in marked.FIELDS.items() for field in fields
          if part not in (Compartment.CUSTODY, Compartment.ACCESS) and field != "ECHANGE"]  # fmt: skip


@pytest.mark.parametrize("actor", marked.ACTORS)
def test_a_calendar_names_the_dossiers_of_its_person_and_nothing_of_what_they_hold(actor, people, rows):
    user = people[actor]
    answer = marked.browser_of(user).get(f"/dossiers/agenda.ics?cle={calendars.make(user, Origin(user))}")
    if not marked.OPEN[actor]:
        assert answer.status_code == 404
        return
    body = answer.content.decode().replace("\r\n ", "")
    told = marked.read_in(body, rows)
    assert told and told <= set(marked.OPEN[actor]), "addresses of one's own dossiers, and no mark"
    assert marked.SIGN not in body and not any(row.initials in body for row in rows.values())


def test_a_round_of_the_periodic_work_writes_no_mark_in_a_mail_a_file_or_a_table(people, rows, settings, tmp_path):
    settings.PORTAL_JOURNAL_HEADS, settings.PORTAL_JOURNAL_MAIL = str(tmp_path / "heads"), ["journal@essai.invalid"]
    for actor in marked.ACTORS:
        digests.choose(people[actor], Digest.DAILY, Origin(people[actor]))
    later = timezone.localtime().replace(hour=digests.FROM_HOUR)
    digests.send_due(later)
    for work in (job for _every, jobs in tick.PERIODIC.values() for job in jobs if job.__name__ in ROUND):
        work()
    journal_heads.export()
    written = [f"{each.subject}\n{each.body}" for each in mail.outbox] + [(tmp_path / "heads").read_text()]
    assert len(written) >= 3, "a mail for each person for whom something waits, and the head of the journal"
    references = [row.reference for row in rows.values()]
    assert not [words for words in written if any(one in words for one in (marked.SIGN, *references))]
    assert {table: told for table in tables() if (told := found_in(dump(table), SEALED))} == {}


#: The work that reads dossiers or what was written of them; the rest tidies sessions, indexes and queues.
ROUND = frozenset({"refresh_old", "send_due", "purge_over", "forget", "purge_expired", "open_over"})


def test_the_printed_list_of_a_recours_names_acts_and_letters_and_holds_no_mark(people, rows):
    Dossier.objects.update(appeal_state="appeal-pending")
    user = people["secretariat"]
    packed = appeals.pack(
        origin=Origin(user), reader=policy.opened(user, rows["QB"].pk, on=timezone.localdate())
    )  # fmt: skip
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        listed, others = archive.read("00-liste.pdf"), [n for n in archive.namelist() if n != "00-liste.pdf"]
    words = " ".join(poppler.pages(listed)) + poppler.run("pdfinfo", listed, "-")
    assert rows["QB"].reference in words and marked.EXCHANGE not in words
    assert marked.SIGN not in words.upper() and not any(marked.SIGN in name.upper() for name in others)
