"""What happens around the synthetic dossiers: recours, papers lent, notes, referrals, transfers, a duration of keeping.

Each is done by the act that a person would do, under the account of the demonstration that may.
"""

import hashlib
import uuid
from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone

from forms_app import crypto, documents, enums, fiches, policy
from forms_app.enums import CaseRole, LetterState
from forms_app.letters import compose, model_key
from forms_app.models import Authority, Dossier, DossierRun, Letter, Membership, RetentionRule
from forms_app.rules.vocabulary import CustodyStep, KeptFrom
from forms_app.rules.workflow.acts import GIVEN, TRANSMITTED
from forms_app.rules.workflow.instruction import RECEIVED, REVIEWED
from forms_app.services.dossiers import custody, dossier_acts, notes, retention, transfers
from forms_app.services.dossiers.dossier_held import Given
from forms_app.services.fiches import models
from forms_app.services.trace.journal import Origin
from guidance.enums import Regime

_ROUTE = "demo_dossiers"
_FEW = 3
#: A month from the closing: short enough for a demonstration to have something to destroy, and said to be made up.
_REFERENCE = "Durée fictive de démonstration, ESSAI-2016-09 : aucune décision réelle"


class Around:
    """The people and the authorities of before 2017 while their dossiers receive what happens around them."""

    def __init__(self, accounts: dict, region: Authority, paris: Authority):
        self.accounts, self.region, self.paris = accounts, region, paris

    def fill(self) -> None:
        """Do everything once; an authority of this regime is shown on its own day."""
        for authority in (self.region, self.paris):
            self._appeals(authority)
            self._papers(authority)
            self._note(authority)
        self._referrals()
        self._transfers()
        self._duration()

    def _rows(self, authority: Authority, state: str) -> Iterator[Dossier]:
        rows = Dossier.objects.filter(authority=authority, avis_state=state, appeal_state="no-appeal")
        return iter(rows.filter(humanitarian_state="nothing").order_by("year", "number"))

    def _reader(self, row: Dossier, username: str) -> policy.Reader:
        return policy.opened(self.accounts[username], row.pk, on=timezone.localdate())

    def _do(self, row: Dossier, name: str, username: str = "secretariat", ago: int = 2, **given) -> None:
        day = row.authority.today - timedelta(days=ago)
        reader = self._reader(row, username)
        dossier_acts.do(origin=self._origin(username), reader=reader, name=name, given=Given(day, **given))

    def _origin(self, username: str) -> Origin:
        return Origin(self.accounts[username], _ROUTE)

    def _appeals(self, authority: Authority) -> None:
        """One recours that lasts, one that ended."""
        rows = self._rows(authority, TRANSMITTED.slug)
        self._do(next(rows), "file-appeal", ago=12, reason="contentious")
        ended = next(rows)
        self._do(ended, "file-appeal", ago=12, reason="gracious")
        self._do(ended, "end-appeal", ago=2)

    def _papers(self, authority: Authority) -> None:
        """Papers in their place, and one file that is lent."""
        rows, day = self._rows(authority, REVIEWED.slug), authority.today
        for rank in range(_FEW):
            reader, origin = self._reader(next(rows), "secretariat"), self._origin("secretariat")
            where = f"Armoire fermée {rank + 1}"
            custody.move(
                origin=origin, reader=reader, step=CustodyStep.PLACED, day=day - timedelta(days=9), place=where
            )
        custody.move(
            origin=origin,
            reader=reader,
            step=CustodyStep.LENT,
            day=day - timedelta(days=1),
            holder="Médecin chargé de l’avis",
        )

    def _note(self, authority: Authority) -> None:
        """The physician's note to the director general, delivered as a letter is; its boxes are left empty."""
        row, user, fiche = next(self._rows(authority, GIVEN.slug)), self.accounts["medecin"], fiches.get("note")
        kind, answers = enums.Authority(authority.kind), {"signatory_name": user.get_full_name()}
        model, told = models.standing(model_key(fiche, kind, answers), authority.today)
        made = compose(fiche, answers, model, authority=kind, **told)
        frozen = documents.Frozen(made, authority.today, "", uuid.uuid4().hex)
        pdf = documents.render_letter(frozen)
        run = DossierRun.objects.create(run=uuid.uuid4(), dossier=row, fiche=fiche.key, started_by=user)
        letter = Letter.objects.create(
            run=run.run, author=user, fiche=fiche.key, authority=kind, state=LetterState.DELIVERED,
            recipient=fiche.recipient, content=crypto.seal(frozen.as_bytes()), content_sha256=frozen.digest,
            pdf=crypto.seal(pdf), pdf_sha256=hashlib.sha256(pdf).hexdigest(),
            template_version=documents.TEMPLATE_VERSION, delivered_at=timezone.now(),
            expires_at=timezone.now() + timedelta(days=90),
        )  # fmt: skip
        dossier_acts.letter_delivered(origin=self._origin("medecin"), letter=letter)

    def _referrals(self) -> None:
        """The préfet refers a case of the region, and one of Paris that no note came before (V-9)."""
        director = Membership.objects.select_related("authority").get(
            authority=self.region, user=self.accounts["directeur"], role=CaseRole.DIRECTOR
        )
        row = next(self._rows(self.region, REVIEWED.slug))
        reader = policy.Reader(row, (director,))
        given = Given(self.region.today - timedelta(days=10))
        dossier_acts.do(origin=self._origin("directeur"), reader=reader, name="register-referral", given=given)
        paris = next(self._rows(self.paris, REVIEWED.slug))
        notes.refer(paris, director, self.region.today - timedelta(days=4), self._origin("directeur"))

    def _transfers(self) -> None:
        """A person placed in a centre of the region, another who moved to Paris: papers awaited, then received."""
        for source, target, residence in ((self.paris, self.region, "35"), (self.region, self.paris, "75")):
            row = next(self._rows(source, RECEIVED.slug))
            moved = transfers.Moved(target.prefectures.order_by("code").first(), residence)
            given = Given(source.today - timedelta(days=3), reason="residence")
            reader = self._reader(row, "secretariat")
            transfers.send(origin=self._origin("secretariat"), reader=reader, moved=moved, given=given)

    def _duration(self) -> None:
        """A duration for the dossiers of before 2017, so that some are past it."""
        rule = RetentionRule(regime=Regime.ARS, months=1, runs_from=KeptFrom.CLOSED, reference=_REFERENCE)
        rule = retention.propose(rule, self._origin("administrateur"))
        retention.confirm(rule, self._origin("administratrice"))
