"""Every sealed column of the rows, with its family of keys: what a rotation of keys goes through (C1).

A run without a file is not here: its key lives in its author's browser alone, and its row dies within twelve hours.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from allauth.mfa.models import Authenticator
from django.db.models import Model, QuerySet

from forms_app.crypto import Family
from forms_app.models import (
    Avis,
    AvisAnswers,
    CalibrationCase,
    DiagnosisWaiting,
    DirectorFile,
    Discussion,
    DiscussionReply,
    Dossier,
    Draft,
    IdentityVersion,
    Letter,
    MedicalFile,
    Report,
    SentLetter,
    Transfer,
)

_ON_THE_SERVER = {"without_file": False}


@dataclass(frozen=True, slots=True)
class Sealed:
    """One column; `family` is None for what is sealed under the installation's keys themselves.

    `key` names what is sealed within a column of JSON.
    """

    model: type[Model]
    column: str
    family: Family | None = None
    among: Mapping = field(default_factory=dict)
    key: str = ""

    def __str__(self):
        return f"{self.model._meta.model_name}.{self.key or self.column}"

    def rows(self) -> QuerySet:
        """The rows that hold something sealed under a key of the installation."""
        rows = self.model._base_manager.filter(**self.among)
        return rows.filter(**{f"{self.column}__has_key": self.key}) if self.key else rows.exclude(**{self.column: b""})

    def token(self, value) -> bytes:
        """Return what is sealed in the value of the column."""
        return value[self.key].encode() if self.key else bytes(value)

    def write(self, pk, former: bytes, token: bytes) -> int:
        """Write a row if it is still as it was read; return how many rows were written, inside a transaction."""
        rows = self.model._base_manager.filter(pk=pk)
        if not self.key:
            return rows.filter(**{self.column: former}).update(**{self.column: token})
        value = rows.select_for_update().values_list(self.column, flat=True).first()
        if value is None or self.token(value) != former:
            return 0
        return rows.update(**{self.column: value | {self.key: token.decode()}})


SEALED = (
    Sealed(Dossier, "person", Family.PERSON),
    Sealed(IdentityVersion, "person", Family.PERSON),
    Sealed(Report, "author", Family.REPORT),
    Sealed(MedicalFile, "payload", Family.MEDICAL),
    Sealed(DirectorFile, "payload", Family.DIRECTOR),
    Sealed(Transfer, "direction", Family.DIRECTOR),
    Sealed(Avis, "pdf", Family.AVIS),
    Sealed(AvisAnswers, "payload", Family.AVIS),
    Sealed(SentLetter, "pdf", Family.SENT),
    Sealed(DiagnosisWaiting, "payload", Family.DIAGNOSES),
    Sealed(Draft, "payload", among=_ON_THE_SERVER),
    Sealed(Letter, "content", among=_ON_THE_SERVER),
    Sealed(Letter, "pdf", among=_ON_THE_SERVER),
    Sealed(Discussion, "payload"),
    Sealed(DiscussionReply, "payload"),
    Sealed(CalibrationCase, "payload"),
    Sealed(Authenticator, "data", Family.FACTOR, key="secret"),
)
