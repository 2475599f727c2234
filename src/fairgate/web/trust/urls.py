"""The addresses of the pages for those who lead the trust, and for the councils and panels that decide in it."""

from django.urls import path

from fairgate.web.trust.asking_why.view import ask_why
from fairgate.web.trust.body.meeting.view import (
    adjourning,
    agenda,
    attendance,
    interests,
    meeting,
    minutes,
    minutes_file,
)
from fairgate.web.trust.body.view import bodies, body, calling, quorum, seat, seat_end
from fairgate.web.trust.keys.view import gate_keys, revoke_gate_key
from fairgate.web.trust.reads.view import reads
from fairgate.web.trust.recusals.view import recusals, undo_recusal

urlpatterns = [
    path("bodies", bodies, name="bodies"),
    path("bodies/<slug:office>", body, name="body"),
    path("bodies/<slug:office>/members/new", seat, name="seat"),
    path("bodies/<slug:office>/members/<int:number>/end", seat_end, name="seat_end"),
    path("bodies/<slug:office>/quorum", quorum, name="quorum"),
    path("bodies/<slug:office>/meetings/new", calling, name="call_meeting"),
    path("bodies/<slug:office>/meetings/<int:number>", meeting, name="body_meeting"),
    path("bodies/<slug:office>/meetings/<int:number>/agenda", agenda, name="agenda"),
    path("bodies/<slug:office>/meetings/<int:number>/attendance", attendance, name="attendance"),
    path("bodies/<slug:office>/meetings/<int:number>/cases/<str:reference>/interests", interests, name="interests"),
    path("bodies/<slug:office>/meetings/<int:number>/minutes", minutes, name="minutes"),
    path("bodies/<slug:office>/meetings/<int:number>/minutes/file", minutes_file, name="minutes_file"),
    path("bodies/<slug:office>/meetings/<int:number>/adjourning", adjourning, name="adjourning"),
    path("reads", reads, name="reads"),
    path("reads/<int:number>/why", ask_why, name="ask_why"),
    path("keys", gate_keys, name="gate_keys"),
    path("keys/<int:number>/revoke", revoke_gate_key, name="revoke_gate_key"),
    path("standing-aside", recusals, name="recusals"),
    path("standing-aside/<int:number>/undo", undo_recusal, name="undo_recusal"),
]
