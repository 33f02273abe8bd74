"""Wrong: it is a script of its own, which asks once and defines nothing.

Loses: get_text, get_bytes, get_json, post_form, page_info_asks_with_head, login_accepted, carry_cookies
Says: The file defines no function.
"""
import requests

url = "http://127.0.0.1:8080/"
answer = None
try:
    answer = requests.get(url, timeout=5)
    print(answer.status_code, answer.headers["Content-Type"])
    print(answer.text)
except requests.RequestException as error:
    print("there is no server:", error)
