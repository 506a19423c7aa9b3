"""The account of a person, their open sessions, and the rows of the background work: leases and mail to send."""

from functools import lru_cache

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q


class User(AbstractUser):
    """A person who signs in; what the person may do comes from groups, never from this row.

    The person of a request arrives with the names of the groups and both versions of the site, read with the row
    (`portal.accounts.backends`); a row read in any other way does not know them.
    """

    groups_read = None
    audits = False
    site_version = None
    beside_version = None

    class Meta:
        verbose_name = "utilisateur"
        verbose_name_plural = "utilisateurs"

    def __str__(self):
        return self.get_full_name() or self.get_username()

    def get_session_auth_hash(self):
        """Return Django's; made once a process for a password: every request of a session compares it."""
        return _session_auth_hash(self.password, settings.SECRET_KEY)


@lru_cache(maxsize=512)
def _session_auth_hash(password: str, key: str) -> str:
    return super(User, User(password=password)).get_session_auth_hash()


class OpenSession(models.Model):
    """A session that somebody opened: since when, last seen when, locked or not; it ends with this row.

    Apart from Django's own row, which two tabs write whole: a lock set in one must not be lost by the other.
    """

    session_key = models.CharField("clé", max_length=40, unique=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="open_sessions")
    started_at = models.DateTimeField("ouverte le")
    seen_at = models.DateTimeField("vue le")
    locked_at = models.DateTimeField("verrouillée le", null=True, blank=True)
    browser = models.CharField("navigateur", max_length=60, blank=True)
    kept = models.BinaryField("formulaire gardé, scellé", default=bytes, blank=True)

    class Meta:
        verbose_name = "session ouverte"
        verbose_name_plural = "sessions ouvertes"
        ordering = ["-seen_at"]

    def __str__(self):
        return f"session {self.pk}"


class FactorReset(models.Model):
    """Second factors taken away: proposed by one administrator, confirmed by another, never by the person."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="personne")
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="proposé par"
    )
    proposed_at = models.DateTimeField("proposé le")
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="confirmé par"
    )
    ended_at = models.DateTimeField("confirmé ou écarté le", null=True, blank=True)

    class Meta:
        verbose_name = "retrait de seconds facteurs"
        verbose_name_plural = "retraits de seconds facteurs"
        ordering = ["proposed_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(proposed_by=F("user")),
                name="reset_not_proposed_for_oneself",
                violation_error_message="Personne ne retire ses propres seconds facteurs par cette voie.",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | (~Q(confirmed_by=F("proposed_by")) & ~Q(confirmed_by=F("user"))),
                name="reset_confirmed_by_another",
                violation_error_message="Un autre administrateur doit confirmer, et jamais la personne concernée.",
            ),
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(ended_at=None),
                name="one_reset_waits_for_a_person",
                violation_error_message="Un retrait attend déjà pour cette personne.",
            ),
        ]

    def __str__(self):
        return f"retrait {self.pk}"


class LeaseQuerySet(models.QuerySet):
    def take(self, name, holder, *, at, until):
        """Whether `holder` now holds the lease; one conditional UPDATE, so that two workers never both do."""
        self.get_or_create(name=name, defaults={"due_at": at, "held_until": at})
        free = Q(held_until__lte=at) | Q(holder=holder)
        return self.filter(free, name=name, due_at__lte=at).update(holder=holder, held_until=until) == 1

    def finish(self, name, holder, *, at, due_at):
        """Give the lease back, due again at `due_at`; does nothing if another worker took it over meanwhile."""
        self.filter(name=name, holder=holder).update(held_until=at, due_at=due_at, holder="")


class Lease(models.Model):
    """A periodic work and the worker that does it now; a killed worker's lease runs out by itself."""

    name = models.CharField("travail", max_length=40, unique=True)
    holder = models.CharField("exécutant", max_length=64, blank=True)
    due_at = models.DateTimeField("à faire à partir de")
    held_until = models.DateTimeField("réservé jusqu’à")

    objects = LeaseQuerySet.as_manager()

    class Meta:
        verbose_name = "réservation de travail"
        verbose_name_plural = "réservations de travail"

    def __str__(self):
        return self.name


class OutgoingMail(models.Model):
    """A mail not yet sent; the row goes away with the mail, so that no link to a new password stays behind."""

    sender = models.CharField("expéditeur", max_length=254)
    recipients = models.JSONField("destinataires")
    subject = models.CharField("objet", max_length=250)
    body = models.TextField("texte")
    created_at = models.DateTimeField("créé le", auto_now_add=True)
    attempts = models.PositiveSmallIntegerField("essais", default=0)
    next_try = models.DateTimeField("prochain essai")

    class Meta:
        verbose_name = "courriel à envoyer"
        verbose_name_plural = "courriels à envoyer"
        ordering = ["next_try"]

    def __str__(self):
        return f"courriel {self.pk}"
