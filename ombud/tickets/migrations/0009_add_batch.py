import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import ombud.tickets.models.batch
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('customers', '0002_add_responsible'),
        ('tickets', '0008_add_following'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Batch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField()),
                ('kind', models.CharField(choices=ombud.tickets.models.batch.kind_choices, max_length=8)),
                ('action', models.CharField(blank=True, max_length=60)),
                ('label', models.CharField(blank=True, max_length=120)),
                ('values', models.JSONField(default=dict)),
                ('numbers', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                ('results', models.JSONField(default=dict)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('finished_at', models.DateTimeField(null=True)),
                ('undo_asked_at', models.DateTimeField(null=True)),
                ('undo_results', models.JSONField(default=dict)),
                ('undone_at', models.DateTimeField(null=True)),
                ('is_shown', models.BooleanField(default=True)),
                ('by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='batches', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'batches',
                'ordering': ['-id'],
            },
        ),
        migrations.AddField(
            model_name='entry',
            name='batch',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='entries', to='tickets.batch'),
        ),
        migrations.AddIndex(
            model_name='batch',
            index=models.Index(condition=models.Q(('is_shown', True)), fields=['by'], name='batch_shown'),
        ),
        migrations.AddIndex(
            model_name='batch',
            index=models.Index(fields=['by', '-created_at', '-id'], name='batch_history'),
        ),
        migrations.AddConstraint(
            model_name='batch',
            constraint=models.UniqueConstraint(fields=('by', 'key'), name='one_batch_a_key'),
        ),
    ]
