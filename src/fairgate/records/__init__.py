"""Rows: the tables, the append-only ledger, and the door to anything sensitive."""
