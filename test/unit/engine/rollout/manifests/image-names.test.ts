import { describe, expect, it } from '@jest/globals';
import { digestOf } from '../../../../../domain/digest.ts';
import { tagsOf } from '../../../../../engine/rollout/manifests/image-names.ts';
import { writtenObjects } from '../../../../../engine/rollout/manifests/written-objects.ts';
import { BYTES, deployment, problemsOf, read } from './people.ts';

const NGINX = { repository: 'docker.io/library/nginx', digest: digestOf('nginx') };
const images = new Map([
  ['nginx:1.25', { kind: 'resolved', reference: NGINX }],
  ['private.example/app:v1', { kind: 'unresolved', sentence: 'Nobody may look.' }],
] as const);
const withImage = (image: string): string => deployment().replace(BYTES, image);
const CRON = `---
apiVersion: batch/v1
kind: CronJob
metadata: { name: nightly }
spec:
  schedule: "0 1 * * *"
  jobTemplate:
    spec:
      template:
        spec:
          initContainers: [{ name: i, image: nginx:1.25 }]
          containers: [{ name: c, image: "${BYTES}" }]
          volumes: [{ name: v, image: { reference: nginx:1.25 } }]
`;

describe('images', () => {
  it('by tag are written as the bytes that the tag names', () => {
    expect(JSON.stringify(read(withImage('nginx:1.25'), { images }).objects)).toContain(
      `"image":"docker.io/library/nginx@${NGINX.digest}"`,
    );
  });

  it('of every container and volume are meant, in every kind that makes pods', () => {
    const text = JSON.stringify(read(deployment() + CRON, { images }).objects);
    expect(text.split(`docker.io/library/nginx@${NGINX.digest}`)).toHaveLength(3);
    expect(writtenObjects(CRON).objects.flatMap(({ object }) => tagsOf(object))).toEqual(['nginx:1.25', 'nginx:1.25']);
  });

  it('with a digest are not asked for, and a tag beside it goes', () => {
    const text = withImage(`nginx:1.25@${NGINX.digest}`);
    expect(writtenObjects(text).objects.flatMap(({ object }) => tagsOf(object))).toEqual([]);
    expect(JSON.stringify(read(text).objects)).toContain(`"image":"docker.io/library/nginx@${NGINX.digest}"`);
  });

  it.each([
    ['private.example/app:v1', 'Nobody may look.'],
    ['nginx', 'Nobody asked its registry which bytes it names.'],
    ['${IMAGE}', 'This is no name of an image'],
  ])('%s is refused where it stands', (image, sentence) => {
    expect(problemsOf(withImage(image), { images })).toEqual([
      expect.stringContaining(`Deployment/web.spec.template.spec.containers[0].image: ${sentence}`),
    ]);
  });

  it('by tag are refused where digests are demanded', () => {
    expect(problemsOf(withImage('nginx:1.25'), { images: undefined })).toEqual([
      expect.stringMatching(/A tag can be moved.*wanted "docker\.io\/library\/nginx@sha256:<64 hex>"/),
    ]);
    expect(problemsOf(withImage(`nginx@${NGINX.digest}`), { images: undefined })).toEqual([]);
  });
});
