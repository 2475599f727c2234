"""The addresses of the pages for reception."""

from django.urls import path

from fairgate.web.reception.alerts.view import desk_alerts
from fairgate.web.reception.collectors.view import (
    collector_impaired,
    collector_named,
    collector_taken_back,
    collectors,
)
from fairgate.web.reception.devices.view import devices
from fairgate.web.reception.gate.view import gate
from fairgate.web.reception.help_asked.view import desk_answers, help_asked, here
from fairgate.web.reception.offline.view import (
    offline,
    offline_copy,
    offline_shell,
    offline_state,
    offline_worker,
    printed,
)
from fairgate.web.reception.tablet.view import tablet, tablet_done
from fairgate.web.reception.tablets.view import tablets
from fairgate.web.reception.visitors.view import (
    arrival,
    arrival_out,
    arrival_picture,
    desk,
    desk_sign_in,
    roll_call,
    visitors,
    visitors_kept,
)

urlpatterns = [
    path("gate", gate, name="gate"),
    path("desk-alerts", desk_alerts, name="desk_alerts"),
    path("visitors", visitors, name="visitors"),
    path("visitors-kept", visitors_kept, name="visitors_kept"),
    path("visitors/<str:school>", desk, name="desk"),
    path("visitors/<str:school>/sign-in", desk_sign_in, name="desk_sign_in"),
    path("visitors/<str:school>/roll-call", roll_call, name="roll_call"),
    path("visitors/<str:school>/tablets", tablets, name="tablets"),
    path("arrivals/<int:number>", arrival, name="arrival"),
    path("arrivals/<int:number>/sign-out", arrival_out, name="arrival_out"),
    path("arrivals/<int:number>/photograph", arrival_picture, name="arrival_picture"),
    path("tablet", tablet, name="tablet"),
    path("tablet/done", tablet_done, name="tablet_done"),
    path("gate/offline", offline, name="offline"),
    path("gate/offline/shell", offline_shell, name="offline_shell"),
    path("gate/offline/copy", offline_copy, name="offline_copy"),
    path("gate/offline/state", offline_state, name="offline_state"),
    path("gate/worker.js", offline_worker, name="offline_worker"),
    path("gate/list/<str:school>", printed, name="printed"),
    path("devices", devices, name="devices"),
    path("collectors", collectors, name="collectors"),
    path("collectors/named", collector_named, name="collector_named"),
    path("collectors/named/<int:number>/taken-back", collector_taken_back, name="collector_taken_back"),
    path("collectors/impaired", collector_impaired, name="collector_impaired"),
    path("gate/here", here, name="here"),
    path("gate/help/<int:number>", help_asked, name="help_asked"),
    path("gate/help/<int:number>/answers", desk_answers, name="desk_answers"),
]
