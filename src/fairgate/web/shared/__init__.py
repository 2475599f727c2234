"""What all pages share: the layout and the pages of errors, the form layer, filters, colours, the way in.

How a page is made is told in docs/pages.md.
"""
