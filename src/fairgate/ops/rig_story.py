"""What happens in the trusts of the rig, in the order of its days. What the code does not allow stops it, and says in
which line of the data.
"""

import msgspec

from fairgate.ops.rig_acts import ACTS
from fairgate.ops.rig_council import Event, is_there, meeting_events, seats
from fairgate.ops.rig_desk import desk
from fairgate.ops.rig_house import House
from fairgate.ops.rig_invented import data
from fairgate.ops.rig_lines import Line, Meeting, NotTold, Story, Told, Waiting
from fairgate.ops.rig_reports import draft, wait
from fairgate.ops.rig_visitors import visitors


def tell(house: House) -> Told:
    """Do everything in the order of its days."""
    lines = data("cases")
    stories = [msgspec.convert(one, Story, strict=False) for one in lines[house.slug]]
    told = Told(house, stories)
    events: list[tuple[int, int, str, Event]] = []
    for story in stories:
        for line in story.lines:
            what = f"{house.slug}, {story.id}, day {line.day}"
            events.append((line.day, len(events), what, _event(told, story, line)))
    if is_there(house.slug):
        seats(house)
        for row in lines["meetings"]:
            meeting = msgspec.convert(row, Meeting, strict=False)
            for day, event in meeting_events(told, meeting):
                events.append((day, len(events), f"{house.slug}, the meeting {meeting.name}", event))
    for place, (_, _, what, event) in enumerate(sorted(events, key=lambda one: one[:2])):
        try:
            event(place)
        except Exception as problem:
            raise NotTold(f"{what}: {type(problem).__name__}: {problem}") from problem
    for number, row in enumerate(lines["reports"]):
        wait(told, msgspec.convert(row, Waiting, strict=False), number)
    draft(house)
    desk(house)
    visitors(house)
    return told


def _event(told: Told, story: Story, line: Line) -> Event:
    verbs = [verb for verb in ACTS if getattr(line, verb)]
    # A conversation says at once how it ended: its outcome is part of the step.
    verb = verbs[0] if verbs else ""
    if not verb:
        raise NotTold(f"{story.id}, day {line.day}: no act is named")

    def happens(place: int) -> None:
        row = ACTS[verb](told, story, line, place)
        if row is not None:
            told.cases[story.id] = row.case
            if line.name:
                told.refs[story.id, line.name] = row.ref

    return happens
