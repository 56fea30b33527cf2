import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("enquiries", "0002_bulletins"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="enquiry",
            name="channel",
            field=models.CharField(
                choices=[
                    ("form", "Form on the site"),
                    ("e_mail", "E-mail"),
                    ("telephone", "Telephone"),
                    ("chat", "Chat message"),
                    ("letter", "Letter or counter"),
                ],
                default="form",
                max_length=12,
            ),
        ),
        migrations.CreateModel(
            name="SpokenAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("spoken_at", models.DateTimeField()),
                ("noted_at", models.DateTimeField()),
                (
                    "answer",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="spoken",
                        to="enquiries.answer",
                    ),
                ),
                (
                    "noted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "speaker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("spoken_at__lte", models.F("noted_at"))),
                        name="spoken_before_noted",
                    )
                ],
            },
        ),
    ]
