"""The same question put to SpiffWorkflow 3.2: what is next in a stored staged response.

It is treated kindly: parsed once beforehand, restored by its own serialiser from the JSON that it wrote, and
asked for no dates, offices or reasons, which the engine's answer has and it knows nothing of.
"""

from collections.abc import Callable
from pathlib import Path

from SpiffWorkflow import TaskState
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.spiff.parser import SpiffBpmnParser
from SpiffWorkflow.spiff.serializer import DEFAULT_CONFIG

HERE = Path(__file__).resolve().parent
# In the order of a round: the facts known from an incident on lead through every stage.
FACTS = {"serious": False, "sufficient": False, "closed": False, "stage": "letter", "since": 1}


def parsed() -> SpiffBpmnParser:
    """The two files, read."""
    parser = SpiffBpmnParser()
    parser.add_bpmn_file(str(HERE / "staged_response.bpmn"))
    parser.add_dmn_file(str(HERE / "next_step.dmn"))
    return parser


def after(user_tasks: int) -> BpmnWorkflow:
    """A staged response in which so many of the tasks that people do have been done."""
    workflow = BpmnWorkflow(parsed().get_spec("staged_response"))
    workflow.do_engine_steps()
    for _ in range(user_tasks):
        (ready,) = workflow.get_tasks(state=TaskState.READY)
        ready.set_data(**FACTS)
        ready.run()
        workflow.do_engine_steps()
    return workflow


def stored_case_to_ready_tasks(user_tasks: int) -> Callable[[], list[str]]:
    """What answers 'what is next?' from the stored JSON: the names of the tasks that are ready."""
    serialiser = BpmnWorkflowSerializer(BpmnWorkflowSerializer.configure(DEFAULT_CONFIG))
    stored = serialiser.serialize_json(after(user_tasks))

    def ready() -> list[str]:
        workflow = serialiser.deserialize_json(stored)
        return [task.task_spec.bpmn_id for task in workflow.get_tasks(state=TaskState.READY)]

    return ready


def one_decision_table() -> Callable[[], dict[str, str]]:
    """What answers the table once, with the facts at hand: nothing is stored or restored."""
    engine = parsed().get_engine("next_step", None)
    (task,) = after(2).get_tasks(state=TaskState.READY)
    task.set_data(**FACTS)
    return lambda: engine.result(task)
