import { setTimeout as sleep } from 'node:timers/promises';
import type { Place, RolloutCase } from './rollout-case.ts';
import { type Images, migration, WEB, type WebOptions, web, withKeys } from './workload.ts';

export const SERVE = 'exec httpd -f -p 8080 -h /www';
const script = (text: string) => ['sh', '-c', text];
const before = (images: Images) => web({ image: images('first') });
const complete = (verdictWithin: number): RolloutCase['expected'] => ({
  outcome: 'complete',
  class: '',
  sentence: /Deployment "web"/,
  verdictWithin,
});
/** What is kept in it outlives the container, not the pod. */
export const STATE: Required<Pick<WebOptions, 'container' | 'pod'>> = {
  container: { volumeMounts: [{ name: 'state', mountPath: '/state' }] },
  pod: { volumes: [{ name: 'state', emptyDir: {} }] },
};
export const failsFirst = (times: number, then: string) =>
  script(`n=$(cat /state/n || echo 0); echo $((n+1)) > /state/n; [ "$n" -ge ${times} ] || exit 1; ${then}`);
const slow = (image: string, seconds: number, more: WebOptions['container'] = {}) =>
  web({ image, container: { command: script(`sleep ${seconds}; ${SERVE}`), ...more } });

const LEAVES_LATE = { lifecycle: { preStop: { exec: { command: script('sleep 20') } } } };
const leavesLate = (image: string) =>
  web({ image, container: LEAVES_LATE, pod: { terminationGracePeriodSeconds: 30 } });

/** Ends all pods of `before` from within, a second after the new ones were asked for. */
async function failOldPods({ kubectl, namespace, images }: Place): Promise<void> {
  const pods = (await kubectl.json('pods', '--namespace', namespace)) as {
    readonly items: readonly {
      readonly metadata: { readonly name: string };
      readonly spec: { readonly containers: readonly { readonly image: string }[] };
    }[];
  };
  const old = pods.items.filter(({ spec }) => spec.containers[0]?.image === images('first'));
  await sleep(1000);
  await Promise.all(
    old.map(({ metadata }) =>
      kubectl('exec', metadata.name, '--namespace', namespace, '--', 'touch', '/tmp/end').catch(() => undefined),
    ),
  );
}

/** Deletes a pod of the new image as soon as there is one, as a person may. */
async function deleteNewPod({ kubectl, namespace, images }: Place): Promise<void> {
  for (let turn = 0; turn < 60; turn += 1) {
    const path = `{range .items[?(@.spec.containers[0].image=="${images('second')}")]}{.metadata.name} {end}`;
    const [name] = (await kubectl('get', 'pods', '--namespace', namespace, `--output=jsonpath=${path}`)).split(' ');
    if (name !== undefined && name !== '') {
      await sleep(2000);
      await kubectl('delete', 'pod', name, '--namespace', namespace, '--ignore-not-found', '--wait=false');
      return;
    }
    await sleep(500);
  }
}

/** What heals by itself is no failure. */
export const HEALING_CASES: readonly RolloutCase[] = [
  {
    name: 'S21 a process that ends twice and then serves is complete',
    id: 's21',
    before: (images) => web({ image: images('first'), replicas: 1 }),
    release: (images) =>
      web({
        image: images('second'),
        replicas: 1,
        container: { ...STATE.container, command: failsFirst(2, SERVE) },
        pod: STATE.pod,
      }),
    expected: complete(60),
  },
  {
    name: 'an init container that fails once and then succeeds',
    id: 'init-heals',
    before,
    release: (images) =>
      web({
        image: images('second'),
        pod: {
          ...STATE.pod,
          initContainers: [
            { name: 'prepare', image: images('second'), command: failsFirst(1, 'true'), ...STATE.container },
          ],
        },
      }),
    expected: complete(60),
  },
  {
    name: 'a startup probe that succeeds after 40 s',
    id: 'slow-start',
    before,
    release: (images) =>
      slow(images('second'), 40, {
        startupProbe: { httpGet: { path: '/ready', port: 8080 }, periodSeconds: 5, failureThreshold: 20 },
      }),
    expected: complete(120),
  },
  {
    name: 'a pod that is ready after 50 s, within the deadline of its Deployment',
    id: 'slow-ready',
    before,
    release: (images) => slow(images('second'), 50),
    expected: complete(130),
  },
  {
    name: 'a Secret that another controller makes 10 s later',
    id: 'late-secret',
    before,
    release: (images) =>
      web({ image: images('second'), container: { envFrom: [{ secretRef: { name: 'credentials' } }] } }),
    during: async ({ kubectl, namespace }) => {
      await sleep(10_000);
      await kubectl('create', 'secret', 'generic', 'credentials', '--from-literal=A=b', '--namespace', namespace);
    },
    expected: complete(60),
  },
  {
    name: 'a Secret for a volume that another controller makes 40 s later',
    id: 'late-mount',
    before,
    release: (images) => withKeys(images('second')),
    during: async ({ kubectl, namespace }) => {
      await sleep(40_000);
      await kubectl('create', 'secret', 'generic', 'certificate', '--from-literal=a=b', '--namespace', namespace);
    },
    expected: complete(120),
  },
  {
    name: 'a readiness that comes and goes twice and then stays',
    id: 'flaps',
    before,
    release: (images) =>
      web({
        image: images('second'),
        container: {
          command: script(
            'httpd -p 8080 -h /www; for n in 1 2; do sleep 5; mv /www/ready /www/gone; sleep 5; mv /www/gone /www/ready; done; while :; do sleep 1; done',
          ),
          readinessProbe: { httpGet: { path: '/ready', port: 8080 }, periodSeconds: 1, failureThreshold: 1 },
        },
      }),
    expected: complete(90),
  },
  {
    name: 'a Job before the release whose first pod fails, and which may try again',
    id: 'job-heals',
    before,
    release: (images) => [
      migration(images('first'), `[ "$(date +%s)" -gt ${Math.floor(Date.now() / 1000) + 8} ] || exit 1`, {
        backoffLimit: 2,
      }),
      ...web({ image: images('second') }),
    ],
    expected: complete(90),
  },
  {
    name: 'old pods that need 20 s to leave',
    id: 'leaves-late',
    before: (images) => leavesLate(images('first')),
    release: (images) => leavesLate(images('second')),
    expected: complete(60),
  },
  {
    name: 'a new pod that a person deletes in the middle of the rollout',
    id: 'deleted-pod',
    before,
    release: (images) => web({ image: images('second') }),
    during: deleteNewPod,
    expected: complete(60),
  },
  {
    name: 'old pods that fail while the new ones come up',
    id: 'old-fail',
    before: (images) =>
      web({
        image: images('first'),
        container: { command: script('httpd -p 8080 -h /www; while [ ! -e /tmp/end ]; do sleep 0.2; done; exit 1') },
      }),
    release: (images) => slow(images('second'), 8),
    during: failOldPods,
    expected: complete(60),
  },
  {
    name: 'pods that must be ready for 15 s by their own word',
    id: 'min-ready',
    before,
    release: (images) => web({ image: images('second'), spec: { minReadySeconds: 15 } }),
    expected: complete(90),
  },
  {
    name: 'a sidecar that runs beside its container',
    id: 'sidecar-good',
    before,
    release: (images) =>
      web({
        image: images('second'),
        pod: {
          initContainers: [
            {
              name: 'proxy',
              image: images('second'),
              restartPolicy: 'Always',
              command: script('while :; do sleep 1; done'),
            },
          ],
        },
      }),
    expected: { ...complete(40), sentence: new RegExp(WEB) },
  },
];
