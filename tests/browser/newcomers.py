"""Adds to a demonstration a trust that has nothing yet: `python -m tests.browser.newcomers`, where settings are read
as the site reads them. One runs the `model` code and has a school without a case; one has no code at all.
"""

import os
from datetime import date

HEAD, NO_CODE, NO_OFFICE = (f"{name}@newcomers.example.org" for name in ("head", "no-code", "no-office"))


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fairgate.project.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.contrib.auth.hashers import make_password

    from fairgate.actions import second_factor
    from fairgate.records.models import Holding, School, Trust, User

    if User.objects.filter(email=HEAD).exists():
        return
    password = make_password(settings.FAIRGATE_DEMO_PASSWORD)
    for slug, urn, email in (("model", "100001", HEAD), ("codeless", "100002", NO_CODE)):
        trust = Trust.objects.create(slug=slug, name=f"{slug.capitalize()} Trust")
        school = School.objects.create(trust=trust, urn=urn, slug="first", name=f"First School of {trust}", la="Bury")
        user = User.objects.create(email=email, name=email.partition("@")[0], trust=trust, password=password)
        Holding.objects.create(user=user, trust=trust, school=school, office="headteacher", since=date(2024, 9, 1))
        second_factor.publish(user)
    User.objects.create(email=NO_OFFICE, name="Without Office", trust=trust, password=password)


if __name__ == "__main__":
    main()
