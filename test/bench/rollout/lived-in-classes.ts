import { type Images, type Manifest, WEB, web } from '../../cluster/scenarios/workload.ts';
import { type BenchClass, type LiveObject, SHORT, type Truth } from './bench-class.ts';

const RELIC = { name: 'RELIC', value: 'of the release before' };
const settings = (name: string): Manifest => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name },
  data: { a: '1' },
});

const container = (live: readonly LiveObject[]): Readonly<Record<string, unknown>> =>
  live.find(({ kind, metadata }) => kind === 'Deployment' && metadata.name === WEB)?.spec?.template?.spec
    .containers[0] ?? {};

const environment = (live: readonly LiveObject[]): string => JSON.stringify(container(live)['env'] ?? []);

const lived = (
  id: string,
  label: string,
  kind: BenchClass['kind'],
  more: Pick<BenchClass, 'before' | 'after' | 'truth'> & Pick<BenchClass, 'later' | 'firstBy'>,
): BenchClass => ({ id, label, kind, followed: ['deployment', WEB], limits: SHORT, ...more });

const completeWithout =
  (isThere: (live: readonly LiveObject[]) => boolean, what: string): Truth =>
  (verdict, live) =>
    verdict === 'complete' && isThere(live) ? `complete, and ${what}` : undefined;

const first = (images: Images, more: object = {}) => web({ image: images('first'), container: more });

/** Clusters in which somebody else was before, or is now: what counts is whether the verdict is true. */
export const LIVED_IN_CLASSES: readonly BenchClass[] = [
  lived('adopt', 'first contact with what kubectl applied', 'good', {
    firstBy: 'kubectl',
    before: (images) => first(images, { env: [RELIC] }),
    after: ({ named }) => web({ image: named('second') }),
    truth: completeWithout(
      (live) => environment(live).includes(RELIC.name),
      'a variable that it no longer has is still given',
    ),
  }),
  lived('union', 'probe of another kind', 'good', {
    firstBy: 'kubectl',
    before: first,
    after: ({ named }) =>
      web({
        image: named('second'),
        container: { readinessProbe: { exec: { command: ['sh', '-c', 'cat /www/ready'] }, periodSeconds: 1 } },
      }),
    truth: completeWithout(
      (live) => JSON.stringify(container(live)['readinessProbe'] ?? {}).includes('httpGet'),
      'the probe of before is still asked',
    ),
  }),
  lived('foreign-writer', 'somebody writes meanwhile', 'contested', {
    before: first,
    after: ({ named }) => web({ image: named('second'), container: { env: [{ name: 'MODE', value: 'wanted' }] } }),
    later: { kind: 'foreign', seconds: 4, args: ['set', 'env', `deployment/${WEB}`, 'MODE=other'] },
    truth: completeWithout((live) => environment(live).includes('other'), 'a variable is what somebody else has set'),
  }),
  lived('left-behind', 'what only the broken release brought', 'broken', {
    before: first,
    after: ({ named }) => [settings('brought'), ...web({ image: named('crashing') })],
    truth: (verdict, live, { restores }) =>
      verdict === 'failed' &&
      restores &&
      live.some(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === 'brought')
        ? 'rolled back, and a ConfigMap that it brought is still there'
        : undefined,
  }),
];
