"""The closed lists of English words by which people and groups are described, and those that end a description."""

from __future__ import annotations

from briefing.speaking.lexicon import CONJUNCTIONS, PREPOSITIONS, VERBS


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


RANKS = _set(
    """
    general marshal colonel major captain lieutenant brigadier admiral corporal sergeant commodore field-marshal
    major-general lieutenant-general brigadier-general colonel-general gen gen. maj maj. col col. lt lt. brig brig.
    adm adm. capt capt. sgt sgt.
    """
)
SAME = {
    "gen": "general",
    "maj": "major",
    "col": "colonel",
    "lt": "lieutenant",
    "brig": "brigadier",
    "adm": "admiral",
    "capt": "captain",
    "sgt": "sergeant",
    "head": "chief",
    "director": "chief",
    "defense": "defence",
    "organization": "organisation",
    "recognized": "recognised",
    "unrecognized": "unrecognised",
    "spokesperson": "spokesman",
    "spokeswoman": "spokesman",
    "militias": "militia",
    "gangs": "gang",
    "groups": "group",
    "movements": "movement",
    "ex": "former",
}
"""Words that say no other thing."""
LOADED_PEOPLE = _set(
    """
    warlord strongman dictator tyrant despot autocrat usurper rebel terrorist militant insurgent guerrilla separatist
    secessionist extremist jihadist islamist traitor criminal butcher putschist mastermind kingpin gangster mercenary
    fugitive defector dissident puppet stooge figurehead martyr hero liberator fighter renegade mutineer coupist
    militiaman ringleader oligarch propagandist ideologue agitator coup-leader
    """
)
"""Nouns for one person that take a side."""
PEOPLE = (
    RANKS
    | LOADED_PEOPLE
    | _set(
        """
        president vice-president co-president minister premier chancellor leader chief head commander
        commander-in-chief spokesman spokeswoman spokesperson speaker chairman chairwoman chair secretary
        secretary-general ambassador envoy negotiator mediator governor mayor judge prosecutor lawyer king queen
        prince emir sultan caliph cleric ayatollah politician lawmaker senator deputy director officer
        adviser advisor aide founder coordinator candidate activist businessman banker ruler statesman soldier veteran
        """
    )
)
"""Nouns for one person that may end a description, or stand before its `of`."""
LOADED_GROUPS = _set(
    """
    militia militias regime junta rebels insurgents guerrillas terrorists militants extremists jihadists islamists
    separatists secessionists mercenaries gang gangs fighters clique cult cartel mafia invaders occupiers aggressors
    putschists mutineers liberators outlaws bandits
    """
)
"""Nouns for a group that take a side."""
GROUPS = LOADED_GROUPS | _set(
    """
    army forces force government administration authorities movement movements group groups organisation organization
    party faction alliance coalition front brigade brigades battalion troops network council parliament assembly
    resistance entity
    """
)
BESIDE_ITS_NAME = (LOADED_GROUPS - {"regime", "junta", "cartel", "clique"}) | _set("movement group organisation")
"""After the name of a group these describe it: `the Houthi rebels`; `UN forces` are a part of it."""
LOADED_ADJECTIVES = _set(
    """
    retired former ex late renegade rogue self-proclaimed self-styled self-declared self-appointed self-described
    so-called would-be disgraced ousted deposed exiled wanted legitimate illegitimate illegal lawful unlawful
    unrecognised unrecognized recognised recognized internationally terrorist militant insurgent extremist jihadist
    islamist separatist secessionist guerrilla rebel hardline radical moderate nationalist ultranationalist
    communist leftist marxist maoist right-wing left-wing far-right far-left populist fascist nazi genocidal
    powerful influential notorious infamous corrupt brutal bloodthirsty criminal treacherous treasonous puppet
    heroic beloved great brave glorious respected veteran acting interim caretaker transitional provisional elected
    unelected democratically parallel rival breakaway disputed contested embattled mutinous dissident opposition
    fugitive outlawed banned proscribed armed paramilitary militia clandestine mercenary occupation coup
    """
)
LOADED = LOADED_ADJECTIVES | LOADED_PEOPLE | LOADED_GROUPS
"""Words that take a side, or take something away."""
PLAIN = _set(
    """
    army military air force naval navy police security intelligence armed forces defence defense foreign interior
    finance justice oil health education prime vice deputy chief general staff field national regional local eastern
    western northern southern central east west north south federal parliamentary presidential government party state
    supreme special high senior top joint house council parliament assembly guard brigade political religious spiritual
    tribal ruling legislative house lower upper republican democratic social cabinet union front movement longtime
    long-time veteran ground land coast border revolutionary popular people's international regional
    """
)
"""Words before a noun that take no side."""
MODIFIERS = LOADED_ADJECTIVES | PLAIN | PEOPLE
WHOSE = _set("his her its their our my your this that these those")
MEETING = _set(
    """
    met meet meets meeting visited visits visiting received receives receiving supported supports supporting backed
    backs backing against hosted hosts hosting led leads leading replaced replaces replacing praised attacked attacks
    fought fights fighting helped helps helping joined joins joining saw sees seeing joined accompanied included
    includes including arrested arrests arresting killed kills killing followed follows defeated defeats opposed
    opposes opposing recognises recognizes welcomed thanked
    """
)
"""Verbs after which a description begins."""
PREFIXES = ("pro-", "anti-", "ex-", "self-", "non-")
COMPOUNDS = (
    *("-backed", "-led", "-aligned", "-allied", "-supported", "-sponsored", "-linked", "-controlled", "-funded"),
    *("-armed", "-recognised", "-recognized", "-trained", "-affiliated", "-run", "-dominated"),
)
"""How words end that tell on whose side somebody is: `UN-backed`."""
NEUTRAL_COMPOUNDS = ("-based", "-born", "-elect", "-year-old")
OF_A_COUNTRY = ("an", "ian", "ese", "ish", "i", "ch", "ene", "ic")
"""How capitalized words end that tell of what country somebody is."""
ADVERBS = _set("internationally democratically newly widely")
ADJECTIVES = LOADED_ADJECTIVES - _set(
    "retired former ex late acting veteran mercenary militia occupation coup internationally democratically"
)
"""Right before the name of a group these describe it: `the legitimate Accord`."""
NO_PARTICIPLES = _set("retired embattled so-called")
"""End like the past of a verb, and are none."""
FOLLOWING_PARTICIPLES = PREPOSITIONS | MEETING | WHOSE | ADVERBS | _set("the a an")
"""`the ousted general`, and not `the council ousted general`."""
ONE_GROUP = _set(
    """
    group organisation organization movement militia party faction network gang alliance coalition front brigade junta
    regime cult cartel mafia clique
    """
)
"""Before the name of a group these are said of it."""
ARTICLES = _set("the a an")
HONORIFICS = _set("mr mrs ms miss dr sir lady mr. mrs. ms. dr.")
LINKS = _set("and or but")
PUT_AND_TOLD = _set(
    "told tells informed warned assured reminded asked convinced showed shown gave given sent offered promised handed "
    "granted taught persuaded notified tell ask give"
)
"""After these somebody may be named, and then begin another clause: `told the commander Orsek was ill`."""
BEING = _set(
    "is was were are be been being as became become becomes remained remains remain not no never nor neither named "
    "appointed made elected called considered declared dubbed proclaimed"
)
"""After these a post is told of somebody, or denied to them, and does not stand for them."""
ENDING = (
    PREPOSITIONS | CONJUNCTIONS | LINKS | MEETING | WHOSE | VERBS | BEING | _set("who which whom whose where than then")
)
"""Words before which a description begins, and after which none goes on."""
INTRANSITIVE = _set(
    """
    came comes arrived arrives returned returns fled flees died dies spoke speaks resigned travelled traveled flew
    appeared stayed stays left remained remains withdrew withdraws retreated advanced is was are were still also then
    later who which whose when while as
    """
)
"""What somebody does without doing it to another, and other words that go on with the sentence after a name."""
UNSURE = _set("designate elect candidate hopeful nominee aspirant")
"""After the name of a post these say that it is not held."""
HEARSAY = _set(
    """
    allegedly reportedly purportedly supposedly apparently alleging claiming say sources source witnesses witness
    quoted quoting cited citing think thinks
    """
)
"""A sentence with one of these may be in the words of others as a whole."""
STANCES = HEARSAY | _set(
    """
    accuse accused accuses accusing blame blamed blames blaming consider considered considers regard regarded regards
    deem deemed deems label labels brand branded brands designate designated designates view viewed views vow
    ask denies denied deny denying rejects rejected tell telling believed thought asking asserting insisting arguing
    described describing words referred referring refers denouncing condemning criticised criticized
    criticising criticizing charged charges charging dismissed dismisses slammed slams mocked protested
    """
)
"""After one of these a sentence may go on in the words of others."""
AFTER_HEAD: dict[str, tuple[str, ...]] = {
    "of": (),
    "for": (),
    "in": (),
    "backed": ("by",),
    "led": ("by",),
    "supported": ("by",),
    "based": ("in",),
    "linked": ("to",),
    "loyal": ("to",),
    "allied": ("with", "to"),
    "aligned": ("with",),
}
"""How a description goes on after its noun, each with what must follow: `group backed by Dravia`."""
