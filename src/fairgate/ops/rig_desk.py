"""What the rig has beside the gates: keys of visitor systems."""

from fairgate.ops.rig_house import House


def desk(house: House) -> None:
    """Make a key for each school, as its data lead does. Nobody is told it: to try the API, make another."""
    from fairgate.actions.gate_keys import make_gate_key

    for school in house.schools.values():
        make_gate_key(school.slug, "Visitor book", by=house.users["data_lead"], now=house.at(-1, 701))
