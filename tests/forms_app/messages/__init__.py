"""The words of the mails."""
