import type { RolloutCase } from './rollout-case.ts';
import { type Images, type Manifest, WEB, web } from './workload.ts';

const before = (images: Images) => web({ image: images('first') });
const release = (images: Images) => web({ image: images('second') });

/** A policy that lets only version "first" of something into one namespace.
 *  @see https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/ */
const deny = (namespace: string, apiGroups: readonly string[], resources: readonly string[], expression: string) => {
  const group = 'admissionregistration.k8s.io';
  return [
    {
      apiVersion: `${group}/v1`,
      kind: 'ValidatingAdmissionPolicy',
      metadata: { name: namespace },
      spec: {
        failurePolicy: 'Fail',
        matchConstraints: {
          resourceRules: [{ apiGroups, apiVersions: ['v1'], operations: ['CREATE', 'UPDATE'], resources }],
        },
        validations: [{ expression, message: 'only what security has approved' }],
      },
    },
    {
      apiVersion: `${group}/v1`,
      kind: 'ValidatingAdmissionPolicyBinding',
      metadata: { name: namespace },
      spec: {
        policyName: namespace,
        validationActions: ['Deny'],
        matchResources: { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } } },
      },
    },
  ];
};

const service =
  (ports: readonly object[]) =>
  (object: Manifest): Manifest =>
    object.kind === 'Service' ? { ...object, spec: { ...(object.spec as object), ports } } : object;

const refused = (sentence: RegExp): RolloutCase['expected'] => ({
  outcome: 'refused',
  class: '',
  sentence,
  verdictWithin: 3,
});
const createRefused = (sentence: RegExp): RolloutCase['expected'] => ({
  outcome: 'rolled-back',
  class: 'create-refused',
  sentence,
  verdictWithin: 20,
});

/** What the API server, or somebody's rule, does not let in. */
export const ADMISSION_CASES: readonly RolloutCase[] = [
  {
    name: 'S12 a policy that denies the Deployment is told before anything is written',
    id: 's12',
    before,
    clusterWide: (namespace) =>
      deny(
        namespace,
        ['apps'],
        ['deployments'],
        `object.spec.template.spec.containers.all(c, c.image.contains('/first@'))`,
      ),
    release,
    expected: refused(/Deployment "web".*only what security has approved/),
  },
  {
    name: 'a policy that denies pods',
    id: 'policy-pods',
    before,
    clusterWide: (namespace) =>
      deny(namespace, [''], ['pods'], `object.spec.containers.all(c, c.image.contains('/first@'))`),
    release,
    expected: createRefused(/Deployment "web".*only what security has approved/),
  },
  {
    name: 'a limit range that the new pod is above',
    id: 'limit-range',
    before,
    meanwhile: [
      {
        apiVersion: 'v1',
        kind: 'LimitRange',
        metadata: { name: 'small' },
        spec: { limits: [{ type: 'Container', max: { memory: '32Mi' } }] },
      },
    ],
    release: (images) => web({ image: images('second'), container: { resources: { limits: { memory: '64Mi' } } } }),
    expected: createRefused(/Deployment "web".*maximum memory usage per Container is 32Mi/),
  },
  {
    name: 'a namespace that became restricted to pods of the strictest standard',
    id: 'restricted',
    before,
    prepare: ({ kubectl, namespace }) =>
      kubectl('label', 'namespace', namespace, 'pod-security.kubernetes.io/enforce=restricted'),
    release,
    expected: createRefused(/Deployment "web".*PodSecurity.*restricted/),
  },
  {
    name: 'a priority class that does not exist, which the deployer may not read because it stands outside of namespaces',
    id: 'priority',
    before,
    release: (images) => web({ image: images('second'), pod: { priorityClassName: 'urgent' } }),
    expected: createRefused(/Deployment "web".*no PriorityClass with name urgent/),
  },
  {
    name: 'a Deployment that is paused is refused',
    id: 'paused',
    before,
    prepare: ({ kubectl, namespace }) => kubectl('rollout', 'pause', `deployment/${WEB}`, '--namespace', namespace),
    release,
    expected: refused(/Deployment "web" is paused.*kubectl rollout resume/),
  },
  {
    name: 'a Deployment of Argo CD is refused',
    id: 'argo-cd',
    before,
    prepare: ({ kubectl, namespace }) =>
      kubectl('label', 'deployment', WEB, 'argocd.argoproj.io/instance=shop', '--namespace', namespace),
    release,
    expected: refused(/Deployment "web" is managed by Argo CD/),
  },
  {
    name: 'a selector that changes is refused, because it never can',
    id: 'selector',
    before,
    release: (images) =>
      web({ image: images('second') }).map((object): Manifest => {
        if (object.kind !== 'Deployment') return object;
        const labels = { 'app.kubernetes.io/name': 'other' };
        const spec = object.spec as { readonly template: object };
        return {
          ...object,
          spec: { ...spec, selector: { matchLabels: labels }, template: { ...spec.template, metadata: { labels } } },
        };
      }),
    expected: refused(/Deployment "web".*spec\.selector/),
  },
  {
    name: 'a Service with two ports without names is refused',
    id: 'two-ports',
    before,
    release: (images) => web({ image: images('second') }).map(service([{ port: 80 }, { port: 81 }])),
    expected: refused(/Service "web".*ports\[\d\]\.name/),
  },
  {
    name: 'a Service that would lead to no pod any more is refused before anything is written',
    id: 'astray',
    before,
    release: (images) =>
      web({ image: images('second') }).map((object) =>
        object.kind === 'Service' ? { ...object, spec: { selector: { app: 'wbe' }, ports: [{ port: 80 }] } } : object,
      ),
    expected: refused(/Service "web" selects \d pods? now and would select none/),
  },
];
