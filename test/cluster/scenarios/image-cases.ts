import { absent } from './absent-image.ts';
import type { RolloutCase } from './rollout-case.ts';
import { daemonSet, type Images, migration, statefulSet, WEB, web } from './workload.ts';

const before = (images: Images) => web({ image: images('first') });

/** Images that cannot be had, or not yet. */
export const IMAGE_CASES: readonly RolloutCase[] = [
  {
    name: 'S3 an image reference that can never be pulled is refused before anything is written, naming the field',
    id: 's3-name',
    before,
    release: () => web({ image: 'Registry/APP:Bad Tag' }),
    expected: {
      outcome: 'refused',
      class: '',
      sentence: /containers\[0\]\.image.*Registry\/APP:Bad Tag/,
      verdictWithin: 8,
    },
  },
  {
    name: 'S3 an image that the kubelet may not pull and does not have',
    id: 's3-never',
    before,
    release: (images) => web({ image: absent(images('second')), container: { imagePullPolicy: 'Never' } }),
    expected: {
      outcome: 'rolled-back',
      class: 'invalid-image',
      sentence: /container "web" of pod "web-.*ErrImageNeverPull/i,
      verdictWithin: 8,
    },
  },
  {
    name: 'S15 a StatefulSet whose last pod gets an image that nobody pushed goes back, with no other pod touched',
    id: 's15-image',
    replaced: ['web-2'],
    before: (images) => statefulSet({ image: images('first') }),
    release: (images) => statefulSet({ image: absent(images('second')) }),
    expected: {
      outcome: 'rolled-back',
      class: 'image-not-found',
      sentence: /pod "web-2".*not found/,
      verdictWithin: 20,
      rolledBackWithin: 60,
    },
  },
  {
    name: 'a DaemonSet with an image that nobody pushed is rolled back',
    id: 'ds-image',
    before: (images) => daemonSet({ image: images('first') }),
    release: (images) => daemonSet({ image: absent(images('second')) }),
    expected: {
      outcome: 'rolled-back',
      class: 'image-not-found',
      sentence: /container "web".*not found/i,
      verdictWithin: 20,
    },
  },
  {
    name: 'a Job before the release whose image nobody pushed fails as fast, and is removed',
    id: 'job-image',
    before,
    release: (images) => [...web({ image: images('second') }), migration(absent(images('first')), 'true')],
    expected: {
      outcome: 'rolled-back',
      class: 'image-not-found',
      sentence: /container "migrate".*not found/i,
      verdictWithin: 20,
    },
    after: async ({ kubectl, namespace }) => {
      const jobs = await kubectl('get', 'jobs', '--namespace', namespace, '--output=name');
      return jobs.trim() === '' ? [] : [`there is still ${jobs.trim()}, wanted: removed`];
    },
  },
  {
    name: 'S24 a registry that answers 503 for 30 s and then works is no failure',
    id: 's24',
    before,
    registry: (seconds) => (seconds < 30 ? 503 : 'pass'),
    release: (images) => web({ image: images('second') }),
    expected: { outcome: 'complete', class: '', sentence: /"web"|web/, verdictWithin: 90 },
  },
  {
    name: 'an image that is pushed 15 s after the rollout began is no failure',
    id: 'late-push',
    before,
    registry: (seconds) => (seconds < 15 ? 404 : 'pass'),
    release: (images) => web({ image: images('second') }),
    expected: { outcome: 'complete', class: '', sentence: /web/, verdictWithin: 60 },
  },
  {
    name: 'an image that takes longer than the deadline of its Deployment',
    id: 'slow-image',
    before,
    registry: (seconds) => (seconds < 40 ? 'wait' : 'pass'),
    release: (images) => web({ image: images('second'), spec: { progressDeadlineSeconds: 10 } }),
    expected: {
      outcome: 'rolled-back',
      class: 'deadline',
      sentence: new RegExp(`${WEB}.*deadline of 10 s.*still pulling`),
      verdictWithin: 20,
    },
  },
];
