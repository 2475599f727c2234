"""The files of a case: taken in, kept byte for byte, and shown as safe copies. Nothing of them is ever run.

`intake` receives a file: its kind by its content (`kinds`), a virus scanner where one is set up (`clamd`), and a
look at it in a process that can do nothing else (`looking` asks, `worker` answers, `sandbox` shuts it in). `store`
keeps the original and its copies; `masking` covers passages of what is shown.
"""
