"""The physician's note to the director general: beside the avis, never on it (A-10, A-22)."""

from forms_app.enums import Authority, Kind, Outgoing, Recipient, Role
from forms_app.fiches import common
from forms_app.fiches.declaration import Fiche, Question, Reminder, Step
from guidance.enums import Regime

NOTE = Fiche(
    key="note",
    title="Note au directeur général de l’ARS",
    summary="Signale au directeur général, parallèlement à l’avis, une circonstance humanitaire exceptionnelle.",
    regime=Regime.ARS,
    authorities=common.BOTH_PARIS_AND_REGIONS,
    recipient=Recipient.DIRECTOR,
    roles=frozenset({Role.PHYSICIAN}),
    model={Authority.ARS: "note", Authority.PP: "note-pp"},
    pinned=("instruction-2011#IV-11", "instruction-2011#IV-13"),
    steps=(
        Step("demande", "Demande", (common.registered_on(), common.matter())),
        Step(
            "identite",
            "Demandeur et avis rendu",
            (
                common.civility(),
                common.person(),
                Question("avis_date", "Date de l’avis transmis au préfet", Kind.DATE, hint=common.BY_HAND),
            ),
            short="Demandeur",
        ),
        Step(
            "circonstances",
            "Circonstances à prendre en compte",
            (
                Question(
                    "reasons",
                    "Circonstances humanitaires exceptionnelles",
                    Kind.PARAGRAPHS,
                    required="Indiquez les circonstances : la note n’a pas d’autre objet.",
                    hint="Des faits, sans donnée médicale : le directeur général n’est pas destinataire du secret.",
                    outgoing=Outgoing.PROSE,
                    most=3000,
                ),
            ),
            short="Circonstances",
        ),
        common.signature(),
    ),
    reminders=(
        Reminder(
            "avis-first",
            step="signature",
            when=common.missing("avis_date"),
            answers=(),
            clause="instruction-2011#III-2-2",
            quote="parallèlement à l’avis que ce dernier transmet au préfet",
            says="La date de l’avis n’est pas indiquée : elle restera à écrire à la main.",
            title="La note accompagne un avis",
        ),
    ),
    deviations=common.civility_deviations(),
)
