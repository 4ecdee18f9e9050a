import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseRolloutArguments } from '../../../../cli/rollout/options.ts';
import type { RolloutSettings } from '../../../../domain/knob/settings.ts';
import { seconds } from '../../../../domain/seconds.ts';
import { blueGreen, rolling } from '../../../../domain/strategy.ts';
import { GRACES } from '../../../../domain/verdict/graces.ts';

const parse = (line: string) => parseRolloutArguments(line.split(' ').filter((word) => word !== ''));
const COMMON = { kubeconfig: undefined, context: undefined, namespace: undefined, output: 'text' };
const READING = { clusterScoped: 'refuse', otherNamespaces: 'refuse', requireDigests: false };
const SETTINGS: RolloutSettings = {
  strategy: rolling(),
  graces: GRACES,
  rollback: seconds(300),
  prune: false,
  watchAfter: seconds(0),
  takeOver: [],
};

describe('arguments of sluice rollout', () => {
  for (const { line, command } of [
    {
      line: 'watch deploy/api',
      command: { kind: 'watch', common: COMMON, object: { kind: 'Deployment', name: 'api' }, settings: SETTINGS },
    },
    {
      line: 'watch StatefulSet/db -n shop --context prod --kubeconfig=k -o json --timeout 5m --stable-for 1.5s',
      command: {
        kind: 'watch',
        common: { kubeconfig: 'k', context: 'prod', namespace: 'shop', output: 'json' },
        object: { kind: 'StatefulSet', name: 'db' },
        settings: { ...SETTINGS, graces: { ...GRACES, timeout: 300, stableFor: 1.5 } },
      },
    },
    ...(
      [
        ['job/migrate', { kind: 'Job', name: 'migrate' }],
        ['pvc/data', { kind: 'PersistentVolumeClaim', name: 'data' }],
        [
          'Certificate.v1.cert-manager.io/web',
          { kind: 'Custom', apiVersion: 'cert-manager.io/v1', type: 'Certificate', name: 'web' },
        ],
      ] as const
    ).map(([word, object]) => ({
      line: `watch ${word}`,
      command: { kind: 'watch', common: COMMON, object, settings: SETTINGS },
    })),
    {
      line: 'apply -f a.yaml -f b --rollback-timeout 60 --service web --watch-after 2m',
      command: {
        kind: 'apply',
        common: COMMON,
        source: { kind: 'files', paths: ['a.yaml', 'b'], recursive: false },
        reading: READING,
        service: 'web',
        settings: { ...SETTINGS, rollback: 60, watchAfter: 120 },
      },
    },
    {
      line: 'apply -f a.yaml --prune',
      command: {
        kind: 'apply',
        common: COMMON,
        source: { kind: 'files', paths: ['a.yaml'], recursive: false },
        reading: READING,
        service: undefined,
        settings: { ...SETTINGS, prune: true },
      },
    },
    {
      line: 'apply -f a --take-over helm --take-over node-fetch',
      command: {
        kind: 'apply',
        common: COMMON,
        source: { kind: 'files', paths: ['a'], recursive: false },
        reading: READING,
        service: undefined,
        settings: { ...SETTINGS, takeOver: ['helm', 'node-fetch'] },
      },
    },
    {
      line: 'apply -f - -f k8s -R --cluster-scoped apply --other-namespaces leave-out --require-digests',
      command: {
        kind: 'apply',
        common: COMMON,
        source: { kind: 'files', paths: ['-', 'k8s'], recursive: true },
        reading: { clusterScoped: 'apply', otherNamespaces: 'leave-out', requireDigests: true },
        service: undefined,
        settings: SETTINGS,
      },
    },
    {
      line: 'apply -k overlays/dev --no-rollback',
      command: {
        kind: 'apply',
        common: COMMON,
        source: { kind: 'kustomize', directory: 'overlays/dev' },
        reading: READING,
        service: undefined,
        settings: { ...SETTINGS, rollback: undefined },
      },
    },
    {
      line: 'rollback deployment/api --to sha256:abc',
      command: {
        kind: 'rollback',
        common: COMMON,
        service: 'api',
        to: 'sha256:abc',
        settings: SETTINGS,
      },
    },
    {
      line: 'apply -f a.yaml --strategy blue-green --bake 2m --scale-down-delay 5',
      command: {
        kind: 'apply',
        common: COMMON,
        source: { kind: 'files', paths: ['a.yaml'], recursive: false },
        reading: READING,
        service: undefined,
        settings: { ...SETTINGS, strategy: blueGreen({ bake: seconds(120), scaleDownDelay: seconds(5) }) },
      },
    },
    { line: 'rollback api --list', command: { kind: 'targets', common: COMMON, service: 'api' } },
    { line: 'history api', command: { kind: 'history', common: COMMON, service: 'api' } },
  ])
    it(`"${line}" is understood`, () => {
      expect(parse(line)).toEqual({ kind: 'command', command });
    });

  for (const { line, says } of [
    { line: '', says: ['sluice rollout wants a command: one of watch, apply, rollback, history'] },
    { line: 'deploy', says: ['There is no command "sluice rollout deploy"'] },
    { line: 'watch', says: ['wants what to look at, such as deployment/api'] },
    { line: 'watch cronjob/api', says: ['"cronjob/api" was given'] },
    { line: 'watch certificate.v1.cert-manager.io/api', says: ['Certificate.v1.cert-manager.io/web'] },
    { line: 'watch deploy/api sts/db', says: ['does not take "sts/db"'] },
    { line: 'apply', says: ['either -f FILE or DIR, or -k DIR'] },
    { line: 'apply -f a -k b', says: ['either -f FILE or DIR, or -k DIR'] },
    { line: 'apply -f a --to x', says: ['has no option --to; it knows --filename, --kustomize'] },
    { line: 'rollback api --prune', says: ['no option --prune'] },
    { line: 'apply -f a --no-rollback --rollback-timeout 5', says: ['leave one of them out'] },
    { line: 'apply -f a --no-rollback=yes', says: ['takes no value'] },
    { line: 'apply -f a --take-over sluice-phase', says: ['--take-over: Nobody takes over from "sluice-phase"'] },
    { line: 'apply -f a --take-over kube-controller-manager', says: ['is a controller'] },
    { line: 'rollback api --take-over helm-controller', says: ['would write its fields back'] },
    { line: 'history api --take-over helm', says: ['has no option --take-over'] },
    { line: `apply -f a --take-over ${'x'.repeat(129)}`, says: ['wanted a name of 1 to 128 bytes'] },
    { line: 'apply -f a --service API', says: ['--service is "API"; wanted a name of Kubernetes'] },
    { line: 'history', says: ['wants the name of the service'] },
    { line: 'rollback api --list --to x', says: ['--list changes nothing'] },
    {
      line: 'watch deploy/api --timeout soon -o yaml -n a -n b',
      says: [
        '-n was given twice: a, b',
        '--timeout: "soon" is no time: wanted one such as 90, 90s or 5m.',
        '--output is "yaml"',
      ],
    },
  ])
    it(`"${line}" is refused, every problem at once`, () => {
      const problems = says.map((part) => expect.stringContaining(part));
      expect(parse(line)).toEqual({ kind: 'refused', problems });
    });

  it('ask for help anywhere', () => {
    for (const line of ['--help', '-h', 'apply --help', 'watch -h', 'apply --help --timeout x'])
      expect(parse(line)).toEqual({ kind: 'help' });
  });

  it('never throw', () => {
    const word = fc.oneof(fc.string(), fc.constantFrom('watch', 'apply', 'rollback', '-f', '--to', '--', '-o', 'json'));
    fc.assert(fc.property(fc.array(word), (args) => void parseRolloutArguments(args)));
  });

  it.each([
    ['apply -k k8s -R', '-R means nothing with -k'],
    ['apply -f - -f -', '-f - was given twice'],
    ['apply -f a --cluster-scoped yes', '--cluster-scoped is "yes"; wanted one of refuse, apply, leave-out.'],
    ['apply -f a --other-namespaces apply', '--other-namespaces is "apply"; wanted one of refuse, leave-out.'],
    ['rollback web --require-digests', 'has no option --require-digests'],
    [
      'apply -f a.yaml --strategy recreate',
      '--strategy: "recreate" is no word for it: wanted one of rolling, blue-green, canary.',
    ],
    [
      'apply -f a.yaml --strategy canary --steps half',
      '--steps: "half" is no step: wanted percent and seconds, "25:60".',
    ],
    ['apply -f a.yaml --strategy canary --steps 50:10,25:10', 'Shares grow from step to step; before it is 50.'],
    [
      'apply -f a.yaml --traffic gateway',
      '--traffic = "gateway": Only canary takes it, and the strategy is rolling. Leave it out, or use canary.',
    ],
    [
      'apply -f a.yaml --strategy canary --traffic mesh',
      '--traffic: "mesh" is no word for it: wanted one of replicas, gateway.',
    ],
    ['apply -f a.yaml --strategy canary --bake 5', '--bake = 5: Only blue-green takes it, and the strategy is canary.'],
    ['rollback web --bake 60', '--bake = 60: Only blue-green takes it, and the strategy is rolling.'],
    ['watch deploy/web --graces stalled', '--graces: "stalled" is no grace'],
    ['apply -f a.yaml --metric-url https://p.example', '--metric-url = "https://p.example": Only canary takes it'],
    [
      'apply -f a.yaml --strategy canary --metric-url https://p.example --metric-value {{pods}}',
      '--metric-samples = "": A measure needs --metric-url, --metric-value and --metric-samples together.',
    ],
  ])('"%s" is refused', (line, sentence) => {
    expect(parse(line)).toEqual({ kind: 'refused', problems: [expect.stringContaining(sentence)] });
  });
});

describe('a measure', () => {
  const line =
    'apply -f a.yaml --strategy canary --metric-url http://p.example/base --metric-value errors{pod=~"{{pods}}"} --metric-samples requests{pod=~"{{pods}}"} --metric-minimum 200';

  it('is part of the canary', () => {
    const measure = {
      source: { kind: 'prometheus', url: 'http://p.example/base' },
      value: 'errors{pod=~"{{pods}}"}',
      samples: 'requests{pod=~"{{pods}}"}',
      minimum: 200,
      tolerance: 0.1,
    };
    expect(parse(line)).toMatchObject({ command: { settings: { strategy: { measure } } } });
  });

  it('takes its token from the environment, and never over plain HTTP', () => {
    expect(parseRolloutArguments(line.split(' '), { SLUICE_METRIC_TOKEN: 's3cret' })).toEqual({
      kind: 'refused',
      problems: [expect.stringContaining('A token is not sent over plain HTTP')],
    });
  });
});
