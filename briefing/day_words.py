"""Words beside a date that say what it is the day of."""

from __future__ import annotations

import re

CHANGED = re.compile(
    r"updat|modif|revis(?:ed|ion|ad[ao]|ée?)\b|correct(?:ed|ion)|edited|amend|aktualis|geändert|mise? à jour"
    r"|actuali[sz]|aggiorn|atualiz|bijgewerkt|oppdater|opdater|обновл|измен|оновлен|güncel|تحديث|تعديل|更新|修[改订訂]"
    r"|갱신|수정",
    re.IGNORECASE,
)
"""The page was changed then, in the languages whose stamps are read."""
PUBLISHED = re.compile(r"\b(?:published|posted|issued|released)\b", re.IGNORECASE)
OF_SOMETHING_ELSE = re.compile(
    r"\b(?:born|died|aged|joined|expires?|expired|valid|due|deadline|embargo(?:ed)?|event|until|since|starts?|ends?)\b",
    re.IGNORECASE,
)
