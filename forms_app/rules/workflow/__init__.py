"""The lives of a dossier as data: one table for each regime and authority, and those that run beside it."""

from dataclasses import dataclass

from forms_app.enums import Authority, Matter
from forms_app.rules.workflow import beside, instruction, office
from forms_app.rules.workflow.machine import Table


@dataclass(frozen=True, slots=True)
class Life:
    """The tables a dossier follows: that of the avis, that of the appeal, that of the humanitarian avis before 2017."""

    avis: Table
    appeal: Table
    humanitarian: Table | None = None

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple(table for table in (self.avis, self.appeal, self.humanitarian) if table)


LIFE_ARS = Life(instruction.ARS, beside.APPEAL, beside.HUMANITARIAN_ARS)
LIFE_PP = Life(instruction.PP, beside.APPEAL, beside.HUMANITARIAN_PP)
LIFE_RESIDENCE = Life(office.RESIDENCE, beside.APPEAL_OFFICE)
LIFE_REMOVAL = Life(office.REMOVAL, beside.APPEAL_OFFICE)
LIVES = (LIFE_ARS, LIFE_PP, LIFE_RESIDENCE, LIFE_REMOVAL)
TABLES = {table.key: table for life in LIVES for table in life.tables}


def life(authority: Authority, matter: Matter = Matter.RESIDENCE) -> Life:
    """Return the tables of a dossier, by the competent authority and, at the OFII, by what was asked."""
    if authority == Authority.ARS:
        return LIFE_ARS
    if authority == Authority.PP:
        return LIFE_PP
    return LIFE_RESIDENCE if matter == Matter.RESIDENCE else LIFE_REMOVAL
