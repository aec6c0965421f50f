"""Right words that are nearly other right words, and words whose opposites look like them.

They are what keeps a mended misspelling from saying something else: `extensive` is not `expensive`. One form of a word
stands for all of them. They were found by looking for the phrases of the bank in very much text; a test names those
that are missing here in the bank itself.
"""

from __future__ import annotations

_WORDS = """
    abide abort about aboutv absence absent accelerated accelerator accent accents accept according accordingly acquire
    active activity adapt adaptation adaptations adapted adaptor adaptors added addition additional admin administer
    administration administrative administrator admit adopt adopted adopting adoption advice advise advisor advisories
    advisory affect after aggregate aggregator agree agreeable agreed alike alive alloc allocator allots allow alone
    along alter alternating alternative amazonaws amazonecr amazonecs amazonrds amazons among analysis analysts
    analytics analyzer analyzes appliance applicable application apply approver arbitrarily assert assertj asserts
    assets assorted assume assumerole assumeroot assurance asynchronous attach attack attacker audience audio audit
    authenticator authorised authorizer autoscaler available awaitable awake aware backed backend balance balancer banks
    based basic basis bastion bears beats became become began begin begun bells bends bind black blast blind blocker
    blocking blocklist blogs bootable booting botched bought breaching bridge bring broadcast broke broker brother
    browse burst burstable bursting bursts bursty cache cacheable calculate calculator caller calls came cancellation
    caption capture captures carried carrier cart case casts casual catch categorical categorize categorized causal
    cause cells center central cents certain certainty certifi certified certify chair champion chance chances change
    chap charge chargeable chart chases chats chattr cheap checker choreographic chose claim claims clarification
    clarifications clarity clash class classic classify clause clean clear click clock cloneable cloned cloning close
    closed cloze cluster clusterip clutter cname coarse codes cold collect collector comes commander commented committed
    committee common communicate communicates communication community compacted companies compares compatible competing
    compilers compiles complain complaint complement complete completer complexity compliance component compose composed
    composite compute computer conceptually concurrent concurrently condition conditional conducted confidence confident
    configurational conform conformance conformant conforming conforms connect connected connectivity consented consents
    considers consistent consistently constant constrain constraint construction constructor consulted consumed consumer
    contacts contain container containerized content contention context contextual contiguous continent continue
    continuous contract contradict contrast controller convention conversation conversion convert converter cookie
    cookies coordinator copes copies cores corrected corrupted cosine costs could count counter county couple course
    covered crate creds crews criss criterion crypt cryptographic cryptography curable cures current currently curry
    customary customer customerid dancer dancers dares dates david deal dealt decide decision decode decoded decodes
    decoding decrease decrypt decrypted decryption dedicated dedup dedupe deduplication defect defects defend defense
    definitive delaying delegate delete deleter deliberately deliver delivery demanding demos denote denotes denoting
    deny depend deploying depot deregister deregistration derives descending description designee detach detailing
    detection detector developer development deviation device devised diagnosed diagnoses diagnosing diagnostic
    diagnostics different differential differentiate differentiates differently dimensional directive directives
    directly director directory disable disconnect discord discovery discrepancies discrepancy dispatched dispatching
    disruption disruptive dissolver distributor distributors diverge division documentdb dominant dominated doubt
    download downside downsides downstream draft drawn drift drive driven driver durable dynamic dynamo economies edits
    effect egress emptier empties emulation emulator enable encrypt encrypted encryption enforceability enforceable
    engineers engines enter entire entirely entirety entitled entitlement entitlements entra entrance entry
    environmental ergonomics escalate escape evacuate evacuation evaluate evaluated evaluation evaluator even event
    eventbridge eventbridgev eventual ever every except exception excerpt excerpts excessive exclude excluded exclusion
    execution exhaustive exist exit expected expedited expense expensive experienced experiencing experiment experiments
    explanation explicit explodes exploitable exponent export exportable expressing extend extension extensive
    extensively external externalid externalized extra facilitates factor factory facts factual failback fails fallback
    falls falsey falsy fault faulty favour feed fees fifth fifty filer files fills films finder finer fired fixed fixer
    flake flavour flaws flood floods floor floss folded fonts forbidding foresee foreseen forge forgot formal forth
    foundation foundational fractional frame free freed freeze frequently full fully functional functools furnished
    gender generate generated generates generation generative generator generators geographic geography german germany
    grade gradually graft grafts grantee greeting growfs grows guarantee guaranteed guess guessing guest halve halves
    handle handler hands hangs hard hardened harder have heads healing health healthy hearing heavily heavy hierarchical
    hierarchy hikes historical historically holds holes honour honours horizon horizontal hourly ideas idempotently
    identifiable identifier identify identities imds imdsv imitation immune immutable implement implementation
    implemented implementing implements implicit import impose imposed inbound inception incident incidental include
    inclusion inclusions incoming incompatible inconsistent increase increment incremental indefinitely independent
    independently indicated indivisible industrial inefficient inference infinitely infinity information ingested
    ingress initializer initializers initiation initiative initiatives initiator injection inner inserting inside
    inspector inspects installer installers instantiate instantiation instantly insufficiently insurance integer
    integers integration intel intelligently intention inter interaction intercepted interested interesting interfere
    internal interns interpret intersection interval interview interviewer into intro introduction invented invention
    investment invisible invite invocation invoice invoke issued issuer iterate joined joins knobs knowing knowingly
    labelled labelling lacks lagging lakes lands largely last latent later latter launch launcher lawyer lawyers layer
    leads leaks lean learn lease least leave lends lens level levers licence licences licensee licensees lies lifts
    likes limited lineage lines linker linkers links linters linting listen listeners lists literal literally literals
    live lives loader loaders loads locally locking locks logger logging logic logically login lookalike looks loops
    loose loosen lose loser lower lunch machinery macro macros maintainer maintainers manage manageable managed manager
    march marked marker market masked master match maths matrices matter mean meant media median medical meets melts
    mention mentioned mentioning mentions mere merge merger metric metrics minus minute misconfiguration misconfigured
    mistake mistaken misuse mode model modelling moderate modern modification modified modifier modifiers module modulo
    money monkey moves movies multi multicast multiple multiplier multiply mutable mutes mutilation naive namesake
    namespace narrowed narrower necessarily necessary neural neutral never newer nodejs nodes noise noisy noncurrent
    notes noticing notification notifies number numeric observer occurrence occurrences offboarding offending official
    officially older opened openid openssh openssl operation operational operator optimally optimise optimizer
    orchestrate orchestrator order ordered organization organizational outbid outbound outliers outline outside outsider
    overlaps overlay overlays overloads overridden override overtake overtaken overtly overwrite overwritten overwrote
    owned owner pace packagers packer packet packs paged pagination paginator pain paper parameter parameterized parity
    parse parsed parsing part partial partition partitional party passes passive passports patch path patience patient
    pauses paved payer pays peeked percentage percentile performant performer perimeter permanent permanently permissive
    persisted persona personality phrase phrases picker picks place plain plan planner player players plays polices
    polls pools popup ports position possible possibly posts practical practice practise precise precisely precision
    predicate predictable predictive preference premises prepend prepended prepending prepends present presently preset
    presses prevent pricey primarily primary prime principal principle print printer priorities prioritise private
    probes proceed processed processor produce producer product productivity profile profiler profit programmable
    programmatic progresses project projection prominent promise promotional prompt prompted prompting promptly prompts
    prone proportion prose prospectively protect proto proven proves provide provider provision provisional provisioned
    public publicity publish publisher pulls qualities quantities quiet quite quotation quoted quotes quoting races
    raise rare rarer rates rational reach react read reader readily readme readonly ready reality realization really
    reaped rebase rebooting rebuild rebuilt receive receiver recent recipient recitations recognition recommender
    recommenders recorder recording recov recover recovery recreated recurring recursion recursive redact redelivers
    redelivery redis redrive redriven reduction redundant referenced referral referring reflected refund refuse refuted
    regain regards register registers registry regular regulator rehearsed rehost relational relations relax relay
    released releaser releasers relevance reliable relief relieves rely remain remainder remap remapping remediate
    remedies remedy reminders remote remove renderings repacking repeatable repeated repeatedly replace replay reply
    report reporter reporters repost requester requesttag require resale residency resilient resize resolve resolver
    resort respected responders responds response responsive restarted restored restrictive resumable retain retention
    retired retraining retried retrieved returning reuse reverse revert reviewed reviewer revise revision revocation
    revoke rewards rewritten rewrote rise risk risky roles rolls rouse route router routine rules safely safety sale
    sample sampler saturation saves says scalar scalars scale scanner scans schedule scheduler scheme schemes scope
    score scream scrypt secondarily secondary seeds seen selection selling sells send sensing sentences separate
    separator separators sequencer series serve server seven severe shall shallow shape shard share shareable sharp
    shelf shell ships shopping short shorten shot show shown sides signalling signed signer signin silences silent
    simple simplicity simulate simulator site sizes skills skips slack slos slots slows small smart smoke smoothing
    socks something somewhat sort sourceip sourcevpc space spans spare sparse spawns special specific specifier
    specifiers specifying specs speed spell spelled spelling spellings spend spent spike spiky spins splice split splits
    splitting spoke spoken spreading spring sqlite stabilize stable stack stage stale staleness stalls star start starve
    stash stashed state stateful stateless static status statute stays steadily steals stems steps sticks sticky still
    stimulate stock stopdbinstance stopinstance stops store storm story stranger strategic strategies strategy streak
    streamline stricter strictest strictness strided string stripping strong stronger strongest struct stuck student
    stuff style stylistic subnet subscribe subscriber subscription subsections subsequent subset substance success
    successor suffice sufficient sufficiently suffix suitable suite suited suits summaries superseded superset superuser
    suppress suppressor suspending suspension swallow sweep swiftly synched synchronizer synchronous syntactic synthesis
    systemd tagger taken taxes teams temporarily temporary tempted tempting terminals terminate terminator terms tester
    tests texts thanks their there these thin thing thinks thorough thoroughly those though thought thread threat
    threatens three threshold thresholds through throughout thrown ticked tied tiers ties tighten tighter tiles timed
    timers token tolerant topic torch touch touched touches touching tower trace track trade traditional trail training
    transaction transactional transform transformation transformations transformed transforming transforms transition
    transitive translation translator translators translit transmit transmits transmitted transmitting transparently
    transpose treat treaties treaty triage triaging trial trick tricked tricks tried tripled trips trivial trunk truthy
    tuned turned typer typically typos ultimately unable unavailable uncached undergoing underline underlined understood
    undoes undone unencrypted unformatted unhealthy unique uniquely unlimited unlink unlinked unlisted unlocking
    unmanaged unnecessarily unordered unpack unpaired unpicking unprovisioned unreadable unreliable unstable untrusted
    unusable unused unusual unversioned unwatched updater upload upstream uptime usable users uses utilities vague
    validator validators variation vcpu vcpus verification verifier versioned vertical viability viewed visible waits
    waive waived waives wakes wants warming warning wasted weakening weaker weather weigh weight were whatsoever
    whenever where wherever while white whole whose wide widen wider word worker works world would wrapper writable
    write writer
    """

CONFUSABLE = frozenset(_WORDS.split())
