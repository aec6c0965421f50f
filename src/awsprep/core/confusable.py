"""Right words that are nearly other right words, and words whose opposites look like them.

They are what keeps a mended misspelling from saying something else. One form of a word stands for all of them; a
test names the words that are missing here for the phrases of the bank.
"""

from __future__ import annotations

_WORDS = """
    abort about aboutv absence absent accelerated accelerator accept according accordingly acquire active activity
    addition additional admin admit advice advise affect after aggregate aggregator agree agreed alike alive alloc
    allots allow alone along alter alternating alternative amazonaws amazonecr amazonecs amazonrds amazons among
    analysis analysts analytics appliance applicable application apply assume assumerole assumeroot assurance
    asynchronous attach attack attacker audience audit authorised authorizer available awake aware backed backend
    balance balancer banks basic basis bastion bears beats became become began begin begun bends bind blast blind
    blocking bought breaching bridge bring broke broker cache cacheable caller calls came carried carrier cart case
    casual catch causal cause cells center central certain certainty change chap charge chargeable chart chases
    cheap chose class classic clause clean clear click clock close closed cloze cluster clusterip cname coarse codes
    cold collect collector comes committed committee common communicate communicates communication community
    companies compares compatible competing compilers compiles complain complaint complement complete complexity
    compliance component compute computer conceptually concurrent condition conditional configurational connect
    connected connectivity considers consistent constant constrain constraint construction constructor consumed
    consumer contacts contain container content contention context contiguous continent continue continuous contract
    contrast convention conversation conversion convert cookie cookies copes copies cores corrected corrupted costs
    could count counter couple course covered creds crews cryptographic cryptography curable cures current currently
    customer customerid dares dates deal dealt decide decision decrease decrypt decrypted decryption dedicated
    defend defense delaying delegate delete deliver delivery deny depend deploying deregister deregistration derives
    descending description detach detection detector developer development device different differently directly
    director directory disable disconnect discovery disruption disruptive documentdb download downstream draft drift
    drive driven driver durable dynamic dynamo edits effect egress emptier empties emulation emulator enable encrypt
    encrypted encryption engineers engines enter entrance entry ergonomics escalate escape evacuate evacuation
    evaluate evaluated evaluation even event eventbridge eventbridgev eventual ever every except exception excessive
    exclude excluded exclusion execution exist exit expected expedited expense expensive explanation explicit
    exploitable export exportable extend extension external externalid facilitates factor factory failback fails
    fallback falls fault faulty favour feed fees fifth fifty files fills films fired fixed flavour foresee foreseen
    foundation foundational free freed freeze frequently full fully functools german germany grade gradually growfs
    grows guarantee guaranteed guess guessing guest halve halves handle handler hands hangs hard hardened harder
    have healing health healthy hearing hierarchical hierarchy holds holes horizontal hourly identifiable identifier
    identify identities imds imdsv immutable implement implementation implemented implementing implements implicit
    import inbound incident include inconsistent increase increment incremental independent independently indicated
    inefficient inference ingested ingress injection inner inside inspector inspects integration intel inter
    interaction internal interns intersection interval interview interviewer into intro investment invisible invite
    invocation invoice invoke issued issuer iterate knowing knowingly lacks lagging lakes lands largely last later
    latter launch layer leads leaks lean learn lease least leave lends lens level levers licence licences lies lifts
    likes limited lineage lines links listen lists live lives loads locally locking locks logging logic login looks
    loops loose lose loser lower lunch manage manageable managed manager march marked marker market masked master
    match matter mean meant media medical meets melts mere merge merger minus minute mistake mistaken misuse mode
    model moderate modern modification modified module modulo moves multi multiple multiply mutable namesake
    namespace narrowed narrower neural neutral never newer nodes noise noisy noncurrent notes noticing notification
    notifies number numeric older opened openid openssh openssl operation operational operator optimise optimizer
    orchestrate orchestrator order ordered organization organizational outbid outbound outliers outside outsider
    overlaps overloads override overtake overtaken overwrite overwritten overwrote owned owner pace packet packs
    paged pagination paginator pain parameter part partial partition partitional party passes passive passports
    patch path pauses paved payer pays percentage percentile perimeter permanent permanently picks place plain plan
    player players plays polls pools ports position possible possibly posts practical practice practise precise
    predictable predictive premises present presses prevent primarily primary principal principle priorities
    prioritise private probes proceed processed produce producer product profile profit programmable programmatic
    project projection promise proportion protect proves provide provider provision provisioned public publish
    publisher pulls qualities quantities quiet quite races raise rare rarer rates reach react read reader ready
    rebase rebuild rebuilt receive receiver recent recipient recov recover recovery recreated recurring recursion
    recursive redelivers redelivery redis redrive redriven redundant referenced refund refuse refuted regain regards
    register registers registry regular regulator rehearsed rehost relational relations relax relay released
    relevance reliable relief relieves rely remain remainder remediate remedies remedy reminders remote remove
    renderings repeatable repeated replace replay reply report repost requester require residency resilient resize
    resolve resolver resort responders responds response restarted restored restrictive retain retention retired
    retried retrieved reuse reviewed reviewer revise revision revocation revoke rewards rise risk risky roles rolls
    rouse route router routine rules safely safety sale sample saturation saves says scale scanner scans schedule
    scheduler scope score secondary seeds seen send sentences separate series serve server seven severe shall
    shallow shape shard share shareable sharp shelf shell ships shopping short shorten shot show shown sides signed
    signer silences silent simple simplicity simulate simulator site sizes skills skips slack slos slots slows small
    something somewhat sort sourceip sourcevpc space spans spare sparse special specific specifying speed spend
    spent spike spiky stable stack stage stale staleness stalls star start starve state stateful stateless static
    status stays steadily steals steps sticks sticky still stock stopdbinstance stopinstance stops store storm story
    stranger stricter strictest string strong stronger strongest stuck style subnet subscribe subscriber
    subscription subsequent subset success successor suffice sufficient sufficiently suffix suite superseded
    superuser suppress suppressor suspending swallow swiftly synchronous systemd taken teams terms tester tests
    texts their there these thin thing thinks those though thought thread threat threatens three through throughout
    tied tiers ties tighten tighter timed timers token tolerant topic tower trace track trade traditional trail
    training transaction transactional transition transitive translation transparently treat trial tried tripled
    trips tuned turned typically unavailable uncached understood undoes undone unencrypted unhealthy unlimited
    unlisted unlocking unmanaged unordered unpack unpicking unprovisioned unreadable unreliable unusable unused
    unusual unversioned unwatched upload upstream users uses utilities vcpu vcpus verification versioned vertical
    visible waits wants warming warning wasted weakening weaker weather weigh weight were whenever where wherever
    while white whole whose wide widen word worker works world would wrapper writable write writer
    """

CONFUSABLE = frozenset(_WORDS.split())
