import { describe, expect, it } from '@jest/globals';
import { type Delivery, delivery } from '../../../domain/delivery.ts';
import { checkDelivery } from '../../../domain/delivery-rules.ts';
import { InvalidInput } from '../../../domain/problem.ts';
import { platform } from '../../../examples/ai-agent-platform/sluice.config.ts';
import * as words from '../../../index.ts';

/** A copy of the demo's delivery with one place changed: `tiers.0.host`. Nothing is type-checked, as when it is run. */
function changed(changes: Readonly<Record<string, unknown>>): Delivery {
  const copy = structuredClone(platform) as unknown as Record<string, unknown>;
  for (const [path, value] of Object.entries(changes)) {
    const keys = path.split('.');
    const last = keys.pop() ?? '';
    const holder = keys.reduce<Record<string, unknown>>((at, key) => at[key] as Record<string, unknown>, copy);
    if (value === REMOVED) delete holder[last];
    else holder[last] = value;
  }
  return copy as unknown as Delivery;
}
const REMOVED = Symbol('removed');

const problemsOf = (changes: Readonly<Record<string, unknown>>): string[] =>
  checkDelivery(changed(changes)).map(({ field, message }) => `${field}: ${message}`);

/** A place of the delivery, what is wrong there, and the sentence that begins with the field. */
const WRONG: readonly (readonly [place: string, value: unknown, said: RegExp])[] = [
  // The cases that were written without a word.
  ['services.1.calls', ['ai-agent-apii'], /^services\[1\]\.calls\[0\]: .*did you mean "ai-agent-api"/],
  ['services.1.resources', { stagin: { replicas: 1 } }, /^services\[1\]\.resources\.stagin: .*did you mean "staging"/],
  ['services.1.resources', { dev: { memory: '128 megs' } }, /^services\[1\]\.resources\.dev\.memory: .*512Mi/],
  ['services.1.resources', { dev: { replicas: 0 } }, /^services\[1\]\.resources\.dev\.replicas: .*one pod/],
  ['tiers.0.resources.replicas', 0, /^tiers\[0\]\.resources\.replicas: .*one pod/],
  ['tiers.0.namespace', 'kube-system', /^tiers\[0\]\.namespace: .*belongs to the cluster/],
  ['services.0.environment', { 'BAD NAME': 'x' }, /^services\[0\]\.environment\.BAD NAME: .*digits and "_"/],
  ['services.0.health.ready', 'readyz', /^services\[0\]\.health\.ready: .*begins with "\/"/],
  ['tiers.0.hots', 'dev.example.com', /^tiers\[0\]\.hots: There is no such field\. Did you mean "host"/],
  ['tiers.0.host', 'https://app.ai agent/', /^tiers\[0\]\.host: .*no scheme/],
  // References.
  ['services.1.calls', ['dashboard'], /reaches itself anyway/],
  ['services.1.calls', ['ai-agent-api', 'ai-agent-api'], /named twice/],
  ['services.1.calls', ['zzz'], /wanted one of: ai-agent-api, dashboard/],
  ['services.1.calls', [''], /calls\[0\]: There is no such service/],
  ['services.1.calls', [undefined], /calls\[0\]: Wanted a text, and this is missing/],
  ['services.1.calls', 'ai-agent-api', /calls: Wanted a list, and this is a text/],
  ['tiers.2.after', 'Staging', /did you mean "staging"/],
  ['tiers.2.after', 'production', /no earlier tier/],
  ['tiers.0.after', 'staging', /this is the first/],
  ['tiers.2.after', { name: 'staging' }, /after: Wanted a text, and this is a record/],
  // Names, as long as they may be, in every case and script.
  ['services.0.name', 'AI-agent', /services\[0\]\.name: .*lower-case/],
  ['services.0.name', '2nd-api', /starting with a letter/],
  ['services.0.name', 'a'.repeat(64), /at most 63/],
  ['services.0.name', '', /starting with a letter/],
  ['services.0.name', 'ai_agent', /lower-case letters, digits and "-"/],
  ['services.0.name', 'дом', /lower-case letters/],
  ['services.0.name', 'api-', /ending with a letter or digit/],
  ['services.0.name', 'a.b', /lower-case letters/],
  ['services.0.name', 'github-proxy', /begin with GITHUB_/],
  ['services.0.name', 'verify', /Its job "dev-verify" would be called as one of the tier "dev"/],
  ['services.0.name', 'dashboard', /services\[0\] has the same one/],
  ['services.0.image', 'dashboard', /services\[1\]\.image: services\[0\] has the same one/],
  ['services.0.image', 'API Server', /A registry wants lower-case/],
  ['services.0.image', 'host/api', /A registry wants lower-case/],
  ['services.0.image', 'api:1', /A registry wants lower-case/],
  ['tiers.0.name', 'Dev', /tiers\[0\]\.name: .*lower-case/],
  ['tiers.0.name', 'd'.repeat(64), /at most 63/],
  ['tiers.0.name', 'staging', /tiers\[1\]\.name: tiers\[0\] has the same one/],
  ['tiers.0.name', 'production-approval', /the environment "production-approval", which is that of another tier/],
  ['tiers.0.name', 'adopt', /Its job "adopt-ai-agent-api" would be called as/],
  ['tiers.0.namespace', 'staging', /tiers\[1\]\.namespace: tiers\[0\] has the same one/],
  ['tiers.0.namespace', 'default', /belongs to the cluster/],
  ['tiers.0.namespace', 'gke-managed-system', /belongs to the cluster/],
  ['tiers.0.namespace', 'a.b', /lower-case letters/],
  ['tiers.0.host', 'staging.ai-agent-platform.com', /tiers\[1\]\.host: tiers\[0\] has the same one/],
  ['tiers.0.host', 'dev.example.com:8443', /no scheme, port or path/],
  ['tiers.0.host', 'Dev.example.com', /in lower case/],
  ['tiers.0.host', '*.example.com', /name of a host alone/],
  ['tiers.0.host', '10.0.0.1', /name of a host alone/],
  ['tiers.0.host', `${`${'a'.repeat(62)}.`.repeat(4)}bc`, /name of a host alone/],
  ['tiers.0.host', '', /name of a host alone/],
  // Branches.
  [
    'tiers.1.from.pattern',
    'feature/x',
    /^tiers\[1\]\.from: tiers\[0\]\.from is "feature\/\*\*".*would write what the protected one runs/,
  ],
  ['tiers.1.from.pattern', 'feature/x/**', /one push goes to both/],
  ['tiers.1.from.pattern', 'feature/**', /one push goes to both/],
  ['tiers.1.from.pattern', 'main', /one push goes to both/],
  ['tiers.1.from.pattern', 'rel*', /prefix ending in "\/\*\*"/],
  ['tiers.1.from.pattern', 'refs/heads/develop', /without refs\/heads\//],
  ['tiers.1.from.pattern', 'my branch', /Wanted the name of a branch/],
  ['tiers.1.from.pattern', 'a..b', /Wanted the name of a branch/],
  ['tiers.1.from.pattern', '-develop', /Wanted the name of a branch/],
  ['tiers.1.from.pattern', 'develop.lock', /Wanted the name of a branch/],
  ['tiers.1.from.pattern', 'a//b', /Wanted the name of a branch/],
  ['tiers.1.from', 'develop', /from: Wanted what branch\(…\) makes, and this is a text/],
  ['tiers.1.from', REMOVED, /from: Wanted what branch\(…\) makes, and this is missing/],
  // Units.
  ['tiers.0.resources.memory', '128m', /thousandth of a byte/],
  ['tiers.0.resources.memory', '512', /at least 4Mi/],
  ['tiers.0.resources.memory', '512MB', /quantity of memory/],
  ['tiers.0.resources.memory', '512mi', /quantity of memory/],
  ['tiers.0.resources.memory', '-1Gi', /quantity of memory/],
  ['tiers.0.resources.memory', 512, /memory: Wanted a text, and this is a number/],
  ['tiers.0.resources.cpu', '512Mi', /quantity of CPU/],
  ['tiers.0.resources.cpu', '0', /quantity of CPU/],
  ['tiers.0.resources.cpu', '0.0001', /quantity of CPU/],
  ['tiers.0.resources.cpu', '250 m', /quantity of CPU/],
  ['tiers.0.resources.replicas', 1.5, /whole numbers/],
  ['tiers.0.resources.replicas', '2', /replicas: Wanted a number, and this is a text/],
  ['tiers.0.resources.replicas', Number.NaN, /whole numbers/],
  ['tiers.0.resources.memry', '1Gi', /Did you mean "memory"/],
  ['tiers.0.timeout', Number.NaN, /longer than zero/],
  ['tiers.0.timeout', Number.POSITIVE_INFINITY, /longer than zero|ends its job before/],
  ['tiers.0.timeout', 10_201, /GitHub ends its job before that/],
  ['tiers.2.timeout', 10_201 - 60 - 30, /GitHub ends its job before that/],
  ['tiers.0.resources.replicas', 10_001, /whole numbers/],
  ['services.0.drain', 3601, /whole seconds/],
  ['services.0.image', 'a'.repeat(101), /at most 100/],
  ['services.0.secrets.0.key', 'k'.repeat(254), /at most 253/],
  ['tiers.0.host', `${'a'.repeat(64)}.com`, /name of a host alone/],
  ['tiers.0.timeout', '600', /timeout: Wanted a number/],
  ['tiers.0.graces', { unschedulabel: 3 }, /Did you mean "unschedulable"/],
  ['tiers.0.graces', { unschedulable: Number.NaN }, /A grace is seconds/],
  ['tiers.2.rollout.bake', -1, /seconds, zero or more/],
  ['tiers.2.rollout.bake', '60', /bake: Wanted a number/],
  ['tiers.2.rollout.kind', 'blue-green', /Wanted "rolling" or "blueGreen" or "canary"\. Did you mean "blueGreen"/],
  ['tiers.2.rollout.backe', 60, /Did you mean "bake"/],
  ['tiers.0.rollout.maxSurge', '25%', /maxSurge: Wanted a number/],
  ['tiers.0.rollout.maxSurge', 0.5, /whole numbers/],
  ['tiers.2.rollout', { kind: 'canary', steps: [] }, /one step or more/],
  ['services.0.drain', 1.5, /whole seconds/],
  ['services.0.drain', -1, /whole seconds/],
  ['services.0.port', 0, /from 1 to 65535/],
  ['services.0.port', 65_536, /from 1 to 65535/],
  ['services.0.port', '8000', /port: Wanted a number, and this is a text/],
  // Paths, commands and what else becomes a word of a workflow.
  ['services.0.path', '../x', /stays inside/],
  ['services.0.path', '/srv', /stays inside/],
  ['services.0.path', './api', /no "\." or "\.\."/],
  ['services.0.path', 'a//b', /stays inside/],
  ['services.0.path', 'api/', /stays inside/],
  ['services.0.path', 'my api', /stays inside/],
  ['services.0.path', '$(id)', /stays inside/],
  ['services.0.path', '', /stays inside/],
  ['services.0.path', 'a'.repeat(201), /at most 200/],
  ['root', '../x', /^root: .*stays inside/],
  ['root', 'examples/', /^root: .*stays inside/],
  ['services.0.test.requirements', '-rother.txt', /requirements: .*stays inside/],
  ['services.0.test.requirements', 'r.txt; id', /stays inside/],
  ['services.0.test.command', '', /this one is empty/],
  ['services.0.test.command', 'a\nb\nc\nd', /three lines at most/],
  ['services.0.test.command', `echo \${{ github.ref }}`, /GitHub would put something/],
  ['services.0.test.command', 'echo\u0000', /nobody sees/],
  ['services.0.test.command', 'echo\u2028', /nobody sees/],
  ['services.0.test.command', 'echo \ud800', /nobody sees/],
  ['services.0.test.version', 3.12, /version: Wanted a text, and this is a number/],
  ['services.0.test.version', 'latest', /Wanted a version/],
  ['services.0.test.runtime', 'pyton', /Did you mean "python"/],
  ['services.0.test', REMOVED, /test: Wanted a record/],
  ['services.0.base', 'python', /base image with its tag/],
  ['services.0.base', 'docker.io/library/Python:3', /base image with its tag/],
  ['services.0.health.live', '/a b', /begins with "\/"/],
  ['services.0.health.live', 'http://x/', /begins with "\/"/],
  ['services.0.health', { live: '/l' }, /health\.ready: Wanted a text, and this is missing/],
  ['services.0.metrics', '/stats', /metrics/],
  ['services.0.environment', { PORT: '1' }, /gives this one to every service/],
  ['services.0.environment', { '1A': 'x' }, /no digit first/],
  ['services.0.environment', { '': 'x' }, /digits and "_"/],
  ['services.0.environment', { A: 1 }, /environment\.A: Wanted a text/],
  ['services.0.environment', { A: 'x\u0000' }, /a NUL/],
  ['services.0.environment', { API_KEYS: 'x' }, /secrets\[0\]\.variable: It is set twice/],
  ['services.0.environment', ['A=1'], /names with values, and this is a list/],
  ['services.0.secrets.0.secret', 'My_Secret', /name of a Secret/],
  ['services.0.secrets.0.secret', 's'.repeat(254), /at most 253/],
  ['services.0.secrets.0.key', 'a b', /a key of that Secret/],
  ['services.0.secrets.0.key', '..', /a key of that Secret/],
  ['services.0.secrets.0.kee', 'x', /Did you mean "key"/],
  ['services.0.secrets', {}, /secrets: Wanted a list, and this is a record/],
  ['tiers.1.verify.requirements', '', /verify\.requirements: .*stays inside/],
  ['tiers.1.verify.path', '..', /verify\.path: .*stays inside/],
  ['tiers.1.verify.command', ' ', /this one is empty/],
  ['tiers.1.verify', 'pytest', /Wanted what e2e\(\{ … \}\) makes/],
  // People, trust, places.
  ['tiers.2.approval.votes', '1', /votes: Wanted a number/],
  ['tiers.2.approval.by', [{ kind: 'group', name: 'x' }], /Wanted "team" or "user"/],
  ['tiers.2.approval.by', ['operators'], /by\[0\]: Wanted what team\(…\) or user\(…\) makes/],
  ['tiers.2.approval.expires', 0, /more than zero/],
  ['tiers.2.approval.selfReview', 'allow', /Did you mean "allowed"/],
  ['tiers.2.approval', true, /Wanted what approval\(\{ … \}\) makes/],
  ['tiers.0.trust', 'none', /Wanted "protected" or "unprotected"/],
  ['tiers.0.allow', 'everybody', /allow/],
  ['tiers.0.clusters', [], /Wanted what waves\(…\) makes, and this is a list/],
  ['cluster.name', 'My cluster', /^cluster\.name: .*GKE cluster/],
  ['cluster.name', 'c'.repeat(41), /at most 39/],
  ['cluster.location', 'Seoul 3', /region or zone/],
  ['cluster.identity.variable.name', 'gcp-pool', /^cluster\.identity\.variable\.name: .*upper-case/],
  ['cluster.identity', 'WIF', /Wanted what workloadIdentity\(…\) makes/],
  ['registry.project.name', 'GITHUB_X', /^registry\.project\.name: .*GITHUB_/],
  ['registry.project', 'my-project', /Wanted what variable\(…\) makes, and this is a text/],
  ['registry.location', 'Seoul', /location of Artifact Registry/],
  ['registry.repository', 'Services', /^registry\.repository: Wanted a letter/],
  ['registry.repository', 'evidence-staging', /what they have proven/],
  ['registry.unprotected', 'provenance', /what they have proven/],
  ['registry.unprotected', 'services', /Builds of any branch would write/],
  ['registry', REMOVED, /^registry: Wanted what artifactRegistry\(\{ … \}\) makes, and this is missing/],
  ['repository.id', 731846205, /^repository\.id: Wanted a text, and this is a number/],
  ['actionsFrom', 'vendor', /^actionsFrom/],
  ['actionsFrom', { repository: 'a/b' }, /actionsFrom\.version: Wanted a text, and this is missing/],
  ['services', [], /^services: A delivery needs at least one service/],
  ['services', {}, /^services: Wanted a list/],
  ['services.0', 'api', /^services\[0\]: Wanted what service\(\{ … \}\) makes, and this is a text/],
  ['services.0', undefined, /^services\[0\]: .*and this is missing/],
  ['tiers', null, /^tiers: Wanted a list, and this is null/],
  ['tiers.0', 5, /^tiers\[0\]: Wanted what tier\(…\) makes/],
  ['tires', [], /^tires: There is no such field\. Did you mean "tiers"/],
];

describe('a delivery is refused', () => {
  it.each(WRONG.map(([place, value, said]) => ({ place, value, said })))(
    'with $place = $value',
    ({ place, value, said }) => {
      expect(problemsOf({ [place]: value })).toContainEqual(expect.stringMatching(said));
    },
  );

  it('with every mistake at once, each in one sentence with its field', () => {
    const changes = {
      'services.0.port': 0,
      'services.1.calls': ['x'],
      'tiers.0.host': 'A',
      'tiers.1.hots': 'x',
      root: '..',
    };
    expect(problemsOf(changes).map((said) => said.split(':')[0])).toEqual([
      'tiers[1].hots',
      'root',
      'services[0].port',
      'tiers[0].host',
      'services[1].calls[0]',
    ]);
  });

  it('when it is no record at all', () => {
    for (const nothing of [undefined, null, 5, 'delivery', []] as unknown as Delivery[])
      expect(checkDelivery(nothing)).toEqual([expect.objectContaining({ field: '' })]);
  });

  it('when jobs would get ids that GitHub does not take, in the words of the delivery', () => {
    expect(problemsOf({ 'tiers.0.name': 't'.repeat(40), 'services.0.name': 's'.repeat(60) })).toContainEqual(
      expect.stringMatching(/^services\[0\]\.name: .*would have 101 characters, and GitHub takes 99/),
    );
    expect(
      problemsOf({ 'tiers.0.name': 't'.repeat(38), 'services.0.name': 's'.repeat(60), 'services.1.calls': [] }),
    ).toEqual([
      'services[1].resources.dev: There is no such tier; wanted one of: tttttttttttttttttttttttttttttttttttttt, staging, production.',
    ]);
  });
});

/** The last thing that is still taken. */
const RIGHT: readonly (readonly [place: string, value: unknown])[] = [
  ['services.1.name', 'a'.repeat(63)],
  ['services.0.image', 'a'.repeat(100)],
  ['services.0.image', 'a.b_c__d--e'],
  ['services.0.path', 'a'.repeat(200)],
  ['services.0.path', '.'],
  ['services.0.path', 'dienste/größe-2/@x+y'],
  ['services.0.port', 1],
  ['services.0.port', 65_535],
  ['services.0.drain', 0],
  ['services.0.drain', 3600],
  ['services.0.test.command', 'a\nb\nc\n'],
  ['services.0.test.version', '3'],
  ['services.0.test.version', '3.12.1'],
  ['services.0.base', 'python:3.12-slim'],
  ['services.0.health.live', '/'],
  ['services.0.environment', { _a1: '' }],
  ['services.0.secrets.0.secret', 's'.repeat(253)],
  ['services.0.secrets.0.key', 'k'.repeat(253)],
  ['services.0.calls', ['dashboard']],
  ['services.1.resources', { dev: {} }],
  ['tiers.0.namespace', 'n'.repeat(63)],
  ['tiers.0.namespace', '1st'],
  ['tiers.0.host', `${`${'a'.repeat(62)}.`.repeat(4)}b`],
  ['tiers.0.host', `${'a'.repeat(63)}.${'b'.repeat(63)}`],
  ['tiers.0.from.pattern', 'developers/**'],
  ['tiers.0.from.pattern', 'maintenance'],
  ['tiers.0.resources.replicas', 10_000],
  ['tiers.0.resources.memory', '4Mi'],
  ['tiers.0.resources.memory', '4194304'],
  ['tiers.0.resources.memory', '0.5Gi'],
  ['tiers.0.resources.cpu', '1m'],
  ['tiers.0.resources.cpu', '0.001'],
  ['tiers.0.resources.cpu', '2'],
  ['tiers.0.timeout', 1],
  ['tiers.0.timeout', 10_200],
  ['tiers.2.timeout', 10_200 - 60 - 30],
  ['tiers.0.graces', { unschedulable: 0 }],
  ['tiers.2.after', 'dev'],
  ['tiers.2.after', undefined],
  ['cluster.name', 'c'.repeat(40)],
  ['registry.location', 'eu'],
  ['repository', undefined],
  ['actionsFrom', { repository: 'a/b', version: 'v1.0.0' }],
];

it.each(RIGHT.map(([place, value]) => ({ place, value })))(
  'a delivery is taken with $place = $value',
  ({ place, value }) => {
    expect(problemsOf({ 'services.1.calls': [], 'tiers.0.resources.replicas': 1, [place]: value })).toEqual([]);
  },
);

describe('words that are given what they do not take', () => {
  const untyped = words as unknown as Record<string, (...given: unknown[]) => unknown>;
  const said = (part: string, value: unknown): string => {
    try {
      delivery(changed({ [part]: value }));
      return 'nothing';
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      return error.message;
    }
  };

  it.each([
    ['services.0', () => untyped['service']?.(), /services\[0\]\.name = undefined: Wanted a text/],
    ['services.0', () => untyped['service']?.({ name: 'a' }), /services\[0\]\.test = undefined: Wanted a record/],
    ['tiers.0', () => untyped['tier']?.(), /tiers\[0\]\.from = undefined: Wanted what branch/],
    [
      'tiers.0',
      () => untyped['tier']?.('a', { from: words.branch('x'), resources: '1Gi' }),
      /resources = "1Gi": Wanted a record/,
    ],
    [
      'tiers.0',
      () => untyped['tier']?.('a', { from: words.branch('x') }, 'production'),
      /tiers\[0\]\.like = "production": There is no such field/,
    ],
    ['tiers.0.timeout', () => untyped['minutes']?.('5'), /timeout = "5": Wanted a number/],
    ['tiers.0.timeout', () => words.seconds(-5), /timeout = -5: A timeout is longer/],
    ['registry.project', () => words.variable('gcp project'), /registry\.project\.name = "gcp project"/],
  ])('are told by the delivery: %s of %s', (part, make, message) => {
    expect(said(part, make())).toMatch(message);
  });

  it('are shown on one line each, however long they are', () => {
    const message = said('tiers.0.host', `a\nb\u2028${'x'.repeat(10_000)}`);
    expect(message.split(/[\n\u2028]/)).toHaveLength(2);
    expect(message.length).toBeLessThan(600);
  });
});
