"""The addresses of the pages about people."""

from django.urls import path

from fairgate.web.staff.person.add.view import add_person
from fairgate.web.staff.person.capacity.view import capacity
from fairgate.web.staff.person.collecting.view import collecting
from fairgate.web.staff.person.details.view import change_person
from fairgate.web.staff.person.duplicates.view import duplicates
from fairgate.web.staff.person.ending.view import end_capacity, end_order
from fairgate.web.staff.person.letter.view import person_letter, writing
from fairgate.web.staff.person.names.view import names
from fairgate.web.staff.person.order.view import order
from fairgate.web.staff.person.parting.view import parting
from fairgate.web.staff.person.permission.view import give_permission, withdraw_permission
from fairgate.web.staff.person.photograph.view import photograph, photograph_picture
from fairgate.web.staff.person.same.view import same
from fairgate.web.staff.person.tie.view import add_tie, change_tie, end_visit
from fairgate.web.staff.person.vehicles.view import vehicles
from fairgate.web.staff.person.view import person
from fairgate.web.staff.recusal.view import stand_aside

_TIE = "people/<int:number>/ties/<int:tie>"

people = [
    path("people/add", add_person, name="add_person"),
    path("people/duplicates", duplicates, name="duplicates"),
    path("people/<int:number>", person, name="person"),
    path("people/<int:number>/standing-aside", stand_aside, name="stand_aside"),
    path("people/<int:number>/details", change_person, name="change_person"),
    path("people/<int:number>/names", names, name="names"),
    path("people/<int:number>/vehicles", vehicles, name="vehicles"),
    path("people/<int:number>/photograph", photograph, name="photograph"),
    path("people/<int:number>/photograph/picture", photograph_picture, name="photograph_picture"),
    path("people/<int:number>/permissions/give", give_permission, name="give_permission"),
    path("people/<int:number>/permissions/<int:permission>/withdraw", withdraw_permission, name="withdraw_permission"),
    path("people/<int:number>/ties/add", add_tie, name="add_tie"),
    path(_TIE, change_tie, name="change_tie"),
    path(f"{_TIE}/rights", capacity, name="capacity"),
    path(f"{_TIE}/collecting", collecting, name="collecting"),
    path(f"{_TIE}/orders", order, name="order"),
    path(f"{_TIE}/rights/<int:fact>/end", end_capacity, name="end_capacity"),
    path(f"{_TIE}/orders/<int:fact>/end", end_order, name="end_order"),
    path("people/<int:number>/visits/<int:visit>/end", end_visit, name="end_visit"),
    path("people/<int:number>/same-as/<int:other>", same, name="same"),
    path("people/<int:number>/write/<str:purpose>", writing, name="writing"),
    path("people/<int:number>/letters/<int:letter>", person_letter, name="person_letter"),
    path("people/<int:number>/decisions/<int:decision>", parting, name="parting"),
]
