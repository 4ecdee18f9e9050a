import { describe, expect, it } from '@jest/globals';
import { imageNameProblem, withDefaultTag } from '../../../../../rehearsal/cluster/kubelet/image-name.ts';

const DIGEST = `sha256:${'0'.repeat(64)}`;

describe('an image reference', () => {
  it.each([
    'nginx',
    'nginx:1.27',
    'localhost:5000/app',
    'asia-northeast3-docker.pkg.dev/p/services/api-server',
    `registry.example/team/app@${DIGEST}`,
    `registry.example/team/app:v1@${DIGEST}`,
    '127.0.0.1:35000/a__b/c-d.e:T_1',
  ])('%s can be pulled', (image) => {
    expect(imageNameProblem(image)).toBeUndefined();
  });

  it.each([
    ['registry.example/APP:1', 'repository name (APP) must be lowercase'],
    ['127.0.0.1:35000/library/NOTHING:1', 'repository name (library/NOTHING) must be lowercase'],
    ['NGINX', 'repository name (library/NGINX) must be lowercase'],
    ['app:bad tag', 'invalid reference format'],
    ['app@sha256:short', 'invalid reference format'],
    ['', 'invalid reference format'],
    ['registry.example//app', 'invalid reference format'],
  ])('%s cannot: %s', (image, why) => {
    expect(imageNameProblem(image)).toContain(why);
    expect(imageNameProblem(image)).toMatch(/^Failed to apply default image tag "/);
  });

  it('without tag and digest means latest', () => {
    expect(['nginx', 'localhost:5000/app', 'app:1', `app@${DIGEST}`].map(withDefaultTag)).toEqual([
      'nginx:latest',
      'localhost:5000/app:latest',
      'app:1',
      `app@${DIGEST}`,
    ]);
  });
});
