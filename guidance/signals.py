"""What guidance announces to those who keep something derived from its content."""

from django.dispatch import Signal

#: Sent inside the transaction that changes what readers see; `editions` is a list of edition ids, empty for all.
content_changed = Signal()
