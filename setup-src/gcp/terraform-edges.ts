import { block, type HclBlock, type HclValue, reference } from '../text/hcl.ts';
import type { AllowRule, CloudEdge } from './edges.ts';
import type { GcpSetup } from './gcp-setup.ts';

type Label = (name: string) => string;
/** That a service of the cloud is there. */
type Enabled = (api: 'certificatemanager.googleapis.com' | 'compute.googleapis.com') => HclValue;

/** What the load balancers of tiers take of the cloud, and the records that DNS has to have. */
export const edgeBlocks = ({ project, edges }: GcpSetup, label: Label, enabled: Enabled): readonly HclBlock[] =>
  edges.flatMap((edge) => [
    ...networkBlocks(edge, project.id, label, enabled),
    ...certificateBlocks(edge, project.id, label, enabled),
  ]);

function networkBlocks(edge: CloudEdge, project: string, label: Label, enabled: Enabled): readonly HclBlock[] {
  const { name, rules, requestsPerMinute } = edge;
  const depends_on = enabled('compute.googleapis.com');
  return [
    block('resource', ['google_compute_global_address', label(name)], {
      project,
      name,
      ip_version: 'IPV4',
      depends_on,
    }),
    block('resource', ['google_compute_ssl_policy', label(name)], {
      project,
      name,
      profile: 'MODERN',
      min_tls_version: 'TLS_1_2',
      depends_on,
    }),
    block(
      'resource',
      ['google_compute_security_policy', label(name)],
      { project, name, type: 'CLOUD_ARMOR', depends_on },
      [
        ...rules.map((rule) => allowed(rule, requestsPerMinute)),
        block('rule', [], { action: 'deny(403)', priority: 2_147_483_647 }, [matching(['*'])]),
      ],
    ),
    block('output', [label(`${name}_address`)], {
      value: reference(`google_compute_global_address.${label(name)}.address`),
    }),
  ];
}

const allowed = ({ priority, ranges }: AllowRule, requestsPerMinute: number): HclBlock =>
  block('rule', [], { action: 'throttle', priority }, [
    matching(ranges),
    block('rate_limit_options', [], { conform_action: 'allow', exceed_action: 'deny(429)', enforce_on_key: 'IP' }, [
      block('rate_limit_threshold', [], { count: requestsPerMinute, interval_sec: 60 }),
    ]),
  ]);

const matching = (ranges: readonly string[]): HclBlock =>
  block('match', [], { versioned_expr: 'SRC_IPS_V1' }, [block('config', [], { src_ip_ranges: ranges })]);

function certificateBlocks(edge: CloudEdge, project: string, label: Label, enabled: Enabled): readonly HclBlock[] {
  const map = label(edge.name);
  return [
    block('resource', ['google_certificate_manager_certificate_map', map], {
      project,
      name: edge.name,
      depends_on: enabled('certificatemanager.googleapis.com'),
    }),
    ...edge.certificates.flatMap(({ name, host }) => [
      block('resource', ['google_certificate_manager_dns_authorization', label(name)], {
        project,
        name,
        domain: host,
        depends_on: enabled('certificatemanager.googleapis.com'),
      }),
      block('resource', ['google_certificate_manager_certificate', label(name)], { project, name }, [
        block('managed', [], {
          domains: [host],
          dns_authorizations: [reference(`google_certificate_manager_dns_authorization.${label(name)}.id`)],
        }),
      ]),
      block('resource', ['google_certificate_manager_certificate_map_entry', label(name)], {
        project,
        name,
        map: reference(`google_certificate_manager_certificate_map.${map}.name`),
        hostname: host,
        certificates: [reference(`google_certificate_manager_certificate.${label(name)}.id`)],
      }),
      block('output', [label(`${name}_record`)], {
        value: reference(`google_certificate_manager_dns_authorization.${label(name)}.dns_resource_record`),
      }),
    ]),
  ];
}
