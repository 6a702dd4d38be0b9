"""Words and turns of speech by which people answer a question with choices, in the order in which they are looked for.

A cue takes its words: what it covers is not looked at again, so that "not good enough" is never "good enough". Texts are plain
(`flows.reading.plain`): small letters, "not" written out. `YES` and `NO` say what a bare yes or no at the beginning means.
"""

from __future__ import annotations

from flows.questions.question import Value

Cues = tuple[tuple[Value, str], ...]

_NOT = r"(?:not|doubt|never|no|without|nobody|none|nothing|neither|nie|nicht|kein\w*|ohne|hardly|barely)"
_ANY = r"(?:[^.;!?]{0,40}?)"
_SCORE = r"(?:scor\w*|measur\w*|evaluat\w*|benchmark\w*|eval\w*(?! set)|metrics?|numbers?|quantif\w*|fixed set|test set|gemessen|messen|bewertet|ausgewertet|evalu\w*)"
_TRY = r"(?:tr(?:y|ied|ies)|test\w*|play\w*|experiment\w*|iterat\w*|tweak\w*|rewrit\w*|rewrote|eyeball\w*|looked at|built|informal\w*|demo|prototyp\w*|in prod\w*|ausprobiert|probiert|getestet|probado|essay\w*)"
_HAD = r"(?:have |has |had |did |were |was |are |is )?"

_TRIED: Cues = (
    ("none", rf"\b{_NOT} (?:yet )?{_HAD}(?:really |even |ever )?{_TRY}\b(?! (?:but|and))|\b(?:nie|nicht|noch nicht)\b{_ANY}\b(?:probiert|getestet)"),
    ("none", r"\b(?:just|only) (?:have |use |got |had )?(?:a|the|one|our) prompt\b|\bnot (?:yet|so far|until now|started|begun|set up|relevant|there|any of (?:it|that|this|them))\b|\bnothing (?:of|like) (?:that|the)\b|\bnoch nicht\b|\bnichts davon\b"),
    ("none", r"\b(?:not|never) (?:do|done|did|doing|gotten|got|use|used|using|have|had|tried|looked into|need|needed|bother\w*|get)\b"),
    ("none", r"\bno (?:rag|retrieval|few[- ]?shot|examples? in|schema|prompt work|vector|search)\b|\bkein(?:e|en)? (?:rag|retrieval|beispiele)\b|\bohne (?:beispiele|rag)\b"),
    ("none", r"\b(?:just|only|bisher nur|nur)\b[^.;]{0,25}\b(?:basic|simple|short|plain|one|two[- ]line|einfach\w*|zero[- ]?shot|system)\b[^.;]{0,12}\bprompt\w*"),
    ("none", r"\b(?:very )?(?:basic|simple|two[- ]line|one[- ]line|plain|single) (?:system )?prompt\b|\bstraight to\b|\bzero[- ]?shot only\b|\bnever touched\b|\bnobody touched\b"),
    ("none", r"\b(?:only )?(?:sees|gets|reads) (?:only )?the [^.;]{0,25}(?:nothing else|only|alone)\b|\bnothing (?:fancy|yet|at all)\b"),
    ("tried", rf"\b{_NOT}\b{_ANY}\b{_SCORE}\b|\b{_SCORE} (?:is |are |was )?(?:not|missing|nothing|no)\b|\bno (?:eval|numbers|metrics|scores?)\b|\bby (?:eye|gut|feel)\b|\bdoubt it\b"),
    ("tried", rf"\b{_SCORE}\b[^.;]{{0,25}}\b(?:keiner|niemand|nobody)\b"),
    ("scored", rf"\b{_SCORE}\b"),
    ("scored", r"[0-9.]+ ?(?:%|percent)[^.;]{0,40}[0-9.]+ ?(?:%|percent)|\bfrom [0-9.]+ to [0-9.]+\b|\bgets? (?:us )?(?:to )?[0-9.]+ ?%"),
    ("tried", rf"\b{_TRY}\b|\bsort of\b|\bkind of\b|\ba (?:bit|little)\b|\bsomewhat\b|\bwe do (?:that|it)\b|\bin use\b|\bexists?\b|\bhelps?\b"),
)  # fmt: skip
_FIX = r"(?:fix(?:es|ed)?|nail(?:s|ed)?|solv(?:es?|ed)|handl(?:es?|ed)|gets?|pass(?:es|ed)?|does|do|cop(?:es?|ed)|manag(?:es?|ed)|master(?:s|ed)?|work(?:s|ed)?|help(?:s|ed)?)"
_UNTRIED = (
    r"\b(?:not|never|nobody|noch nicht|nicht|nie)\b(?: yet| even| really| ever| has| have)*(?: been)? (?:tried|test\w*|checked|run|ran|pointed|look\w*|compared|scored|evaluated|benchmark\w*|got\w*|get to|probiert|getestet)\b"
    r"|\buntested\b|\buntried\b|\bnot (?:yet|so far|until now)\b|\bnoch nicht\b|\b(?:have|has|had) not(?: yet)? (?:had|found|got\w*|tried|checked|run|done)\b|\bon (?:my|our|the) (?:list|backlog|todo|to-do|plan)\b"
    r"|\b(?:planned|scheduled) (?:for|next)\b|\bno time\b|\bwe have (?:never|not)\b|\bwe only (?:ever )?(?:use|used|tried|ran)\b|\bhave not\b"
)
_WORSE = (
    r"\bnot (?:really|quite|even close|close|at all|good enough|enough|enough good|there yet|reliably|the needed|much better|any better|by far)\b|\b(?:way|far|well|clearly|much|too) (?:below|worse|weak|bad|low|short|off|behind)\b"
    r"|\bfail(?:s|ed|ing)?\b|\bschlecht\w*\b|\bfalls? (?:apart|short|over)\b|\bdisaster\b|\bworse\b|\bpoints? (?:short|below|lower|behind|worse|off)\b|\buseless\b|\bunusable\b|\btoo (?:weak|dumb|bad|unreliable|many errors)\b"
    r"|\bforgets?\b|\bbreaks?\b|\bkeeps? (?:breaking|failing|getting|making|missing)\b|\bmiss(?:es|ed)?\b|\bstruggl\w+\b|\bdrop(?:s|ped)\b|\breicht nicht\b|\bzu schlecht\b|\bkann es nicht\b|\bno chance\b|\bhopeless\b|\bterrible\b|\bcollaps\w+\b"
    r"|\bgarbage\b|\bbelow (?:the )?(?:target|bar|needed)\b"
)
_CHANGES = r"(?:chang\w*|updat\w*|mov\w*|new|revis\w*|rework\w*|edit\w*)"
_DAILY = (
    r"\b(?:daily|hourly|weekly|nightly|constantly|continuously|permanently|always|non-?stop|fortnightly|bi-?weekly|täglich|wöchentlich|ständig|dauernd|laufend|diario|semanal)\b|\ball the time\b|\breal[- ]?time\b"
    r"|\b(?:every|each|per|a|any|jede[nrs]?|pro) (?:single |other |second |couple of |few |2 |3 )?(?:day|days|hour|hours|night|nights|minute|minutes|week|weeks|sprint|sprints|tag|woche|nacht|stunde|sprintwechsel)\b(?! off)"
    r"|\b(?:several|multiple|many|2|3|4|5|twice|a few|few) ?(?:times)? (?:a|per|each) (?:day|week)\b|\bkeeps? changing\b|\b(?:from )?day to day\b|\bevery other day\b|\bmoving target\b|\bchanges? his mind\b|\ball weeks\b|\bevery release\b(?! and)"
)
_MONTHLY = (
    r"\bmonthly\b|\bmonatlich\b|\bmensual\b|\b(?:every|each|once (?:a|per|every)|once each|jeden|pro|per|einmal im|a few times a|twice a) (?:single )?(?:month|monat)\b|\bevery (?:4|5|6|30|four|five|six)(?: to (?:6|six))? (?:weeks|days)\b"
    r"|\b(?:8|9|10|11|12|13)(?: to 1[0-9])? times (?:a|per) year\b|\b(?:end|start|beginning) of (?:the|every|each) month\b|\bper month\b|\bmonth to month\b|\bevery month or (?:so|two)\b|\bsome months\b"
)
_YEARLY = (
    r"\b(?:rare|rarely|seldom|hardly|barely|almost never|never|static|stable|frozen|unchanged|constant|fixed|selten|kaum|nie|jährlich|yearly|annual|annually|quarterly|rara vez|raramente)\b"
    r"|\bnot (?:often|much|really|at all|very often|a lot|that often|frequently|in years|since)\b|\b(?:do|does|did|has|have|will|would|is|are) not(?: really| ever)? (?:chang\w*|mov\w*|updat\w*|supposed to change|expected to|going to)\b|\bno (?:changes?|plans?)\b"
    r"|\b(?:once|twice|1|2|3|4|one time|two or three times|one or two times|a few times|einmal|maybe once|about once)(?: or (?:2|3|twice))?(?: times)? (?:a|per|in a|in the|every|im|each) (?:fiscal |calendar |school )?(?:year|quarter|decade|half[- ]year|jahr|quartal|couple of years|few years|[0-9] years)\b"
    r"|\b(?:every|each|per|jedes|alle) (?:fiscal |other |second |few |couple of |paar |half |[0-9]+ |(?:2|3|4|6) )*(?:year|years|quarter|quarters|jahr|jahre|quartal|decade|half[- ]year)\b|\b(?:every|alle) (?:few|couple of|2|3|4|6|paar) (?:months|monate)\b"
    r"|\bsince (?:the )?(?:19|20)[0-9]{2}\b|\bin years\b|\blast (?:revised|changed|updated|touched) (?:in|on)\b|\b(?:law|regulation|standard) says\b|\b(?:fixed|set) by law\b|\bhistorical\b|\bonce in a (?:while|blue moon)\b|\bblue moon\b|\bper year\b|\bonce per\b"
)

CUES: dict[str, Cues] = {
    "prompting": _TRIED,
    "retrieval": (
        ("none", r"\bdoes not want a vector\b|\bno (?:vector|index|search)\b|\bnot (?:built|implemented|set up)\b"),
        *_TRIED,
    ),
    "gap": (
        ("none", r"\b(?:quality|it|that|they|answers?|outputs?|output|results?|accuracy|qualität)(?: itself)? (?:is|are|works?|ist|passt)(?: mostly| actually| all| totally| perfectly| pretty| quite| really| already)* (?:fine|ok|okay|good|great|perfect|solid|gut|in ordnung|happy)\b"),
        ("none", r"\b(?:bill|invoice|costs?|price|spend)\b[^.;]{0,20}\b(?:hurts?|kill\w*|too high)\b"),
        ("none", r"\bworks? (?:fine|well|great|perfectly|ok)\b|\bno (?:real )?(?:gap|problem|complaints?|quality (?:gap|issue|problem))\b|\bgood enough\b|\b(?:consistent|accurate|reliable|stable) enough\b|\bhappy with (?:the )?(?:quality|answers|results|output)\b|\bnothing (?:is )?wrong\b|\bnobody complains\b|\bpasst (?:soweit|alles)\b"),
        ("none", r"\b(?:just|only|simply) (?:too )?(?:expensive|slow|costs?|the (?:bill|cost|price|latency|speed))\b|\bit is (?:just |only )?(?:the|our) (?:bill|cost|costs|price|latency|speed)\b|\bwe (?:just )?want (?:it )?cheaper\b"),
        ("safety", r"\bjailbr\w+|\bpromis\w+\b|\bharmful\b|\btoxic\b|\bunsafe\b|\btrick\w* (?:it|the)\b|\bmust (?:never|not|be stopped)\b(?! (?:leave|go|be sent|stay))|\bleak\w*\b|\bget (?:it|the bot) to\b|\binappropriate\b|\bviolen\w+|\bscary\b|\bdangerous\b|\bprompt injection\w*|\bforbidden\b|\bneeds? to refuse\b|\bsays things it should not\b|\bguardrails?\b|\bdisclos\w+|\badvice it\b|\bswear\w*"),
        ("modality", r"\bcan not read\b|\b(?:does|can) not (?:see|hear|understand the (?:image|picture|audio|photo)s?)\b|\bhandwrit\w+|\bscan(?:s|ned|ning)?\b|\bphotos?\b|\bimages?\b|\bpictures?\b|\baudio\b|\bblurr\w+|\bocr\b|\bvideos?\b|\bbilder\b|\bhandschrift\w*|\bfotos?\b|\bscreenshots?\b|\bcharts? in\b|\bcome out as soup\b|\bdrawings?\b|\bx-rays?\b"),
        ("knowledge", r"\b(?:missing|wrong|outdated|old|made[- ]up|invented|false|incorrect|right) (?:facts?|information|infos?|knowledge|context|numbers about|details)\b|\bfacts? (?:are |is )?(?:missing|wrong|not there|outdated)\b|\b(?:does|do|can|could|did) not (?:really |even )?(?:know|have (?:the |our |any )?(?:info\w*|facts?|data|knowledge|context|current))\b"),
        ("knowledge", r"\bmak(?:es?|ing) (?:stuff|things|it|them|up)\b(?: up)?|\bhal+ucinat\w+|\binvent(?:s|ed|ing)?\b|\bhas not the\b|\bnot (?:the|enough) (?:information|knowledge|context|facts)\b|\black\w* (?:the |of )?(?:knowledge|context|info\w*|facts)\b|\bguess(?:es|ing)\b|\bif we (?:give|paste|add|show|put) (?:it|them|the)\b|\bpast(?:e|ing) (?:in )?the\b|\bkennt\b[^.;]{0,30}\bnicht\b|\bweiß\b[^.;]{0,20}\bnicht\b|\berfindet\b|\bout of date\b|\bnever heard of\b|\bunknown to it\b|\b(?:our|company) (?:docs|facts|knowledge|handbook|manuals)\b|\bknows nothing\b|\bknowledge\b|\bfacts?\b"),
        ("reasoning", r"\b(?:2|two|several|both|more than 1) (?:provisions|rules|clauses|documents|facts|sources|places)\b|\b(?:read|taken) together\b|\bmulti[- ]?steps?\b|\bfew step\b|\b(?:several|many|two|three|2|3|multiple|more than [0-9]+|long) (?:steps?|hops?|joins?|clauses)\b|\bcombin\w+|\bconclusions?\b|\bcomput\w+|\bcalculat\w+|\barithmetic\b|\bmaths?\b|\blogic\w*|\breason\w*|\bloses? track\b|\bmehrere[n]? schritte?n?\b|\brechnet\b|\bderiv\w+|\binfer\w*|\bplans? (?:wrong|badly)\b|\bintermediate\b|\bstep [0-9]\b|\bsteps\b"),
        ("behavior", r"\bstyle\b|\btone\b|\bstil\b|\bton\b|\btonfall\b|\bformat\w*|\bdrift\w*|\binconsisten\w*|\bnot (?:consistent|stable|always)\b|\bconsisten\w*|\b(?:too|so|way too) (?:chatty|long|verbose|formal|wordy|casual|short|polite|friendly|robotic|generic|salesy)\b|\bsounds? (?:like|too|wrong|off|robotic)\b|\bnot like (?:us|our)\b|\btool[- ]?calls?\b|\bwrong (?:labels?|categor\w+|tags?|tool|function|format|language|structure|schema|class\w*)\b|\bstructure\b|\bterminolog\w+|\bpersona\b|\bin character\b|\bjson\b|\bschema\b|\blabels?\b|\bignor\w+ (?:the )?(?:instructions?|guide|rules)\b|\bdoes not follow\b|\bforgets? (?:the )?(?:format|instructions?|rules)\b|\bbehavi\w*|\bvoice\b|\bwording\b|\brambl\w+|\bapologi\w+|\bessays?\b|\bbrand\b|\bmarkdown\b|\bsometimes (?:this|formal)\b"),
    ),
    "strongest_model": (
        ("not_tried", _UNTRIED + r"|\btomorrow\b"),
        ("does_not", r"\bdo(?:es)? not\b|\bdid not\b|\bhas not\b|\bcan not\b|\bno (?:better|difference|improvement|change|luck)\b|\b(?:the )?same (?:mistakes?|problems?|errors?|issues?|result|results|thing|way|story)\b|\b(?:just )?as (?:bad|wrong|often)\b|\bneither\b|\bstill (?:wrong|fails?|makes?|misses|breaks|gets|the same|not|has|have)\b|\bhelp(?:s|ed) a (?:bit|little)\b|\beven (?:the )?(?:flagship|biggest|strongest|best|opus|most expensive|largest)\b[^.;]{0,30}\b(?:breaks?|keeps?|fails?|miss\w*|wrong|struggles?)\b|\ba few maybe\b|\bonly (?:a few|some|few)\b|\bauch nicht\b|\bkann (?:es|das) (?:auch )?nicht\b|\bgenauso\b|\bhave (?:the )?same\b|\bnot\b[^.;]{0,12}\beither\b"),
        ("does_not", _WORSE),
        ("fixes_it", rf"\b(?:it |that |they |opus |all )?{_FIX}\b|\b(?:nearly |almost )?(?:all|most|many|nearly all|every one)(?: of (?:them|it|those|these))?\b|\bkann (?:es|das)\b|\bperfect\w*|\bno (?:issues?|problems?|trouble)\b|\bflawless\w*|\bright\b|\bschafft\b|\blöst\b|\b(?:9|8|1[0-9]|20) of (?:10|20)\b"),
    ),
    "smaller_model": (
        ("not_tried", _UNTRIED),
        ("fails", rf"\bdo(?:es)? not\b|\bdid not\b|\bno\b(?=,? [a-z]+ (?:fails?|is|are))|{_WORSE}"),
        ("passes", r"\bgood enough\b|\benough\b|\b(?:is|are|was|works?|looks?|does) (?:totally |perfectly |just |pretty |actually )?(?:fine|ok|okay|good|great|well|perfect)\b|\bpass(?:es|ed)?\b|\b(?:meets?|reach(?:es|ed)?|hits?|makes?|arrives? (?:to|at)|gets? to|beats?|matches|exceeds?|clears?) (?:the |our )?(?:\w+ )?(?:target|bar|score|needed|goal|threshold|level)\b|\bon par\b|\bas good\b|\breicht\b|\bdoes the job\b|\bwithin (?:a|1|2) points?\b|\bjust as (?:good|well)\b|\bworks\b|\bsame (?:score|quality|accuracy)\b|\bholds up\b|\bequal\w*\b|\bschafft\b"),
    ),
    "labels": (
        ("unchecked", r"\b(?:nobody|none|never|not|no|niemand|keiner|nicht|nie)\b(?: (?:of them|one|has|have|had|was|were|is|are|been|really|ever|yet|actually|systematically|any|a human|person|person has|hat|wurde|the labels|them|it))* ?(?:check\w*|look\w*|audit\w*|review\w*|verif\w*|validat\w*|control\w*|clean\w*|read|inspect\w*|went|geprüft|kontrolliert|angeschaut|approv\w*|touched)\b"),
        ("unchecked", r"\bun(?:checked|verified|reviewed|audited|validated)\b|\b(?:we )?trust(?:ed)? (?:it|them|that)\b|\bwhatever\b|\bscrap\w+\b|\braw\b|\bnois[ye]\w*|\b(?:as|straight) (?:from|out of)\b|\b(?:gpt|llm|ai|model|machine|claude|gemini|bot|weak|auto\w*)[-0-9.a-z]* ?(?:labell?ed|labels|generated|made|wrote|annotated|tagged)\b(?![^.;]{0,40}\b(?:check|review|verif|correct)\w*)|\bwho knows\b|\bungeprüft\b|\bout of the (?:crm|system|logs)\b|\bas is\b|\bauto-?generated\b|\bstraight (?:in|into)\b|\bdirekt aus\b|\bnot a (?:human|single)\b"),
        ("checked", r"\bspot[- ]?check\w*[^.;]{0,25}(?:fine|ok|good|held|passed|high|solid)\b|\bsampl\w*[^.;]{0,30}(?:fine|ok|okay|good|held|high|solid|correct|passed)\b|\bagreement (?:is|was) (?:high|good)\b|\bkappa\b"),
        ("mixed", r"\b(?:some|part|parts|partly|partially|half|bits|teils|teilweise|zum teil|a few|most|mostly|a (?:part|third|quarter|fraction|portion)|not all|only (?:the|a|some|half|[0-9]+)|[0-9.]+ ?(?:%|percent)|the (?:newer|older|recent|first|new|old)\b[^.;]{0,20}\b(?:yes|no|not|ones?))\b|\bnot (?:all|every|everything|systematically|consistently|fully|really|properly)\b|\bspot[- ]?check\w*|\bsampl\w*\b|\bmixed\b|\bgemischt\b|\bit depends\b|\bolder ones no\b"),
        ("checked", r"\b(?:adjusters?|lawyers?|doctors?|experts?|team|partners?|staff|people|we)\b[^.;,]{0,12}\b(?:decided|approved|accepted|signed)\b|\b(?:approved|accepted) by\b|\bfreigeg\w+\b|\babgenommen\b"),
        ("checked", r"\b(?:double|twice|hand|manually|human|expert)[- ]?(?:check\w*|annotat\w*|labell?\w*|review\w*|verif\w*|curated)\b|\b(?:check|review|verif|validat|approv|audit|adjudicat|vett|correct|confirm|sign|curat)(?:ed|ified|s)\b(?: off)?|\bsigned off\b|\bwent (?:through|over)\b|\blooked at (?:all|every|each)\b|\b(?:two|2|three|3|second|both) (?:annotators?|experts?|reviewers?|people|coders?|readers?|raters?|lawyers?|doctors?|paralegals?)\b|\bby hand\b|\bcertified\b|\bgeprüft\b|\bkontrolliert\b|\bvon hand\b|\bgold\b|\brevisad\w+|\bvérifi\w+|\bwe did\b|\bqa(?:'d| team| did| passed)\b|\ball (?:of them|checked)\b|\bfour[- ]eyes\b"),
    ),
    "requirements_change": (
        ("rarely", _YEARLY),
        ("monthly", _MONTHLY),
        ("weekly", _DAILY),
        ("weekly", r"\boften\b|\bfrequent\w*|\ba lot\b|\bvery (?:fast|quickly)\b"),
    ),
    "facts_change": (
        ("rarely", _YEARLY),
        ("often", _MONTHLY),
        ("often", _DAILY),
        ("often", r"\boften\b|\bfrequent\w*|\ba lot\b|\bfast\b|\bquickly\b|\bregularly\b|\boft\b|\bsouvent\b"),
        ("rarely", r"\bno\b(?=$|[,.])"),
    ),
    "recurrence": (
        ("one_off", r"\b(?:only|just|nur|exactly|done|once and)\b[^.;]{0,15}\b(?:once|one time|1 time|single time|einmal)\b|\bone[- ]?(?:off|time|shot)\b(?! (?:in|a|per|each|every)\b)|\boneoff\b|\bonce\b(?! (?:a|per|every|in a|we|it|they|the|you|that|more|tuned|trained)\b)|\bsingle\b|\bnever again\b|\bnot again\b|\bhackathon\b|\bmigrat\w+|\blegacy\b|\barchive\b|\bbacklog\b|\beinmal(?:ig)?\b|\bprototype\b|\bthen (?:it is|we are|never|done)\b|\bone (?:big )?batch\b|\b(?:old|existing) (?:documents|records|data|tickets)\b|\bthrowaway\b|\bbackfill\b"),
        ("recurring", r"\brecurr\w*|\brecuring\b|\bongoing\b|\balways\b|\blive\b|\bcore product\b|\bnever stops?\b|\bcontinu\w+|\brepeat\w*|\bin prod\w*|\bproduction\b|\b(?:daily|weekly|monthly|nightly|hourly)\b|\b(?:every|each|any|jede\w*|all) (?:single )?(?:time|day|week|weeks|month|night|order|customer|ticket|call|user|request|year|hour|tag|woche)\b|\blaufend\b|\bdauernd\b|\bständig\b|\bläuft\b|\bimmer\b|\bregelmäßig\b|\bkeeps? coming\b|\bpermanent\w*|\ball the time\b|\b24/7\b|\bnon-?stop\b|\bforever\b|\bfor years\b|\bpart of (?:the|our) (?:product|app)\b|\bdauerhaft\b|\bfeature\b|\bongoing\b"),
    ),
    "upkeep_owner": (
        (False, r"\b(?:nobody|none|niemand|keiner)\b|\bno (?:owner|named|dedicated|ml|such|people|capacity|one)\b|\bnot (?:yet|really|anyone|anybody|named|decided)\b|\b(?:do|does) not have\b|\bopen position\b"),
        (True, r"\b(?:that|it) (?:would|will|is|has to)(?: be)? (?:me|us|our|mine)\b|\b(?:would|will|can|could|does|is going to|has agreed to|agreed to|volunteered to|said (?:he|she|they) would)\b[^.;]{0,15}\b(?:own|take (?:it|care|over|on)|look after|maintain|do (?:it|that)|handle|keep|run|see to|kümmern)\b|\b(?:team|[a-z]{3,12}) (?:owns|maintains|already owns|keeps|runs) (?:it|that|this|them|models?|our|the)\b|\bmacht das\b|\bkümmert\b|\bwürde sich\b|\b(?:we|i) (?:have|got) (?:a |an )?(?:responsible|person|people|someone|somebody|engineer|named|owner|team|ml)\b|\bour [a-z ]{0,20}(?:team|engineer|lead|group)\b|\b(?:i|me) (?:do|would|will|am)\b|\bprobably [a-zäöü]+\b|\bname is\b|\bresponsible\b"),
    ),
    "gradeable": (
        ("rubric", r"\brubrics?\b|\bcheck-?list\w*|\bcriteri\w+|\bscore ?(?:sheet|card)s?\b|\bbewertungsbogen\b|\bpoint (?:scale|system)\b|\bgrading (?:guide|scheme)\b|\bbewertungs\w+|\bannotation guide\w*|\bagreed (?:list|rules|guide)\b|\bcheckliste\b|\bnotenschl\w+"),
        ("model", r"\bllm\b|\bjudge\b|\banother (?:llm|model|gpt|ai)\b|\b(?:gpt|claude|gemini|opus|sonnet)[-0-9. a-z]{0,12}\b(?:grades?|judges?|scores?|compares?|rates?|checks?|decides?)\b|\b(?:a |the )?model (?:grades?|judges?|compares?|rates?|scores?)\b|\bembedding\w*|\bai (?:grades?|judges?|can)\b|\breward model\b"),
        ("code", r"\bscripts?\b|\bskript\w*|\bunit tests?\b|\btests? (?:pass|suite)\b|\bexact(?:ly)?[- ]match\b|\bexact match\b|\bregex\w*|\bdiffs?\b|\bcompiler?\w*|\btest suite\b|\bprogram\w*|\bautomat\w*|\bcompar(?:e|es|ison|ing)\b|\bexecut\w+|\bchecksum\w*|\bfield by field\b|\bpars(?:er|es|ing)\b|\blint\w*|\bdeterministic\w*|\bground truth\b|\bcode\b|\bvalidat(?:or|es|ion)\b|\bpass/fail\b|\bstring (?:match|equality)\b|\b(?:gold|right) (?:label|answer)s?\b|\bschema\b|\bsql\b|\bper code\b"),
        ("no", r"\bcan not\b|\bno\b(?=$|[,.])|\bnot (?:really|objectively|possible|at all|automatically)\b|\bopinions?\b|\bsubjective\w*|\btaste\b|\b(?:do|does) not see\b|\bonly (?:an? )?(?:[a-z]+ )?(?:experts?|attorneys?|lawyers?|humans?|doctors?|people|editors?|specialists?|clinicians?|professionals?|natives?|the)\b|\bimpossible\b|\bnobody agrees\b|\bmatter of\b|\bgut feeling\b|\bgeschmack\w*|\bdepends on who\b|\bin the eye\b"),
    ),
    "sometimes_right": (
        (False, r"\bnever\b|\balways wrong\b|\bnot (?:once|a single|ever|at all)\b|\bnie\b|\bzero\b|\bnone\b|\bevery time wrong\b|\balways (?:fails?|misses)\b"),
        (True, r"\bsome ?times\b|\boccasional\w*|\bnow and then\b|\bhit and miss\b|\bhit or miss\b|\bfrom time to time\b|\bonce in a while\b|\bmanchmal\b|\bsome of (?:them|the)\b|\ba few\b|\b(?:maybe |about )?(?:a )?(?:third|quarter|half|[0-9.]+ ?%)\b|\bsome\b|\b[0-9]+ (?:in|of|out of) [0-9]+\b|\bby luck\b|\bab und zu\b|\bmostly\b|\bit varies\b|\brandom\w*"),
    ),
    "reason": (
        ("residency", r"\bprivacy\b|\bresiden\w+|\bcomplian\w+|\bgdpr\b|\bdsgvo\b|\bregulat\w+|\bon[- ]?prem\w*|\bdata protection\b|\b(?:not|never|may not|can not) (?:leave|go (?:to|out)|be sent|send)\b|\bhipaa\b|\bus cloud\b|\bdatenschutz\b|\bair[- ]?gapped?\b|\bsovereign\w*|\bsecrecy\b|\bexternal api\b|\bin[- ]house\b|\bwhere (?:the )?data\b|\bdata (?:law|location|residency)\b|\blegal (?:says|department)\b|\bown servers\b|\beigene\w* server\w*"),
        ("latency", r"\blatenc\w+|\bspeed\b|\bslow\w*|\bfast(?:er)?\b|\b[0-9.]+ ?(?:s|sec|secs|seconds?|ms)\b|\bseconds\b|\bresponse times?\b|\bwait(?:s|ing)?\b|\bgeschwindigkeit\b|\blangsam\b|\bquick\w*|\breal[- ]?time\b|\bsnapp\w+|\bvoice\b|\btakes (?:too )?long\b|\blento\b|\blent\b|\bresponsive\w*|\blag\w*"),
        ("cost", r"\bcosts?\b|\bcheap\w*|\bmoney\b|\bmargins?\b|\bexpensive\b|\bprices?\b|\bpric(?:y|ey)\b|\bbills?\b|\bbudget\b|\bburning\b|\bsav(?:e|ing|ings)\b|\bspend\w*|\bkosten\b|\bteuer\b|\bcher\b|\bcaro\b|\bpreis\b|\binvoice\b|\beconomics\b|\bcfo\b|\bfinance\b|\broi\b"),
        ("quality", r"\bquality\b|\baccura\w+|\bwrong\b|\berrors?\b|\bmistakes?\b|\bcomplain\w*|\bbetter (?:answers?|quality|results?|output|accuracy|labels?)\b|\bhallucinat\w*|\bnot good enough\b|\bqualität\b|\bcalidad\b|\bqualité\b|\bprecision\b|\brecall\b|\bgood answers\b|\bcorrect\w*|\bgenauer\b|\bbesser\b|\bfehler\b|\bconsisten\w+\b(?! enough)|\btone\b|\bstyle\b|\bformat\b|\bright more often\b"),
    ),
    "latency_sensitive": (
        (False, r"\b(?:not|never|no)\b[^.;]{0,20}\b(?:important|critical|matter|matters|issue|issues|problem|concern|priority|care|sensitive|wait|waits|hurry|rush|urgent|that much|really)\b|\bbatch\b|\bovernight\b|\bnobody waits\b|\basync\w*|\bnightly\b|\bcan wait\b|\bback ?ground\b|\boffline\b|\bover night\b|\bnachts\b|\begal\b|\bspielt keine\b|\bnicht wichtig\b"),
        (True, r"\bvery\b|\bvoice\b|\bchat\w*|\breal[- ]?time\b|\binteractive\b|\busers? (?:wait|bounce|are waiting)\b|\bmatters?\b|\blive\b|\bmust (?:be|answer) (?:under|below|within|<)|\b(?:under|below|within|<) ?[0-9.]+ ?(?:ms|s|sec|seconds?)\b|\bcritical\b|\bimportant\b|\bsehr\b|\bas you type\b|\ba bit\b|\bsomewhat\b|\binstant\w*|\bfast\b|\bphone\b|\bpeople (?:wait|hang up)\b|\bcustomers? wait\w*"),
    ),
    "openai_tuning": (
        ("never", r"\b(?:do|does) not(?: even)? have an? (?:openai )?(?:account|org)\b|\bfirst time\b|\bonly (?:ever )?(?:used|use|called) (?:the )?base\b|\bno (?:openai|fine[- ]?tun\w*|tuned|tuning|account)\b|\bnot (?:at|on|with|using) openai\b|\bnot (?:done|tuned|yet|have|trained)\b|\bnever\b(?! since)(?! again)|\bnoch nie\b|\bnie\b|\bnothing (?:tuned|trained)\b|\bnot once\b|\bnever (?:tuned|trained|done)\b"),
        ("inactive", r"\bswitched (?:it )?off\b|\bages ago\b|\bback in\b|\blong ago\b|\bnobody (?:has )?(?:called|calls|uses|used)\b|\bnot (?:in use|used|active|called|anymore|any more|running|live)\b|\byears? ago\b|\bstopped\b|\bretired\b|\bewig her\b|\bfrüher\b|\bunused\b|\bdormant\b|\bnever since\b|\bnot since\b|\bexpired\b|\bonce\b|\babandon\w*|\bshelved\b|\bturned (?:it )?off\b|\bin 20(?:1[0-9]|2[0-4])\b|\bdead\b|\binactive\b|\bno longer\b|\bnicht mehr\b|\blast year\b|\bold (?:ft|fine|tuned|one)\b|\bused to\b"),
        ("active", r"\bactive\b|\bin (?:use|prod|production)\b|\bserv(?:es|ing)\b|\b(?:every|each) (?:day|week)\b|\b(?:called|use|used|ran) it (?:in|last|this|yesterday|today|daily|on)\b|\brun(?:s|ning)?\b|\bläuft\b|\busing it\b|\blive\b|\bcurrently\b|\bright now\b|\bdaily\b|\bthis (?:week|month|year)\b|\blast (?:week|month)\b|\btäglich\b|\bstill (?:use|in)\b|\bwe use\b|\bconstantly\b"),
    ),
    "data_may_leave": (
        (False, r"\b(?:must|has to|have to|needs to|should|muss|müssen)\b[^.;]{0,20}\b(?:stay|remain|bleiben|be kept)\b|\bin[- ]?house\b|\bim haus\b|\bstays? (?:in|inside|here|on|with)\b|\bnothing (?:may |can )?leaves?\b|\bnever leaves?\b|\bair[- ]?gapped?\b|\bon[- ]?prem\w*|\babsolutely not\b|\bnot (?:allowed|permitted|leave|go out|go outside|send|share|possible)\b|\b(?:can|may|must|should|will|would|does|do) not(?: let us| be)? (?:leave|go|send|sent|share|shared|use)\b|\b(?:own|our|eigenen?) (?:servers?|data ?cent(?:er|re)|hardware|network|firewall|infrastructure)\b|\bpatient\w*|\bclassified\b|\bno data may\b|\bno way\b|\bnot outside\b|\bconfidential\b|\bself[- ]?hosted\b|\bforbid\w*|\bforbidden\b|\bverboten\b|\bdarf nicht\b|\bdürfen nicht\b"),
        (True, r"\bmay (?:leave|go)\b|\b(?:can|is allowed to) (?:leave|go)\b|\balready (?:goes|go|send|sent|leaves|uses?|with|on)\b|\bdpa\b|\bdürfen (?:zu|raus|an)\b|\b(?:that is|it is|is|all) (?:fine|ok|okay|allowed|public|anonymi\w+)\b|\bno (?:restrictions?|problem|issue|pii|personal)\b|\bnot (?:sensitive|an issue|a problem|personal|confidential)\b|\bpublic (?:data|anyway)\b|\bas long as\b|\banonymi[sz]ed\b|\bsigned\b|\bwe (?:already )?use (?:openai|azure|bedrock|anthropic)\b|\bdarf raus\b|\ballowed\b|\bcleared\b|\bapproved\b|\bgoes to (?:openai|azure|google|anthropic|aws)\b"),
    ),
    "teacher_outputs": (
        (False, r"\b(?:nobody|never|not|no|none)\b[^.;]{0,25}\b(?:approv\w*|accept\w*|review\w*|check\w*|really|yet|sav\w*|stor\w*|log\w*|keep|kept|collect\w*)\b|\bapproval is not\b|\bonly human\b|\bpeople wrote\b|\bnone of (?:it|them)\b|\bwithout approval\b"),
        (True, r"\b(?:approv\w+|accepted|freigegeb\w+|signed off|good|validated|confirmed)\b[^.;]{0,20}\b(?:answers?|outputs?|replies|suggestions?|antworten|ones|it|them)\b|\b(?:answers?|outputs?|replies|suggestions?)\b[^.;]{0,30}\b(?:approved|accepted|validated|confirmed|kept|sent)\b|\bwe (?:have )?(?:log|logged|save|saved|store|stored|keep|kept|collect\w*)\b|\bthousands\b|\bgibt es\b"),
    ),
    "test_independent": (
        (False, r"\b(?:random|same|train[- ]?test|80/20|holdout from the|held out from the same)\b[^.;]{0,20}\b(?:split|file|source|set|data|generator|export|batch|pool|prompt)\b|\bsplit (?:of|from)\b|\bgenerated both\b|\bboth (?:from|generated|come)\b|\bsame\b|\bnot (?:really|independent|separate)\b|\bgpt (?:generated|wrote|made)\b|\baus (?:demselben|der gleichen)\b|\boverlap\w*|\bsubset\b|\btaken from the training\b"),
        (True, r"\b(?:different|other|another|separate\w*|new|fresh|elsewhere|independent\w*|getrennt|andere\w*)\b|\b(?:live|real|production) (?:traffic|data|tickets|cases)\b|\blive[- ]?betrieb\b|\bwritten by\b|\bnobody (?:in ml |on the team )?has (?:touched|seen)\b|\bhand[- ]?(?:written|picked)\b|\b(?:later|earlier|last) (?:month|quarter|year)\b|\bnot in (?:the )?training\b|\bheld[- ]?out\b|\bcollected (?:separately|later|by)\b"),
    ),
    "baseline_measured": (
        (False, r"\b(?:not|never|no|nobody|nicht|nie|noch nicht)\b[^.;]{0,30}\b(?:scor\w*|measur\w*|run|ran|done|make|made|did|yet|properly|really|tested|gemessen|numbers?|evaluat\w*|the current)\b|\bnot (?:yet|properly|really)\b|\bonly (?:the )?old\b|\bold prompt\b|\bby eye\b|\bnoch nicht\b"),
        (True, r"\b(?:scored|measured|evaluated|benchmarked|gemessen|tested)\b|\bin the dashboard\b|\bupdated every\b|\bwe have (?:a |the )?(?:score|number|baseline)\b|\bdone\b|\b[0-9.]+ ?%"),
    ),
    "task": (
        ("moderation", r"\bmoderat\w*|\btoxic\b|\bbanned\b|\bspam\b|\babus\w+|\bnsfw\b|\bhate\b|\boffensive\b|\bprofanity\b|\bflag (?:toxic|bad|harmful|unsafe)\b|\bcontent policy\b"),
        ("multimodal", r"\bphotos?\b|\bimages?\b|\bscans?\b|\bscanned\b|\baudio\b|\bvideos?\b|\bpictures?\b|\bocr\b|\bfotos?\b|\bbilder\b|\bx-rays?\b|\bhandwrit\w+|\bscreenshots?\b"),
        ("summarization", r"\bsummar\w*|\bsumar\w*|\bzusammenfass\w*|\bresum(?:e[ns]|ir|er)\b|\b(?:meeting )?(?:notes|minutes|recaps?)\b|\bcondens\w+|\btl;?dr\b|\bdigests? of\b|\babstracts? of\b|\bkurzfass\w+|\bboil\w* down\b|\bgist of\b|\bshorten\w*"),
        ("extraction", r"\bextra[ck]\w*|\bpull(?:s|ing)?\b[^.;]{0,50}\b(?:from|out of|off)\b|\b(?:invoice|form|contract)? ?fields?\b|\bline items?\b|\bpars(?:e|es|ing)\b|\bauslesen\b|\bentit\w+|\bgett?(?:ing)?\b[^.;]{0,30}\bout of\b|\binto (?:our (?:erp|crm|database|system)|rows|columns|fields|a table|records)\b|\bcaptur\w+|\bextrah\w+|\bner\b|\bdates?, \w+|\bfill(?:s|ing)? (?:in )?forms?\b|\bredact\w*|\banonymi[sz]ing\b"),
        ("tool_use", r"\btool[- ]?(?:use|calls?|calling)\b|\bfunction[- ]?call\w*|\bagents? that\b|\bapi calls?\b|\bcalls? (?:our|the|several|different) [a-z ]{0,20}apis?\b|\bdifferent tools\b|\bcalls? (?:the |our )?(?:right )?(?:tool|api|function)s?\b|\bbook(?:s|ing)? (?:meetings|appointments|flights)\b"),
        ("format", r"\bvalid json\b|\bjson\b[^.;]{0,25}\bvalid\b|\bin our (?:schema|format|template)\b|\b(?:json|xml|yaml|csv) output\b|\bto json\b|\bformatting\b|\bright (?:format|schema)\b|\bour (?:json )?schema\b"),
        ("qa", r"\bq ?& ?a\b|\bquestion[- ]?answering\b|\b(?:questions?|ask(?:s|ing)?)\b[^.;]{0,25}\b(?:about|on|over|to)\b|\banswer(?:s|ing)? (?:questions|customers?|users?|people|employees|support)\b|\b(?:support|help ?desk|faq|service|knowledge|hr|customer) ?(?:bot|chatbot|assistant)\b|\bchat ?bots?\b|\bfaqs?\b|\bhelp ?desk\b|\bcustomer (?:support|service)\b|\bfragen\b|\bassistant (?:for|over|on)\b"),
        ("classification", r"\bclass?if\w*|\bklassifi\w*|\bcla(?:ser|sser|sificar)\b|\bcategori[sz]\w*|\brout(?:e|es|ing) (?:\w+ ){0,3}(?:tickets?|mails?|emails?|calls?|requests?)\b|\brouting\b(?! with)|\btriag\w+|\bsort(?:s|ed|ing|ieren)?\b|\bzu?ordnen\b|\bordnen\b[^.;]{0,30}\bzu\b|\bflag(?:s|ging)?\b|\bbuckets\b|\btag(?:s|ging)\b|\bintent\w*|\bwhich (?:queue|team|category|department|label|folder)\b|\b(?:right|correct) (?:queue|team|category|department|departement|label|folder)\b|\bsentiment\b|\byes ?/ ?no\b|\bassign\w*\b|\bcod(?:e|ing) (?:reports|notes|answers)\b|\bone of [0-9a-z]+ (?:departments|categories|queues|teams|classes|labels)\b|\binto [0-9]+ (?:categories|classes|types|reasons|labels|queues|vorgangs\w+)\b|\bdetect\w*|\bspot(?:ting)? (?:fraud|churn)\b|\blabel(?:l?ing) (?:emails|tickets|mails|documents)\b|\bscor(?:e|ing) leads\b|\beinordnen\b|\bmatch(?:es|ing)? (?:\w+ ){0,2}(?:pairs|items|records|jobs|products|candidates|patients|resumes)\b"),
        ("reasoning", r"\bplanning\b|\bconstraints?\b|\bmath\w*|\bmulti[- ]?step\b|\boptimi[sz]\w+|\bschedul\w+|\bproofs?\b|\breasoning\b|\bdiagnos\w+|\bsolv(?:e|ing)\b"),
        ("style", r"\bour (?:tone|voice|style)\b|\bunserem (?:ton|stil)\b|\btone of voice\b|\bbrand voice\b|\bhouse style\b|\bpersona\b|\bstyle transfer\b"),
        ("generation", r"\bdraft\w*|\bwrit(?:e|es|ing)\b|\bgenerat\w*|\b(?:ad |marketing )?copy\b|\brepl(?:y|ies|ying)\b|\bcompos\w+|\bdescriptions?\b|\bletters\b|\bsubject lines\b|\bemails? (?:to|for)\b|\bblog\b|\bposts?\b|\bschreib\w+|\btexte\b|\bstories\b|\bproposals?\b|\bcode\b"),
    ),
}  # fmt: skip

YES: dict[str, Value] = {"strongest_model": "fixes_it", "smaller_model": "passes"}
NO: dict[str, Value] = {
    "prompting": "none", "retrieval": "none", "strongest_model": "does_not", "smaller_model": "fails", "openai_tuning": "never",
    "gradeable": "no", "labels": "unchecked",
}  # fmt: skip
