"""What the rig has beside the gates: keys of visitor systems, a call for help, somebody named to collect a child."""

from uuid import UUID

from fairgate.ops.rig_house import House


def desk(house: House) -> None:
    """Make a key for each school, as its data lead does (to try the API, make another: nobody is told these). At the
    first school reception has called the head to the desk today, and a parent has named somebody for today.
    """
    from django.conf import settings
    from django.utils import timezone

    from fairgate.actions.gate_keys import make_gate_key
    from fairgate.records.models import DayCollector, DeskCall, HelpAsked, HelpWhy, Proved, Reached, Relationship

    for school in house.schools.values():
        make_gate_key(school.slug, "Visitor book", by=house.users["data_lead"], now=house.at(-1, 701))
    now, first = settings.FAIRGATE_CLOCK(), next(iter(house.schools.values()))
    alert = HelpAsked.objects.create(
        school=first,
        why=HelpWhy.COLLECTOR,
        raised_by=house.users["reception"],
        raised_at=now,
        draft=UUID(int=1),
        operation_key="called",
    )
    # No mail is sent from here: nobody of the rig has an address that is anybody's.
    DeskCall.objects.create(alert=alert, user=house.users["head"], mail=Reached.FAILED)
    tie = Relationship.objects.filter(child__school=first, person__trust=house.trust).order_by("pk")[0]
    DayCollector.objects.create(
        child=tie.child,
        name="Pat Hall",
        day=timezone.localdate(now),
        named_by=tie.person,
        proved=Proved.RANG_BACK,
        taken_by=house.users["reception"],
        at=now,
    )
