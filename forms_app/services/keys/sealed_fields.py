"""Every sealed column of the rows, with its family of keys: what a rotation of keys goes through (C1).

A run without a file is not here: its key lives in its author's browser alone, and its row dies within twelve hours.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

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
    """One column; `family` is None for what is sealed under the installation's keys themselves."""

    model: type[Model]
    column: str
    family: Family | None = None
    among: Mapping = field(default_factory=dict)

    def __str__(self):
        return f"{self.model._meta.model_name}.{self.column}"

    def rows(self) -> QuerySet:
        """The rows that hold something sealed under a key of the installation."""
        return self.model._base_manager.filter(**self.among).exclude(**{self.column: b""})


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
)
