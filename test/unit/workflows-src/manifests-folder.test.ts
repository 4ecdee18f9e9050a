import { describe, expect, it } from '@jest/globals';
import { generatedFiles } from '../../../cli/generated-files.ts';
import { type Delivery, delivery } from '../../../domain/delivery.ts';
import { platform } from '../../fixtures/platform.ts';

describe('the folder of manifests', () => {
  const paths = (of: Delivery) => generatedFiles(of).map(({ path }) => path);

  it.each(['', 'ours'])('is below the root "%s", and is named where a release is formed', (root) => {
    const usual = { ...platform, root };
    const other = delivery({ ...usual, manifestsFolder: 'deploy/made' });
    const below = root === '' ? '' : `${root}/`;
    expect(paths(other)).toEqual(paths(usual).map((path) => path.replace(`${below}k8s/`, `${below}deploy/made/`)));
    const build = generatedFiles(other).find(({ path }) => path.endsWith('/build.yml'))?.content;
    expect(build).toContain(`overlays: ${below}deploy/made/overlays/{tier}/{service}`);
    expect(build).not.toContain('k8s/');
  });

  it.each(['/k8s', '../k8s', 'a//b', '', '${{ x }}'])('is refused as %j', (manifestsFolder) => {
    expect(() => delivery({ ...platform, manifestsFolder })).toThrow(/manifestsFolder .*A path is relative/);
  });
});
