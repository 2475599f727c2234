"""The pure engine: values in, values out. No Django, no files, no clock, no chance."""
