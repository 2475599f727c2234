"""Whoever signs in. What they may do comes from the offices they hold, not from Django's permissions."""

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower

from fairgate.records.models.trust import Trust

if TYPE_CHECKING:
    from fairgate.records.models.school import School


class UserManager(BaseUserManager["User"]):
    """Makes users; an e-mail address is the same in capitals and in small letters."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A user who can sign in with `email` and `password` (none: who cannot sign in by password)."""
        if not email:
            raise ValueError("a user needs an e-mail address")
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """As Django's createsuperuser command asks; it opens no door: without an office nothing is seen."""
        return self.create_user(email, password, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        """The user who signs in with this e-mail address."""
        return self.get(email__iexact=username or "")


class User(AbstractBaseUser, PermissionsMixin):
    """A member of staff of one trust, known by e-mail address."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    trust = models.ForeignKey(Trust, models.PROTECT, null=True, blank=True, related_name="users")
    is_active = models.BooleanField(default=True)

    # What records/known.py found of whoever is signed in; of anybody else nothing is known.
    opens_cases = False
    is_called = False
    has_second_step = False
    held: "tuple[date, tuple[tuple[str, int | None], ...], dict[int, School]] | None" = None  # see records/held.py

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering = ("name",)
        constraints = (models.UniqueConstraint(Lower("email"), name="user_email_once_in_any_case"),)

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        """The name, as Django's own parts ask for it."""
        return self.name
