"""Measures the loaded application on a real server, beside a page without frills that says what is attainable."""
