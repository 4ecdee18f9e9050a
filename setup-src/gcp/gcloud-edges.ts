import type { Section } from '../text/section.ts';
import { word } from '../text/shell.ts';
import type { CloudEdge } from './edges.ts';
import type { GcpSetup } from './gcp-setup.ts';

/** What a setup asks of `gcloud` for the load balancers of tiers; nothing where no tier has one. */
export const edgeSections = ({ edges }: GcpSetup): readonly Section[] =>
  edges.map((edge) => ({
    title: `The edge of a tier, ${edge.name}: nobody comes in but by a rule, and nobody asks more than a rule allows`,
    lines: edgeLines(edge),
  }));

const edgeLines = ({ name, certificates, rules, requestsPerMinute }: CloudEdge): readonly string[] => [
  `edge_address ${name}`,
  `tls_floor ${name}`,
  `allow_list ${name}`,
  ...rules.map(({ priority, ranges }) => `allowed ${name} ${priority} ${requestsPerMinute} ${word(ranges.join(','))}`),
  `certificate_map ${name}`,
  ...certificates.map((certificate) => `certificate ${certificate.name} ${name} ${word(certificate.host)}`),
];

/** Rules of an earlier, longer list would still let in whom they name. */
export const edgeComplaints = ({ edges }: GcpSetup): readonly string[] =>
  edges.map(({ name, rules }) => `only_allowed ${name}${rules.map(({ priority }) => ` ${priority}`).join('')} ${LAST}`);

/** Of the rule that holds for whoever no other rule names. */
const LAST = 2_147_483_647;

export const edgeFunctions = ({ edges }: GcpSetup): string => (edges.length === 0 ? '' : FUNCTIONS);

const FUNCTIONS = `
# edge_address NAME
edge_address() {
  gcloud compute addresses describe "$1" --global --project="$project" >/dev/null 2>&1 ||
    gcloud compute addresses create "$1" --global --ip-version=IPV4 --project="$project"
  printf 'DNS: the hosts of %s have the A record %s\\n' "$1" \\
    "$(gcloud compute addresses describe "$1" --global --project="$project" --format='value(address)')"
}

# tls_floor NAME: versions of TLS before 1.2 are not taken
tls_floor() {
  local floor=(--profile=MODERN --min-tls-version=1.2 --project="$project")
  if gcloud compute ssl-policies describe "$1" --project="$project" >/dev/null 2>&1; then
    gcloud compute ssl-policies update "$1" "\${floor[@]}" >/dev/null
  else
    gcloud compute ssl-policies create "$1" "\${floor[@]}"
  fi
}

# allow_list NAME: whoever no rule names is refused, from its first moment on
allow_list() {
  gcloud compute security-policies describe "$1" --project="$project" >/dev/null 2>&1 ||
    gcloud compute security-policies create "$1" --type=CLOUD_ARMOR --project="$project"
  gcloud compute security-policies rules update ${LAST} --security-policy="$1" --action=deny-403 --project="$project" >/dev/null
}

# allowed NAME PRIORITY REQUESTS RANGES: comes in, REQUESTS a minute from each address
allowed() {
  local rule=(
    --security-policy="$1"
    --src-ip-ranges="$4"
    --action=throttle
    --rate-limit-threshold-count="$3"
    --rate-limit-threshold-interval-sec=60
    --conform-action=allow
    --exceed-action=deny-429
    --enforce-on-key=IP
    --project="$project"
  )
  if gcloud compute security-policies rules describe "$2" --security-policy="$1" --project="$project" >/dev/null 2>&1; then
    gcloud compute security-policies rules update "$2" "\${rule[@]}" >/dev/null
  else
    gcloud compute security-policies rules create "$2" "\${rule[@]}"
  fi
}

# certificate_map NAME
certificate_map() {
  gcloud certificate-manager maps describe "$1" --project="$project" >/dev/null 2>&1 ||
    gcloud certificate-manager maps create "$1" --project="$project"
}

# certificate NAME MAP HOST: it is given once the record that is told here is in the DNS of the host
certificate() {
  gcloud certificate-manager dns-authorizations describe "$1" --project="$project" >/dev/null 2>&1 ||
    gcloud certificate-manager dns-authorizations create "$1" --domain="$3" --project="$project"
  printf 'DNS: %s\\n' "$(gcloud certificate-manager dns-authorizations describe "$1" --project="$project" \\
    --format='value[separator=" "](dnsResourceRecord.name,dnsResourceRecord.type,dnsResourceRecord.data)')"
  gcloud certificate-manager certificates describe "$1" --project="$project" >/dev/null 2>&1 ||
    gcloud certificate-manager certificates create "$1" --domains="$3" --dns-authorizations="$1" --project="$project"
  gcloud certificate-manager maps entries describe "$1" --map="$2" --project="$project" >/dev/null 2>&1 ||
    gcloud certificate-manager maps entries create "$1" --map="$2" --hostname="$3" --certificates="$1" --project="$project"
}

# only_allowed NAME PRIORITY...
only_allowed() {
  local found name=$1
  shift
  found=$(gcloud compute security-policies describe "$name" --project="$project" --flatten='rules[]' \\
    --format='value(rules.priority)')
  only "Rule of the list of addresses $name" '' "$@" <<<"$found"
}
`;
