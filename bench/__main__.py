"""Prints every comparison in one run: `python -m bench`."""

from importlib.metadata import version
from platform import python_version

from bench import engine, gate, gate_matching, letters

print(
    f"Python {python_version()}, SpiffWorkflow {version('SpiffWorkflow')}, WeasyPrint {version('weasyprint')}. "
    "Ratios hold from machine to machine; the figures themselves do not."
)
engine.main()
letters.main()
gate.main()
gate_matching.main()
