"""Bilans of six made-up authorities over two years, frozen in a site that runs: a spread is there to look at."""

from dataclasses import replace

from django.contrib.auth import get_user_model
from django.utils import timezone

from forms_app.bilan.shape import as_text, digest
from forms_app.enums import CaseRole
from forms_app.models import Authority, FrozenBilan
from forms_app.services.demo import demonstration
from tests.forms_app.bilan.made import bilan
from tests.forms_app.bilan.test_spread import delays, requests
from tests.forms_app.dossiers.conftest import make_authority

YEARS = (2014, 2015)


def freeze():
    """Freeze them; run again, it adds nothing."""
    if FrozenBilan.objects.exists():
        return
    here = Authority.objects.get(code=demonstration.CODE)
    for rank, authority in enumerate([here, *(make_authority(f"ars-e{n}", f"97{n}") for n in range(5))]):
        for year in YEARS:
            _freeze(authority, year, 300 + 40 * rank)


def _freeze(authority, year, size):
    found = requests(size, 120), delays(size, 40, 60 + size // 20, 110)
    named = (replace(table, key=f"t{rank}", title=f"Tableau {rank}") for rank, table in enumerate(found))
    tables = (*bilan().tables, *named)
    text = as_text(bilan(authority=authority.code, name=str(authority), year=year, tables=tables))
    FrozenBilan.objects.create(
        authority=authority, year=year, version=1, content=text, sha256=digest(text), role=CaseRole.PHYSICIAN,
        frozen_by=get_user_model().objects.get(username="medecin"), frozen_at=timezone.now(),
    )  # fmt: skip
