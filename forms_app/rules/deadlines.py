"""The time limits of both procedures as one table, and the due date each gives (A-12, A-13, A-37, A-39, R.425-13).

Time limits are calendar dates in Paris: they end with the day, worked or not (`next_working_day` only informs).
Nothing suspends them: the instruction gives no suspension while details are asked for (A-16).
"""

from dataclasses import dataclass
from datetime import date, timedelta

from forms_app.enums import Matter
from forms_app.rules.basis import Basis, article, instruction
from forms_app.rules.days import next_working_day
from forms_app.rules.vocabulary import ReceiptCard, Standing, Start
from guidance.dates import add_months, in_words
from guidance.enums import Regime

COUNTING = (
    "Les textes ne disent pas comment compter un mois : il va d’un jour au même jour du mois d’arrivée, ou au dernier "
    "jour de ce mois s’il est plus court."
)
NOT_EXTENDED = "Aucun texte de la procédure ne reporte un délai qui finit un jour non ouvré."


@dataclass(frozen=True, slots=True)
class Rule:
    """A time limit: what is due, from which event, how long, and from how many days before it is « bientôt ».

    `starts` begins with the default event. `soon` is a choice of this portal: no text gives it. `residence_only`: the
    text speaks of a residence permit, and gives no such limit in removal matters.
    """

    key: str
    regime: Regime
    what: str
    delay: str
    starts: tuple[Start, ...]
    basis: Basis
    soon: int
    months: int = 0
    days: int = 0
    residence_only: bool = False


@dataclass(frozen=True, slots=True)
class DueDate:
    """The last day of a time limit, and all that a screen prints with it."""

    rule: Rule
    start: Start
    started_on: date
    day: date

    @property
    def clipped(self) -> bool:
        """Tell whether the month of arrival has no such day: the last one is taken."""
        return bool(self.rule.months) and self.day.day != self.started_on.day

    @property
    def next_working_day(self) -> date:
        """Return the first worked day from the due date, for information only (`NOT_EXTENDED`)."""
        return next_working_day(self.day)

    @property
    def wording(self) -> str:
        """Return the rule as a French sentence, with both dates."""
        event = f"{self.start.label}, le {in_words(self.started_on)}"
        sentence = f"{self.rule.what} : {self.rule.delay} ({event}), soit au plus tard le {in_words(self.day)}."
        return f"{sentence} {COUNTING}" if self.clipped else sentence


RULES: tuple[Rule, ...] = (
    Rule(
        "notice",
        Regime.ARS,
        "Avis de réception du rapport à la préfecture (fiche 1)",
        "dès réception du rapport",
        (Start.REPORT_RECEIVED,),
        instruction(
            "IV-2",
            "annexe-IV-fiche-1",
            silence="« Dès réception » n’est pas un nombre de jours ; la fiche dit « ce jour » : c’est le jour même.",
        ),
        soon=0,
    ),
    Rule(
        "avis",
        Regime.ARS,
        "Avis du médecin",
        "dans le délai de 3 mois",
        (Start.REPORT_RECEIVED, Start.RECEIPT_CARD),
        instruction(
            "IV-2",
            silence="Le texte ne dit pas d’où part ce délai : réception du rapport, ou date du récépissé, au choix.",
        ),
        soon=15,
        months=3,
        residence_only=True,
    ),
    Rule(
        "humanitarian",
        Regime.ARS,
        "Avis motivé du directeur général sur les circonstances humanitaires exceptionnelles",
        "dans un délai d’un mois",
        (Start.PREFECT_REFERRAL,),
        instruction(
            "V-9",
            silence="Le texte ne dit pas si le mois part de l’envoi ou de la réception : c’est la date de la saisine.",
        ),
        soon=7,
        months=1,
    ),
    Rule(
        "bilan",
        Regime.ARS,
        "Bilan annuel à la direction générale de la santé",
        "au plus tard le 1er mars de l’année suivante",
        (Start.YEAR_END,),
        instruction("VI-1"),
        soon=30,
    ),
    Rule(
        "college-avis",
        Regime.OFII,
        "Avis du collège des médecins de l’OFII",
        "dans les trois mois de la transmission du certificat médical",
        (Start.CERTIFICATE_SENT,),
        article("ceseda/R425-13"),
        soon=15,
        months=3,
        residence_only=True,
    ),
    Rule(
        "doctor-reply",
        Regime.OFII,
        "Réponse du médecin qui suit le demandeur",
        "dans les quinze jours",
        (Start.DOCTOR_ASKED,),
        article(
            "ceseda/R425-12",
            silence="Les mots exacts de l’article restent à lire : les quinze jours partent ici de la demande.",
        ),
        soon=3,
        days=15,
        residence_only=True,
    ),
)
#: Days of silence after fiche 2, or after the last reminder, from which a reminder is proposed. No text gives a delay
#: to the answer (IV-4): this number is a choice of the portal, and binds nobody.
REMIND_AFTER = 21
#: Acts without a time limit in the texts, said rather than left blank: key, French sentence, source.
WITHOUT_LIMIT: tuple[tuple[str, str, Basis], ...] = (
    (
        "complements",
        "Le texte ne fixe aucun délai de réponse à la fiche 2, et ne suspend pas celui de l’avis.",
        instruction("IV-4"),
    ),
    ("complementary-avis", "Le texte ne fixe aucun délai à l’avis complémentaire motivé.", instruction("V-8")),
    ("cover", "Le texte ne fixe aucun délai à la transmission sous couvert du directeur général.", instruction("V-7")),
    (
        "special",
        "Le texte demande la rapidité pour les personnes incarcérées ou retenues, sans chiffre.",
        instruction("IV-15"),
    ),
    (
        "removal-before-2017",
        "Le texte lie les trois mois au récépissé d’une demande de titre : il n’en donne pas pour l’éloignement.",
        instruction("IV-2"),
    ),
    (
        "removal",
        "Aucun délai n’a été lu pour l’avis en matière d’éloignement.",
        article("arrete-2016-12-27/11", silence="Cet article n’a été lu qu’en partie."),
    ),
)
_BY_KEY = {rule.key: rule for rule in RULES}
assert len(_BY_KEY) == len(RULES), "a rule is named twice"  # noqa: S101 (checked when the table is read)


def rule(key: str) -> Rule:
    """Return a rule by its key; KeyError when there is none."""
    return _BY_KEY[key]


def for_dossier(regime: Regime, matter: Matter) -> tuple[Rule, ...]:
    """Return the time limits of a dossier; the bilan is of a service, not of a dossier."""
    residence = matter == Matter.RESIDENCE
    return tuple(
        one for one in RULES if one.regime == regime and one.key != "bilan" and (residence or not one.residence_only)
    )


def due(key: str, started_on: date, start: Start | None = None) -> DueDate:
    """Return the due date of a rule whose event happened on a day; `start` is one of its events, by default its first.

    Raises KeyError for an unknown rule, ValueError for an event the rule does not know or a date beyond the year 9999.
    """
    found = rule(key)
    event = start or found.starts[0]
    if event not in found.starts:
        raise ValueError(f"{key} does not run from {event}")
    return DueDate(found, event, started_on, _last_day(found, started_on))


def _last_day(found: Rule, started_on: date) -> date:
    if found.key == "bilan":
        return date(started_on.year + 1, 3, 1)
    return add_months(started_on, found.months) + timedelta(days=found.days)


def bilan_due(year: int) -> DueDate:
    """Return the due date of the bilan of a year: 1 March of the next one (VI-1)."""
    return due("bilan", date(year, 12, 31))


def standing(limit: DueDate, on: date) -> Standing:
    """Return where a day of Paris stands: the due day itself is the last, the next one is too late."""
    left = (limit.day - on).days
    if left < 0:
        return Standing.OVERDUE
    if left == 0:
        return Standing.LAST_DAY
    return Standing.SOON if left <= limit.rule.soon else Standing.UPCOMING


def receipt_card(limit: DueDate, *, on: date, notified: bool, avis_given: bool) -> ReceiptCard:
    """Return what the récépissé asks for: without an avis in three months, fiche 1 is indispensable (A-13)."""
    if avis_given:
        return ReceiptCard.NOTHING
    late = standing(limit, on) == Standing.OVERDUE
    if notified:
        return ReceiptCard.TO_EXTEND if late else ReceiptCard.NOTHING
    return ReceiptCard.EXTENSION_STUCK if late else ReceiptCard.NOTICE_MISSING
