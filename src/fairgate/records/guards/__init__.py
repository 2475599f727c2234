"""What keeps the append-only tables append-only in the database itself, whoever writes to it."""
