import { describe, expect, it } from '@jest/globals';
import { attachedLayer, BUNDLE, evidenceArtifact, STATEMENT } from '../../../../adapters/evidence/evidence-artifact.ts';
import { digestOf } from '../../../../domain/digest.ts';

const SUBJECT = digestOf('release');
const about = { mediaType: 'application/vnd.oci.image.manifest.v1+json', digest: SUBJECT, size: 7 };
const manifest = JSON.parse(Buffer.from(evidenceArtifact(about, '{}', BUNDLE).manifest.bytes).toString('utf8'));
const layerOf = (over: object, kinds = [BUNDLE, STATEMENT]) => {
  const found = attachedLayer(Buffer.from(JSON.stringify({ ...manifest, ...over })), SUBJECT, kinds);
  return found.ok ? found.kind.artifactType : found.code;
};
const [layer] = manifest.layers;

describe('what is attached', () => {
  it('is of the kind that it says, where that is wanted', () => {
    expect(layerOf({})).toBe(BUNDLE.artifactType);
    expect(layerOf({}, [STATEMENT])).toBe('other-artifact');
  });

  it.each([
    ['two layers', { layers: [layer, layer] }],
    ['no layer', { layers: [] }],
    ['a layer of another kind', { layers: [{ ...layer, mediaType: STATEMENT.mediaType }] }],
    ['a layer without a digest', { layers: [{ ...layer, digest: 7 }] }],
    ['a layer without a size', { layers: [{ ...layer, size: undefined }] }],
    ['a layer larger than is read', { layers: [{ ...layer, size: BUNDLE.largest + 1 }] }],
    ['no media type', { mediaType: undefined }],
    ['the media type of an index', { mediaType: 'application/vnd.oci.image.index.v1+json' }],
  ])('is no evidence with %s', (_what, over) => expect(layerOf(over)).toBe('other-artifact'));

  it('is none of something else', () => {
    expect(layerOf({ subject: { ...about, digest: digestOf('other') } })).toBe('other-subject');
    expect(layerOf({ subject: undefined })).toBe('other-subject');
  });
});
