"""Fiches 2 and 2 bis: the physician asks the author of the report for what is missing (A-16), doctor to doctor."""

from forms_app.enums import Authority, Kind, Outgoing, Recipient, Role
from forms_app.fiches import common
from forms_app.fiches.common import missing
from forms_app.fiches.declaration import Answers, Fiche, Question, Reminder, Step
from guidance.enums import Regime


def _report_after_letter(answers: Answers) -> bool:
    return {"letter_date", "report_date"} <= answers.keys() and answers["report_date"] > answers["letter_date"]


COMPLEMENTS = Fiche(
    key="complements",
    title="Demande d’éléments complémentaires",
    summary="Demande au médecin qui a établi le rapport les précisions qui manquent pour donner l’avis.",
    regime=Regime.ARS,
    authorities=common.BOTH_PARIS_AND_REGIONS,
    recipient=Recipient.DOCTOR,
    roles=frozenset({Role.PHYSICIAN}),
    model={Authority.ARS: "annexe-IV-fiche-2", Authority.PP: "annexe-IV-fiche-2-bis"},
    numbers={Authority.ARS: "2", Authority.PP: "2 bis"},
    pinned=("instruction-2011#IV-4", "instruction-2011#IV-6"),
    steps=(
        Step("demande", "Demande", (common.registered_on(), common.matter())),
        Step(
            "rapport",
            "Demandeur et rapport médical",
            (
                common.civility(),
                common.person(),
                Question("report_date", "Date du rapport médical", Kind.DATE, hint=common.BY_HAND),
            ),
            short="Rapport",
        ),
        Step(
            "medecin",
            "Médecin à qui la lettre est écrite",
            (
                *common.doctor(),
                Question(
                    "region",
                    "Région de l’agence régionale de santé",
                    hint="Pour l’en-tête de la fiche 2 ; la fiche 2 bis porte celui de la préfecture de police.",
                    outgoing=Outgoing.NAME,
                    most=80,
                ),
                common.reply_address(),
            ),
            short="Médecin",
        ),
        Step(
            "elements",
            "Éléments demandés",
            (
                Question(
                    "items",
                    "Éléments complémentaires suivants",
                    Kind.ITEMS,
                    hint="De médecin à médecin : aucun mot d’ici n’est proposé ailleurs.",
                    outgoing=Outgoing.MEDICAL,
                    most=12,
                ),
            ),
            short="Éléments",
        ),
        common.signature(),
    ),
    reminders=(
        Reminder(
            "no-item",
            step="signature",
            when=missing("items"),
            answers=(),
            clause="instruction-2011#IV-4",
            quote="à lui fournir les précisions nécessaires",
            says="Aucun élément n’est écrit : les lignes resteront à remplir à la main.",
            title="Aucun élément demandé",
        ),
        Reminder(
            "report-after-letter",
            step="signature",
            when=_report_after_letter,
            answers=("report_date", "letter_date"),
            clause="instruction-2011#annexe-IV-fiche-2",
            quote="ne me permet pas de donner l'avis demandé",
            says="Le rapport porte une date postérieure à celle de la lettre.",
        ),
    ),
    deviations=(*common.civility_deviations(), common.doctor_deviation()),
    additions={"Monsieur le docteur": ("doctor_name", "doctor_address")},
    notes={
        Authority.PP: (
            "Restauration éditoriale : le fichier source mêle les dernières lignes de la fiche 2 bis ; "
            "elles suivent ici l’ordre de la fiche 2.",
        )
    },
    attachments=("slip", "label"),
)
