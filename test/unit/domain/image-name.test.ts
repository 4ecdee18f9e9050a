import { describe, expect, it } from '@jest/globals';
import { digestOf } from '../../../domain/digest.ts';
import { parseImageName } from '../../../domain/image-name.ts';

const DIGEST = digestOf('x');

describe('the name of an image', () => {
  it.each([
    ['nginx', 'docker.io/library/nginx', 'latest'],
    ['nginx:1.25', 'docker.io/library/nginx', '1.25'],
    ['docker.io/nginx:1.25', 'docker.io/library/nginx', '1.25'],
    ['index.docker.io/grafana/grafana', 'docker.io/grafana/grafana', 'latest'],
    ['grafana/grafana:11.0.0', 'docker.io/grafana/grafana', '11.0.0'],
    ['registry.k8s.io/pause:3.9', 'registry.k8s.io/pause', '3.9'],
    ['localhost/app', 'localhost/app', 'latest'],
    ['localhost:5000/team/app:v1', 'localhost:5000/team/app', 'v1'],
    ['127.0.0.1:5000/app', '127.0.0.1:5000/app', 'latest'],
    ['registry:5000/app:v1', 'registry:5000/app', 'v1'],
  ])('%s is %s with tag %s', (text, repository, tag) => {
    expect(parseImageName(text)).toEqual({ repository, tag, digest: undefined });
  });

  it('has a digest with or without a tag', () => {
    expect(parseImageName(`nginx:1.25@${DIGEST}`)).toEqual({
      repository: 'docker.io/library/nginx',
      tag: '1.25',
      digest: DIGEST,
    });
    expect(parseImageName(`ghcr.io/a/b@${DIGEST}`)).toMatchObject({ repository: 'ghcr.io/a/b', digest: DIGEST });
  });

  it.each([
    '',
    'Nginx',
    'nginx:',
    'nginx@sha256:12',
    'a b',
    ':latest',
    '{{ .Values.image }}',
    '$IMAGE',
    'nginx:la/test',
  ])('%j is none', (text) => {
    expect(parseImageName(text)).toBeUndefined();
  });
});
