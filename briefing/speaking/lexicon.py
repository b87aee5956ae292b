"""The closed lists of English words that tell who speaks and who does not."""

from __future__ import annotations


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


SAYING = _set("said says say")
"""After these, words may be reported without `that`."""
THAT = SAYING | _set(
    """
    told tells stated announced announces warned warns added adds declared declares confirmed confirms stressed
    stresses emphasised emphasises emphasized emphasizes noted explained explains affirmed affirms insisted
    insists argued argues claimed claims asserted asserts acknowledged acknowledges admitted admits reiterated
    reiterates indicated indicates underlined underlines underscored underscores remarked replied replies
    responded answered wrote writes tweeted vowed vows pledged promised threatened hinted suggested suggests
    maintained maintains complained lamented observed cautioned cautions alleged alleges repeated repeats revealed
    reveals disclosed predicted predicts proclaimed testified recalled concluded concludes continued clarified
    clarifies reported believes estimated
    """
)
"""What somebody does who says `that …`."""
ONLY_QUOTED = _set(
    """
    called calls described describes asked asks urged urges demanded demands hailed praised welcomed condemned
    denounced commented posted expressed quipped joked shouted labelled labeled branded dubbed termed stating
    saying adding warning declaring stressing noting
    """
)
"""What gives somebody the words between quotation marks, and no others."""
VERBS = THAT | ONLY_QUOTED
PARTICIPLES = _set("stating saying adding warning declaring stressing noting")
"""`X left, saying “…”`: they have no subject of their own."""
NOUNS_TOO = _set("claims demands reported calls estimated believes asks")
"""Only a person can be said to do these; `Gulf claims` are something else."""
BETWEEN = _set(
    """
    has have had also then later further again earlier recently publicly repeatedly however meanwhile today
    yesterday explicitly clearly openly simply previously already subsequently
    """
)
"""What may stand between somebody and the verb."""
BARE = _set("the his her its their he she it they we there this these those some all both no any each every nobody")
"""How words begin that are reported without `that`."""
SPANS = _set("day week month year night morning evening time afternoon weekend same")
"""`announced that day` reports nothing."""
HE = _set("he she")
CONJUNCTIONS = _set("that but while as because when where although though what whereas yet so after before since until")
PREPOSITIONS = _set(
    """
    of by with to from for in at on near against about over under between among into without within through via
    during following despite besides unlike like alongside behind beside toward towards than per including except
    versus like around across upon amid concerning regarding
    """
)
NEVER = _set("neither nor not never no none nobody if whether unless or only had did would could should might may will")
"""Before a name these take the words away again."""
DETERMINERS = _set("the a an his her its their our another this that")
ARTICLES = _set("the a an")
TITLES = _set(
    """
    minister president general marshal colonel major captain lieutenant brigadier admiral commander commanders
    spokesman spokeswoman spokesperson chief head leader director secretary ambassador envoy deputy prime foreign
    interior defence defense finance justice former retired acting outgoing incoming late senior top rebel army
    military police navy air force government parliament presidential parliamentary opposition ruling party union
    council speaker chairman chairwoman chair member lawmaker senator mayor governor judge prosecutor lawyer
    activist analyst expert professor researcher journalist writer author doctor engineer official officer adviser
    advisor representative coordinator king queen prince princess sheikh imam bishop pope dictator premier
    chancellor vice assistant special national regional local state federal new veteran co-chair vice-president
    negotiator mediator diplomat economist historian resident teacher farmer shopkeeper trader manager founder mr
    mrs ms dr gen col lt maj capt sgt spc brig adm prof sen rep gov sir lord lady staff field armed forces
    counterpart statement
    """
)
"""What may stand before a name as part of it."""
PAPERS = _set("statement statements communique communiqué declaration report letter message tweet post")
"""`a statement by X` speaks for X."""
COUNTER_VOICES = _set(
    "letter slogan slogans chant chants chanting words phrase quoting citing quoted cited reading read titled entitled "
    "so-called known accused accusing statement graffiti banner banners headline song poem called dubbed named"
)
"""Between a verb and a quotation these make it doubtful whose words they are."""
TIMES = _set(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april june july august
    september october november december jan feb mar apr jun jul aug sept sep oct nov dec week month year morning
    evening night afternoon last this next early late earlier later today yesterday
    """
)
ABBREVIATIONS = _set(
    """
    mr mrs ms dr gen col lt maj capt sgt spc brig adm prof sen rep gov st jr sr no vs jan feb mar apr jun jul aug
    sept sep oct nov dec inc ltd co corp cpl pvt cmdr hon rev fr maj.-gen lt.-gen
    """
)

NEGATING = _set("not denied denies deny denying false untrue wrong falsely refused refuses wrongly")
"""Shortly before somebody who speaks, these take the words away again."""
FINITE = _set("was were is are has had have would will could can may might did does")
"""`a statement that was …` is not said by that."""
TELLING = _set("told tells warned assured reminded")
"""`told reporters that`: somebody may stand between."""
CUTTING = _set("but while whereas although though")
"""After a comma these begin what somebody else may have to say."""
REACTING = _set("praised hailed welcomed condemned denounced")
"""Whose words follow these is open: of what is praised, or of who praises."""
NAMING = _set("called calls described describes labelled labeled branded dubbed termed")
"""`called X “…”`, `described X as “…”`: words for something, not to somebody."""
REPLYING = _set("replied replies responded answered")
"""After a question between quotation marks these may follow the question of another."""
DOUBTING = _set(
    """
    rumour rumours rumor rumors rumoured rumored hoax fake faked forged forgery fabricated invented satire satirical
    parody spoof fictional fiction novel novels film movie comedy script legend myth imagined imaginary dream dreamed
    dreamt pretended pretending supposedly allegedly alleged reportedly purportedly purported unlikely doubtful
    doubted doubts believed believes believe lie lies proof evidence impersonating impersonator actor actress
    """
)
"""Before somebody who speaks, these leave open whether they ever did."""
SUPPOSING = _set(
    """
    if suppose supposing imagine imagining assume assuming unless had should were whether lest pretend has have did
    does do is are was would could might may can will whoever perhaps maybe
    """
)
"""A sentence that begins so tells of nothing that was said."""
WHENEVER = _set("when whenever once until before after as because since though although where wherever while")
"""A sentence that begins so says what it says after its comma."""
BELOW = _set("that whether how why whom which if who whose what when where because until before after since as")
"""The clauses that these begin hang on another."""
NEW_CLAUSE = _set("and but while whereas yet")
"""After a comma these begin a clause that hangs on none."""
SETTINGS = _set(
    """
    reporters journalists press media news newspaper agency conference conferences briefing interview interviews
    statement statements speech address parliament council assembly congress senate cabinet court committee
    commission lawmakers delegates supporters session meeting summit rally ceremony television tv radio channel
    broadcast broadcaster website site page account twitter facebook telegram post tweet message letter report email
    guests visitors voters students workers followers soldiers officials ministers deputies mourners worshippers
    diplomats leaders residents hall room capital city town palace square church mosque headquarters customs main
    visit telephone phone call video online audience crowd forum congregation sermon televised joint written live
    public weekly daily daylong local state national released published issued
    """
)
"""Where, on what occasion, by what means and to whom somebody speaks."""
PLACING = _set("in on at during to with via of after before from through following inside outside near")
"""Begin when, where and to whom somebody speaks."""
MALE = _set(
    "he him his himself mr man boy king prince sir lord father brother son husband uncle grandfather sheikh imam "
    "bishop pope spokesman chairman gentleman"
)
FEMALE = _set(
    "she her hers herself mrs ms miss woman girl queen princess lady mother sister daughter wife aunt grandmother "
    "spokeswoman chairwoman actress widow nun"
)
PEOPLE = _set(
    """
    man men woman women boy girl child children person people father mother brother sister son daughter husband wife
    uncle aunt cousin nephew niece friend friends aide aides ally allies colleague colleagues rival rivals enemy enemies
    boss host guest guests witness witnesses student students patient medic medics nurse cleric priest monk nun rabbi
    mufti guard guards chief chiefs spouse widow orphan hostage captive refugee captors deputies somebody someone
    everybody anyone nobody youth teenager baby pilot cop thief victim attorney counsel clerk cook crew crowd critics
    relative relatives relation family neighbour neighbours neighbor militant militants civilian combatant mercenary
    troops jihadist doctor coach staff migrant peasant sailor tailor mason spy king pope
    other others latter former one
    """
)
"""Whom `he` may mean as well."""
OF_PEOPLE = ("er", "ers", "or", "ors", "ist", "ists", "ian", "ians", "man", "men", "ee", "ees", "ant", "ants", "eur")
"""How words for people end, and some others."""
NO_PEOPLE = _set(
    """
    after over under never ever other another however whether rather either neither number september october november
    december order power water border matter letter paper further later earlier together for or nor her former
    yesterday weather winter summer quarter river centre center chapter corner computer dinner door floor hour four
    your their our afternoon important recent water error honour honor labour labor warrant want grant restaurant
    """
)
"""End so and are no people."""
NO_UTTERANCE = _set("prayer prayers grace goodbye farewell mass rosary oath thing things word words line lines name")
"""`said his prayers` reports nothing."""
