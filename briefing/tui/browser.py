"""The screen behind a web page: what Textual does there, and leaving when whoever shows the page is gone."""

from __future__ import annotations

from textual.drivers.web_driver import WebDriver
from textual.messages import ExitApp


class BrowserDriver(WebDriver):
    """Reads keys from standard input until that ends."""

    def run_input_thread(self) -> None:
        """Without keys to come there is nobody to paint for."""
        super().run_input_thread()
        if not self.exit_event.is_set():
            self._app.post_message(ExitApp())
