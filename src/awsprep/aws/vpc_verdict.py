"""What a simulation answers: the codes, the lines of the trace, the verdict."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from awsprep.aws.vpc_filter import Packet


class Code(StrEnum):
    """Why a packet is stopped, in the words of VPC Reachability Analyzer.

    Source: docs.aws.amazon.com/vpc/latest/reachability/explanation-codes.html
    """

    SUBNET_ACL_RESTRICTION = "SUBNET_ACL_RESTRICTION"
    ENI_SG_RULES_MISMATCH = "ENI_SG_RULES_MISMATCH"
    SG_HAS_NO_RULES = "SG_HAS_NO_RULES"
    ENI_SOURCE_DEST_CHECK_RESTRICTION = "ENI_SOURCE_DEST_CHECK_RESTRICTION"
    ENI_ADDRESS_RESTRICTION = "ENI_ADDRESS_RESTRICTION"
    NO_ROUTE_TO_DESTINATION = "NO_ROUTE_TO_DESTINATION"
    BAD_STATE_ROUTE = "BAD_STATE_ROUTE"
    IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS = "IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS"
    IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS = "IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS"
    IGW_SOURCE_ADDRESS_NOT_IN_RFC1918_INGRESS = "IGW_SOURCE_ADDRESS_NOT_IN_RFC1918_INGRESS"
    IGW_SOURCE_ADDRESS_NOT_IN_RFC6598_INGRESS = "IGW_SOURCE_ADDRESS_NOT_IN_RFC6598_INGRESS"
    IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS = "IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS"
    IGW_DESTINATION_ADDRESS_NOT_IN_RFC6598_EGRESS = "IGW_DESTINATION_ADDRESS_NOT_IN_RFC6598_EGRESS"
    VPC_BLOCK_PUBLIC_ACCESS_ENABLED = "VPC_BLOCK_PUBLIC_ACCESS_ENABLED"
    NGW_REQUIRES_SOURCE_IN_VPC = "NGW_REQUIRES_SOURCE_IN_VPC"
    NGW_SOURCE_ADDRESS_REASSIGN = "NGW_SOURCE_ADDRESS_REASSIGN"
    REGIONAL_NGW_ROUTE_AZ_RESTRICTION = "REGIONAL_NGW_ROUTE_AZ_RESTRICTION"
    PCX_REQUIRES_ADDRESS_IN_VPC_CIDR = "PCX_REQUIRES_ADDRESS_IN_VPC_CIDR"
    DISCONNECTED_VPCS = "DISCONNECTED_VPCS"
    TGW_ROUTE_AZ_RESTRICTION = "TGW_ROUTE_AZ_RESTRICTION"
    TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION = "TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION"
    TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT = "TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT"
    VPCE_GATEWAY_PROTOCOL_RESTRICTION = "VPCE_GATEWAY_PROTOCOL_RESTRICTION"
    VGW_PRIVATE_IP_ASSOCIATION_FOR_EGRESS = "VGW_PRIVATE_IP_ASSOCIATION_FOR_EGRESS"


class Leg(StrEnum):
    """Which half of a flow."""

    REQUEST = "request"
    REPLY = "reply"


@dataclass(frozen=True, slots=True)
class Step:
    """One check: where (a bare name), what is checked, what came out, the rule that decided.

    A step that stops the packet has a code and `at`, the name of what has to change. The rest says where the packet
    was, for whoever looks for a change: the packet as it was then, the last route table that it followed (VPC and
    name), and the subnet that it followed it from; of a network ACL, the subnet that it guards.
    """

    leg: Leg
    where: str
    check: str
    result: str
    rule: str
    code: Code | None = None
    at: str = ""
    packet: Packet | None = None
    table: tuple[str, str] = ("", "")
    subnet: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Delivered, or the first step that stopped the packet, which then ends the trace.

    `beyond` is what would have been met after it, as far as the way is known: steps that would have allowed, and
    further ones that would not.
    """

    trace: tuple[Step, ...]
    beyond: tuple[Step, ...] = ()

    @property
    def stopped(self) -> Step | None:
        """The step that stopped the packet."""
        return self.trace[-1] if self.trace[-1].code else None

    @property
    def delivered(self) -> bool:
        """Whether the request and its reply both arrive."""
        return self.stopped is None

    @property
    def word(self) -> str:
        """`delivered` or `blocked`."""
        return "delivered" if self.delivered else "blocked"

    @property
    def leg(self) -> Leg | None:
        """The half that is stopped."""
        return self.stopped.leg if self.stopped else None

    @property
    def code(self) -> Code | None:
        """Why it is stopped."""
        return self.stopped.code if self.stopped else None

    @property
    def at(self) -> str | None:
        """What has to change: a bare name."""
        return self.stopped.at if self.stopped else None


class FlowError(ValueError):
    """The flow cannot be asked about: an end that nobody holds, or a way that goes in circles.

    `part` names where to look: `from`, `to`, `port`, or a device like `nat/a`.
    """

    def __init__(self, part: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.part = part
        self.hint = hint
