"""The case page as one user gets it, and its parts by name."""

from tests.house import NOW, House

from fairgate.queries.case import CasePage, case_page
from fairgate.queries.reader import Way
from fairgate.queries.timeline import Line
from fairgate.records.models import Case, User


def page_for(user: User, case: Case) -> CasePage:
    return case_page(user, case.reference, NOW)


def as_office(house: House, office: str, case: Case) -> CasePage:
    return page_for(house.user(office, house.prestfield), case)


def line(page: CasePage, ref: str) -> Line:
    return next(line for line in page.timeline if line.ref == ref)


def ways(page: CasePage, ref: str) -> dict[str, bool]:
    return {way.page: way.open for way in line(page, ref).ways}


def may(page: CasePage) -> dict[str, Way]:
    return {step.name: step.way for step in page.says.may}
