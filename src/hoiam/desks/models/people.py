from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from hoiam.desks.models.desk import Desk
from hoiam.desks.terms import InstallationRole, Role


class PersonManager(BaseUserManager["Person"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Person:
        person = self.model(email=self.normalize_email(email).lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, username: str | None) -> Person:
        return self.get(email__iexact=username)


class Person(AbstractBaseUser):
    """An official with a login. Askers, outlets and readers never have one."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    language = models.CharField(max_length=12, blank=True)
    is_active = models.BooleanField(default=True)
    left_at = models.DateTimeField(null=True, blank=True)
    must_have_second_factor = models.BooleanField(default=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = PersonManager()

    class Meta:
        ordering = ("name", "email")

    def __str__(self) -> str:
        return self.name

    @property
    def is_staff(self) -> bool:
        return False

    @property
    def is_superuser(self) -> bool:
        return False

    def has_perm(self, perm: str, obj: object | None = None) -> bool:
        return False

    def has_module_perms(self, app_label: str) -> bool:
        return False


class Membership(models.Model):
    """One role of one person at one desk, for a time."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role.choices)
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("desk", "person", "role")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "desk", "role"],
                condition=models.Q(valid_to__isnull=True),
                name="membership_role_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.role} {self.desk_id}"


class InstallationMembership(models.Model):
    """A role for the whole installation."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="installation_memberships")
    role = models.CharField(max_length=20, choices=InstallationRole.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "role"], name="installation_role_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.role}"


class ActingPeriod(models.Model):
    """Somebody stands in for a colleague at a desk, from an instant to an instant, in named roles.

    A substitute may belong to another desk: a small desk borrows a second pair of eyes.
    """

    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="acting_periods")
    absent = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="absences")
    substitute = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="acting_periods")
    roles = models.JSONField(default=list)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("-starts_at",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="acting_ends_after_start"
            )
        ]

    def __str__(self) -> str:
        return f"{self.substitute_id} for {self.absent_id}"

    def runs_at(self, at: datetime) -> bool:
        return self.starts_at <= at < self.ends_at


class Invitation(models.Model):
    """A one-time link. Only its digest is kept; the link itself is shown once."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="invitations")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"invitation of {self.person_id}"
