"""SpiffWorkflow, the named peer of the engine: a staged response as BPMN, and one decision table as DMN."""
