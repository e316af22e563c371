def path_in(url):
    """What a test client asks for, of an address as people receive it."""
    return "/" + url.split("/", 3)[3]
