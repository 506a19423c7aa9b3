"""Mail goes into a row with the change that asks for it, and leaves from the worker: a dead server loses nothing."""

import logging
import smtplib
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone

from portal.models import OutgoingMail

logger = logging.getLogger("portal.mail")
MAX_ATTEMPTS = 12
BATCH = 50


class OutboxBackend(BaseEmailBackend):
    """Django's mail backend of the portal: writes rows; text only, no attachment."""

    def send_messages(self, email_messages):
        now = timezone.now()
        with transaction.atomic():
            for message in email_messages:
                OutgoingMail.objects.create(
                    sender=message.from_email or settings.DEFAULT_FROM_EMAIL,
                    recipients=message.recipients(),
                    subject=message.subject[:250],
                    body=message.body,
                    next_try=now,
                )
        return len(email_messages)


def deliver_due_mail():
    """Send the mails whose time has come; each failure waits longer, the last one is dropped and logged."""
    due = OutgoingMail.objects.filter(next_try__lte=timezone.now()).values_list("pk", flat=True)[:BATCH]
    return sum(deliver(pk) for pk in list(due))


def deliver(pk):
    """Whether the mail left. Claimed first, sent outside any transaction, deleted once gone."""
    mail = claim(pk)
    if mail is None:
        return False
    try:
        connection = get_connection(settings.PORTAL_MAIL_BACKEND)
        EmailMessage(mail.subject, mail.body, mail.sender, mail.recipients, connection=connection).send()
    except (OSError, smtplib.SMTPException, ValueError) as error:
        give_up_or_wait(mail, error)
        return False
    mail.delete()
    return True


def claim(pk):
    """The mail with its next try pushed back, or nothing if another worker has it."""
    mail = OutgoingMail.objects.filter(pk=pk, next_try__lte=timezone.now()).first()
    if mail is None:
        return None
    mail.attempts += 1
    again = timezone.now() + timedelta(minutes=min(2**mail.attempts, 240))
    claimed = OutgoingMail.objects.filter(pk=pk, next_try=mail.next_try).update(attempts=mail.attempts, next_try=again)
    return mail if claimed else None


def give_up_or_wait(mail, error):
    """Log the class of the failure (an SMTP answer may repeat the address), drop the mail after the last attempt."""
    logger.warning("Mail %s not sent, attempt %s: %s", mail.pk, mail.attempts, type(error).__name__)
    if mail.attempts >= MAX_ATTEMPTS:
        logger.error("Mail %s dropped after %s attempts", mail.pk, mail.attempts)
        mail.delete()
