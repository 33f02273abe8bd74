"""Right: old-fashioned, errors built by hand, Content-Length checked by hand."""
import os, time
import requests

bytesWritten = 0


def failIfBad(reply):
    if reply.status_code >= 400 and reply.status_code <= 599:
        raise requests.exceptions.HTTPError(
            "Status: %d %s" % (reply.status_code, reply.reason), response=reply)


def search(url, params):
    theSession = requests.Session()
    reply = theSession.get(url, params=params)
    failIfBad(reply)
    result = reply.json()
    theSession.close()
    return result


def get_or_none(url, timeout):
    reply = requests.get(url, timeout=float(timeout))
    if reply.status_code == 404:
        return None
    else:
        failIfBad(reply)
        return str(reply.content, reply.encoding or "utf-8")


def get_with_retries(url, attempts):
    i = 0
    lastProblem = None
    while i < attempts:
        i = i + 1
        waitFor = 0.5
        try:
            reply = requests.get(url)
            failIfBad(reply)
            return reply.text
        except requests.exceptions.HTTPError as problem:
            code = problem.response.status_code
            if code == 502 or code == 503 or code == 504:
                lastProblem = problem
                if "Retry-After" in problem.response.headers:
                    waitFor = int(problem.response.headers["Retry-After"])
                    if waitFor > 2:
                        waitFor = 2
            else:
                raise
        except requests.exceptions.ConnectionError as problem:
            lastProblem = problem
        if i < attempts:
            time.sleep(waitFor)
    raise lastProblem


def download(url, path):
    global bytesWritten
    bytesWritten = 0
    reply = requests.get(url, stream=True)
    failIfBad(reply)
    temporaryName = path + ".tmp"
    f = open(temporaryName, "wb")
    try:
        while 1:
            data = reply.raw.read(4096)
            if data == b"":
                break
            f.write(data)
            bytesWritten += len(data)
        f.close()
        if "Content-Length" in reply.headers:
            if int(reply.headers["Content-Length"]) != bytesWritten:
                raise Exception("the body is too short")
    except Exception:
        f.close()
        os.remove(temporaryName)
        raise
    os.rename(temporaryName, path)
    return bytesWritten


def login_and_read(login_url, user, password, page_url):
    theSession = requests.Session()
    theForm = {}
    theForm["user"] = user
    theForm["password"] = password
    failIfBad(theSession.post(login_url, data=theForm))
    return theSession.get(page_url).text


def upload(url, path):
    f = open(path, "rb")
    theFiles = {"file": (path.split("/")[-1], f.read())}
    f.close()
    return requests.post(url, files=theFiles).json()
