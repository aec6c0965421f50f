"""Words that date an answer, each with what is said instead.

A sentence that itself says that the thing is old (`_DISOWNED`) may name it.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Stale(NamedTuple):
    """An outdated word as it was written, and why it is outdated."""

    found: str
    why: str


_TERMS = (
    (r"customer master keys?|CMKs?", 'say "KMS key", or "customer managed key"'),
    (r"master keys?", 'say "KMS key"'),
    (r"EC2[- ]Classic", "it was retired in 2023; every instance is in a VPC"),
    (r"CloudWatch Events", "it is Amazon EventBridge now"),
    (r"launch configurations?", "new accounts cannot make them; say launch template"),
    (r"OAIs?|origin access identit(?:y|ies)", "say origin access control (OAC)"),
    (r"(?:11|eleven) (?:nines|9s|9'?s) of availability", "eleven nines are S3's durability, not its availability"),
    (r"99\.999999999 ?(?:%|percent) (?:of )?availability", "eleven nines are S3's durability, not its availability"),
    (r"(?:AWS )?CodeCommit", "it is no default; name a Git repository instead"),
    (r"(?:Amazon )?Elasticsearch Service", "it is Amazon OpenSearch Service now"),
    (r"AWS SSO|AWS Single Sign-On", "it is AWS IAM Identity Center now"),
    (r"Kinesis (?:Data )?Firehose", "it is Amazon Data Firehose now"),
    (r"Kinesis Data Analytics", "it is Amazon Managed Service for Apache Flink now"),
    (r"ElastiCache for Redis(?! OSS)", "say ElastiCache for Valkey or Redis OSS"),
    (r"X-Ray SDKs?|X-Ray daemon", "instrument with OpenTelemetry (ADOT)"),
    (r"reduced redundancy(?: storage)?", "use S3 Standard"),
    (r"OpsWorks", "it was ended in 2024; use Systems Manager or CloudFormation"),
    (r"AWS Data Pipeline", "it is closed to new customers; use Step Functions or Glue"),
    (r"Server Migration Service", "it was ended in 2022; use Application Migration Service"),
    (r"SimpleDB", "use DynamoDB"),
    (r"100 buckets", "an account may have 10,000 buckets by default since 2024"),
)
_PATTERNS = [
    (re.compile(rf"\b(?:{term.replace(' ', chr(92) + 's+')})(?!\w)", re.IGNORECASE), why) for term, why in _TERMS
]
_DISOWNED = re.compile(
    r"\b(?:legacy|deprecated|retired|replaced|replaces|superseded|renamed|formerly|discontinued|obsolete|outdated|older?"
    r"|predecessor|successor|once called|was called|no longer|not any more|closed to new|instead of|rather than"
    r"|maintenance mode)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.?!;])\s+")


def stale_in(text: str) -> list[Stale]:
    """The outdated words of a text, the first of each kind, in the order of our list."""
    sentences = [sentence for sentence in _SENTENCE.split(text) if not _DISOWNED.search(sentence)]
    found: list[Stale] = []
    for pattern, why in _PATTERNS:
        match = next((match for sentence in sentences if (match := pattern.search(sentence))), None)
        if match is not None and not any(match.group().lower() in earlier.found.lower() for earlier in found):
            found.append(Stale(" ".join(match.group().split()), why))
    return found
