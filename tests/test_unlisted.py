"""Names that no actors file knows: people, organisations, places told by their shape, and what only looks like one."""

import json
import os
import random
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from briefing.actors import NOBODY
from briefing.article import Article, Page
from briefing.cli import main
from briefing.library import extract, gazetteer_for
from briefing.naming.comparing import Name as Parsed
from briefing.naming.comparing import within
from briefing.naming.unlisted import people
from briefing.reading import read
from tests.conftest import PROJECT

P, O, L = "person", "organisation", "place"  # noqa: E741
Name = tuple[str, str] | tuple[str, str, str]
Row = tuple[str, list[Name]]
TITLE = "What was seen from the quay"
"""It names nobody."""


def article(text: str, title: str = TITLE) -> Article:
    return read(Page("a.txt", text, meta={"title": title}), "a", NOBODY, date(2032, 1, 1))


def found(text: str, title: str = TITLE, *, in_title: bool = False) -> list[Name]:
    """(text, kind) of each name, and the label where it is another than the text."""
    read_ = article(text, title)
    assert read_.title == title
    for body, mentions in ((read_.body, read_.mentions), (read_.title, read_.title_mentions)):
        assert all(body[m.start : m.end] == m.text and m.because and m.actor is None for m in mentions)
        assert all(a.end <= b.start for a, b in pairwise(mentions))
    mentions = read_.title_mentions if in_title else read_.mentions
    return [(m.text, m.kind) if m.name == m.text else (m.text, m.kind, m.name) for m in mentions]


TITLES: list[Row] = [
    ("On Monday Major General Tarek Belmarin came.", [("Tarek Belmarin", P)]),
    ("On Monday Maj. Gen. Tarek Belmarin came.", [("Tarek Belmarin", P)]),
    ("On Monday the commander Tarek Belmarin came.", [("Tarek Belmarin", P)]),
    ("They met interior minister Orla Vensk there.", [("Orla Vensk", P)]),
    ("They met Interior Minister Orla Vensk there.", [("Orla Vensk", P)]),
    ("They met foreign ministry spokesman Tarek Belmarin.", [("Tarek Belmarin", P)]),
    ("They met Deputy Defence Minister Dorvan Kelsten.", [("Dorvan Kelsten", P)]),
    ("They met Libyan Foreign Minister Tarek Belmarin.", [("Tarek Belmarin", P)]),
    ("They met Secretary of State Orla Vensk there.", [("Orla Vensk", P)]),
    ("They met President of Egypt Tarek Belmarin there.", [("Egypt", L), ("Tarek Belmarin", P)]),
    ("They met Mayor of Cairo Orla Vensk there.", [("Cairo", L), ("Orla Vensk", P)]),
    ("They met former President Orla Vensk there.", [("Orla Vensk", P)]),
    ("They met Vice President Orla Vensk there.", [("Orla Vensk", P)]),
    ("They met Crown Prince Tarek bin Salvan there.", [("Tarek bin Salvan", P)]),
    ("They met Lt. Col. J. R. Vensk there.", [("J. R. Vensk", P)]),
    ("They met Rear Admiral Ilen Varrow there.", [("Ilen Varrow", P)]),
    ("They met Senator Ilen Varrow (D-Ohio) there.", [("Ilen Varrow", P)]),
    ("They met Sheikh Tarek al-Belmarin there.", [("Tarek al-Belmarin", P)]),
    ("They met UN envoy Orla Vensk there.", [("UN", O, "United Nations"), ("Orla Vensk", P)]),
    ("They met Reuters reporter Ilen Varrow.", [("Reuters", O), ("Ilen Varrow", P)]),
    ("They met the journalist Orla Vensk.", [("Orla Vensk", P)]),
    ("They met Mr. Vensk there.", [("Vensk", P)]),
    ("They met Prime Minister Vensk there.", [("Vensk", P)]),
    ("They met Mullah Salim there.", [("Salim", P)]),
    ("They met Queen Orlanda there.", [("Orlanda", P)]),
    ("President Varrow met Chancellor Sarn.", [("Varrow", P), ("Sarn", P)]),
    ("Captain Ilen Varrow met Lieutenant Odo Sarn.", [("Ilen Varrow", P), ("Odo Sarn", P)]),
]
APPOSITIONS: list[Row] = [
    ("Dorvan Kelsten, a former teacher, was there.", [("Dorvan Kelsten", P)]),
    ("Dorvan Kelsten, 47, was there.", [("Dorvan Kelsten", P)]),
    ("Dorvan Kelsten, who was a teacher, came.", [("Dorvan Kelsten", P)]),
    ("The head of the port, Dorvan Kelsten, was there.", [("Dorvan Kelsten", P)]),
    ("It rained, said Dorvan Kelsten.", [("Dorvan Kelsten", P)]),
    ("Colonel Ilen Varrow, commander of the 5th Brigade, left.", [("Ilen Varrow", P), ("5th Brigade", O)]),
    ("Dorvan Kelsten (Harbour Party) was there.", [("Dorvan Kelsten", P), ("Harbour Party", O)]),
    ("Judge Ilen Varrow of the Supreme Court ruled.", [("Ilen Varrow", P), ("Supreme Court", O)]),
    ("“It rains,” Ilen Varrow told Reuters.", [("Ilen Varrow", P), ("Reuters", O)]),
]
SHAPES: list[Row] = [
    ("He met J. R. Vensk there.", [("J. R. Vensk", P)]),
    ("He met J.R. Vensk there.", [("J.R. Vensk", P)]),
    ("He met O. Vensk there.", [("O. Vensk", P)]),
    ("He met Orla T. Vensk there.", [("Orla T. Vensk", P)]),
    ("He met Tarek bin Salvan al-Belmari there.", [("Tarek bin Salvan al-Belmari", P)]),
    ("He met Abd al-Rahman Belmari there.", [("Abd al-Rahman Belmari", P)]),
    ("He met Nour al-Din Belmar there.", [("Nour al-Din Belmar", P)]),
    ("He met Mohamed Ould Belmar there.", [("Mohamed Ould Belmar", P)]),
    ("He met Abu Tarek al-Belmari there.", [("Abu Tarek al-Belmari", P)]),
    ("He met Carlos de la Venta there.", [("Carlos de la Venta", P)]),
    ("He met Juan Orsela y Torvan there.", [("Juan Orsela y Torvan", P)]),
    ("He met Ludwig von Kelsten there.", [("Ludwig von Kelsten", P)]),
    ("He met Pieter van der Vensk there.", [("Pieter van der Vensk", P)]),
    ("He met Charles d'Orvenne there.", [("Charles d'Orvenne", P)]),
    ("He met José María Orsela there.", [("José María Orsela", P)]),
    ("He met Łukasz Vensk there.", [("Łukasz Vensk", P)]),
    ("He met Ilen O’Varrow there.", [("Ilen O’Varrow", P)]),
    ("He met Zhang Weilan there.", [("Zhang Weilan", P)]),
    ("He met Nguyen Van Orla there.", [("Nguyen Van Orla", P)]),
    ("He met Kim Jong-su there.", [("Kim Jong-su", P)]),
    ("He met Jean-Luc Kelsten there.", [("Jean-Luc Kelsten", P)]),
    ("He met Orla Vensk-Kelsten there.", [("Orla Vensk-Kelsten", P)]),
    ("He met Vito “The Chin” Kelsten there.", [("Vito “The Chin” Kelsten", P)]),
    ('He met Vito "The Chin" Kelsten there.', [('Vito "The Chin" Kelsten', P)]),
    ("He met Joaquin 'El Gordo' Belmar there.", [("Joaquin 'El Gordo' Belmar", P)]),
    ("He met Tarek “Abu Salim” Belmar there.", [("Tarek “Abu Salim” Belmar", P)]),
    ("He met Martin Vensk Jr there.", [("Martin Vensk Jr", P)]),
    ("He met Martin Vensk III there.", [("Martin Vensk III", P)]),
    ("He met King Orvan II there.", [("Orvan II", P)]),
]
ENDS: list[Row] = [
    ("Orla Vensk's house burned.", [("Orla Vensk", P)]),
    ("Orla Vensk’s house burned.", [("Orla Vensk", P)]),
    ("The house of James Kelstens' father burned.", [("James Kelstens", P)]),
    ("Egypt's army left.", [("Egypt", L)]),
    ("The Ministry of Defence's spokesman left.", [("Ministry of Defence", O)]),
    ("The Iran-backed group left.", [("Iran", L)]),
    ("The Moscow-based group left.", [("Moscow", L)]),
    ("The US-led coalition left.", [("US", L, "United States")]),
    ("The al-Qaeda-linked group left.", [("al-Qaeda", O, "Al-Qaeda")]),
    ("The anti-Houthi side left.", [("Houthi", O, "Houthis")]),
    ("He met Orla\nVensk there.", [("Orla\nVensk", P, "Orla Vensk")]),
    ("He met Tarek bin\nSalvan there.", [("Tarek bin\nSalvan", P, "Tarek bin Salvan")]),
    ("The Ministry of\nForeign Affairs spoke.", [("Ministry of\nForeign Affairs", O, "Ministry of Foreign Affairs")]),
    ("They left South\nSudan today.", [("South\nSudan", L, "South Sudan")]),
    ("He met Orla\u00a0Vensk there.", [("Orla\u00a0Vensk", P, "Orla Vensk")]),
    ("He met Orla\u202fVensk there.", [("Orla\u202fVensk", P, "Orla Vensk")]),
    ("They left New\u00a0York today.", [("New\u00a0York", L, "New York")]),
]
OVER_AN_END: list[Row] = [
    ("So did the envoy.\n\nTripoli, Libya - It rained.", [("Tripoli", L), ("Libya", L)]),
    ("So did the envoy. Cairo was calm.", [("Cairo", L)]),
    ("So did the envoys.\nCairo was calm.", [("Cairo", L)]),
    ("They saw the minister\n\nBenghazi was calm.", [("Benghazi", L)]),
    ("They saw the minister\n \nBenghazi was calm.", [("Benghazi", L)]),
    ("They saw the general's Benghazi office and the ministers’ Cairo talks.", [("Benghazi", L), ("Cairo", L)]),
    ("They met the envoy\nOrla Vensk and the envoy Varrow.", [("Orla Vensk", P), ("Varrow", P)]),
    ("They met gen. Vensk and Mr. Varrow and Mr Sarn.", [("Vensk", P), ("Varrow", P), ("Sarn", P)]),
    ("They left Orvan\n\nregion by region.", []),
    ("They left the Orvan\nregion.", [("Orvan", L)]),
]
"""What stands before the end of a sentence or a paragraph says nothing of what comes after it."""
LATER: list[Row] = [
    ("Orla Vensk spoke. Vensk left.", [("Orla Vensk", P), ("Vensk", P, "Orla Vensk")]),
    ("Orla Vensk spoke. Ms Vensk’s car burned.", [("Orla Vensk", P), ("Vensk", P, "Orla Vensk")]),
    ("General Orla Vensk spoke. General Vensk left.", [("Orla Vensk", P), ("Vensk", P, "Orla Vensk")]),
    ("Orla Vensk spoke.\n\nAt home, Orla was known.", [("Orla Vensk", P), ("Orla", P, "Orla Vensk")]),
    ("Orla Vensk spoke. The Vensk-led side left.", [("Orla Vensk", P), ("Vensk", P, "Orla Vensk")]),
    ("Orla T. Vensk spoke. Orla Vensk left.", [("Orla T. Vensk", P), ("Orla Vensk", P, "Orla T. Vensk")]),
    ("J. R. Vensk spoke. Vensk left.", [("J. R. Vensk", P), ("Vensk", P, "J. R. Vensk")]),
    ("Martin Vensk III spoke. Vensk left.", [("Martin Vensk III", P), ("Vensk", P, "Martin Vensk III")]),
    ("Tarek al-Belmari spoke. Al-Belmari left.", [("Tarek al-Belmari", P), ("Al-Belmari", P, "Tarek al-Belmari")]),
    ("Tarek al-Belmari spoke. Belmari left.", [("Tarek al-Belmari", P), ("Belmari", P, "Tarek al-Belmari")]),
    ("Tarek al-Belmari spoke. El-Belmary left.", [("Tarek al-Belmari", P), ("El-Belmary", P, "Tarek al-Belmari")]),
    ("Mohammed Belgadi spoke. Muhammad Belgady left.",
     [("Mohammed Belgadi", P), ("Muhammad Belgady", P, "Mohammed Belgadi")]),
    ("José Orsela spoke. Jose Orsela left.", [("José Orsela", P), ("Jose Orsela", P, "José Orsela")]),
    ("Carlos Orsela Torvan spoke. Orsela left.", [("Carlos Orsela Torvan", P), ("Orsela", P, "Carlos Orsela Torvan")]),
    ("Ludwig von Kelsten spoke. Von Kelsten left.",
     [("Ludwig von Kelsten", P), ("Von Kelsten", P, "Ludwig von Kelsten")]),
    ("Zhang Weilan spoke. Zhang left.", [("Zhang Weilan", P), ("Zhang", P, "Zhang Weilan")]),
    ("Kim Jong-su spoke. Kim left.", [("Kim Jong-su", P), ("Kim", P, "Kim Jong-su")]),
    ("Orla Vensk and Tarek Vensk spoke. Vensk left.",
     [("Orla Vensk", P), ("Tarek Vensk", P), ("Vensk", P)]),
    ("Orla Vensk met Tarek Vensk there.\n\nOrla Vensk went. Vensk slept.",
     [("Orla Vensk", P), ("Tarek Vensk", P), ("Orla Vensk", P), ("Vensk", P, "Orla Vensk")]),
    ("Orla Vensk met Tarek Vensk there.\n\nVensk slept.",
     [("Orla Vensk", P), ("Tarek Vensk", P), ("Vensk", P)]),
    ("Orla Vensk met Tarek Vensk. Orla left. Tarek slept.",
     [("Orla Vensk", P), ("Tarek Vensk", P), ("Orla", P, "Orla Vensk"), ("Tarek", P, "Tarek Vensk")]),
    ("Vensk came. Orla Vensk and Tarek Vensk met.", [("Vensk", P), ("Orla Vensk", P), ("Tarek Vensk", P)]),
    ("Mohamed Salvan met Mahmoud Salvan.", [("Mohamed Salvan", P), ("Mahmoud Salvan", P)]),
    ("Kamal Idlib spoke. In Idlib it rained.", [("Kamal Idlib", P), ("Idlib", L)]),
    ("Belmarin came. Then Belmarin left.", [("Belmarin", P), ("Belmarin", P)]),
]  # fmt: skip
ORGANISATIONS: list[Row] = [
    ("The Harbour Defence Council met.", [("Harbour Defence Council", O)]),
    ("The Northern Democratic Party met.", [("Northern Democratic Party", O)]),
    ("The Belmarian National Army left.", [("Belmarian National Army", O)]),
    ("They left the Belmarin Foundation today.", [("Belmarin Foundation", O)]),
    ("The Al-Belmari Brigades left.", [("Al-Belmari Brigades", O)]),
    ("The Orvan News Agency wrote.", [("Orvan News Agency", O)]),
    ("Kelsten Shipping Company sank.", [("Kelsten Shipping Company", O)]),
    ("Kelsten University opened.", [("Kelsten University", O)]),
    ("Orvan Airlines flew.", [("Orvan Airlines", O)]),
    ("The Harbour & Coast Company sank.", [("Harbour & Coast Company", O)]),
    ("The Harbour Workers' Union met.", [("Harbour Workers' Union", O)]),
    ("The High National Elections Commission met.", [("High National Elections Commission", O)]),
    ("The Foreign Ministry spoke.", [("Foreign Ministry", O)]),
    ("The Supreme Court ruled.", [("Supreme Court", O)]),
    ("The newspaper Orvan Post wrote.", [("Orvan Post", O)]),
    ("The group Orvan Dawn left.", [("Orvan Dawn", O)]),
    ("The Senate met. Congress met.", [("Senate", O), ("Congress", O)]),
    ("The Red Cross left. The White House spoke.",
     [("Red Cross", O), ("White House", O)]),
    ("They joined ISIS and NATO.", [("ISIS", O, "Islamic State"), ("NATO", O)]),
    ("The U.N. met. The UN met.", [("U.N.", O, "United Nations"), ("UN", O, "United Nations")]),
    ("M23 left. The YPG left.", [("M23", O), ("YPG", O)]),
]  # fmt: skip
JOINED: list[Row] = [
    ("The Ministry of Foreign Affairs spoke.", [("Ministry of Foreign Affairs", O)]),
    ("The Ministry of Culture and Antiquities spoke.", [("Ministry of Culture and Antiquities", O)]),
    ("The Ministries of Defence and Interior met.", [("Ministries of Defence and Interior", O)]),
    ("The Organization for Harbour Safety spoke.", [("Organization for Harbour Safety", O)]),
    ("The Department for International Development spoke.", [("Department for International Development", O)]),
    ("The Committee to Protect Journalists spoke.", [("Committee to Protect Journalists", O)]),
    ("The Office of the High Commissioner for Human Rights spoke of rain and of war.",
     [("Office of the High Commissioner for Human Rights", O)]),
    ("The Center for Naval Studies wrote.", [("Center for Naval Studies", O)]),
    ("The Party of Coastal Unity met.", [("Party of Coastal Unity", O)]),
    ("The High Council of State met.", [("High Council of State", O)]),
    ("The Government of National Accord met.", [("Government of National Accord", O)]),
    ("The University of Kelsten opened.", [("University of Kelsten", O)]),
    ("The Free Army of Belmaria left.", [("Free Army of Belmaria", O)]),
    ("The Women's League of Orvan met.", [("Women's League of Orvan", O)]),
]  # fmt: skip
LETTERS: list[Row] = [
    ("The Harbour Defence Front (HDF) met. The HDF left.",
     [("Harbour Defence Front", O), ("HDF", O, "Harbour Defence Front"), ("HDF", O, "Harbour Defence Front")]),
    ("The HDF met. The Harbour Defence Front (HDF) left.",
     [("HDF", O, "Harbour Defence Front"), ("Harbour Defence Front", O), ("HDF", O, "Harbour Defence Front")]),
    ("The Northern Council (known as NC) met. NC left.",
     [("Northern Council", O), ("NC", O, "Northern Council"), ("NC", O, "Northern Council")]),
    ("The Organization of Coast States (OCS) met.",
     [("Organization of Coast States", O), ("OCS", O, "Organization of Coast States")]),
]  # fmt: skip
FORCES: list[Row] = [
    ("They fought the Belmaris today.", [("Belmaris", O)]),
    ("The Houthis left.", [("Houthis", O)]),
    ("The 5th Brigade left.", [("5th Brigade", O)]),
    ("The 507th Air Refueling Wing left.", [("507th Air Refueling Wing", O)]),
    ("Brigade 444 left.", [("Brigade 444", O)]),
    ("Task Force 50 left.", [("Task Force 50", O)]),
    ("The Libyan army left.", [("Libyan army", O)]),
    ("Turkish armed forces left.", [("Turkish armed forces", O)]),
    ("Iraqi security forces left.", [("Iraqi security forces", O)]),
    ("The Egyptian foreign ministry spoke.", [("Egyptian foreign ministry", O)]),
    ("The French parliament met.", [("French parliament", O)]),
    ("The Vancouver police left.", [("Vancouver police", O)]),
]
INSIDE: list[Row] = [
    ("They left Cairo University.", [("Cairo University", O)]),
    ("The Tripoli Military Council met.", [("Tripoli Military Council", O)]),
    ("The Bank of England paid.", [("Bank of England", O)]),
    ("The Central Bank of Libya paid.", [("Central Bank of Libya", O)]),
    ("The US Embassy in Tripoli closed.", [("US Embassy in Tripoli", O)]),
    ("The London School of Economics wrote.", [("London School of Economics", O)]),
    ("They left the John Vensk Foundation.", [("John Vensk Foundation", O)]),
    ("Orla Vensk left the Vensk Brigade.", [("Orla Vensk", P), ("Vensk Brigade", O)]),
    ("The Institute for Strategic Studies in London wrote.", [("Institute for Strategic Studies", O), ("London", L)]),
]
PLACES: list[Row] = [
    ("They left Prince Edward Island.", [("Prince Edward Island", L)]),
    ("King Abdulaziz Airport closed.", [("King Abdulaziz Airport", L)]),
    ("They left Sheikh Belmar Road and Queen Orla Street.", [("Sheikh Belmar Road", L), ("Queen Orla Street", L)]),
    ("They met Prince Edward there.", [("Edward", P)]),
    ("They met Lord Tarek Hill and President Orla Park there.", [("Tarek Hill", P), ("Orla Park", P)]),
    ("They left Tripoli for Paris.", [("Tripoli", L), ("Paris", L)]),
    ("They left the United States. The US spoke.", [("United States", L), ("US", L, "United States")]),
    ("They left the UAE and the U.K.", [("UAE", L, "United Arab Emirates"), ("U.K.", L, "United Kingdom")]),
    ("They left northern Mali today.", [("Mali", L)]),
    ("They left Deir al-Zour today.", [("Deir al-Zour", L, "Deir ez-Zor")]),
    ("They left Côte d'Ivoire today.", [("Côte d'Ivoire", L, "Ivory Coast")]),
    ("Moscow said so. Washington denied it.", [("Moscow", L), ("Washington", L)]),
    ("The Nile rose. The Black Sea is cold.", [("Nile", L), ("Black Sea", L)]),
    ("The Gulf of Aden is calm.", [("Gulf of Aden", L)]),
    ("The Hashemite Kingdom of Jordan spoke.", [("Hashemite Kingdom of Jordan", L, "Jordan")]),
    ("They live in Belmaria. Belmaria is dry.", [("Belmaria", L), ("Belmaria", L)]),
    ("They live near Kelsten.", [("Kelsten", L)]),
    ("They walked towards Kelsten.", [("Kelsten", L)]),
    ("The town of Kelsten burned.", [("Kelsten", L)]),
    ("The port city of Orvan burned.", [("Orvan", L)]),
    ("The island of Orvan burned.", [("Orvan", L)]),
    ("The mayor of Kelsten spoke.", [("Kelsten", L)]),
    ("Residents of Kelsten fled.", [("Kelsten", L)]),
    ("Kelsten province burned.", [("Kelsten", L)]),
    ("The al-Orvan neighbourhood burned.", [("al-Orvan", L)]),
    ("They left Kelsten, a small coastal town.", [("Kelsten", L)]),
    ("They left Kelsten, Libya, today.", [("Kelsten", L), ("Libya", L)]),
    ("They left Orvan, New York, today.", [("Orvan", L), ("New York", L)]),
    ("Mount Kelsten burned.", [("Mount Kelsten", L)]),
    ("Lake Orvan dried.", [("Lake Orvan", L)]),
    ("They left Wadi Orvan today.", [("Wadi Orvan", L)]),
    ("They left San Orvano today.", [("San Orvano", L)]),
    ("They left Camp Orvan today.", [("Camp Orvan", L)]),
    ("They left New Orvan today.", [("New Orvan", L)]),
    ("The Kelsten River rose.", [("Kelsten River", L)]),
    ("The Orvan Bridge fell.", [("Orvan Bridge", L)]),
    ("Orvan Street filled.", [("Orvan Street", L)]),
    ("Orvan International Airport closed.", [("Orvan International Airport", L)]),
]
ROWS: list[Row] = [
    ("They left Egypt, Libya and Sudan.", [("Egypt", L), ("Libya", L), ("Sudan", L)]),
    ("They left Tripoli, Kelsten and Orvan.", [("Tripoli", L), ("Kelsten", L), ("Orvan", L)]),
    ("Orla Vensk, Tarek Belmarin and Odo Sarn spoke.", [("Orla Vensk", P), ("Tarek Belmarin", P), ("Odo Sarn", P)]),
    ("They met Orla Vensk, Belmarin and Sarn.", [("Orla Vensk", P), ("Belmarin", P), ("Sarn", P)]),
    ("They joined the HDF, the PLF and the RTV.", [("HDF", O), ("PLF", O), ("RTV", O)]),
]
CAPITALS: list[Row] = [
    ("THE SHINING PATH ATTACKED A BANK IN LIMA. POLICE ARRESTED JOSE KELSTEN AND MARIA BELMAR.",
     [("SHINING PATH", O, "Shining Path"), ("LIMA", L, "Lima"), ("JOSE KELSTEN", P, "Jose Kelsten"),
      ("MARIA BELMAR", P, "Maria Belmar")]),
    ("IN MADRID FOREIGN MINISTER CARLOS BELMAR SAID TODAY THAT THE GOVERNMENT WILL NOT TALK TO THE HDF.",
     [("MADRID", L, "Madrid"), ("CARLOS BELMAR", P, "Carlos Belmar"), ("HDF", O)]),
    ("THE ARMY OF NATIONAL SALVATION (NSF) ATTACKED THE TOWN OF KELSTEN. THE NSF SAID NOTHING OF IT.",
     [("ARMY OF NATIONAL SALVATION", O, "Army of National Salvation"), ("NSF", O, "Army of National Salvation"),
      ("KELSTEN", L, "Kelsten"), ("NSF", O, "Army of National Salvation")]),
]  # fmt: skip
HEADLINES: list[Row] = [
    ("Harbour Leader Orla Vensk Leaves Cairo After Long Talks", [("Orla Vensk", P), ("Cairo", L)]),
    ("Rebels Attack Town Near Tripoli as Talks Stall Again", [("Tripoli", L)]),
    ("Egypt's President Meets Tarek Belmarin in Cairo on Sunday",
     [("Egypt", L), ("Tarek Belmarin", P), ("Cairo", L)]),
    ("The Long Road to Peace in the Northern Valley", []),
    ("Why Nobody Wants to Talk About Water This Summer", []),
    ("UN Envoy Calls for Ceasefire in Libya's Capital", [("UN", O, "United Nations"), ("Libya", L)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [*TITLES, *APPOSITIONS, *SHAPES])
def test_people(text: str, expected: list[Name]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(("text", "expected"), [*ORGANISATIONS, *JOINED, *LETTERS, *FORCES])
def test_organisations(text: str, expected: list[Name]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(("text", "expected"), INSIDE)
def test_what_holds_a_name_stays_an_organisation(text: str, expected: list[Name]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(("text", "expected"), [*PLACES, *ROWS])
def test_places_and_rows(text: str, expected: list[Name]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(("text", "expected"), [*ENDS, *OVER_AN_END])
def test_where_a_name_ends(text: str, expected: list[Name]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(("text", "expected"), LATER)
def test_later_in_the_article(text: str, expected: list[Name]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(("text", "expected"), CAPITALS)
def test_texts_in_capitals(text: str, expected: list[Name]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(("title", "expected"), HEADLINES)
def test_headlines(title: str, expected: list[Name]) -> None:
    assert found("It rained on the quay today.", title, in_title=True) == expected


@pytest.mark.parametrize(
    ("title", "text", "in_title", "in_body"),
    [
        ("Vensk leaves", "On the quay Orla Vensk spoke.", ("Vensk", P, "Orla Vensk"), ("Orla Vensk", P)),
        ("Port chief Orla Vensk leaves", "On the quay Vensk spoke.", ("Orla Vensk", P), ("Vensk", P, "Orla Vensk")),
        ("Belmaria is dry", "It rained in Belmaria.", ("Belmaria", L), ("Belmaria", L)),
        ("HDF leaves", "The Harbour Front (HDF) left.", ("HDF", O, "Harbour Front"), ("Harbour Front", O)),
    ],
)
def test_title_and_body_speak_for_each_other(title: str, text: str, in_title: Name, in_body: Name) -> None:
    assert found(text, title, in_title=True) == [in_title]
    assert found(text, title)[0] == in_body


NOBODY_THERE = [
    "However it rained. Meanwhile it rained. Authorities said it rained.",
    "Rain fell. Water rose. Houses burned. Women voted. Children played.",
    "Thousands fled. Hundreds died. Dozens left.",
    "Officials said so. Analysts said so. Witnesses said so. Sources said so.",
    "Police said so. Troops left. Rebels left. Militants left.",
    "Inside, it was dark. Outside, it rained. At last, it rained. For now, it rained.",
    "Thank you. Good morning. Well done. Please wait.",
    "On Monday and Tuesday it rained. In January and June it rained.",
    "Thursday's vote was held. Last Friday's was not.",
    "In March they marched. May they rest. In May, it rained.",
    "Mid-September came. Early January came.",
    "Eid came. Ramadan came. Nowruz came. Easter came. Thanksgiving came. Christmas Day came.",
    "Mother's Day came. Labour Day came. Independence Day came.",
    "It was 5 PM GMT. It was 10 a.m. EST.",
    "French and Libyan men spoke Arabic and English.",
    "He speaks Amharic. They speak Tamasheq.",
    "A Russian spoke. Two Egyptians left. The Chinese left. An Arab left. Two Kurds left.",
    "Iraqi oil rose. Libyan oil fell. Belmarian oil rose.",
    "The Russian-backed forces left. The pro-Russian side left. The Israeli-Palestinian talks ended.",
    "Muslims, Christians and Jews prayed. He is a Catholic. She is a Sunni. They are Alawites.",
    "Islam is a faith. The Koran is a book. The Bible is old. God is great.",
    "Sunni and Shiite leaders met. Marxist guerrillas and Islamist militants fought.",
    "Democrats and Republicans met. Communists left. The Left won.",
    "The President spoke. The Prime Minister spoke. The General left. The Field Marshal left.",
    "The Pope spoke. The Queen spoke. The Emir spoke. The Grand Mufti spoke.",
    "The Secretary-General spoke. The Attorney General spoke. The Chief of Staff spoke.",
    "The Minister of Defence spoke. The Minister of Foreign Affairs spoke. The Head of State spoke.",
    "The Libyan President spoke. The Egyptian Foreign Minister spoke.",
    "His Excellency spoke. Her Majesty left. Your Honour spoke.",
    "Mr. Speaker, it rained. Madam President, it rained. Ladies and Gentlemen, it rained.",
    "The Council met. The Committee met. The Ministry met. The Party met.",
    "The Commission met. The Board met. The Court ruled. The Bank paid. The Government spoke.",
    "The Constitution holds. The Treaty holds. The Agreement holds. Resolution 1973 holds.",
    "The Second World War ended. World War II ended. The Cold War ended. The Six-Day War ended.",
    "The Arab Spring began. The Olympics began. The World Cup began. The Nobel Prize was given.",
    "The Belmar Plan failed. The Orvan Declaration holds. The Orvan Report was read.",
    "Operation Desert Storm began. Hurricane Orla hit.",
    "The USS Kelsten sank. HMS Orvan sank. The MV Belmar sank.",
    "A MiG-29 flew. An F-16 flew. The B-52 flew. An AK-47 was found.",
    "COVID-19 spread. Ebola spread. AIDS kills. DNA tells. The GDP grew. A CEO spoke.",
    "He has a PhD. She has an MBA.",
    "The Internet is slow. T-shirts were sold. X-rays were made.",
    "Chapter IV. Part III. Article IV was read. Act I, Scene II. Chapter 7 and Article 5 were read.",
    "No. 5 was left. Figure 3 shows rain. Plan B failed. Vitamin C helped. An A to Z of it.",
    "Background\n\nIt rained.",
    "What Happened Next\n\nIt rained.",
    "INTRODUCTION\n\nIt rained.",
    "II. The Way Ahead\n\nIt rained.",
    "Q: Why? A: Because.",
    "We've left. They're here. I'm here. Don't go. It's late. That's all.",
    "“We’ve seen it,” they said. “I’ve seen it.” Don’t go. Won’t do.",
    "He said: “Yes.” “No,” she said. “Never,” they said.",
    "The Western world and the East agree. The West is cold. The South is poor.",
]


@pytest.mark.parametrize("text", NOBODY_THERE)
def test_what_only_looks_like_a_name(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The Geneva Convention holds. The Oslo Accords hold.",
        "The Paris Agreement holds. The Minsk Accords hold.",
        "The Iraq War ended. The Gulf War ended.",
    ],
)
def test_an_event_is_nobody_but_may_hold_a_place(text: str) -> None:
    assert {kind for _, kind, *_ in found(text)} == {L}


STORY = """\
Fighters of the Harbour Defence Front (HDF) withdrew from the town of Kelsten on Sunday, two weeks after a truce was \
agreed under the eyes of the United Nations, residents and officials said.

“We have kept our word,” said Colonel Ilen Varrow, who commands the northern wing of the front. Varrow told reporters \
on the quay that his men would not come back before the vote that is planned for the end of March, and that everybody \
who had left the town during the winter could now return to the houses that are still standing.

The Ministry of Foreign Affairs in Belmaria called the withdrawal a first step. Its spokeswoman, Orla Vensk, said that \
the government would open the road along the Orvan River within days, but that it was too early to speak of peace. \
Nobody had yet counted the wounded, Vensk added, and the harbour was still full of mines.

In the town, shops opened for the first time since Christmas. Children played between the barricades, and on the main \
square an old man sold oranges from a cart. The HDF had held the place since last summer, when it drove out a garrison \
of the Libyan army after a siege that lasted for more than forty days and cost hundreds of lives on both sides.

Not everybody was glad. “They will be back as soon as the rain stops,” said Tarek al-Belmari, a teacher, whose school \
was burned in the fighting. Al-Belmari had hidden with his sister in a cellar under the market for most of the autumn, \
without light and with very little water, until a boat took the two of them over to the other bank at night.
"""
CAST = {
    "person": {"Ilen Varrow", "Orla Vensk", "Tarek al-Belmari"},
    "organisation": {"Harbour Defence Front", "United Nations", "Ministry of Foreign Affairs", "Libyan army"},
    "place": {"Kelsten", "Belmaria", "Orvan River"},
}


def test_a_story_has_these_actors_and_no_others() -> None:
    read_ = article(STORY)
    assert {kind: {m.name for m in read_.mentions if m.kind == kind} for kind in CAST} == CAST
    assert 100 * len(read_.mentions) / len(read_.body.split()) <= 14


def test_of_a_list_of_thousands_of_names_those_are_compared_that_sound_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    sounds = [one + vowel for one in "bdfglmnrst" for vowel in "aiu"]
    crowd = [f"{a}{b}{c}".capitalize() for a in sounds for b in sounds for c in sounds[:4]]
    compared = 0

    def counted(one: Parsed, other: Parsed) -> bool:
        nonlocal compared
        compared += 1
        return within(one, other)

    monkeypatch.setattr(people, "within", counted)
    made = people.People([*(f"{given} Dorbelmar" for given in crowd), "Nazhuri Kelm", "Nadhuri Kelm", "Tasu Kelm"])
    assert compared < len(crowd) * 6
    assert made.labels["Nazhuri Kelm"] == made.labels["Nadhuri Kelm"] != made.labels["Tasu Kelm"]


def test_a_corpus_has_at_most_fourteen_names_in_a_hundred_words(sample: Path) -> None:
    articles = [entry for file in sorted(sample.glob("*.*")) for entry in _articles(file)]
    words = sum(len(entry.body.split()) for entry in articles)
    assert words > 1_000
    assert 100 * sum(len(entry.mentions) for entry in articles) / words <= 14


def _articles(file: Path) -> list[Article]:
    return extract(file, NOBODY) if file.name != "actors.yaml" else []


@pytest.mark.parametrize("actors", ["none", "those of the corpus"])
def test_spans_hold_their_text_and_lie_apart(sample: Path, actors: str) -> None:
    """Only a known group may lie inside of another mention: of a post, or of an organisation with a longer name."""
    known = NOBODY if actors == "none" else gazetteer_for(sample, None)
    for file in sorted(sample.glob("*.*")):
        if file.name == "actors.yaml":
            continue
        for entry in extract(file, known):
            for text, mentions in ((entry.body, entry.mentions), (entry.title, entry.title_mentions)):
                assert all(text[m.start : m.end] == m.text and m.because for m in mentions)
                for a in mentions:
                    for b in mentions:
                        if a is not b and a.start < b.end and b.start < a.end:
                            outer, inner = sorted((a, b), key=lambda m: m.start - m.end)
                            assert outer.start <= inner.start < inner.end <= outer.end
                            assert inner.kind in ("faction", "organisation")
                            assert outer.via == "post" or outer.kind in ("faction", "organisation")


FURNITURE = """\
Home | World | Sport
Share on Facebook
Subscribe to our newsletter

Port chief Orla Vensk left the town of Kelsten on Sunday, residents said, after a week of rain and wind on the quay.

Nobody knows where she went, and nobody at the harbour office wanted to say when she would be back at her desk.

Read More
Copyright 2031 Coast Wire. All rights reserved.
"""


def test_names_of_the_page_are_not_those_of_the_article() -> None:
    assert found(FURNITURE) == [("Orla Vensk", P), ("Kelsten", L)]


def test_on_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "story.txt"
    file.write_text(STORY, "utf-8")
    assert main(["extract", "--json", "--actors", "none", str(file)]) == 0
    entry = json.loads(capsys.readouterr().out)
    assert {kind: {m["name"] for m in entry["mentions"] if m["kind"] == kind} for kind in CAST} == CAST
    assert all(entry["body"][m["start"] : m["end"]] == m["text"] for m in entry["mentions"])


def test_the_same_names_every_time(tmp_path: Path) -> None:
    file = tmp_path / "story.txt"
    file.write_text("\n\n".join(text for text, _ in (*TITLES, *LATER, *ORGANISATIONS, *PLACES, *ROWS)), "utf-8")
    command = [sys.executable, "-m", "briefing", "extract", "--json", "--actors", "none", str(file)]
    answers = [
        subprocess.run(
            command, capture_output=True, text=True, check=True, cwd=PROJECT, env=os.environ | {"PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("1", "2")
    ]
    assert answers[0] == answers[1]
    assert len(json.loads(answers[0])["mentions"]) > 100


def filled(unit: str) -> str:
    """100 kB of it, on one line."""
    return (unit * (100_000 // len(unit) + 1))[:100_000]


def distinct(count: int) -> list[str]:
    """Words that could be names, hardly two of them alike."""
    letters = random.Random(7)
    return ["".join(letters.choice(two) for two in ("BDFGKLMNRSTV", "aeiou", "bdgklmnrstvz", "aeiou", "bdgklmnrstvz"))
            + f"{'aeiou'[n % 5]}{'lnrst'[n // 5 % 5]}" for n in range(count)]  # fmt: skip


HOSTILE: dict[str, Callable[[], str]] = {
    "one line": lambda: filled("Orla Vensk met Tarek Belmarin of the Harbour Council in Kelsten today. "),
    "capitals": lambda: "A" * 100_000,
    "capital words": lambda: filled("Orvan Kelsten "),
    "words of one capital": lambda: filled("A "),
    "initials": lambda: filled("A. B. C. D. "),
    "dotted letters": lambda: filled("A.B.C.D."),
    "very long words": lambda: filled("Kelsten" * 100 + " "),
    "nested brackets": lambda: "(" * 50_000 + "Orvan" + ")" * 50_000,
    "brackets never closed": lambda: filled("Orvan Front (OF) (("),
    "letters defined": lambda: " ".join(f"The {word} Front ({word[:2].upper()}F) left." for word in distinct(2_000)),
    "quotes never closed": lambda: filled("Orvan “The Chin "),
    "quotes": lambda: filled("“Orvan "),
    "nicknames": lambda: filled("Vito “The Chin” Kelsten “The Chin” Kelsten "),
    "al-al": lambda: filled("al-"),
    "Al-Al": lambda: filled("Al-"),
    "al-Al-al-Belmari": lambda: filled("al-Al-al-Belmari "),
    "particles": lambda: filled("Orvan de la van der bin "),
    "ministries": lambda: filled("Ministry of Defence of the "),
    "fronts": lambda: filled("Front for the Liberation of the "),
    "and": lambda: filled("National Oceanic and Atmospheric "),
    "rows": lambda: filled("Orvan, Kelsten, "),
    "apostrophes": lambda: "O" + "'" * 100_000,
    "possessives": lambda: filled("Orvan's' "),
    "hyphens": lambda: "Orvan" + "-" * 100_000,
    "compounds": lambda: "Orvan" + filled("-backed"),
    "numbers": lambda: "Brigade " + "4" * 100_000,
    "numbered units": lambda: filled("5th Brigade 444 "),
    "short lines": lambda: filled("Orvan\n"),
    "short paragraphs": lambda: filled("Orvan\n\n"),
    "spaces": lambda: "Orvan" + " " * 100_000 + "Kelsten",
    "no-break spaces": lambda: filled("Orvan\u00a0"),
    "titles": lambda: filled("President "),
    "ranks": lambda: filled("Maj. Gen. "),
    "secretaries": lambda: filled("Secretary of State of "),
    "many people": lambda: " ".join(f"Orla {word} spoke. {word} left." for word in distinct(2_000)),
    "many of one surname": lambda: " ".join(f"{word} Vensk spoke. Vensk left." for word in distinct(600)),
    "text in capitals": lambda: filled("THE ARMY OF NATIONAL LIBERATION (ELN) ATTACKED KELSTEN. "),
    "heads in capitals": lambda: filled("ARMY FRONT COUNCIL "),
    "headlines": lambda: filled("Rebels Attack Town Near Tripoli as Talks Stall Again\n"),
    "accents": lambda: "O" + "\u0301" * 100_000,
    "dots": lambda: "O" + "." * 100_000,
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_texts_end(kind: str) -> None:
    text = HOSTILE[kind]()
    for read_ in (article(text), article("It rained.", text)):
        assert all(read_.body[m.start : m.end] == m.text for m in read_.mentions)
        assert all(read_.title[m.start : m.end] == m.text for m in read_.title_mentions)
        assert all(a.end <= b.start for a, b in pairwise(read_.mentions))
        assert all(a.end <= b.start for a, b in pairwise(read_.title_mentions))
