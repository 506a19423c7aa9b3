"""The libraries: compared with the advisories not long ago, in the versions that are installed, and nothing known."""

from datetime import timedelta

from django.utils import timezone

from portal import advisories
from portal.doctor.finding import Finding

OLD = timedelta(days=30)


def libraries():
    """What the last comparison says; an old one, or one of other versions, is said to be so."""
    review = advisories.last()
    if review is None:
        return Finding.look("libraries", "never compared with the advisories: run manage.py audit_libraries")
    if review.digest != advisories.digest(advisories.installed()):
        return Finding.look("libraries", "others than those compared last: run manage.py audit_libraries")
    if review.known:
        said = "; ".join(f"{name}: {', '.join(ids)}" for name, ids in sorted(review.known.items()))
        return Finding.mend("libraries", f"advisories are known, bring the portal up to date: {said}")
    age = timezone.now() - review.at
    if age > OLD:
        return Finding.look("libraries", f"compared {age.days} days ago: run manage.py audit_libraries")
    return Finding.ok("libraries", f"{review.libraries} compared on {review.at:%Y-%m-%d}, no advisory known")


CHECKS = (libraries,)
