"""Signing in: e-mail and password, one-time code by mail, second factors, one OpenID Connect provider by settings."""

ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
