"""How much of anything is taken in, painted, read or waited for."""

MEGABYTE = 1024**2

BYTES_AT_MOST = 50 * MEGABYTE  # of one file
EMAIL_BYTES_AT_MOST = 36 * MEGABYTE  # what the large providers let through, in base64
NAME_AT_MOST = 120  # characters of a file's own name

PIXELS_AT_MOST = 20_000_000  # of one picture
PAGES_AT_MOST = 20  # of a PDF that are painted
PAINTING_SECONDS = 6  # after which no further page is begun

PARTS_AT_MOST = 500  # of an e-mail, before any of it is parsed
DEPTH_AT_MOST = 20  # of parts within parts
TEXT_AT_MOST = 500_000  # characters of an e-mail's text
ATTACHMENTS_AT_MOST = 20  # that are taken in; the others are listed

ZIP_ENTRIES_AT_MOST = 2_000
UNPACKED_AT_MOST = 200 * MEGABYTE  # what a document may claim to be when it is opened

SECONDS = 10  # of a look at a file; then the process is ended
MEMORY = 1024 * MEGABYTE  # of address space of that process
ANSWER_AT_MOST = 96 * MEGABYTE  # what it may hand back
