"""The OFII tells the préfet that the medical report went to the college (R.425-13); nothing else."""

from forms_app.enums import Authority, Kind, Recipient, Role
from forms_app.fiches import common, ofii
from forms_app.fiches.declaration import Answers, Fiche, Question, Reminder, Step
from guidance.enums import Regime


def _sent_after_letter(answers: Answers) -> bool:
    return {"letter_date", "sent_on"} <= answers.keys() and answers["sent_on"] > answers["letter_date"]


TRANSMISSION = Fiche(
    key="transmission",
    title="Transmission du rapport au collège",
    summary="Informe le préfet que le rapport médical a été transmis au collège.",
    regime=Regime.OFII,
    authorities=(Authority.OFII,),
    recipient=Recipient.PREFECTURE,
    roles=frozenset({Role.SECRETARY, Role.PHYSICIAN}),
    private=False,
    model={Authority.OFII: "transmission"},
    pinned=("arrete-2017#art-2-3",),
    steps=(
        Step(
            "demande",
            "Demande et transmission",
            (
                common.registered_on("Le régime de l’OFII commence le 1er janvier 2017."),
                Question("sent_on", "Rapport transmis au collège le", Kind.DATE, hint=common.BY_HAND),
            ),
            short="Demande",
        ),
        Step("dossier", "Dossier et demandeur", ofii.file_questions(), short="Dossier"),
        common.signature(
            required=False, quality_hint="Pour le service médical : le nom du médecin rapporteur n’a pas à figurer."
        ),
    ),
    reminders=(
        Reminder(
            "sent-after-letter",
            step="signature",
            when=_sent_after_letter,
            answers=("sent_on", "letter_date"),
            clause="article:ceseda/R425-13",
            says="La transmission au collège porte une date postérieure à celle de la lettre.",
        ),
    ),
    deviations=(*common.civility_deviations(), common.birth_year_deviation()),
)
