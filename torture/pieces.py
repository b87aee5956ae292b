"""What articles are mutated with: characters that want to be more than text, dates of every shape, names."""

HOSTILE = (
    *("\x00", "\x07\x08\x7f", "\x1b[31m", "\x1b]52;c;aGk=\x07"),
    *("\x1b]8;;https://e.example\x1b\\x\x1b]8;;\x1b\\", "\x1bc", "\x9b2J", "\x90q\x9c", "\x1bP$q\x1b\\"),
    *("\x85", "\u2028", "\u2029", "\x0b\x0c", "\r", "\r\n\r", "\t", "\u202e", "\u2066a\u2069", "\u200f"),
    *("\u061c", "\ufeff", "\ufffe", "\ud800", "\udfff\ud83d", "\U000e0041", "\u200b", "\xad", "\u2060"),
    *("e" + "\u0301" * 40, "אְֱ", "ก็็็็็็็็", "\U0001f54a\U0001f469\u200d\U0001f469\u200d\U0001f467", "ß"),
    *("\u0130i\u0307\u0131I", "ŉ", "ǰ", "ﬀ", "ẞ", "½²³①", "٣١ مايو ٢٠٢٠", "２０２０年５月４日", "४ मई २०२०"),
    *("31 мая 2020", "४/५/२०२०", "1²/3/2020", "[b]x[/]", "[@click=app.quit]x[/]", "[[x]]"),
    *("<script>alert(1)</script>", "<!--", "-->", "]]>", "<![CDATA[", "&lt;b&gt;", "&#0;", "&#x1b;[2J"),
    *("&#128;", "&#xd800;", "&#99999999;", "&nbsp;", "&amp;amp;lt;", "<p", "</div>", "---\n", "\n---\n"),
    *("```\n", "{{ x }}", "{% x %}", "%PDF-1.4", "From a@b.example\n", "MIME-Version: 1.0\n", "title: ["),
    *("date: 2020-13-45\n", "&a [*a, *a]", "!!python/object:os.system x", "<<: *x", "? : - |", "“", "”", '"'),
    *("'", "’", "«", "»", "—", "–", "…", "(", ")", "[", "]", "{", "}", "/", "\\", "|", "#", "*", "_", "~", "`"),
    *("\n", "\n\n", " ", "\xa0", "\u3000", "  \n  \n", "A", "a", "1", "00", ".", ",", ";", ":", "!", "?", "-"),
    *("%", "$", "@"),
)
"""Controls, markup, letters that change their length with their case, digits of other scripts, punctuation."""

DATES = (
    *("31 May 2020", "May 31, 2020", "2020-05-31", "31.05.2020", "05/31/2020", "31/5/20", "30 February 2021"),
    *("Feb 29, 2023", "1 January 0001", "0001-01-01", "31 December 9999", "9999-12-31", "2020-00-00"),
    *("00/00/0000", "99/99/9999", "32 May 2020", "Published: 4 May 2020 10:00 GMT", "Updated May 5, 2020"),
    *(" date 2020-05-04 ", " retrieved 2020-05-04", "yesterday", "last month", "12 years ago", "999 years ago"),
    *("next Friday", "the past week", "in recent weeks on April 20", "in 2014"),
    *("TRIPOLI, Sept 16 (Xinhua) -- ", "CAIRO, 31 APR 90 -- ", "BAGHDAD, Feb 29 - ", "early February"),
    *("mid-May 2020", "late 2019", "Sept", "Monday", "on Sunday", "on 29 February", "2020年5月4日", "4 mai 2020"),
    *("May 4 2020 4 May", "1/2/3/4/5", "20200504"),
)
"""Good ones, impossible ones, the ends of the calendar, words that mean one."""

NAMES = (
    *("Khalifa Haftar", "Haftar", "Marshal Haftar", "Marta Ilven", "Ms Ilven", "Tomas Ilven"),
    *("the harbour commissioner", "General Abd al-Fattah", "Abdel Fattah el-Sisi", "al-Sisi", "Mr"),
    *("President", "the army commander", "Libyan National Army", "Ministry of Defence of the Republic of"),
    *("Minister of Interior", "Bin", "O'Neill", "D'Artagnan", "van der", "Jean-Luc", "LNA", "U.N.", "UN", "Q."),
    *("Dr.", "St.", "McA", "HAFTAR", "haftar", "Хафтар", "حفتر", "Ḩaftar", "Ha\u0301ftar", "Haf-tar"),
)
"""Names of both actors files and pieces of names."""
