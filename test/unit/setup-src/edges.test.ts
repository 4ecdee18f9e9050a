import { describe, expect, it } from '@jest/globals';
import { nginx } from '../../../domain/edge/edge.ts';
import { edged, OFFICE } from '../../fixtures/edged.ts';
import { type ReadBlock, readHcl } from './read-hcl.ts';
import { type Call, flag, runScript } from './run-script.ts';
import { EMPTY, FULL, filesOf } from './setup-of.ts';

const { script, terraform } = filesOf(edged());
const blocks = readHcl(terraform);
/** The list of addresses is there when its rules are looked at. */
const RULES_THERE = { '*security-policies*flatten*': { says: '1000\n2147483647' } };
const { calls, status, said } = runScript(script, { ...RULES_THERE, ...EMPTY });

const EDGES = ['edge-dev', 'edge-staging', 'edge-production'];
const on = (made: readonly Call[], command: string): readonly Call[] =>
  made.filter(({ program, words }) => program === 'gcloud' && words.join(' ').startsWith(command));
const resources = (type: string): readonly ReadBlock[] => blocks.filter(({ labels }) => labels[0] === `google_${type}`);
const inner = ({ blocks: all }: ReadBlock, ...path: readonly string[]): ReadBlock | undefined => {
  const [type, ...rest] = path;
  const found = all.find((each) => each.type === type);
  return found === undefined || rest.length === 0 ? found : inner(found, ...rest);
};
/** Each list of addresses: name, priority, what happens, to whom, how often. */
const RULES = [
  ['edge-dev', 1000, OFFICE.slice(0, 1)],
  ['edge-staging', 1000, OFFICE.slice(0, 10)],
  ['edge-staging', 1001, OFFICE.slice(10)],
  ['edge-production', 1000, ['*']],
].map(([name, priority, ranges]) => [name, String(priority), 'throttle', [ranges].flat().join(','), '600', '60', 'IP']);

describe('the edges of tiers in the cloud', () => {
  it('are made by the script, with an address, a floor of TLS and a map of certificates each', () => {
    expect({ status, said }).toEqual({ status: 0, said: '' });
    for (const command of [
      'compute addresses create',
      'compute ssl-policies create',
      'compute security-policies create',
      'certificate-manager maps create',
    ])
      expect(on(calls, command).map(({ words }) => words.at(-1))).toEqual(EDGES);
    expect(on(calls, 'compute ssl-policies create').map((call) => flag(call, '--min-tls-version'))).toEqual(
      EDGES.map(() => '1.2'),
    );
  });

  it('let in whom the list names, ten ranges a rule and so many requests a minute, and refuse everybody else first', () => {
    const created = on(calls, 'compute security-policies rules create').map((call) => [
      flag(call, '--security-policy'),
      call.words.at(-1),
      flag(call, '--action'),
      flag(call, '--src-ip-ranges'),
      flag(call, '--rate-limit-threshold-count'),
      flag(call, '--rate-limit-threshold-interval-sec'),
      flag(call, '--enforce-on-key'),
    ]);
    expect(created).toEqual(RULES);
    const refusing = on(calls, 'compute security-policies rules update').map((call) => [
      flag(call, '--security-policy'),
      call.words.at(-1),
      flag(call, '--action'),
    ]);
    expect(refusing).toEqual(EDGES.map((name) => [name, '2147483647', 'deny-403']));
  });

  it('have a certificate for each host, which DNS must prove', () => {
    const hosts = ['dev', 'staging', 'app'].flatMap((name) => [
      `api.${name}.ai-agent-platform.com`,
      `${name}.ai-agent-platform.com`,
    ]);
    const named = EDGES.flatMap((name) => [`${name}-api`, name]);
    const wanted = hosts.map((host, index) => [named[index], host]);
    expect(
      on(calls, 'certificate-manager dns-authorizations create').map((call) => [
        call.words.at(-1),
        flag(call, '--domain'),
      ]),
    ).toEqual(wanted);
    expect(
      on(calls, 'certificate-manager certificates create').map((call) => [
        flag(call, '--dns-authorizations'),
        flag(call, '--domains'),
      ]),
    ).toEqual(wanted);
    expect(
      on(calls, 'certificate-manager maps entries create').map((call) => [
        flag(call, '--certificates'),
        flag(call, '--hostname'),
      ]),
    ).toEqual(wanted);
    expect(
      resources('certificate_manager_dns_authorization').map(({ attributes }) => [
        attributes.get('name'),
        attributes.get('domain'),
      ]),
    ).toEqual(wanted);
    expect(
      resources('certificate_manager_certificate_map_entry').map(({ attributes }) => [
        attributes.get('name'),
        attributes.get('hostname'),
      ]),
    ).toEqual(wanted);
  });

  it('are the same in Terraform', () => {
    const planned = resources('compute_security_policy').flatMap((policy) =>
      policy.blocks.map((rule) => [
        policy.attributes.get('name'),
        String(rule.attributes.get('priority')),
        rule.attributes.get('action'),
        [inner(rule, 'match', 'config')?.attributes.get('src_ip_ranges')].flat().join(','),
        ...(inner(rule, 'rate_limit_options') === undefined
          ? []
          : [
              String(inner(rule, 'rate_limit_options', 'rate_limit_threshold')?.attributes.get('count')),
              String(inner(rule, 'rate_limit_options', 'rate_limit_threshold')?.attributes.get('interval_sec')),
              inner(rule, 'rate_limit_options')?.attributes.get('enforce_on_key'),
            ]),
      ]),
    );
    const last = EDGES.map((name) => [name, '2147483647', 'deny(403)', '*']);
    expect(planned).toEqual(EDGES.flatMap((name) => [...RULES, ...last].filter(([policy]) => policy === name)));
    expect(resources('compute_global_address').map(({ attributes }) => attributes.get('name'))).toEqual(EDGES);
    expect(resources('compute_ssl_policy').map(({ attributes }) => attributes.get('min_tls_version'))).toEqual(
      EDGES.map(() => 'TLS_1_2'),
    );
  });

  it('tell of a rule that is left of a longer list, which still lets addresses in', () => {
    const left = runScript(script, { '*security-policies*flatten*': { says: '1000\n1001\n2147483647' }, ...FULL });
    expect(left.status).toBe(1);
    expect(left.said).toContain(
      'Rule of the list of addresses edge-dev, which the delivery does not need: 1001. Remove it.',
    );
    expect(left.said).not.toContain('edge-staging');
  });

  it('are nothing where nginx is before the services', () => {
    const files = filesOf(edged(nginx({ email: 'operators@ai-agent-platform.com' })));
    expect(files.script).toBe(filesOf().script);
    expect(files.terraform).toBe(filesOf().terraform);
  });
});
