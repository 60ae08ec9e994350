"""Character folding and figures broken by spaces: ``TextView -> TextView`` steps that keep every offset."""

import re
from array import array

import regex

from gongbao.kept import compiled
from gongbao.model import TextView
from gongbao.read.radicals import RADICAL, RADICALS

# An explicit list, not NFKC: that would turn ，into a digit separator and ㎡ into m2.
_FOLDED = {"％": "%", "﹪": "%", "．": ".", "＄": "$", "￡": "£", "‐": "-", "‑": "-"}
_FOLDED |= {chr(0xFF10 + i): chr(0x30 + i) for i in range(10)}
_FOLDED |= {chr(0xFF21 + i): chr(0x41 + i) for i in range(26)} | {chr(0xFF41 + i): chr(0x61 + i) for i in range(26)}
_FOLDED |= {chr(0x1D7CE + i): chr(0x30 + i % 10) for i in range(50)}  # 𝟓, 𝟝, 𝟧, 𝟱, 𝟻
_FOLDED |= RADICALS
_FOLDABLE = f"％﹪．＄￡‐‑０-９Ａ-Ｚａ-ｚ\U0001d7ce-\U0001d7ff{RADICAL}"

# NULs and other controls, soft hyphens, zero-width spaces and marks, what turns the direction, word joiners, and what
# chooses a form of the character before it.
_UNSEEN = (
    range(0x09), range(0x0E, 0x1C), (0x7F, 0xAD), range(0x200B, 0x2010), range(0x202A, 0x202F), range(0x2060, 0x2065),
    range(0x2066, 0x206A), range(0xFE00, 0xFE10), (0xFEFF,),
)  # fmt: skip
UNSEEN = "".join([chr(code) for codes in _UNSEEN for code in codes])
"""What no one sees: it stands in the source, about and within figures too, but in no value."""
_INVISIBLE = re.compile(f"[{UNSEEN}]")

# Groups of three digits set apart by a thin space, as GB/T 15835 has them: 1 234.5亿元.
_THIN = "\u2005-\u200a\u202f"
_THIN_SPACE = re.compile(f"[{_THIN}]")
_GROUPED = re.compile(rf"(?<![\d.,])\d{{1,3}}(?:[{_THIN}]\d{{3}})+(?!\d)")

# Recognisers see a full stop for a decimal point: 12。5%, but not behind what has one (1.2。5亿元), a year or a rank.
_STOP = re.compile(
    r"。(?=\d{1,2}[%％]|\d{1,4}[万亿萬億]{1,2}元)(?<=\d。)(?<!\.\d。)(?<!\.\d\d。)(?<!第\d。)(?<!第\d\d。)(?<!19\d\d。)(?<!20\d\d。)"
)
# Dots that stand for the one in the middle, which is a decimal point: 1˙5%.
_OTHER_DOTS = "˙•‧・∙⋅"
_OTHER_DOT = compiled(rf"(?<=\d)[{_OTHER_DOTS}](?=\d)")

# The mark of a note between a figure and its unit, raised or in brackets, but no power of ten: 532.39¹亿元, not 10⁴元.
_RAISED = "¹²³⁰⁴-⁹"
_RAISED_WITHIN = compiled(
    rf"(?<=\d)(?:(?<!(?<!\d)10)[{_RAISED}]{{1,2}}|[\[［〔](?:注?\d{{1,2}}|[{_RAISED}]{{1,2}})[\]］〕])(?=[亿万元%‰])"
)

# The mark of a note behind a word: 地区生产总值[2]286.94亿元, 常住人口⁴, but not 米³, 国发[85]12号, 降低〔14〕%,
# 〔30〕万亩.
_NOTE_OPENS = ("[", "［", "〔")
_NOTE = compiled(
    rf"(?<=[\p{{Han}}）)”》])(?:(?<!米)[{_RAISED}]{{1,2}}|(?:[\[［〔](?:注?\d{{1,2}}|[{_RAISED}]{{1,2}})[\]］〕]){{1,3}}+(?!\s?(?:[%‰]|\d{{1,4}}号|个百分点|分(?!别)|百?[千万亿])))"
)

# 1.2×10⁴ is 1.2E+04, as long as it was; so is 1.2×104, which lost the raising on its way out of a PDF.
_TIMES = "×"
_POWER = compiled(r"(?<=\d)×10(?:[⁴-⁹]|(?<=(?<![\d.])[1-9]\.\d{1,4}×10)[3-9](?![\d.,]|[厘毫分]?米))")
_LOWERED = str.maketrans("⁴⁵⁶⁷⁸⁹", "456789")

# Recognisers see the letter in a year or a figure: 2O23年, 1O.5%. No chemistry: N2O浓度, H2O.
_LETTER = re.compile("[Oo](?<=\\d[Oo])")
_LETTERS = compiled(r"(?<![A-Za-z\d.,])[1-9][\d.,Oo]{0,9}?[Oo][\d.,Oo]{0,9}(?=[年%‰万亿元])")

# Dots that lead from a name to its figure, but not to the number of a page: 一般公共预算收入......532.39亿元.
_LEADERS = ("....", "····", "．．．．", "………", "•••")
_LEADER = compiled(
    r"(?<=[\p{Han}）)％%])[ \u3000]{0,4}(?:[.．·•]{4,200}+|…{3,100}+)[ \u3000]{0,4}"
    r"(?=[-−]?\d{1,12}(?:,\d{3}){0,5}(?:[.．]\d{1,6})?[ ]?[%％‰万亿元吨人户个])"
)

# Tags of web pages in what a database or an interface gives out as text: <p>收入5亿元</p>, also as <\/p>.
_CLOSES = ("</", "<\\/", "<br")
_BLOCK_TAG = compiled(
    r"<\\?/?(?:p|div|br|h[1-6]|li|[uo]l|tr|t[dh]|table|tbody|section|blockquote)(?:\s[^<>\n]{0,300})?/?>"
)
_INLINE_TAG = compiled(
    r"<(?:\\?/(?:span|strong|em|font|a|o:p)|(?:span|strong|em|font|o:p)(?:\s[^<>\n]{0,300})?|a\s[^<>\n]{0,300})>"
)

# What Markdown and the formulas in it set about figures: **5.4%**, 5.4\%, $532.39$ 亿元, $5 . 4 \%$. A sign of dollars
# before a figure has no second one behind it.
_MARKS = "$*_\\"
_BOLD = compiled(r"(?<![*_])(?P<mark>\*{2,3}|__)(?=[^\s*_])(?P<words>[^*_\n]{1,200})(?<=\S)(?P=mark)(?![*_])")
_FORMULA = compiled(
    r"(?<![\\A-Za-z$])\$(?=[^$\n]{0,80}\d)(?P<words>[^$\n\p{Han}，。；：、]{1,80})(?<=[\d%})A-Za-z][ ]?)\$(?![\d$])"
)
_COMMAND = re.compile(r"\\(?:math[a-z]{2,5}|text[a-z]{0,3}|bf|rm|displaystyle|left|right|quad|[,;:!])|[\s{}\\]")
_SIMILAR = "\\sim"
_ESCAPE = compiled(r"\\(?=[%~*_.+\-$#])")

# re keeps a set as a bitmap, which regex does not: over a whole text it takes a third of the time.
_UNUSUAL = re.compile(f"[{_FOLDABLE}{UNSEEN}{_THIN}{_OTHER_DOTS}{_RAISED}{re.escape(_MARKS)}]")

# What a number and its unit may have between them in text that came out of a PDF; never a column gap or a line end.
_GAP = "[ \u00a0]{1,2}"
_UNIT = (
    "[%‰十百千万亿元美人个家户吨亩公平里米克千年月日天倍项名所座处条次多余度斤头只台辆件套张岁分成立兆万萬億個戶噸畝項]"
)

# A space or a dot that may stand inside a figure, by what is before it: no pattern below begins at any other.
_BEFORE_GAP = "[\\d一二三四五六七八九十百千万亿萬億余餘多,，]"
_INSIDE = {
    " ": re.compile(rf" (?:(?<={_BEFORE_GAP} )|(?<=\d\. )(?=\d))"),
    "\u00a0": re.compile(f"\u00a0(?<={_BEFORE_GAP}\u00a0)"),
    "\u3000": re.compile("\u3000(?<=[\\d万亿]\u3000)"),
    "·": re.compile(r"·(?<=\d·)"),
}

# The same with plain spaces, before a unit or as the lower end of a range: 12 345万元. Behind a word that numbers are
# given to (表1 234万元, 项目1 200个) and at the head of a line the first group may be such a number, and stays apart
# unless the next begins with 0.
_PLAIN = compiled(
    r"(?=[1-9])(?<![\d.,，A-Za-z]|\d[ \u00a0])"
    r"(?:(?=\d{1,3}[ \u00a0]0)|(?<![第表图附件例注页标务目案段组类题号级项步点]|^[ \u00a0\u3000]{0,40}))"
    r"\d{1,3}(?:[ \u00a0]\d{3})++(?!\d)"
    rf"(?=(?:\.\d{{1,9}}+)?[ \u00a0]?"
    rf"(?:(?![年月日]){_UNIT}|[份宗例起册株艘栋幢间架棵块升個間張輛戶畝噸頭條處棟臺塊門]|[-—~～至]\d))",
    regex.MULTILINE,
)

# Most texts have none, and ``re`` sees that at once.
_A_GROUP = re.compile(r"[ \u00a0](?<=\d[ \u00a0])\d{3}")

# Digits set apart one by one, as some extractions do throughout: 2 0 0 1年, 1 0 8 0万千瓦.
_SPACED_DIGITS = compiled(rf"(?<![\d.,]|\d[ ])\d(?:[ ]\d)++(?!\d)(?:(?=[ ]?{_UNIT})|(?=[ ]?[.·][ ]?\d)|())")
# 5 . 4%, but not 1. 5亿元: with a space before it too a point is no mark behind the number of an item.
_POINT_GAP = compiled(r"(?<=\d)[ ]\.[ ]?(?=\d)")
_SPACED_HABIT = 8
_DIGIT_GAP = compiled(r"(?<=\d)[ ](?=\d|\.[ ]?\d)|(?<=\d[ ]?\.)[ ](?=\d)")

# A space within the only figure behind a word, where recognisers see one, and within a year: 收入532. 39亿元,
# 收入532.3 9亿元, 收入53 2.39亿元, 20 23年. Numbers are given to some words: 附件12. 5亿元. A percentage behind a
# space may be the next column: 第一产业103.5 6%.
_NUMBERED = "第表图附件例注页标务目项案段组类款题号级期批次步点"
_WITHIN = compiled(
    rf"[ ](?:(?<=(?![{_NUMBERED}])\p{{Han}}\d{{1,9}}\.[ ])(?=\d{{1,4}}[%‰万亿萬億元])"
    rf"|(?<=(?![{_NUMBERED}])\p{{Han}}\d{{1,9}}\.\d{{1,4}}[ ])(?=\d{{1,3}}[万亿萬億元])"
    rf"|(?<=(?![{_NUMBERED}])\p{{Han}}\d{{1,9}}(?<!(?<!\d)(?:19|20)\d\d)[ ])(?=\d{{1,3}}\.\d{{1,6}}[万亿萬億元])"
    r"|(?<=(?<![\d.,])(?:19|20)[ ])(?=\d\d年))"
)

# 33· 6%, 7 · 4倍: a dot in the middle is a decimal point, so no space about it counts.
_DOT_GAP = compiled(r"(?<=\d)[ ]*·[ ]*(?=\d)")
_THIN_BEFORE_UNIT = compiled(rf"(?<=[\d万亿])[{_THIN}](?={_UNIT})")
# An ideographic space also stands behind the numbers of headings: 1　项目概况, 2　亩均效益.
_BEFORE_UNIT = compiled(
    rf"(?<=[\d一二三四五六七八九十百千万亿余多])({_GAP})(?={_UNIT}|[港欧歐澳加韩韓]元|英[镑鎊]|[港台澳][币幣]|人民[币幣]|卢[布比]|泰铢|瑞士法郎|円)"
    r"|(?<!(?:^|\n)\s{0,8}\d{1,2})(?<=[\d万亿])\u3000(?=[%‰万亿元吨亩户倍]|公[里顷]|平方|千[瓦米克]|人次|个百分)"
)
_AROUND_RANGE = compiled(r"(?<=\d%?)[ ]*([~～—–－-]{1,2})[ ]*(?=\d)")
_SEPARATOR_GAP = compiled(r"(?<=\d[,，])[ ](?=\d{3}(?!\d))")
_COMMA_POINT = compiled(r"(?<=\d)，(?=\d{1,2}%)")
_DOTTED_HABIT = 3


def unusual(text: str) -> str:
    """The characters of a text, each once, that ``fold`` or ``join_figures`` has something to do for.

    One look over the text tells them, where each step had a look of its own; most texts have few or none.
    """
    found, place = "", 0
    while one := _UNUSUAL.search(text, place):
        text, place, found = text.replace(one[0], ""), one.start(), found + one[0]
    return found


def fold(view: TextView, found: str) -> TextView:
    """Full-width digits, Latin letters, ％ and ． become their plain forms, and radicals the ideographs that they look
    like; every other character stays.

    ``found``: the unusual characters of the view.
    """
    if any(mark in found for mark in _MARKS):
        view = _unmarked(view)
    if any(dots in view.text for dots in _LEADERS):
        view = _shortened(view, _LEADER, "：")
    if "<" in view.text and any(tag in view.text for tag in _CLOSES):
        view = keep(view, [tag.span() for tag in _INLINE_TAG.finditer(view.text)])
        view = _shortened(view, _BLOCK_TAG, "\n")
    text = view.text
    # str.translate asks of each character what becomes of it; a text has few of these, so each goes by itself.
    for character in found:
        text = text.replace(character, _FOLDED.get(character, character))
    if any(dot in found for dot in _OTHER_DOTS):
        text = _OTHER_DOT.sub("·", text)
    if "。" in text:
        text = _STOP.sub(".", text)
    if _TIMES in text:
        text = _POWER.sub(lambda power: f"E+0{power[0][-1].translate(_LOWERED)}", text)
    if ("O" in text or "o" in text) and _LETTER.search(text):
        text = _LETTERS.sub(lambda figure: figure[0].upper().replace("O", "0"), text)
    return TextView(text, view.offsets)


def _shortened(view: TextView, pattern: "regex.Pattern[str]", sign: str) -> TextView:
    """The view with one character for each stretch of several that a pattern finds."""
    found = [match.span() for match in pattern.finditer(view.text)]
    text = pattern.sub(lambda match: sign + match[0][1:], view.text)  # as long as it was
    return keep(TextView(text, view.offsets), [(start + 1, end) for start, end in found])


def _unmarked(view: TextView) -> TextView:
    """The view without the marks of Markdown and of its formulas about figures."""
    text = view.text
    drops: set[tuple[int, int]] = set()
    formulas = tuple(_FORMULA.finditer(text)) if "$" in text else ()
    if formulas and _SIMILAR in text:
        text = _FORMULA.sub(lambda formula: formula[0].replace(_SIMILAR, "{{{~"), text)  # as long as it was
    for formula in formulas:
        start, end = formula.span("words")
        drops |= {(start - 1, start), (end, end + 1)}
        drops.update(mark.span() for mark in _COMMAND.finditer(text, start, end))
    for bold in _BOLD.finditer(text) if "**" in text or "__" in text else ():
        drops |= {(bold.start(), bold.start("words")), (bold.end("words"), bold.end())}
    drops.update(escape.span() for escape in (_ESCAPE.finditer(text) if "\\" in text else ()))
    return keep(TextView(text, view.offsets), sorted(drops))


def keep(view: TextView, drops: list[tuple[int, int]]) -> TextView:
    """The view without some stretches, given in order and apart."""
    if not drops:
        return view
    texts: list[str] = []
    offsets = array("I")
    position = 0
    for start, end in drops:
        texts.append(view.text[position:start])
        offsets.extend(view.offsets[position:start])
        position = end
    texts.append(view.text[position:])
    offsets.extend(view.offsets[position:])
    return TextView("".join(texts), offsets)


def join_figures(view: TextView, found: str) -> TextView:
    """Drop unseen characters, marks of notes and spaces inside figures; read ， as a point where a text writes it so.

    ``37，1%`` is 37.1% only in a text that sets its decimal points as dots in the middle (three at least). ``found``:
    the unusual characters of the view before it was put together.
    """
    if _INVISIBLE.search(found):
        view = keep(view, [m.span() for m in _INVISIBLE.finditer(view.text)])
    if any(mark in found for mark in "¹²³⁴⁵⁶⁷⁸⁹") or any(mark in view.text for mark in _NOTE_OPENS):
        view = keep(view, [mark.span() for mark in _RAISED_WITHIN.finditer(view.text)])
        view = keep(view, [mark.span() for mark in _NOTE.finditer(view.text)])
    text = view.text
    if _THIN_SPACE.search(found):
        grouped = [place for match in _GROUPED.finditer(text) for place in range(*match.span())]
        view = keep(view, [(place, place + 1) for place in grouped if not text[place].isdigit()])
        view = keep(view, [gap.span() for gap in _THIN_BEFORE_UNIT.finditer(view.text)])
        text = view.text
    if not any(mark in text and inside.search(text) for mark, inside in _INSIDE.items()):
        return view
    drops: list[tuple[int, int]] = []
    groups = [m.span() for m in _PLAIN.finditer(text)] if _A_GROUP.search(text) else []
    if places := [place for group in groups for place in range(*group)]:
        view = keep(view, [(place, place + 1) for place in places if not text[place].isdigit()])
        text = view.text
    spaced = list(_SPACED_DIGITS.finditer(text))
    habit = len(spaced) >= _SPACED_HABIT
    for match in spaced:
        if match[1] is None:  # the empty group says that nothing like a unit follows
            drops += [(i, i + 1) for i in range(*match.span()) if text[i] == " "]
    if habit:
        drops = [match.span() for match in _DIGIT_GAP.finditer(text)]
    if drops:
        view, drops = keep(view, drops), []
        text = view.text
    dots = 0
    for match in _DOT_GAP.finditer(text):
        dots += 1
        drops += [(i, i + 1) for i in range(*match.span()) if text[i] == " "]
    for pattern in (_AROUND_RANGE,) if habit else ():
        for match in pattern.finditer(text):
            drops += [(i, i + 1) for i in range(*match.span()) if text[i] == " "]
    for match in _POINT_GAP.finditer(text):
        drops += [(i, i + 1) for i in range(*match.span()) if text[i] == " "]
    drops += [m.span() for m in _BEFORE_UNIT.finditer(text)]
    drops += [m.span() for m in _WITHIN.finditer(text)]
    drops += [m.span() for m in _SEPARATOR_GAP.finditer(text)]
    drops = sorted(set(drops))
    if dots >= _DOTTED_HABIT:
        text = _COMMA_POINT.sub(".", text)
        view = TextView(text, view.offsets)
    return keep(view, drops)
