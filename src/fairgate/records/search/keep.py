"""Keeps what can be found up to date. Called by the one writer of the ledger, and by whoever writes a person."""

from collections.abc import Iterator, Sequence

from django.db import connection, transaction

from fairgate.engine.entries import decode_many
from fairgate.engine.entry import Entry
from fairgate.records.models import Became, Case, Evidence, Incident, LedgerEntry, NameKey, Person, SearchRow
from fairgate.records.search.rows import (
    called,
    code_for,
    is_restricted,
    words_of_entry,
    words_of_ledger,
    words_of_names,
)
from fairgate.records.search.vendors import INDEX
from fairgate.records.search.words import stems
from fairgate.records.search.written_names import keys_of


def keep_entries(case: Case, rows: Sequence[LedgerEntry], entries: Sequence[Entry]) -> None:
    """Let new entries of a case be found; in the transaction that writes them."""
    code = code_for(case.pack, entries)
    before = SearchRow.objects.filter(case=case, restricted=True).values_list("entry__payload", flat=True)
    restricted = {name for entry in decode_many(before) for name in called(entry)}
    made = []
    for row, entry in zip(rows, entries, strict=True):
        kept_back = is_restricted(code, entry, restricted)
        if kept_back:
            restricted |= called(entry)
        made.append(SearchRow(case=case, entry=row, restricted=kept_back, words=words_of_entry(entry)))
    SearchRow.objects.bulk_create(made)


def keep_evidence(item: Evidence) -> None:
    """Let a file be found by what is said of it, and no longer once that is gone; in the transaction of the change."""
    SearchRow.objects.filter(entry=item.entry_id).update(words=" ".join(stems(item.text)))
    if not item.text:
        _forget()


def keep_incident(incident: Incident) -> None:
    """Let a report be found by what its reporter told, at first and when they were asked; in their transaction."""
    words = _words_of(incident)
    SearchRow.objects.update_or_create(incident=incident, defaults={"words": words})


def keep_person(person: Person) -> None:
    """Let a person be found by the names that they have now, and no longer by others; in the transaction of the change.

    To be called whenever a person is made or their names change. Who is the same person (`Merge`) is found by each
    other's names: every row of theirs has them all.
    """
    same = list(Person.objects.same_as(person).prefetch_related("other_names").order_by("pk"))
    NameKey.objects.filter(person__in=same).delete()
    NameKey.objects.bulk_create(_keys(same))
    words = words_of_names(*_names(same))
    rows = {row.person_id: row for row in SearchRow.objects.filter(person__in=same)}
    SearchRow.objects.bulk_create(SearchRow(person=one, words=words) for one in same if one.pk not in rows)
    changed = [row for row in rows.values() if row.words != words]
    for row in changed:
        row.words = words
        row.save(update_fields=["words"])
    if changed:
        _forget()


def keep_all() -> int:
    """Make every row again, from the people, the ledgers and the reports; how many there are."""
    with transaction.atomic():
        SearchRow.objects.all().delete()
        same: dict[int, list[Person]] = {}
        for one in Person.objects.prefetch_related("other_names").order_by("pk"):
            same.setdefault(one.one_pk, []).append(one)
        made = [
            SearchRow(person=one, words=words)
            for people in same.values()
            for words in (words_of_names(*_names(people)),)
            for one in people
        ]
        count = len(SearchRow.objects.bulk_create(made, batch_size=500))
        NameKey.objects.all().delete()
        NameKey.objects.bulk_create((key for people in same.values() for key in _keys(people)), batch_size=500)
        for case in Case.objects.order_by("pk"):
            rows = list(case.entries.order_by("seq"))
            told = zip(rows, words_of_ledger(case.pack, [row.payload for row in rows]), strict=True)
            said = dict(Evidence.objects.filter(case=case).values_list("entry", "text"))
            made = [
                SearchRow(
                    case=case,
                    entry=row,
                    words=" ".join(stems(said[row.pk])) if row.pk in said else words,
                    restricted=kept_back,
                )
                for row, (words, kept_back) in told
            ]
            count += len(SearchRow.objects.bulk_create(made))
        reports = Incident.objects.prefetch_related("people", "entries").order_by("pk").iterator(chunk_size=500)
        made = [SearchRow(incident=one, words=_words_of(one)) for one in reports]
        count += len(SearchRow.objects.bulk_create(made, batch_size=500))
    return count


def _words_of(incident: Incident) -> str:
    people = (text for one in incident.people.all() for text in (one.name, one.description, one.vehicle))
    added = (one.text for one in incident.entries.all() if one.became == Became.ADDED)
    told = (incident.text, incident.place, incident.behalf_of, *people, *added)
    return " ".join(word for text in told for word in stems(text))


def _forget() -> None:
    """Let what was taken out of the index be gone now: FTS5 keeps it until it next merges, PostgreSQL does not."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"""INSERT INTO "{INDEX}" ("{INDEX}") VALUES ('optimize')""")  # noqa: S608 - constants


def _keys(same: Sequence[Person]) -> Iterator[NameKey]:
    for one in same:
        for key in sorted(keys_of(one.name, (other.name for other in one.other_names.all()))):
            yield NameKey(trust_id=one.trust_id, key=key, person=one)


def _names(same: Sequence[Person]) -> Iterator[str]:
    """Every name of one person, from all their rows."""
    for one in same:
        yield one.name
        yield from (other.name for other in one.other_names.all())
