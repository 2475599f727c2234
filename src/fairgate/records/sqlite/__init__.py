"""Django's SQLite backend with one guard more: see base.py."""
