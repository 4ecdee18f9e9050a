import { describe, expect, it } from '@jest/globals';
import { nginx } from '../../../../domain/edge/edge.ts';
import { readEdges } from '../../../../rehearsal/cloud/told-edges.ts';
import type { EdgeObjects } from '../../../../rehearsal/edge/edge-objects.ts';
import { gatewayWay } from '../../../../rehearsal/edge/gateway-way.ts';
import { ingressWay } from '../../../../rehearsal/edge/ingress-way.ts';
import type { Way } from '../../../../rehearsal/edge/way.ts';
import { edged, OFFICE } from '../../../fixtures/edged.ts';
import { filesOf } from '../../setup-src/setup-of.ts';
import { objectsOf } from './edged-objects.ts';

const told = readEdges(filesOf(edged()).identities);
const staging = objectsOf(edged(), 'staging');
const HOST = 'staging.ai-agent-platform.com';

const way = (url: string, objects: EdgeObjects = staging): Way => {
  const { protocol, hostname, pathname, search } = new URL(url);
  return gatewayWay(objects, { secure: protocol === 'https:', host: hostname, path: `${pathname}${search}` }, told);
};
/** The objects with each of a kind changed. */
const changed = (
  kind: keyof EdgeObjects,
  change: (spec: Record<string, unknown>) => Record<string, unknown>,
): EdgeObjects => ({
  ...staging,
  [kind]: staging[kind].map((object) => ({ ...object, spec: change(object['spec'] as Record<string, unknown>) })),
});

describe('a Gateway', () => {
  it('leads the paths of a host to its service, for the addresses of the list that the setup makes, and says HSTS', () => {
    expect(way(`https://api.${HOST}/agents/7?all`)).toEqual({
      kind: 'service',
      service: 'ai-agent-api',
      allowed: OFFICE,
      headers: { 'strict-transport-security': 'max-age=31536000' },
    });
    expect(way(`https://${HOST}/anything`)).toMatchObject({ service: 'dashboard' });
  });

  it('knows paths part by part, and no other host', () => {
    expect(way(`https://api.${HOST}/ws`)).toMatchObject({ service: 'ai-agent-api' });
    for (const url of [`https://api.${HOST}/wsx`, `https://api.${HOST}/`, 'https://dev.ai-agent-platform.com/'])
      expect([url, way(url)]).toEqual([url, { kind: 'nowhere' }]);
  });

  it('sends whoever comes by plain HTTP to the same by HTTPS, and nobody else', () => {
    expect(way(`http://${HOST}/a/b?c=d&e`)).toEqual({
      kind: 'redirect',
      status: 301,
      location: `https://${HOST}/a/b?c=d&e`,
    });
    expect(way('http://nobody.example/')).toEqual({ kind: 'nowhere' });
  });

  it('leads nowhere by routes of another Gateway or another listener', () => {
    const other = (parent: object) => changed('routes', (spec) => ({ ...spec, parentRefs: [parent] }));
    expect(way(`https://${HOST}/`, other({ name: 'other' }))).toEqual({ kind: 'nowhere' });
    expect(way(`https://${HOST}/`, other({ name: 'edge', sectionName: 'http' }))).toEqual({ kind: 'nowhere' });
    expect(way(`https://${HOST}/`, { ...staging, gateways: [] })).toEqual({ kind: 'nowhere' });
  });

  it('takes the longest of the paths that match', () => {
    const both = changed('routes', (spec) => ({
      ...spec,
      hostnames: [HOST],
      parentRefs: [{ name: 'edge', sectionName: 'https' }],
    }));
    expect(way(`https://${HOST}/agents/7`, both)).toMatchObject({ service: 'ai-agent-api' });
    expect(way(`https://${HOST}/agent`, both)).toMatchObject({ service: 'dashboard' });
  });

  it('holds each Service to the list of its own policy, is open to everybody where there is none, and guesses no list', () => {
    expect(way(`https://${HOST}/`, { ...staging, backendPolicies: [] })).toMatchObject({ allowed: ['*'] });
    const [first, ...others] = staging.backendPolicies.map((policy) => ({
      ...policy,
      spec: { ...(policy['spec'] as object), default: { securityPolicy: 'edge-production' } },
    }));
    const mixed = { ...staging, backendPolicies: [first ?? [], staging.backendPolicies.slice(1)].flat() };
    expect(others).toHaveLength(1);
    expect([way(`https://api.${HOST}/ws`, mixed), way(`https://${HOST}/`, mixed)]).toMatchObject([
      { allowed: ['*'] },
      { allowed: OFFICE },
    ]);
    const unknown = changed('backendPolicies', (spec) => ({ ...spec, default: { securityPolicy: 'edge-other' } }));
    expect(way(`https://${HOST}/`, unknown)).toEqual({
      kind: 'not-rehearsed',
      what: 'a list of addresses for "dashboard" that the setup does not make',
    });
  });

  it.each([
    [{ filters: [{ type: 'URLRewrite' }] }, 'the filter URLRewrite of an HTTPRoute'],
    [{ backendRefs: [{ name: 'a' }, { name: 'b' }] }, 'an HTTPRoute with 2 backends in a rule'],
    [{ matches: [{ method: 'GET' }] }, 'a match of an HTTPRoute that is no PathPrefix'],
    [{ filters: [{ type: 'RequestRedirect', requestRedirect: { port: 8443 } }] }, 'port of a redirect'],
  ])('does not pass over %j', (rule, what) => {
    const odd = changed('routes', (spec) => ({ ...spec, rules: [rule] }));
    expect(way(`https://${HOST}/`, odd)).toEqual({ kind: 'not-rehearsed', what });
  });
});

describe('ingress-nginx', () => {
  const { ingresses } = objectsOf(edged(nginx({ email: 'operators@acme.com' })), 'staging');

  it('leads and redirects as its Ingresses and their annotations say', () => {
    expect(ingressWay({ ingresses }, { secure: true, host: `api.${HOST}`, path: '/agents?a' })).toEqual({
      kind: 'service',
      service: 'ai-agent-api',
      allowed: OFFICE,
      headers: { 'strict-transport-security': 'max-age=31536000; includeSubDomains' },
    });
    expect(ingressWay({ ingresses }, { secure: false, host: HOST, path: '/x?y' })).toEqual({
      kind: 'redirect',
      status: 308,
      location: `https://${HOST}/x?y`,
    });
    expect(ingressWay({ ingresses }, { secure: true, host: `api.${HOST}`, path: '/wsx' })).toEqual({ kind: 'nowhere' });
  });
});
