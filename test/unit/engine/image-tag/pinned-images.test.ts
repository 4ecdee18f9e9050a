import { describe, expect, it } from '@jest/globals';
import { digestOf } from '../../../../domain/digest.ts';
import { formatBuildContexts, parseBuildContexts, pinImages } from '../../../../engine/image-tag/pinned-images.ts';
import { MemoryRegistry } from '../../../contract/memory-registry.ts';

const registry = new MemoryRegistry();
const alpine = registry.addImage('docker.io/library/alpine', 'alpine', '3.20');
const latest = registry.addImage('docker.io/library/busybox', 'busybox', 'latest');
const own = registry.addImage('h.example:5000/team/tool', 'tool', '1');
const build = { buildArguments: {}, platforms: ['linux/amd64'] };
const DOCKERFILE = [
  'FROM alpine:3.20 AS a',
  'FROM busybox',
  'COPY --from=h.example:5000/team/tool:1 / /',
  `FROM docker.io/library/x@${digestOf('x')}`,
].join('\n');

describe('the images of a Dockerfile', () => {
  it('are pinned as their registries say now; a digest stands for itself', async () => {
    const images = await pinImages(registry, DOCKERFILE, new Map(), build);
    expect([...images]).toEqual([
      ['alpine:3.20', { repository: 'docker.io/library/alpine', digest: alpine }],
      ['busybox', { repository: 'docker.io/library/busybox', digest: latest }],
      ['h.example:5000/team/tool:1', { repository: 'h.example:5000/team/tool', digest: own }],
    ]);
    expect(formatBuildContexts(images)).toBe(
      [
        `alpine:3.20=docker-image://docker.io/library/alpine@${alpine}`,
        `busybox=docker-image://docker.io/library/busybox@${latest}`,
        `h.example:5000/team/tool:1=docker-image://h.example:5000/team/tool@${own}`,
      ].join('\n'),
    );
  });

  it('stay what they were when they were looked at', async () => {
    const images = await pinImages(registry, DOCKERFILE, new Map(), build);
    const nothing = { resolve: async () => undefined };
    const known = parseBuildContexts(formatBuildContexts(images));
    expect(await pinImages(nothing, DOCKERFILE, known, build)).toEqual(images);
    const long = await pinImages(nothing, 'FROM docker.io/library/alpine:3.20', known, build);
    expect([...long.values()]).toEqual([images.get('alpine:3.20')]);
  });

  it('are known to the builder by their short names', () => {
    const image = { repository: 'docker.io/library/a', digest: digestOf('a') };
    const names = ['docker.io/library/a:1', 'index.docker.io/b/a:latest', 'docker.io/b/a'];
    const lines = formatBuildContexts(new Map(names.map((name) => [name, image]))).split('\n');
    expect(lines.map((line) => line.split('=')[0])).toEqual(['a:1', 'b/a', 'b/a']);
  });

  it('must be there, and be named in a form that is known', async () => {
    await expect(pinImages(registry, 'FROM alpine:4', new Map(), build)).rejects.toThrow(
      'The Dockerfile takes alpine:4, which is not in its registry',
    );
    await expect(pinImages(registry, 'FROM a:b:c', new Map(), build)).rejects.toThrow(/is no base image/);
    for (const line of ['alpine', 'alpine=alpine:3', 'alpine=docker-image://docker.io/library/alpine:3'])
      expect(() => parseBuildContexts(line)).toThrow();
    expect(parseBuildContexts('\n').size).toBe(0);
  });
});
