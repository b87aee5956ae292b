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
OTHERS = _set("they it we i you who which this these those others nobody everyone")
"""Who speaks is somebody, and the text does not name them there."""
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
