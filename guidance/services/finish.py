"""The address that Wagtail is given for the end of a validation; it is imported before any model exists."""


def finish(workflow_state, user=None):
    """Publish what was approved (`guidance.services.publication.finish`), imported only when a validation ends."""
    from guidance.services import publication

    publication.finish(workflow_state, user)
