"""The addresses of signing in and out, and of one's own account. django-allauth's own are not mounted."""

from django.urls import path

from fairgate.web.account.app.view import add_app, app_picture
from fairgate.web.account.code.view import sign_in_code
from fairgate.web.account.confirm.view import confirm
from fairgate.web.account.passkey.view import add_passkey
from fairgate.web.account.password.view import change_password, forgotten_password, set_new_password
from fairgate.web.account.provider.view import (
    provider,
    provider_back,
    provider_first,
    provider_stopped,
    remove_provider,
)
from fairgate.web.account.recovery_codes.view import recovery_codes
from fairgate.web.account.second_step.view import second_step
from fairgate.web.account.sign_in.view import sign_in
from fairgate.web.account.sign_out.view import sign_out
from fairgate.web.account.signature.view import signature, signature_picture
from fairgate.web.account.why_asked.view import why_asked
from fairgate.web.account.yours.view import end_sessions, remove_step, your_sign_in

urlpatterns = [
    path("sign-in", sign_in, name="sign_in"),
    path("sign-in", sign_in, name="account_login"),  # as allauth's flows call it
    path("sign-in/code", sign_in_code, name="sign_in_code"),
    path("sign-in/with/<slug:name>", provider, name="provider"),
    path("sign-in/with/<slug:name>/back", provider_back, name="provider_back"),
    path("sign-in/with/<slug:name>/first", provider_first, name="provider_first"),
    path("sign-in/with/<slug:name>/stopped/<slug:why>", provider_stopped, name="provider_stopped"),
    path("sign-out", sign_out, name="sign_out"),
    path("password/forgotten", forgotten_password, name="forgotten_password"),
    path("password/new", set_new_password, name="new_password"),
    path("account", your_sign_in, name="your_sign_in"),
    path("account/why", why_asked, name="why_asked"),
    path("account/confirm", confirm, name="confirm"),
    path("account/password", change_password, name="change_password"),
    path("account/second-step", second_step, name="second_step"),
    path("account/second-step/app", add_app, name="add_app"),
    path("account/second-step/app/picture", app_picture, name="app_picture"),
    path("account/second-step/passkey", add_passkey, name="add_passkey"),
    path("account/second-step/<int:number>/remove", remove_step, name="remove_step"),
    path("account/providers/<int:number>/remove", remove_provider, name="remove_provider"),
    path("account/recovery-codes", recovery_codes, name="recovery_codes"),
    path("account/signature", signature, name="signature"),
    path("account/signature/picture", signature_picture, name="signature_picture"),
    path("account/sessions/end", end_sessions, name="end_sessions"),
]
