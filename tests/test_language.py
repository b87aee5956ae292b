"""The query language as a table: what each query means, as a tree."""

from __future__ import annotations

from datetime import date

import pytest

from briefing.parsing import LONGEST, parse
from briefing.query import And, Dates, Field, Node, Not, Or, Query, QueryError, Text, understood, without

TODAY = date(2026, 11, 18)

TREES = [
    ("", "everything"),
    ("   \n ", "everything"),
    ("ceasefire", "word[ceasefire]"),
    ("Ceasefire", "word[ceasefire]"),
    ("Müller", "word[muller]"),
    ("Haftar's", "word[haftar]"),
    ("ceasefire talks", "all(word[ceasefire], word[talks])"),
    ("ceasefire AND talks", "all(word[ceasefire], word[talks])"),
    ("ceasefire and talks", "all(word[ceasefire], word[and], word[talks])"),
    ("ceasefire OR talks", "any(word[ceasefire], word[talks])"),
    ("a b OR c d", "any(all(word[a], word[b]), all(word[c], word[d]))"),
    ("a (b OR c) d", "all(word[a], any(word[b], word[c]), word[d])"),
    ("a OR b OR c", "any(word[a], word[b], word[c])"),
    ("NOT a", "not(word[a])"),
    ("-a", "not(word[a])"),
    ("a -b", "all(word[a], not(word[b]))"),
    ("a AND NOT b", "all(word[a], not(word[b]))"),
    ("a OR NOT b", "any(word[a], not(word[b]))"),
    ("-(a b)", "not(all(word[a], word[b]))"),
    ("NOT NOT a", "not(not(word[a]))"),
    ("NOT a b", "all(not(word[a]), word[b])"),
    ("((a))", "word[a]"),
    ("(a b) c", "all(all(word[a], word[b]), word[c])"),
    ('"ceasefire agreement"', "phrase[ceasefire agreement]"),
    ("“ceasefire agreement”", "phrase[ceasefire agreement]"),
    ("„ceasefire agreement“", "phrase[ceasefire agreement]"),
    ("«ceasefire agreement»", "phrase[ceasefire agreement]"),
    ('-"ceasefire agreement"', "not(phrase[ceasefire agreement])"),
    ('"ceasefire"', "phrase[ceasefire]"),
    ('"oil fields"~10', "phrase[oil fields] ~10"),
    ('"oil fields"~1', "phrase[oil fields]"),
    ('"oil fie*"', "prefix[oil fie]"),
    ('"a""b"', "all(phrase[a], phrase[b])"),
    ('a"b c"', "all(word[a], phrase[b c])"),
    ("election*", "prefix[election]"),
    ("Élect*", "prefix[elect]"),
    ("election~1", "fuzzy[election] ~1"),
    ("election~2", "fuzzy[election] ~2"),
    ("election~", "fuzzy[election] ~1"),
    ('="Haftar"', "exact[Haftar]"),
    ('="al-Sisi  said"', "exact[al-Sisi said]"),
    ("=“Müller”", "exact[Müller]"),
    ('-="Haftar"', "not(exact[Haftar])"),
    ("Al-Sisi", "phrase[al sisi]"),
    ("al-si*", "prefix[al si]"),
    ("5+5", "word[5+5]"),
    ("12:30", "phrase[12 30]"),
    ("O'Neill", "word[oneill]"),
    ("O’Neill", "word[oneill]"),
    ("haftar, saleh", "all(word[haftar], word[saleh])"),
    ("oil & gas", "all(word[oil], word[gas])"),
    ("oil - gas", "all(word[oil], word[gas])"),
    ("oil ... gas", "all(word[oil], word[gas])"),
    ("title:oil", "word[oil] in title"),
    ("title:“oil fields”", "phrase[oil fields] in title"),
    ("body:elect*", "prefix[elect] in body"),
    ("body:elect~2", "fuzzy[elect] ~2 in body"),
    ('title:="Oil"', "exact[Oil] in title"),
    ("TITLE:oil", "word[oil] in title"),
    ("-title:oil", "not(word[oil] in title)"),
    ("faction:lna", "faction=lna"),
    ('faction:"Libyan National Army"', "faction=Libyan National Army"),
    ("faction:“Libyan  National Army”", "faction=Libyan National Army"),
    ("actor:khalifa-haftar", "actor=khalifa-haftar"),
    ("place:Tripoli org:un", "all(place=Tripoli, org=un)"),
    ("source:bbc.co.uk", "source=bbc.co.uk"),
    ("together:khalifa-haftar,ageela-saleh", "together=khalifa-haftar,ageela-saleh"),
    ('together:"Khalifa Haftar","Aguila Saleh"', "together=Khalifa Haftar,Aguila Saleh"),
    ('together:"Khalifa Haftar, Aguila Saleh"', "together=Khalifa Haftar,Aguila Saleh"),
    ("tag:weapons", "tag=weapons"),
    ("is:unread", "is=unread"),
    ("is:UNREAD -is:aside", "all(is=unread, not(is=aside))"),
    ("has:note", "has=note"),
    ("path:2020/oil", "path=2020/oil"),
    ("id:abc123", "id=abc123"),
    ("saved:mine", "saved=mine"),
    ("like:abc123defg", "like=abc123defg"),
    ("ceasefire faction:lna date:2020..2021", "all(word[ceasefire], faction=lna, date=2020-01-01..2021-12-31)"),
    ("a OR b c", "any(word[a], all(word[b], word[c]))"),
    ("a b OR c", "any(all(word[a], word[b]), word[c])"),
    ("(a OR b) c", "all(any(word[a], word[b]), word[c])"),
    ("a (b c)", "all(word[a], all(word[b], word[c]))"),
    ("(a OR b) (c OR d)", "all(any(word[a], word[b]), any(word[c], word[d]))"),
    ("a OR (b OR c)", "any(word[a], any(word[b], word[c]))"),
    ("-(a OR b)", "not(any(word[a], word[b]))"),
    ("NOT (a OR b) c", "all(not(any(word[a], word[b])), word[c])"),
    ("NOT -a", "not(not(word[a]))"),
    ("- a", "word[a]"),
    ("a OR -b", "any(word[a], not(word[b]))"),
    ("-(-a)", "not(not(word[a]))"),
    ("-(a) b", "all(not(word[a]), word[b])"),
    ("a AND (b OR NOT c)", "all(word[a], any(word[b], not(word[c])))"),
    ("a AND b OR c AND d", "any(all(word[a], word[b]), all(word[c], word[d]))"),
    ("NOT a OR b", "any(not(word[a]), word[b])"),
    ("(a)(b)", "all(word[a], word[b])"),
    ("a(b)", "all(word[a], word[b])"),
    ("(a)b", "all(word[a], word[b])"),
    ("ANDES ORBIT NOTE", "all(word[andes], word[orbit], word[note])"),
    ("a OR(b)", "any(word[a], word[b])"),
    ("NOT(a)", "not(word[a])"),
    ('NOT"a b"', "not(phrase[a b])"),
    ('"AND"', "phrase[and]"),
    ("or not and", "all(word[or], word[not], word[and])"),
    ("title:NOT", "word[not] in title"),
    ("a AND-b", "all(word[a], not(word[b]))"),
    ('"oil   fields"', "phrase[oil fields]"),
    ('"oil, fields!"', "phrase[oil fields]"),
    ('“oil fields"', "phrase[oil fields]"),
    ('"oil fields”', "phrase[oil fields]"),
    ('"Haftar\'s army"', "phrase[haftar army]"),
    ('"al-Sisi\'s visit"', "phrase[al sisi visit]"),
    ('"5 + 5 talks"', "phrase[5+5 talks]"),
    ('"oil fields"~50', "phrase[oil fields] ~50"),
    ('"oil fields"~2 gas', "all(phrase[oil fields] ~2, word[gas])"),
    ("“oil fields”~3", "phrase[oil fields] ~3"),
    ('"oil fields"*', "prefix[oil fields]"),
    ('"oil fie*"~5', "prefix[oil fie] ~5"),
    ('"oil fields"*~5', "prefix[oil fields] ~5"),
    ('"oil*"', "prefix[oil]"),
    ('"oil*"~5', "prefix[oil]"),
    ('"oil"~5', "phrase[oil] ~5"),
    ('"oil gas coal"~4', "phrase[oil gas coal] ~4"),
    ('""oil""', "word[oil]"),
    ('oil ""', "word[oil]"),
    ('title:"x y"~3', "phrase[x y] ~3 in title"),
    ("title:“x y”~3", "phrase[x y] ~3 in title"),
    ('body:"x y*"', "prefix[x y] in body"),
    ('-title:"x y"', "not(phrase[x y] in title)"),
    ("title:oil*", "prefix[oil] in title"),
    ("title:oil~", "fuzzy[oil] ~1 in title"),
    ("title:Al-Sisi", "phrase[al sisi] in title"),
    ("body:5+5", "word[5+5] in body"),
    ('title:"oil" body:gas', "all(phrase[oil] in title, word[gas] in body)"),
    ("mercenar*", "prefix[mercenar]"),
    ("MERCENAR*", "prefix[mercenar]"),
    ("al-*", "prefix[al]"),
    ("5+5*", "prefix[5+5]"),
    ("Haftar*", "prefix[haftar]"),
    ("élections", "word[elections]"),
    ("Ærø", "word[aero]"),
    ("Straße", "word[strasse]"),
    ("naïveté~2", "fuzzy[naivete] ~2"),
    ("ELECTION~1", "fuzzy[election] ~1"),
    ("=“al-Sisi”", "exact[al-Sisi]"),
    ('="Hifter"', "exact[Hifter]"),
    ('="5+5"', "exact[5+5]"),
    ('="O\'Neill"', "exact[O'Neill]"),
    ('="ceasefire,"', "exact[ceasefire,]"),
    ('="Müller"', "exact[Müller]"),
    ('body:="Müller"', "exact[Müller] in body"),
    ('="  two   words "', "exact[two words]"),
    ("U.S.", "phrase[u s]"),
    ("R&D", "phrase[r d]"),
    ("COVID-19", "phrase[covid 19]"),
    ("2020-12-20", "phrase[2020 12 20]"),
    ("12.5", "phrase[12 5]"),
    ("$5bn", "word[5bn]"),
    ("#libya", "word[libya]"),
    ("@user", "word[user]"),
    ("a/b", "phrase[a b]"),
    ("e-mail", "phrase[e mail]"),
    ("l’Orient", "word[lorient]"),
    ("rock-'n'-roll", "phrase[rock n roll]"),
    ("oil!", "word[oil]"),
    ("oil, gas; coal.", "all(word[oil], word[gas], word[coal])"),
    ("(oil, gas)", "all(word[oil], word[gas])"),
    ("oil — gas", "all(word[oil], word[gas])"),
    ("oil–gas", "phrase[oil gas]"),
    ("–oil", "not(word[oil])"),
    ("−oil", "not(word[oil])"),
    ("&& oil", "word[oil]"),
    ("+oil", "word[oil]"),
    ("Хафтар", "word[khaftar]"),
    ("حفتر", "word[hftr]"),
    ("停火", "word[tinghuo]"),
    ("ﺣﻔﺘﺮ", "word[hftr]"),
    ("ｏｉｌ", "word[oil]"),
    ("ｏｉｌ\u3000ｇａｓ", "all(word[oil], word[gas])"),
    ("ｄａｔｅ：２０２０", "date=2020-01-01..2020-12-31"),
    ("（oil OR gas） coal", "all(any(word[oil], word[gas]), word[coal])"),
    ("－oil", "not(word[oil])"),
    ("＂oil fields＂", "phrase[oil fields]"),
    ("date:２０２０", "date=2020-01-01..2020-12-31"),
    ("date:٢٠٢٠..٢٠٢١", "date=2020-01-01..2021-12-31"),
    ("tag:Ünï", "tag=Ünï"),
    ('tag:"Arms trade"', "tag=Arms trade"),
    ("tag:ｗｉｄｅ", "tag=ｗｉｄｅ"),
    ("tag:🔥", "tag=🔥"),
    ("tag:-x", "tag=-x"),
    ("path:a/b-c.txt", "path=a/b-c.txt"),
    ('path:"my folder/x"', "path=my folder/x"),
    ("path:-draft", "path=-draft"),
    ("id:ABC", "id=ABC"),
    ("ID:abc", "id=abc"),
    ('source:"BBC Monitoring"', "source=BBC Monitoring"),
    ("source:reuters OR source:bbc", "any(source=reuters, source=bbc)"),
    ("(source:reuters OR source:bbc) oil", "all(any(source=reuters, source=bbc), word[oil])"),
    ("-source:reuters", "not(source=reuters)"),
    ("NOT faction:lna", "not(faction=lna)"),
    ("actor:“Khalifa Haftar”", "actor=Khalifa Haftar"),
    ("actor:Haftar's", "actor=Haftar's"),
    ('place:"Gulf of Sirte"', "place=Gulf of Sirte"),
    ('org:"United Nations" -actor:un', "all(org=United Nations, not(actor=un))"),
    ("together:haftar,saleh", "together=haftar,saleh"),
    ('together:"haftar",saleh', "together=haftar,saleh"),
    ("together:haftar،saleh", "together=haftar,saleh"),
    ('together:haftar,"Aguila Saleh" oil', "all(together=haftar,Aguila Saleh, word[oil])"),
    ("-together:a,b", "not(together=a,b)"),
    ("is:read", "is=read"),
    ("is:starred", "is=starred"),
    ("is:aside", "is=aside"),
    ("is:undated", "is=undated"),
    ("date:2020 is:possible", "all(date=2020-01-01..2020-12-31, is=possible)"),
    ("date:2020 -is:possible", "all(date=2020-01-01..2020-12-31, not(is=possible))"),
    ("is:unlisted", "is=unlisted"),
    ("is:cut", "is=cut"),
    ("Is:Cut", "is=cut"),
    ("-has:note", "not(has=note)"),
    ('saved:"my search" oil', "all(saved=my search, word[oil])"),
    ("saved:mine OR like:abc", "any(saved=mine, like=abc)"),
    ("like:abc123defg date:2020", "all(like=abc123defg, date=2020-01-01..2020-12-31)"),
    ("date:2020", "date=2020-01-01..2020-12-31"),
    ("date:2020-12", "date=2020-12-01..2020-12-31"),
    ("date:2020-12-24", "date=2020-12-24..2020-12-24"),
    ("date:2014..2016", "date=2014-01-01..2016-12-31"),
    ('date:"2014 .. 2016"', "date=2014-01-01..2016-12-31"),
    ("date:2014..", "date=2014-01-01.."),
    ("date:..2014", "date=..2014-12-31"),
    ("date:2014…", "date=2014-01-01.."),
    ("date:>=2020-01-01", "date=2020-01-01.."),
    ("date:>2020", "date=2021-01-01.."),
    ("date:<2020", "date=..2019-12-31"),
    ("date:<=2020", "date=..2020-12-31"),
    ("date:≥2020", "date=2020-01-01.."),
    ('date:">= 2020"', "date=2020-01-01.."),
    ("date:today", "date=2026-11-18..2026-11-18"),
    ("date:yesterday", "date=2026-11-17..2026-11-17"),
    ("date:last-month", "date=2026-10-01..2026-10-31"),
    ("date:last-30-days", "date=2026-10-20..2026-11-18"),
    ("date:LAST-WEEK", "date=2026-11-09..2026-11-15"),
    ("date:this-year..today", "date=2026-01-01..2026-11-18"),
    ("-date:2020", "not(date=2020-01-01..2020-12-31)"),
    ("date:2020 OR date:2014", "any(date=2020-01-01..2020-12-31, date=2014-01-01..2014-12-31)"),
    ("date:>=2020 date:<2021", "all(date=2020-01-01.., date=..2020-12-31)"),
    ("added:today", "added=2026-11-18..2026-11-18"),
    ("added:last-week", "added=2026-11-09..2026-11-15"),
    ("when:2011", "when=2011-01-01..2011-12-31"),
    ("when:2011-03..2011-10", "when=2011-03-01..2011-10-31"),
    ("when:yesterday", "when=2026-11-17..2026-11-17"),
    ("oil when:2020 date:2021", "all(word[oil], when=2020-01-01..2020-12-31, date=2021-01-01..2021-12-31)"),
    ("haftar and saleh", "all(word[haftar], word[and], word[saleh])"),
    ("to be or not to be", "all(word[to], word[be], word[or], word[not], word[to], word[be])"),
]


def tree(node: Node | None) -> str:
    """A tree in words: `all(word[oil], not(faction=lna))`."""
    match node:
        case None:
            return "everything"
        case And(parts):
            return f"all({', '.join(map(tree, parts))})"
        case Or(parts):
            return f"any({', '.join(map(tree, parts))})"
        case Not(part):
            return f"not({tree(part)})"
        case Field(name, value):
            return f"{name}={value}"
        case Dates(name, period):
            return f"{name}={period.first or ''}..{period.last or ''}"
        case Text(words, match, field, _, _, within):
            place = "" if field == "any" else f" in {field}"
            apart = f" ~{within}" if within > 1 or match == "fuzzy" else ""
            return f"{match}[{' '.join(words)}]{apart}{place}"


def refused(text: str, *, typing: bool = False) -> QueryError | None:
    try:
        parse(text, TODAY, typing=typing)
    except QueryError as error:
        return error
    return None


@pytest.mark.parametrize(("text", "meaning"), TREES)
def test_trees(text: str, meaning: str) -> None:
    query = parse(text, TODAY)
    assert tree(query.root) == meaning
    assert query.text == "".join(" " if char.isspace() else char for char in text)


@pytest.mark.parametrize("text", [text for text, _ in TREES])
def test_what_was_understood_is_the_same_query_again(text: str) -> None:
    written = understood(parse(text, TODAY))
    assert understood(parse(written, TODAY)) == written
    assert tree(parse(written, TODAY).root) == tree(parse(text, TODAY).root)


@pytest.mark.parametrize("text", [text for text, _ in TREES])
def test_clauses_stand_where_they_say(text: str) -> None:
    for clause in parse(text, TODAY).clauses:
        assert tree(parse(text[clause.start : clause.end], TODAY).root) == tree(clause)


@pytest.mark.parametrize("text", [text for text, _ in TREES])
def test_without_leaves_the_other_clauses(text: str) -> None:
    query = parse(text, TODAY)
    for index, clause in enumerate(query.clauses):
        others = query.clauses[:index] + query.clauses[index + 1 :]
        rest = And(others, 0, 0) if len(others) > 1 else others[0] if others else None
        assert understood(parse(without(query, clause), TODAY)) == understood(Query("", rest))


@pytest.mark.parametrize("text", [text for text, _ in TREES])
def test_every_beginning_can_be_typed(text: str) -> None:
    for end in range(min(len(text), LONGEST) + 1):
        error = refused(text[:end], typing=True)
        if error:
            assert 0 <= error.start < error.end <= max(end, 1)
        else:
            parse(understood(parse(text[:end], TODAY, typing=True)), TODAY)
