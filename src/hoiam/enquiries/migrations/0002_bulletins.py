"""What was an information on a matter becomes a bulletin; those given before bulletins were public get no number."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("enquiries", "0001_initial"),
        ("texts", "0002_urgency"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint("MatterInformation", "matter_information_paired"),
        migrations.RenameModel("MatterInformation", "Bulletin"),
        migrations.RenameField("Bulletin", "informed_at", "issued_at"),
        migrations.AlterField(
            "Bulletin",
            "matter",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="bulletins",
                to="enquiries.matter",
            ),
        ),
        migrations.AddField("Bulletin", "dropped_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("Bulletin", "next_update_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("Bulletin", "number", models.PositiveIntegerField(blank=True, null=True)),
        migrations.AddField(
            "Bulletin",
            "started_by",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            "Notice",
            "bulletin",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="enquiries.bulletin",
            ),
        ),
        migrations.AddIndex(
            "Bulletin",
            models.Index(
                condition=models.Q(number__isnull=False), fields=["-issued_at"], name="bulletin_public"
            ),
        ),
        migrations.AddConstraint(
            "Bulletin",
            models.CheckConstraint(
                condition=models.Q(version__isnull=True, issued_at__isnull=True, number__isnull=True)
                | models.Q(version__isnull=False, issued_at__isnull=False),
                name="bulletin_issued_with_its_version",
            ),
        ),
        migrations.AddConstraint(
            "Bulletin",
            models.UniqueConstraint(fields=["matter", "number"], name="bulletin_number_once"),
        ),
        migrations.AlterField(
            "Notice",
            "what",
            models.CharField(
                choices=[
                    ("arrived", "A question arrived"),
                    ("time", "A share of the time has passed"),
                    ("assigned", "An enquiry was given to you"),
                    ("asker_wrote", "The asker wrote"),
                    ("disputed", "The asker objects"),
                    ("review_asked", "A review was asked for"),
                    ("transfer_offered", "Another desk offers an enquiry"),
                    ("transfer_decided", "Another desk decided on a transfer"),
                    ("send_by_hand", "A letter must be sent by hand"),
                    ("cited_fact_changed", "A fact cited in a sent answer changed"),
                    ("part_answered", "Another body answered its part"),
                    ("returned", "A text came back from clearance"),
                    ("emergency", "A public emergency was declared"),
                    ("bulletin_waits", "A bulletin waits to be cleared"),
                ],
                max_length=20,
            ),
        ),
    ]
