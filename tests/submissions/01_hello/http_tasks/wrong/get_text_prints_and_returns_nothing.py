"""Wrong: get_text prints the page but forgets to return it.

Loses: get_text
Says: It printed the right value and returned None
Never says: without a return
"""
import requests as req


def get_text(url):
    page = req.get(url)
    print(page.text)


def get_bytes(url):
    page = req.get(url)
    print(len(page.content), "bytes")
    return page.content


def get_json(url):
    page = req.get(url)
    print(page.json())
    return page.json()


def post_form(url, fields, headers):
    page = req.post(url, fields, headers=headers)
    print(page.text)
    return page.text


def page_info(url):
    page = req.head(url)
    result = {"status": page.status_code}
    for key in ("last_modified", "content_type", "content_length"):
        result[key] = page.headers.get(key.replace("_", "-"))
    if result["content_length"] is not None:
        result["content_length"] = int(result["content_length"])
    print(result)
    return result


def login(url, user, password):
    page = req.get(url, auth=req.auth.HTTPBasicAuth(user, password))
    print(page)
    return page.status_code == 200


def carry_cookies(first_url, second_url):
    page = req.get(first_url)
    print(page.cookies)
    page = req.get(second_url, cookies=page.cookies)
    return page.text
