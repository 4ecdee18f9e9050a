import { describe, expect, it } from '@jest/globals';
import { cacheKey, ETCD, KUBERNETES } from '../../cluster/binaries/recipe.ts';
import { mountsBelow } from '../../cluster/bring-up/remains.ts';
import { mayLowerOomScore } from '../../cluster/bring-up/up.ts';
import { chosenKubeconfig } from '../../cluster/cluster-under-test.ts';
import { buildArguments, builderFiles } from '../../cluster/image-builder.ts';
import { missingPackages } from '../../cluster/machine/packages.ts';

describe('choosing a cluster', () => {
  it('never follows an inherited KUBECONFIG', () => {
    expect(chosenKubeconfig(undefined, { KUBECONFIG: '/home/me/.kube/production' })).toEqual({ kind: 'own' });
  });

  it('follows the option before the variable, and says which', () => {
    const env = { SLUICE_TEST_KUBECONFIG: '/b' };
    expect(chosenKubeconfig('/a', env)).toEqual({ kind: 'named', path: '/a', by: '--kubeconfig' });
    expect(chosenKubeconfig(undefined, env)).toEqual({ kind: 'named', path: '/b', by: 'SLUICE_TEST_KUBECONFIG' });
  });
});

describe('the cache of built programs', () => {
  it('is another one when a module, a flag or the architecture changes', () => {
    const keys = [
      cacheKey(KUBERNETES, 'sum', 'mod', 'x64'),
      cacheKey(KUBERNETES, 'sum2', 'mod', 'x64'),
      cacheKey(KUBERNETES, 'sum', 'mod2', 'x64'),
      cacheKey(KUBERNETES, 'sum', 'mod', 'arm64'),
      cacheKey({ ...KUBERNETES, linkerFlags: '' }, 'sum', 'mod', 'x64'),
      cacheKey({ ...KUBERNETES, tags: ['x'] }, 'sum', 'mod', 'x64'),
      cacheKey(ETCD, 'sum', 'mod', 'x64'),
    ];
    expect(new Set(keys).size).toBe(keys.length);
    expect(cacheKey(ETCD, 'sum', 'mod', 'x64')).toBe(keys[6]);
  });
});

describe('installing', () => {
  it('asks for nothing where every program is found', () => {
    expect(missingPackages(() => true, true)).toEqual([]);
  });

  it('asks for the package of each program that is missing, once and sorted', () => {
    expect(missingPackages((program) => !['runc', 'busybox'].includes(program), false)).toEqual([
      'busybox-static',
      'containernetworking-plugins',
      'runc',
    ]);
  });
});

describe('taking down', () => {
  it('unmounts what lies below the folders, the deepest first, and nothing else', () => {
    const mounts = [
      'tmpfs /run tmpfs rw 0 0',
      'tmpfs /run/sluice-cluster/a tmpfs rw 0 0',
      'tmpfs /run/sluice-cluster/a/with\\040space tmpfs rw 0 0',
      'tmpfs /run/sluice-cluster-other tmpfs rw 0 0',
      '',
    ].join('\n');
    expect(mountsBelow(mounts, ['/run/sluice-cluster'])).toEqual([
      '/run/sluice-cluster/a/with space',
      '/run/sluice-cluster/a',
    ]);
  });
});

describe('the capability to lower OOM scores', () => {
  it('is bit 24 of the effective set', () => {
    expect(mayLowerOomScore('Name:\tx\nCapEff:\t000001fffeffffff\n')).toBe(false);
    expect(mayLowerOomScore('Name:\tx\nCapEff:\t000001ffffffffff\n')).toBe(true);
    expect(mayLowerOomScore('')).toBe(false);
  });
});

describe('building an image', () => {
  const request = { context: '/c', dockerfile: '/c/Dockerfile', repository: 'x' };

  it('mounts wheels without changing the Dockerfile, and only when there are some', () => {
    expect(buildArguments(request, 'n', '/pip.conf')).not.toContain('--volume');
    expect(buildArguments({ ...request, wheels: '/w' }, 'n', '/pip.conf')).toEqual(
      expect.arrayContaining(['--volume', '/w:/wheels:ro', '/pip.conf:/etc/pip.conf:ro']),
    );
  });

  it('takes base images from the local registry under the names that Dockerfiles say', () => {
    expect(builderFiles('127.0.0.1:5')['registries.conf']).toContain('prefix = "docker.io"\nlocation = "127.0.0.1:5"');
  });
});
