"""The same question put to SpiffWorkflow 3.2: what may happen next in a stored staged response.

It is treated kindly: parsed once beforehand, restored by its own serialiser from the JSON that it wrote, and
asked for no dates, offices, duties or reasons, which the engine's answer has and it knows nothing of.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from SpiffWorkflow import TaskState
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.dmn.engine.DMNEngine import DMNEngine
from SpiffWorkflow.spiff.parser import SpiffBpmnParser
from SpiffWorkflow.spiff.serializer import DEFAULT_CONFIG
from SpiffWorkflow.task import Task

from bench.spiff.table import FACTS, dmn_of
from fairgate.engine.code import Code

PROCESS = Path(__file__).resolve().parent / "staged_response.bpmn"
# No round ends early: each leads from the incident through every stage to the decision.
BRANCHES = {"serious": False, "sufficient": False, "closed": False}


def workflow_after(user_tasks: int) -> BpmnWorkflow:
    """A staged response in which so many of the tasks that people do have been done."""
    parser = SpiffBpmnParser()
    parser.add_bpmn_file(str(PROCESS))
    workflow = BpmnWorkflow(parser.get_spec("staged_response"))
    workflow.do_engine_steps()
    for _ in range(user_tasks):
        task = ready_task(workflow)
        task.set_data(**BRANCHES, **FACTS)
        task.run()
        workflow.do_engine_steps()
    return workflow


def ready_task(workflow: BpmnWorkflow) -> Task:
    """The one task that waits for a person."""
    (task,) = workflow.get_tasks(state=TaskState.READY)
    return task


def table_of(code: Code) -> DMNEngine:
    """The decision table of a pack's openings, parsed."""
    parser = SpiffBpmnParser()
    parser.add_dmn_str(dmn_of(code).encode())
    return parser.get_engine("openings", None)


class Peer:
    """The three questions, for one pack and one length of history."""

    def __init__(self, code: Code, user_tasks: int) -> None:
        self.table = table_of(code)
        self.serialiser = BpmnWorkflowSerializer(BpmnWorkflowSerializer.configure(DEFAULT_CONFIG))
        self.workflow = workflow_after(user_tasks)
        self.stored = self.serialiser.serialize_json(self.workflow)
        self.task = ready_task(self.workflow)
        self.task.set_data(**FACTS)

    def restored_and_ready(self) -> str:
        """From the stored JSON to the name of the task that is ready."""
        return str(ready_task(self.serialiser.deserialize_json(self.stored)).task_spec.bpmn_id)

    def restored_and_decided(self) -> dict[str, Any]:
        """From the stored JSON to the steps that are open, with the paragraphs that open them."""
        task = ready_task(self.serialiser.deserialize_json(self.stored))
        return self.decide(task)

    def table_alone(self) -> dict[str, Any]:
        """The table, once, on facts at hand: nothing stored, nothing restored."""
        return self.decide(self.task)

    def decide(self, task: Task) -> dict[str, Any]:
        """What the table answers for a task's data."""
        answer: dict[str, Any] = self.table.result(task)
        return answer


def questions(code: Code, user_tasks: int) -> dict[str, Callable[[], object]]:
    """The peer's answers as functions to be timed, by what they are."""
    peer = Peer(code, user_tasks)
    if not peer.restored_and_decided()["step"]:
        raise AssertionError("the peer's table found no step open: it would be timed for nothing")
    return {
        "restored, ready tasks": peer.restored_and_ready,
        "restored, table decided": peer.restored_and_decided,
        "table alone": peer.table_alone,
    }
