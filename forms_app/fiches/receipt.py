"""Fiches 1 and 1 bis: the préfecture is told that the medical report has arrived (A-12, T11)."""

from forms_app.enums import Authority, Kind, Recipient, Role
from forms_app.fiches import common
from forms_app.fiches.common import given
from forms_app.fiches.declaration import Answers, Choice, Fiche, Pick, Question, Reminder, Step
from guidance.enums import Regime

AUTHORS = "un médecin praticien hospitalier / un médecin agréé"
HOSPITAL, APPROVED = AUTHORS.split(" / ")


def _other_day(answers: Answers) -> bool:
    return {"letter_date", "received_on"} <= answers.keys() and answers["letter_date"] != answers["received_on"]


RECEIPT = Fiche(
    key="receipt",
    title="Réception du rapport médical",
    summary="Avise la préfecture, le jour même, que le rapport médical est arrivé.",
    regime=Regime.ARS,
    authorities=common.BOTH_PARIS_AND_REGIONS,
    recipient=Recipient.PREFECTURE,
    roles=frozenset({Role.SECRETARY, Role.PHYSICIAN}),
    private=False,
    model={Authority.ARS: "annexe-IV-fiche-1", Authority.PP: "annexe-IV-fiche-1-bis"},
    numbers={Authority.ARS: "1", Authority.PP: "1 bis"},
    pinned=("instruction-2011#IV-2",),
    steps=(
        Step(
            "demande",
            "Demande et réception du rapport",
            (
                common.registered_on(),
                common.matter(),
                Question(
                    "received_on",
                    "Date de réception du rapport médical",
                    Kind.DATE,
                    hint="Elle n’est pas imprimée : la fiche écrit « j’ai reçu ce jour ».",
                ),
            ),
            short="Demande",
        ),
        Step("demandeur", "Demandeur", (common.civility(), common.person(), common.address())),
        Step(
            "rapport",
            "Auteur du rapport médical",
            (
                Question(
                    "author_kind",
                    "Rapport médical établi par",
                    Kind.CHOICE,
                    choices=(Choice("hospital", HOSPITAL), Choice("approved", APPROVED)),
                    blank="Laisser les deux mentions imprimées",
                    hint="Médecin d’une UCSA ou d’un CRA : « un médecin praticien hospitalier » (à confirmer).",
                    official=True,
                ),
            ),
            short="Rapport",
        ),
        common.signature(required=False, quality_hint="La fiche est au nom du directeur général ou du médecin chef."),
    ),
    reminders=(
        Reminder(
            "not-today",
            step="signature",
            when=_other_day,
            answers=("received_on", "letter_date"),
            clause="instruction-2011#annexe-IV-fiche-1",
            quote="j'ai reçu ce jour le rapport médical",
            says="La lettre ne porte pas la date de réception du rapport, et la fiche écrit « ce jour ».",
            title="La date de la lettre n’est pas celle de la réception",
        ),
        Reminder(
            "not-residence",
            step="demande",
            when=given("matter", *common.REMOVAL),
            answers=("matter",),
            clause="instruction-2011#annexe-IV-fiche-1",
            quote="qui sollicite la délivrance d'une carte de séjour temporaire",
            says="La fiche imprimée ne parle que de la délivrance d’un titre de séjour.",
            title="Le modèle imprimé vise une autre demande",
        ),
    ),
    deviations=common.civility_deviations(),
    picks=(
        Pick("author_kind", "hospital", AUTHORS, HOSPITAL),
        Pick("author_kind", "approved", AUTHORS, APPROVED),
    ),
    never_printed=("received_on",),
)
