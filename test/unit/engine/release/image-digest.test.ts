import { describe, expect, it } from '@jest/globals';
import { digestOf } from '../../../../domain/digest.ts';
import { withImageDigest } from '../../../../engine/release/image-digest.ts';

const image = `r.example/p/api@${digestOf('x')}`;
const pod = (env: unknown, of = image) => ({
  spec: { template: { spec: { containers: [{ name: 'api', image: of, env }] } } },
});

describe('the image digest of a container', () => {
  it('is told to it by the variable that it leaves empty', () => {
    expect(
      withImageDigest(
        pod([
          { name: 'IMAGE_DIGEST', value: '' },
          { name: 'PORT', value: '8000' },
        ]),
      ),
    ).toEqual(
      pod([
        { name: 'IMAGE_DIGEST', value: digestOf('x') },
        { name: 'PORT', value: '8000' },
      ]),
    );
  });

  it('never replaces a value that somebody wrote, and is not made up where the image has none', () => {
    const own = pod([{ name: 'IMAGE_DIGEST', value: 'mine' }]);
    expect(withImageDigest(own)).toEqual(own);
    const tagged = pod([{ name: 'IMAGE_DIGEST', value: '' }], 'r.example/p/api:1');
    expect(withImageDigest(tagged)).toEqual(tagged);
  });
});
