"""Full-text search: names and the text of entries, found by their words, whatever the database.

One table of our own (models/search.py) holds the words; each database keeps an index of that table in its own way
(vendors.py); `keep.py` is called by whoever writes the ledger or a person. Who may find what is the door's: a search
is a queryset, narrowed by the door's querysets before anything is read.
"""
