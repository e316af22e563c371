from django import forms


class FollowForm(forms.Form):
    act = forms.ChoiceField(
        choices=[("follow", "suivre"), ("renew", "changer l’adresse"), ("stop", "ne plus suivre")],
        error_messages={"required": "Choisissez quoi faire.", "invalid_choice": "Choisissez quoi faire."},
    )
    followed = forms.UUIDField(
        error_messages={"required": "Choisissez un agenda.", "invalid": "Choisissez un agenda de la liste."}
    )
