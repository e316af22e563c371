from bs4 import BeautifulSoup


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


def assert_same_fragment(client, url, selector):
    """What htmx swaps in must be what a full page load would have shown."""
    page = soup(client.get(url)).select_one(selector)
    fragment = soup(client.get(url, headers={"HX-Request": "true"})).select_one(selector)
    assert page is not None
    assert fragment is not None
    assert without_tokens(fragment) == without_tokens(page)


def without_tokens(element):
    """The element as text; anti-forgery tokens differ at each answer."""
    for token in element.select("input[name=csrfmiddlewaretoken]"):
        token["value"] = ""
    return element.prettify()
