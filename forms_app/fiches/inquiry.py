"""The OFII physician asks the treating doctor for further elements, the applicant being told (R.425-12: 15 days)."""

from forms_app.enums import Authority, Kind, Outgoing, Recipient, Role
from forms_app.fiches import common
from forms_app.fiches.declaration import Fiche, Question, Reminder, Step
from guidance.enums import Regime

INQUIRY = Fiche(
    key="inquiry",
    title="Demande au médecin traitant",
    summary="Demande d’éléments au médecin qui suit le demandeur, le demandeur en étant informé.",
    regime=Regime.OFII,
    authorities=(Authority.OFII,),
    recipient=Recipient.DOCTOR,
    roles=frozenset({Role.PHYSICIAN}),
    model={Authority.OFII: "inquiry"},
    pinned=("article:ceseda/R425-12",),
    steps=(
        Step("demande", "Demande", (common.registered_on("Le régime de l’OFII commence le 1er janvier 2017."),)),
        Step(
            "demandeur",
            "Demandeur et son information",
            (
                common.civility(),
                common.person(),
                Question("certificate_date", "Date du certificat médical", Kind.DATE, hint=common.BY_HAND),
                Question("informed_on", "Demandeur informé de cette demande le", Kind.DATE, hint=common.BY_HAND),
            ),
            short="Demandeur",
        ),
        Step(
            "medecin",
            "Médecin à qui la lettre est écrite",
            (
                *common.doctor()[:2],
                Question("directorate", "Direction territoriale", outgoing=Outgoing.NAME, most=80),
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
                    "Éléments demandés",
                    Kind.ITEMS,
                    hint="De médecin à médecin : aucun mot d’ici n’est proposé ailleurs.",
                    outgoing=Outgoing.MEDICAL,
                    most=12,
                ),
            ),
            short="Éléments",
            grid="report-checklist",
        ),
        common.signature(quality_hint="Médecin du service médical de l’OFII."),
    ),
    reminders=(
        Reminder(
            "not-informed",
            step="signature",
            when=common.missing("informed_on"),
            answers=(),
            clause="article:ceseda/R425-12",
            says="La date à laquelle le demandeur a été informé n’est pas indiquée.",
            title="Le demandeur doit être informé",
        ),
    ),
    deviations=common.civility_deviations(),
    attachments=("slip", "label"),
)
