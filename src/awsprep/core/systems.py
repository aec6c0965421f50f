"""What an interview asks somebody to design, and what it listens for: systems, points with their phrases, stories."""

from __future__ import annotations

from typing import NamedTuple


class System(NamedTuple):
    """Something to design: what the interviewer asks for, and what they answer when asked."""

    name: str
    ask: str
    facts: str


SYSTEMS = (
    System(
        "tickets",
        "We want to sell tickets for concerts. Design that on AWS.",
        "We sell for one country. On a normal day 20 people buy per minute, when a famous band goes on sale 200,000 "
        "come in the first minute for 40,000 seats. No seat may be sold twice. Payment is an outside service that "
        "takes three seconds. If the shop is down for ten minutes we lose money, if an order is lost we are in the "
        "newspaper. Two developers run it.",
    ),
    System(
        "photos",
        "We want our customers to share photos with their families. Design that on AWS.",
        "We begin with 50,000 families in Europe and expect ten times as many in two years. Each uploads 100 photos of "
        "4 MB a month and looks at them mostly in the first week. Photos are private, must be deleted when asked for, "
        "and may never be lost. A new photo may take a minute to show. The budget is tight, the team are four.",
    ),
    System(
        "delivery",
        "We want people to see on a map where their food order is. Design that on AWS.",
        "30,000 couriers in three countries send their place every five seconds, at lunch and dinner. A customer "
        "should see a place that is not older than ten seconds. If the map is down, food still arrives, so one hour a "
        "month is acceptable; orders are another system's. Places are personal data and are deleted after 30 days.",
    ),
    System(
        "exams",
        "A university wants its students to write exams online. Design that on AWS.",
        "40 exams a week, the largest with 6,000 students who begin at the same minute. Answers are saved every ten "
        "seconds, and none may be lost once it is shown as saved. Outside of exam weeks nobody uses it. Results are "
        "kept for ten years in the country. The three administrators know Linux well and AWS a little.",
    ),
    System(
        "machines",
        "Our machines out at customers shall report how they are doing. Design that on AWS.",
        "50,000 machines send 2 KB every ten seconds over mobile networks that fail for hours. Service engineers want "
        "an alarm within a minute, analysts ask about the last three years. Losing a few readings does not matter, "
        "losing an alarm does. The company sells in Europe and Asia and counts every cent per machine.",
    ),
    System(
        "videos",
        "We want to sell our training videos on the web. Design that on AWS.",
        "2,000 videos of an hour, ten new ones a week, watched by 30,000 people all over the world, mostly in the "
        "evening of their time. Only who has paid may watch, and links must not be passed on. Starting one may take "
        "two seconds. It may be down at night. One developer builds it within three months.",
    ),
    System(
        "payments",
        "Banks will send us payment messages, and we show shops what they have received. Design that on AWS.",
        "Six banks send 300 messages a second at the end of the month, some twice and some late. No message may "
        "be lost or counted twice, and auditors want to see each for seven years. Shops look at their figures in the "
        "morning, a delay of one minute is fine. The regulator asks for a second Region and a test of it once a year.",
    ),
    System(
        "search",
        "Our web shop has 4 million articles, and finding something is too slow. Design that on AWS.",
        "800 searches a second in the evening, 60 at night. A result should be there in 200 ms. Prices change 50,000 "
        "times an hour and must be right in the basket, while the list may lag by five minutes. The articles are in a "
        "PostgreSQL database that is busy already. If search fails, the shop must still sell. Five developers.",
    ),
)

# Of ASKS and PARTS each row is a point's id, its text, whether it is a must, and its phrases (see CONTRIBUTING.md).
_PEOPLE = "user|customer|audience|client|people|they|student|machine|device|courier|family|viewer|buyer|shop|bank"
_STORES = "dynamodb|aurora|rds|postgresql|mysql|s3|opensearch|timestream|redshift"
ASKS = (
    (
        "functions",
        "Ask what it must do first and what may wait",
        True,
        "feature|functionality|functional|function must|need|first|core|main|which|what",
        "requirement functional|gather|clarify|ask|first|what|understand|begin|start",
        "use_case",
        "scope|mvp",
        "what system|it|app|application must|should|need do",
        "who use|user",
    ),
    (
        "numbers",
        "Ask for numbers: requests at the peak, reads and writes, size of the data, growth",
        True,
        "how_many",
        "peak|rps|qps|requests_per_second|throughput",
        "read write ratio|share|versus|vs|heavy",
        "traffic|load|volume expect*|much|pattern|spike|spiky|estimate|what|which",
        "data size|amount|volume|much",
        "growth|grow",
        "how_much data|traffic|load",
        "concurrent user",
        "how_big file|data|table|database|catalogue|image|video|upload",
        "read|reads write|writes more|mostly|often|frequent|frequently",
    ),
    (
        "latency",
        "Ask where the users are and how fast it must be",
        False,
        "latency",
        "response_time",
        "how_fast|how_quick|how_quickly",
        f"where > {_PEOPLE}",
        f"{_PEOPLE} region|country|countries|continent|global|globally|worldwide|geograph*|locat*",
        "which|what|one|how_many country|countries|continent",
    ),
    (
        "availability",
        "Ask how long it may be down and how much may be lost: RTO and RPO",
        False,
        "rto|rpo",
        "sla|slo",
        "availability what|which|target|requirement|need|how|ask|level|expect*",
        "downtime|outage|down accept*|afford|tolerat*|allow*|long|cost|how|much",
        "lose|loss data|order|message|how|accept*|tolerat*",
        "disaster_recovery",
        "survive region|zone|az|failure|outage",
        "how_long offline|unavailable|away",
        "happen down|fail|unavailable",
    ),
    (
        "data",
        "Ask how fresh and consistent data must be, what is personal, how long it is kept",
        False,
        "consistency|consistent",
        "personal|pii|gdpr|sensitive|privacy",
        "compliance|regulation|regulatory|regulator|legal|law",
        "retention|retain",
        "how_long keep|kept|store",
        "fresh|stale|real-time|realtime",
        "durability",
    ),
    (
        "constraints",
        "Ask for budget, date, skills and what exists already",
        False,
        "budget",
        "cost|money limit|constraint|how|much|target|spend|what",
        "team|people|developer|engineer skill|know|experience|many|size|who",
        "deadline|timeline|launch_date|time_to_market",
        "when ready|live|launch",
        "existing|legacy|already system|stack|database|have|there|run",
    ),
)
PARTS = (
    (
        "entry",
        "Say how a request comes in: name, edge, load balancer or API",
        False,
        "cloudfront|cdn",
        "load_balancer|alb|nlb",
        "api_gateway|appsync|iot_core",
        "route_53",
    ),
    (
        "compute",
        "Compute that keeps no state and scales with the load",
        True,
        "stateless",
        "auto-scaling|asg",
        "scale out|horizontal*|automatic*|ecs|fargate|eks|lambda|container|instance",
        "lambda|fargate|ecs|eks|container|instance behind|run|process|handle|serve|consume|read|trigger|az|zone",
        "lambda|fargate|container check|write|put|save|store|validate|return|send|call|create|fetch|get|accept|receive",
    ),
    (
        "data",
        "Choose a store and say why it fits",
        True,
        f"{_STORES} because|since|transaction|relational|key|conditional|durable",
        f"{_STORES} consistent|access_pattern|query|join|cheap|fit|suit|need|lock",
    ),
    (
        "later",
        "Take what may wait off the request, with a queue or a stream",
        False,
        "queue|sqs|sns|eventbridge|kinesis|msk|kafka|step_functions",
        "asynchronous|asynchronously|async",
        "event driven",
    ),
    (
        "failure",
        "Say what happens when a part fails, and how it comes back",
        True,
        "multi-az",
        "az|zone several|multiple|two|three|across|fail",
        "failover|fail_over",
        "retry|backoff|idempotent|idempotency",
        "dlq|dead-letter|dead_letter_queue",
        "backup|restore|point-in-time",
        "replica|replication|replicated another|second|other|cross-region|region|az|zone",
        "health_check",
        "circuit_breaker",
    ),
    (
        "security",
        "Say who may do what, and what is encrypted or private",
        False,
        "least_privilege",
        "iam role|policy",
        "kms|encrypt|encryption|tls",
        "private_subnet|private subnet",
        "waf|cognito|signed_url|presigned_url|oauth|oidc",
        "security_group",
    ),
    (
        "cost",
        "Say what drives the bill and how to keep it down",
        False,
        "cost|bill|cheap|expensive because|since|mostly|mainly|per|reduce|lower|save|drive|most|is|are",
        "savings_plan|reserved_instance|spot",
        "lifecycle glacier|infrequent|tier|standard-ia",
        "pay use|request",
        "budget alarm|alert|aws",
    ),
    (
        "verify",
        "Say how you would see that it works: metrics, alarms, a load test",
        False,
        "cloudwatch|x-ray|tracing|dashboard",
        "metric|alarm|alert|slo monitor|watch|on|when|latency|error|depth|age",
        "load_test|load-test|load_testing|stress_test",
        "game_day|chaos|canary|drill|rehearse",
    ),
)

STORIES = (
    ("outage", "Tell me about an outage that you helped to end. What happened, and what did you do?"),
    ("cost", "Tell me about a time when you brought a bill down, or saw that it would grow. What did you do?"),
    ("migration", "Tell me about something that you moved: a service, a database, an account. How did it go?"),
    ("security", "Tell me about a security problem that you found or caused. What happened then?"),
    ("disagreement", "Tell me about a technical decision on which you disagreed with somebody. How did it end?"),
    ("mistake", "Tell me about a change of yours that went wrong in production. What did you do?"),
    ("slow", "Tell me about something slow that you made fast. How did you find what to change?"),
    ("toil", "Tell me about manual work that you made unnecessary. Why that, and what came of it?"),
)
STORY_PARTS = (
    ("situation", "The situation in two sentences, with a number"),
    ("own", "What I did myself, not only what we did"),
    ("choice", "The choice that I made, the alternative, and why"),
    ("result", "The result, measured"),
    ("lesson", "What I do differently since"),
)
STORY_FLAGS = (("blame", "It was all somebody else's fault"), ("vague", "Nobody could tell what I did myself"))
