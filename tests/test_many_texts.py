"""Files that hold more than one text, in letters, web archives and JSON: each is read, or it is said which was not."""

import pytest

from briefing.intake.formats import pages


@pytest.mark.parametrize("charset", ["unicode_escape", "unicode-escape", "raw_unicode_escape", "UTF-7", "punycode"])
def test_a_charset_that_is_the_notation_of_a_program_is_not_decoded(charset: str) -> None:
    said = rb"The ferry \u0041\x42 +AEE- ran to the caf" + b"\xe9 of the old harbour."
    (page,) = pages("a.eml", f"Subject: x\nContent-Type: text/plain; charset={charset}\n\n".encode() + said)
    assert r"The ferry \u0041\x42 +AEE- ran" in page.text
    assert "declared" not in page.encoding
