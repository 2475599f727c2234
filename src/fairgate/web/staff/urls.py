"""The addresses of the pages for staff."""

from django.urls import path

from fairgate.web.staff.account.view import account
from fairgate.web.staff.bundle.view import bundle, bundles
from fairgate.web.staff.case.view import case
from fairgate.web.staff.cases.view import cases
from fairgate.web.staff.closing.view import closing, reopening
from fairgate.web.staff.correction.view import correction
from fairgate.web.staff.countersigning.view import countersigning, countersigning_letter
from fairgate.web.staff.decision.view import decision, decision_letter
from fairgate.web.staff.desk_calls.view import desk_call, desk_calls
from fairgate.web.staff.desk_contacts.view import desk_contacts
from fairgate.web.staff.edited_copy.view import edited_copy, edited_copy_pdf
from fairgate.web.staff.evidence.add import add_evidence
from fairgate.web.staff.evidence.mask.view import mask, unmask
from fairgate.web.staff.evidence.removal.view import removal
from fairgate.web.staff.evidence.view import evidence, evidence_original, evidence_picture, evidence_sound
from fairgate.web.staff.exception.view import exception, exception_withdrawal
from fairgate.web.staff.finding.view import finding
from fairgate.web.staff.incident.tell import report_for_review
from fairgate.web.staff.incident.view import incident_in_case, report, reported
from fairgate.web.staff.lapse.view import lapse
from fairgate.web.staff.letter.view import letter, letter_copy, letter_pdf, letter_reading
from fairgate.web.staff.notifications.view import notifications
from fairgate.web.staff.outcome.view import outcome
from fairgate.web.staff.override.view import override
from fairgate.web.staff.override_review.view import override_review
from fairgate.web.staff.person.urls import people
from fairgate.web.staff.reports.view import incident, reports
from fairgate.web.staff.representations.view import representations
from fairgate.web.staff.returned.view import returned
from fairgate.web.staff.review.view import acceptance, review
from fairgate.web.staff.search.view import search
from fairgate.web.staff.sending.view import receipt, sending
from fairgate.web.staff.service.view import service
from fairgate.web.staff.step.view import step, step_letter
from fairgate.web.staff.worklist.view import worklist

urlpatterns = [
    path("worklist", worklist, name="worklist"),
    path("notifications", notifications, name="notifications"),
    path("desk/calls", desk_calls, name="desk_calls"),
    path("desk/calls/<int:number>", desk_call, name="desk_call"),
    path("desk/contacts/<slug:slug>", desk_contacts, name="desk_contacts"),
    path("cases", cases, name="cases"),
    path("search", search, name="search"),
    path("cases/<str:reference>", case, name="case"),
    path("cases/<str:reference>/letters/<int:number>", letter, name="letter"),
    path("cases/<str:reference>/letters/<int:number>/pdf", letter_pdf, name="letter_pdf"),
    path("cases/<str:reference>/letters/<int:number>/pdf/<slug:kind>", letter_pdf, name="letter_edition"),
    path("cases/<str:reference>/letters/<int:number>/page", letter_reading, name="letter_page"),
    path("cases/<str:reference>/letters/<int:number>/page/<slug:code>", letter_reading, name="letter_translation"),
    path("cases/<str:reference>/letters/<int:number>/copy", letter_copy, name="letter_copy"),
    path("cases/<str:reference>/letters/<int:number>/edited", edited_copy, name="edited_copy"),
    path("cases/<str:reference>/letters/<int:number>/edited/pdf", edited_copy_pdf, name="edited_copy_pdf"),
    path("cases/<str:reference>/letters/<int:number>/send", sending, name="send_letter"),
    path("cases/<str:reference>/letters/<int:number>/receipt", receipt, name="receipt"),
    path("cases/<str:reference>/bundles", bundles, name="bundles"),
    path("cases/<str:reference>/bundles/<int:number>", bundle, name="bundle"),
    path("cases/<str:reference>/evidence", add_evidence, name="add_evidence"),
    path("evidence/<int:number>", evidence, name="evidence"),
    path("evidence/<int:number>/pages/<int:page>", evidence_picture, name="evidence_picture"),
    path("evidence/<int:number>/sound", evidence_sound, name="evidence_sound"),
    path("evidence/<int:number>/original", evidence_original, name="evidence_original"),
    path("cases/<str:reference>/mask/<str:ref>", mask, name="mask"),
    path("cases/<str:reference>/unmask/<str:ref>", unmask, name="unmask"),
    path("cases/<str:reference>/removal/<str:ref>", removal, name="removal"),
    *people,
    path("report", report, name="report"),
    path("report/for-review", report_for_review, name="report_for_review"),
    path("report/recorded", reported, name="reported"),
    path("reports", reports, name="reports"),
    path("reports/<str:reference>", incident, name="incident"),
    path("reports/<str:reference>/review", review, name="review"),
    path("reports/<str:reference>/acceptance", acceptance, name="acceptance"),
    path("cases/<str:reference>/incident", incident_in_case, name="incident_in_case"),
    path("cases/<str:reference>/steps/<str:step>", step, name="step"),
    path("cases/<str:reference>/steps/<str:step>/letter", step_letter, name="step_letter"),
    path("cases/<str:reference>/countersigning/<str:step>", countersigning, name="countersigning"),
    path("cases/<str:reference>/countersigning/<str:step>/letter", countersigning_letter, name="countersigning_letter"),
    path("cases/<str:reference>/finding/<str:ref>", finding, name="finding"),
    path("cases/<str:reference>/correction/<str:ref>", correction, name="correction"),
    path("cases/<str:reference>/exception/<str:ref>", exception, name="exception"),
    path("cases/<str:reference>/exception/<str:ref>/withdrawal", exception_withdrawal, name="exception_withdrawal"),
    path("cases/<str:reference>/service/<str:ref>", service, name="service"),
    path("cases/<str:reference>/returned/<str:ref>", returned, name="returned"),
    path("cases/<str:reference>/outcome/<str:ref>", outcome, name="outcome"),
    path("cases/<str:reference>/representations/<str:ref>", representations, name="representations"),
    path("cases/<str:reference>/decision/<str:ref>", decision, name="decision"),
    path("cases/<str:reference>/decision/<str:ref>/letter", decision_letter, name="decision_letter"),
    path("cases/<str:reference>/override/<str:ref>", override, name="override"),
    path("cases/<str:reference>/override-review/<str:ref>", override_review, name="override_review"),
    path("cases/<str:reference>/lapse/<str:ref>", lapse, name="lapse"),
    path("cases/<str:reference>/closing", closing, name="closing"),
    path("cases/<str:reference>/account/<str:ref>", account, name="account"),
    path("cases/<str:reference>/reopening", reopening, name="reopening"),
]
