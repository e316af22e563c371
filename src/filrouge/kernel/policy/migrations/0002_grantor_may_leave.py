import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('policy', '0001_initial'),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='delegation',
            name='granted_by_name',
            field=models.CharField(blank=True, max_length=200, verbose_name='accordée par'),
        ),
        migrations.AlterField(
            model_name='delegation',
            name='granted_by',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='tenancy.membership', verbose_name='accordée par'),
        ),
    ]
