import { describe, expect, it } from '@jest/globals';
import { checkDelivery } from '../../../domain/delivery-rules.ts';
import { isRecord } from '../../../domain/shape/shape.ts';
import { kubePrometheusStack, metricsContract } from '../../../index.ts';
import { observedPlatform, stackPlatform, watching } from '../../fixtures/observed-platform.ts';
import { platform } from '../../fixtures/platform.ts';
import { MISTAKES } from '../../types/signal-mistakes.ts';

const problems = (observability: unknown, given: object = {}): readonly string[] => {
  const record = Object.assign({ ...observedPlatform }, given);
  Reflect.set(record, 'observability', observability);
  return checkDelivery(record).map(({ field, message }) => `${field}: ${message}`);
};
const [api, dashboard] = watching.services;
if (api === undefined || dashboard === undefined) throw new Error('The platform has two services.');
const withApi = (changes: object) => ({ ...watching, services: [{ ...api, ...changes }, dashboard] });
const requests = (changes: object) => withApi({ requests: { ...api.requests, ...changes } });
const metric = (changes: object) =>
  withApi({ contract: api.contract.map((each) => (each.name === 'active_users' ? { ...each, ...changes } : each)) });
const bounds = (changes: object) => ({ ...watching, bounds: { ...watching.bounds, ...changes } });
const stack = (changes: object) => ({ ...kubePrometheusStack(watching), ...changes });

describe('what a delivery says of how it is watched', () => {
  it('is taken as the words make it', () => {
    expect(checkDelivery(observedPlatform)).toEqual([]);
    expect(checkDelivery(stackPlatform)).toEqual([]);
  });

  it.each([
    ['the owner', { ...watching, owner: 'Platform team' }, /^observability\.owner: Wanted the name of a team/],
    [
      'a Grafana without a scheme',
      { ...watching, grafana: 'grafana.example' },
      /^observability\.grafana: Wanted a URL/,
    ],
    [
      'a Grafana over plain HTTP',
      { ...watching, grafana: 'http://grafana.example' },
      /^observability\.grafana: Wanted a URL/,
    ],
    [
      'a URL that ends in a slash',
      { ...watching, grafana: 'https://grafana.example/' },
      /^observability\.grafana: Wanted a URL/,
    ],
    [
      'pages with a query',
      { ...watching, runbooks: 'https://a.example/b?c' },
      /^observability\.runbooks: Wanted a URL/,
    ],
    ['no tier', { ...watching, tiers: [] }, /^observability\.tiers: Wanted the tiers/],
    ['a tier twice', { ...watching, tiers: ['dev', 'dev'] }, /^observability\.tiers: .*each once/],
    [
      'a tier that is not there',
      { ...watching, tiers: ['live'] },
      /^observability\.tiers\[0\]: .*dev, staging, production/,
    ],
    ['a service that is not there', withApi({ service: 'api' }), /services\[0\]\.service: .*ai-agent-api, dashboard/],
    ['a service twice', { ...watching, services: [api, api] }, /services\[1\]\.service: It is named twice/],
    [
      'a counter that is not there',
      requests({ counter: 'http_request_total' }),
      /counter: .*did you mean "http_requests_total"/,
    ],
    [
      'a gauge for a counter',
      requests({ counter: 'active_users' }),
      /requests\.counter: The contract has no such counter/,
    ],
    [
      'a value of no label',
      requests({ failed: { status: ['500'] } }),
      /failed\.status\[0\]: .*wanted one of 2xx, 4xx, 5xx/,
    ],
    [
      'a label that is not there',
      requests({ failed: { statsu: ['5xx'] } }),
      /failed\.statsu\[0\]: .*did you mean "status"/,
    ],
    ['nothing that fails', requests({ failed: {} }), /requests\.failed: Wanted the values/],
    ['a route that is no label', requests({ route: 'path' }), /requests\.route: .*has no such label/],
    ['a bound without a bucket', bounds({ slow: 6 }), /requests\.duration: The bound of slow requests is 6 s/],
    ['a panel of nothing', withApi({ business: ['daily_users'] }), /business\[0\]: The contract has no such metric/],
    [
      'a counter that is shared',
      withApi({ shared: ['agents_created_total'] }),
      /shared\[0\]: The contract has no such gauge/,
    ],
    ['errors without a bound', bounds({ errors: 0 }), /bounds\.errors: Wanted a part/],
    ['memory above everything', bounds({ memory: 1 }), /bounds\.memory: Wanted a part/],
    ['a disk below nothing', bounds({ disk: -1 }), /bounds\.disk: Wanted a part/],
    ['no time at all', bounds({ slow: 0 }), /bounds\.slow: Wanted seconds/],
    ['an objective that cannot be missed fast', bounds({ availability: 0.95 }), /bounds\.availability: Wanted a part/],
    ['an objective that is always missed', bounds({ availability: 1 }), /bounds\.availability: Wanted a part/],
    [
      'a metric twice',
      withApi({ contract: [...api.contract, ...api.contract] }),
      /contract\[18\]\.name: The contract has it twice/,
    ],
    ['a name that is none', metric({ name: 'active-users' }), /name: Wanted the name of a metric/],
    ['a counter without its end', metric({ type: 'counter' }), /name: Clients end the name of a counter/],
    ['a label of the collector', metric({ labels: { pod: ['a'] } }), /labels\.pod: Wanted a label of the service/],
    ['a label with any value', metric({ labels: { window: [] } }), /labels\.window: Wanted every value/],
    ['a value twice', metric({ labels: { window: ['1d', '1d'] } }), /labels\.window: .*each once/],
    ['buckets that fall', metric({ type: 'histogram', buckets: [2, 1] }), /buckets: Wanted the upper bounds/],
    ['no buckets', metric({ type: 'histogram', buckets: [] }), /buckets: Wanted the upper bounds/],
    [
      'a misspelt field',
      { ...watching, ownr: 'x' },
      /^observability\.ownr: There is no such field\. Did you mean "owner"/,
    ],
    ['a text', 'managed', /^observability: Wanted what managedCollection/],
    ['an old chart', stack({ version: '45.7.1' }), /observability\.version: .*80\.0\.0 or newer/],
    ['a chart of tomorrow', stack({ version: '88' }), /observability\.version: Wanted a whole version/],
    ['a Secret that is none', stack({ adminSecret: 'Admin' }), /adminSecret: Wanted the name of a Secret/],
  ] as const)('is refused with %s', (_name, given, said) => {
    expect(problems(given)).toContainEqual(expect.stringMatching(said));
  });

  it('is refused where nobody is let in to collect', () => {
    const services = platform.services.map((service) => ({ ...service, metrics: undefined }));
    expect(problems(watching, { services })).toContainEqual(
      expect.stringMatching(/services\[0\]\.service: .*nobody is let in/),
    );
  });

  it('is refused where pages are nowhere', () => {
    expect(problems(watching, { repository: undefined })).toContainEqual(
      expect.stringMatching(/^observability\.runbooks: .*say repository/),
    );
    expect(
      problems({ ...watching, runbooks: 'https://wiki.example/pages' }, { repository: undefined }),
    ).not.toContainEqual(expect.stringMatching(/^observability/));
  });

  it.each(Object.entries(MISTAKES))('is refused without a compiler, too: %s', (_name, make) => {
    expect(problems({ ...watching, services: [make(), dashboard] })).toContainEqual(
      expect.stringMatching(/^observability\.services\[0\]/),
    );
  });

  it('keeps a contract as it is written', () => {
    const given = { name: 'a', type: 'gauge', unit: 'b', help: 'c' } as const;
    expect(isRecord(metricsContract(given)[0]) && metricsContract(given)).toEqual([given]);
  });
});
