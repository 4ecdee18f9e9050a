import { describe, expect, it } from '@jest/globals';
import { leaseName } from '../../../../../engine/rollout/state/lease.ts';
import { BYTES, deployment, job, names, problemsOf, read } from './people.ts';

describe('a list', () => {
  const inList = (kind: string, apiVersion: string, text: string): string =>
    `apiVersion: ${apiVersion}\nkind: ${kind}\nitems:\n${text
      .trimEnd()
      .split('\n')
      .map((line, index) => (index === 0 ? `- ${line}` : `  ${line}`))
      .join('\n')}\n`;

  it('is its objects, lists in it too', () => {
    const inner = inList('List', 'v1', deployment());
    expect(names(read(inList('List', 'v1', inner)).objects)).toEqual(['Deployment/web']);
  });

  it('of one kind gives its items that kind', () => {
    const bare = deployment().split('\n').slice(2).join('\n');
    expect(names(read(inList('DeploymentList', 'apps/v1', bare)).objects)).toEqual(['Deployment/web']);
  });

  it('that is an object of its own is one: it has a name', () => {
    const text = `${deployment()}---\napiVersion: x.example/v1\nkind: AllowList\nmetadata: { name: a }\nitems: [b]\n`;
    expect(names(read(text).objects)).toEqual(['AllowList/a', 'Deployment/web']);
  });

  it('names the item that is no object', () => {
    expect(problemsOf('apiVersion: v1\nkind: List\nitems: [{ kind: Deployment, metadata: { name: a } }]')).toEqual([
      expect.stringMatching(/^manifests\[0\]\.items\[0\]: .*it has no apiVersion/),
    ]);
  });
});

describe('an export of kubectl', () => {
  const EXPORTED = `apiVersion: v1
kind: List
metadata: { resourceVersion: "" }
items:
- apiVersion: apps/v1
  kind: Deployment
  metadata:
    name: web
    namespace: shop
    uid: 6f1c
    resourceVersion: "41"
    generation: 3
    creationTimestamp: "2026-01-01T00:00:00Z"
    managedFields: [{ manager: kubectl }]
    annotations:
      deployment.kubernetes.io/revision: "3"
      kubectl.kubernetes.io/last-applied-configuration: "{}"
      team: blue
  spec:
    selector: { matchLabels: { app: web } }
    template:
      metadata: { creationTimestamp: null, labels: { app: web } }
      spec: { containers: [{ name: web, image: "${BYTES}" }] }
  status: { replicas: 3 }
- apiVersion: v1
  kind: Service
  metadata: { name: web, uid: 6f1d, resourceVersion: "42" }
  spec: { clusterIP: 10.0.0.7, clusterIPs: [10.0.0.7], selector: { app: web }, ports: [{ port: 80 }] }
- apiVersion: apps/v1
  kind: ReplicaSet
  metadata: { name: web-1, uid: 6f1e, ownerReferences: [{ kind: Deployment, name: web, controller: true }] }
- apiVersion: v1
  kind: ConfigMap
  metadata: { name: kube-root-ca.crt, uid: 6f1f }
- apiVersion: coordination.k8s.io/v1
  kind: Lease
  metadata: { name: LEASE, uid: 6f20 }
- apiVersion: discovery.k8s.io/v1
  kind: EndpointSlice
  metadata: { name: web-x, uid: 6f21 }
`;
  const { objects, notes } = read(EXPORTED.replace('LEASE', leaseName('web')));

  it('is written without what only a server fills', () => {
    expect(objects).toEqual([
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'web', namespace: 'shop' },
        spec: { selector: { app: 'web' }, ports: [{ port: 80 }] },
      },
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'web', namespace: 'shop', annotations: { team: 'blue' } },
        spec: expect.objectContaining({ template: expect.objectContaining({ metadata: { labels: { app: 'web' } } }) }),
      },
    ]);
  });

  it('says what is left out', () => {
    expect(notes).toEqual([
      expect.stringMatching(
        /^Deployment "web": status, metadata.uid, metadata.resourceVersion, metadata.generation, metadata.creationTimestamp, metadata.managedFields, annotation deployment.kubernetes.io\/revision, annotation kubectl.*-configuration left out/,
      ),
      expect.stringMatching(
        /^Service "web": metadata.uid, metadata.resourceVersion, spec.clusterIP, spec.clusterIPs left/,
      ),
      'ReplicaSet "web-1" is left out: Deployment "web" makes it.',
      expect.stringMatching(/^ConfigMap "kube-root-ca.crt" is left out: every namespace has it/),
      expect.stringMatching(/^Lease ".*" is left out: Sluice keeps it itself/),
      'EndpointSlice "web-x" is left out: it is made by the cluster.',
    ]);
  });

  it('is told by its uid: a headless Service, and addresses that somebody wrote, stay', () => {
    const service = (fields: string) =>
      `${deployment()}---\napiVersion: v1\nkind: Service\nmetadata: { name: web${fields}\n`;
    expect(read(service(' }\nspec: { clusterIP: 10.0.0.9 }')).objects[0]).toMatchObject({
      spec: { clusterIP: '10.0.0.9' },
    });
    expect(read(service(', uid: a }\nspec: { clusterIP: None }')).objects[0]).toMatchObject({
      spec: { clusterIP: 'None' },
    });
  });

  it('of a generator has empty timestamps and states, which go without a word', () => {
    const text = `${deployment('', 'name: web, creationTimestamp: null')}status: { conditions: [], phase: "" }\n`;
    expect(read(text)).toMatchObject({ notes: [], objects: [{ metadata: { name: 'web', namespace: 'shop' } }] });
  });
});

describe('a Job', () => {
  const generated =
    '---\napiVersion: batch/v1\nkind: Job\nmetadata: { generateName: seed- }\nspec: { template: { spec: { containers: [] } } }\n';

  it('with a generateName is named by its state, and two of them differ', () => {
    const { jobs, notes } = read(deployment() + generated + generated);
    expect(jobs.map(({ metadata }) => metadata)).toEqual([
      { name: 'seed', namespace: 'shop' },
      { name: 'seed-2', namespace: 'shop' },
    ]);
    expect(notes[0]).toMatch(/^Job "seed" is named by its state/);
  });

  it('that would remove itself stays, and it is said', () => {
    const { jobs, notes } = read(deployment() + job('a: b', 'seed', ', ttlSecondsAfterFinished: 60'));
    expect(jobs[0]?.['spec']).not.toHaveProperty('ttlSecondsAfterFinished');
    expect(notes).toEqual([expect.stringMatching(/^Job "seed" is written without its ttlSecondsAfterFinished of 60/)]);
  });

  it('alone may have no name of its own', () => {
    expect(problemsOf(deployment() + generated.replaceAll('Job', 'Workflow'))).toEqual([
      expect.stringMatching(/^manifests\[1\]\.metadata\.generateName: Every run would make another Workflow/),
    ]);
  });
});

describe('names that are there twice in a container', () => {
  const env = (text: string) => deployment(`, env: [${text}]`);
  const variables = (text: string) => JSON.stringify(read(text).objects[0]).match(/"env":(\[.*?\])/)?.[1];

  it('of variables: the last one counts, and it is said', () => {
    const text = env('{ name: A, value: "1" }, { name: B, value: "2" }, { name: A, value: "3" }');
    expect(variables(text)).toBe('[{"name":"B","value":"2"},{"name":"A","value":"3"}]');
    expect(read(text).notes).toEqual([
      expect.stringMatching(/the environment variable A is set 2 times at spec\.template/),
    ]);
  });

  it('of variables: the first one may use what was there before', () => {
    expect(problemsOf(env('{ name: A, value: "$(A)" }, { name: A, value: "3" }'))).toEqual([]);
  });

  it.each(['{ name: B, value: "x-$(A)" }, { name: A, value: "3" }', '{ name: A, value: "$(A)-3" }'])(
    'are refused where the first one is used: %s',
    (more) => {
      expect(problemsOf(env(`{ name: A, value: "1" }, ${more}`))).toEqual([
        expect.stringMatching(/^Deployment\/web\.spec\.template\.spec\.containers\[0\]\.env: .*used in between/),
      ]);
    },
  );

  it('of ports: equal ones are one, others cannot be written', () => {
    const ports = (second: string) => deployment(`, ports: [{ containerPort: 80, name: http }, ${second}]`);
    expect(problemsOf(ports('{ containerPort: 80, name: http }'))).toEqual([]);
    expect(problemsOf(ports('{ containerPort: 80, protocol: UDP, name: udp }'))).toEqual([]);
    expect(problemsOf(ports('{ containerPort: 80, name: admin }'))).toEqual([
      expect.stringMatching(/ports: The container port is there 2 times with other names/),
    ]);
  });
});

describe('what people write', () => {
  it.each([
    ['annotations and labels of nothing', deployment('', 'name: web, annotations: null, labels: null')],
    ['an empty namespace', deployment('', 'name: web, namespace: ""')],
    ['comments between documents', `--- # Source: a\n# b\n---\n# only\n--- # c\n${deployment()}---\n...\n---\n# end\n`],
    ['anchors', deployment('', 'name: web, labels: &l { a: b }, annotations: { <<: *l, c: d }')],
    ['a list of nothing beside it', `apiVersion: v1\nkind: List\nitems:\n---\n${deployment()}`],
    ['a directive', `%YAML 1.1\n---\n${deployment()}`],
  ])('%s', (_, text) => {
    expect(names(read(text).objects)).toEqual(['Deployment/web']);
  });

  it.each([
    [
      'a name that is a number',
      deployment('', 'name: 123'),
      /^manifests\[0\]: .*metadata\.name is read as 123; quote it/,
    ],
    [
      'a tab',
      deployment().replace('  selector', '\tselector'),
      /^manifests\[0\]: .*Tabs are not allowed as indentation\.$/,
    ],
    [
      'a Deployment without pods',
      deployment().replace(/ {2}template.*/s, ''),
      /^Deployment\/web\.spec\.template: It says/,
    ],
    [
      'only what is left out',
      job('helm.sh/hook: test'),
      /^manifests: There is nothing to roll out.* Job "migrate" is a hook/,
    ],
  ])('%s is refused', (_, text, sentence) => {
    expect(problemsOf(text)).toEqual([expect.stringMatching(sentence)]);
  });
});

it('all problems are told at once', () => {
  expect(
    problemsOf(`${deployment(', env: [{ name: A }, { name: A, value: "$(A)" }]')}---
apiVersion: v1
kind: Pod
metadata: { name: p }
---
a: 1
a: 2
---
apiVersion: v1
kind: ConfigMap
metadata: { name: c, namespace: tools }
`),
  ).toHaveLength(4);
});
