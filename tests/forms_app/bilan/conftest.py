"""Authorities, people and dossiers for the bilan."""

from tests.forms_app.dossiers.conftest import (  # noqa: F401 - fixtures
    act,
    deliver,
    dossier_in,
    elsewhere,
    examined,
    here,
    ids,
    office,
    reported,
    step,
    switched_on,
)
