"""What `briefing doctor` does: it looks at a corpus, its index and what is ours, and says what is to be done."""

from briefing.checkup.looking import Findings, examine
from briefing.checkup.telling import lines

__all__ = ["Findings", "examine", "lines"]
