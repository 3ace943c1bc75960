"""An agency's liaison at the agency's page: a browser without any script."""

import re
from io import BytesIO

HTTPS = "https://localhost/"
TOKEN = re.compile(r'name="form" value="(\w+)"')


class Liaison:
    """Somebody with a browser who was told a number and a code."""

    def __init__(self, app, address="10.1.0.7"):
        self.client, self.address, self.page = app.test_client(), address, ""

    def _take(self, response, status):
        text = response.get_data(as_text=True) if response.mimetype == "text/html" else ""
        assert response.status_code == status, (response.status_code, text[-3000:])
        self.page = text or self.page
        return response

    def look(self, path, *, status=200):
        return self._take(self.client.get(path, base_url=HTTPS, follow_redirects=True, buffered=True), status)

    def open(self, number, code, *, status=200):
        said = {"number": number, "code": code}
        how = {"base_url": HTTPS, "follow_redirects": True, "environ_base": {"REMOTE_ADDR": self.address}}
        return self._take(self.client.post("/s", data=said, **how), status)

    @property
    def cookie(self):
        """What keeps the page open."""
        return self.client.get_cookie("__Secure-lanjian-service", path="/s").value

    @property
    def form_token(self):
        """What the forms of the page that was seen last carry."""
        return TOKEN.search(self.page).group(1)

    def post(self, path, *, status=200, files=(), **said):
        """A form of the page; *files* are (field, name, content)."""
        form = {"form": self.form_token, **said}
        for field, name, content in files:
            form.setdefault(field, []).append((BytesIO(content), name))
        kind = "multipart/form-data" if files else "application/x-www-form-urlencoded"
        how = {"base_url": HTTPS, "follow_redirects": True, "buffered": True}
        response = self.client.post(path, data=form, content_type=kind, **how)
        return self._take(response, status)
