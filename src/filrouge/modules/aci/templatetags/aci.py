from django import template

from filrouge.modules.aci.engine.words import said

register = template.Library()
register.filter("said", said)
