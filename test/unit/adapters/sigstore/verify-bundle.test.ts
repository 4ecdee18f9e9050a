import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { PUBLIC_GOOD_ROOT, PUBLIC_GOOD_ROOT_DIGEST } from '../../../../adapters/sigstore/trusted-root.ts';
import { verifyBundle } from '../../../../adapters/sigstore/verify-bundle.ts';
import { digestOf } from '../../../../domain/digest.ts';
import { statementText } from '../../../../domain/evidence/statement.ts';
import { type MockBundle, MockSigstore } from '../../../contract/mock-sigstore.ts';
import { evidence } from '../../domain/evidence/evidence-of.ts';
import { signer } from '../../domain/evidence/signature/signer-of.ts';

const sigstore = new MockSigstore();
const TEXT = statementText(evidence());
const OTHER = statementText(evidence({ service: 'web' }));
const DAY = 86_400_000;
const HOUR = 3_600_000;

let root: Awaited<ReturnType<MockSigstore['root']>>;
let good: MockBundle;
let other: MockBundle;

beforeAll(async () => {
  good = await sigstore.sign(TEXT, signer());
  other = await sigstore.sign(OTHER, signer());
  root = await sigstore.root();
});

const verified = (bundle: unknown, trusted: unknown = root) => {
  const found = verifyBundle(Buffer.from(JSON.stringify(bundle)), trusted);
  return found.ok ? found.statement : found.refusal.code;
};
const entry = (of: MockBundle) => of.verificationMaterial.tlogEntries[0];
const withEntry = (over: object) => ({
  ...good,
  verificationMaterial: { ...good.verificationMaterial, tlogEntries: [{ ...entry(good), ...over }] },
});
const withMaterial = (over: object) => ({ ...good, verificationMaterial: { ...good.verificationMaterial, ...over } });
const withEnvelope = (over: object) => ({ ...good, dsseEnvelope: { ...good.dsseEnvelope, ...over } });
const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('a bundle that the root vouches for', () => {
  it('gives the statement to the byte, and who has signed it by every field', () => {
    expect(verifyBundle(Buffer.from(JSON.stringify(good)), root)).toEqual({
      ok: true,
      statement: TEXT,
      signer: signer(),
    });
  });

  it('is judged at the time of the log: its certificate lives for ten minutes', async () => {
    const at = new Date(Date.now() + 30 * DAY);
    expect(verified(await sigstore.sign(TEXT, signer(), { at }))).toBe(TEXT);
    const late = new Date(at.getTime() + HOUR);
    expect(verified(await sigstore.sign(TEXT, signer(), { at, loggedAt: late }))).toBe('signature-invalid');
    const early = new Date(at.getTime() - HOUR);
    expect(verified(await sigstore.sign(TEXT, signer(), { at, loggedAt: early }))).toBe('signature-invalid');
  });
});

describe('a bundle whose time an authority has signed', () => {
  const without = (bundle: MockBundle, over: object) => {
    const { verificationMaterial: material } = bundle;
    const tlogEntries = material.tlogEntries.map((each) => ({ ...each, inclusionPromise: undefined, ...over }));
    return { ...bundle, verificationMaterial: { ...material, tlogEntries } };
  };

  it('needs no promise of the log, as newer logs give none', async () => {
    const timed = await sigstore.sign(TEXT, signer(), { timestamped: true });
    const before = { ...root, timestampAuthorities: [] };
    expect(verified(timed)).toBe(TEXT);
    expect(verified(without(timed, {}))).toBe(TEXT);
    expect(verified(without(timed, {}), before)).toBe('signature-invalid');
    expect(
      verified(withMaterial({ timestampVerificationData: timed.verificationMaterial.timestampVerificationData })),
    ).toBe('signature-invalid');
  });

  it('is refused where it is in no log, as those of private repositories are', async () => {
    const timed = await sigstore.sign(TEXT, signer(), { timestamped: true });
    const material = { ...timed.verificationMaterial, tlogEntries: [] };
    expect(verified({ ...timed, verificationMaterial: material })).toBe('signature-invalid');
  });
});

describe('a bundle is refused (signature-invalid)', () => {
  it('by the root of another instance, and by the one that is pinned', async () => {
    expect(verified(good, await new MockSigstore().root())).toBe('signature-invalid');
    expect(verified(good, PUBLIC_GOOD_ROOT)).toBe('signature-invalid');
  });

  it.each(['tlogs', 'ctlogs', 'certificateAuthorities'] as const)('by a root that has no %s', (part) =>
    expect(verified(good, { ...root, [part]: [] })).toBe('signature-invalid'),
  );

  it('by a root that has nothing at all, or none', () => {
    for (const none of [{}, null, 7, 'root']) expect(verified(good, none)).toBe('signature-invalid');
  });

  it('where an authority was not to be trusted any more, or not yet', () => {
    for (const validFor of [
      { start: '2020-01-01T00:00:00Z', end: '2020-02-01T00:00:00Z' },
      { start: '2099-01-01T00:00:00Z' },
    ]) {
      const certificateAuthorities = root.certificateAuthorities.map((each) => ({ ...each, validFor }));
      expect(verified(good, { ...root, certificateAuthorities })).toBe('signature-invalid');
      const expired = <T extends { publicKey: object }>(log: T) => ({
        ...log,
        publicKey: { ...log.publicKey, validFor },
      });
      expect(verified(good, { ...root, ctlogs: root.ctlogs.map(expired) })).toBe('signature-invalid');
      expect(verified(good, { ...root, tlogs: root.tlogs.map(expired) })).toBe('signature-invalid');
    }
  });

  it('where the certificate is in no log of certificates', async () =>
    expect(verified(await sigstore.sign(TEXT, signer(), { sct: false }))).toBe('signature-invalid'));

  it('where another statement was put in, or another kind of it', () => {
    expect(verified(withEnvelope({ payload: base64(OTHER) }))).toBe('signature-invalid');
    expect(verified(withEnvelope({ signatures: other.dsseEnvelope.signatures }))).toBe('signature-invalid');
  });

  it('where the entry in the log is that of another bundle', () =>
    expect(verified(withEntry(entry(other) ?? {}))).toBe('signature-invalid'));

  it('where its log entry, or a part of it, is missing', () => {
    expect(verified(withMaterial({ tlogEntries: [] }))).toBe('signature-invalid');
    // Without the promise nobody has signed the time, whatever it says.
    expect(verified(withEntry({ inclusionPromise: undefined }))).toBe('signature-invalid');
    expect(verified(withEntry({ integratedTime: '0' }))).toBe('signature-invalid');
  });

  it('where the time, or the place in the log, was changed', () => {
    const found = entry(good);
    expect(verified(withEntry({ integratedTime: `${Number(found?.integratedTime) + 1}` }))).toBe('signature-invalid');
    expect(verified(withEntry({ logIndex: `${Number(found?.logIndex) + 1}` }))).toBe('signature-invalid');
    const proof = { ...found?.inclusionProof };
    expect(verified(withEntry({ inclusionProof: { ...proof, logIndex: '1' } }))).toBe('signature-invalid');
    expect(verified(withEntry({ inclusionProof: entry(other)?.inclusionProof }))).toBe('signature-invalid');
    const checkpoint = { envelope: proof.checkpoint?.envelope.replace('\n1\n', '\n2\n') };
    expect(verified(withEntry({ inclusionProof: { ...proof, checkpoint } }))).toBe('signature-invalid');
  });

  it('where one entry is there twice: it counts once', () =>
    expect(verified(withMaterial({ tlogEntries: [entry(good), entry(good)] }))).toBe('signature-invalid'));

  it('where the certificate is that of another bundle', () =>
    expect(verified(withMaterial({ certificate: other.verificationMaterial.certificate }))).toBe('signature-invalid'));

  it('where a timestamp was added that nobody has signed', () =>
    expect(
      verified(
        withMaterial({ timestampVerificationData: { rfc3161Timestamps: [{ signedTimestamp: base64('now') }] } }),
      ),
    ).toBe('signature-invalid'));
});

describe('a bundle is refused (bundle-malformed)', () => {
  it.each([
    'application/vnd.dev.sigstore.bundle+json;version=0.1',
    'application/vnd.dev.sigstore.bundle+json;version=0.2',
    'application/vnd.dev.sigstore.bundle+json;version=0.3',
    'application/vnd.dev.sigstore.bundle.v0.4+json',
    '',
  ])('of another version, for nobody has signed which it is: "%s"', (mediaType) =>
    expect(verified({ ...good, mediaType })).toBe('bundle-malformed'),
  );

  it('without a proof that it is in the log', () =>
    expect(verified(withEntry({ inclusionProof: undefined }))).toBe('bundle-malformed'));

  it('with a key instead of a certificate, or with a chain', () => {
    const { certificate, ...material } = good.verificationMaterial;
    const instead = (over: object) => verified({ ...good, verificationMaterial: { ...material, ...over } });
    expect(instead({ publicKey: { hint: 'mine' } })).toBe('bundle-malformed');
    expect(instead({ x509CertificateChain: { certificates: [certificate] } })).toBe('bundle-malformed');
    expect(instead({})).toBe('bundle-malformed');
  });

  it('with two signatures, of which one would be looked at, or none', () => {
    const [signature] = good.dsseEnvelope.signatures;
    expect(verified(withEnvelope({ signatures: [signature, signature] }))).toBe('bundle-malformed');
    expect(verified(withEnvelope({ signatures: [] }))).toBe('bundle-malformed');
  });

  it('of a payload that is no in-toto statement, though it is signed', async () => {
    expect(verified(withEnvelope({ payloadType: 'text/plain' }))).toBe('bundle-malformed');
    expect(verified(await sigstore.sign(TEXT, signer(), { payloadType: 'application/json' }))).toBe('bundle-malformed');
  });

  it('of a file instead of a statement', () => {
    const { dsseEnvelope, ...rest } = good;
    const messageSignature = {
      messageDigest: { algorithm: 'SHA2_256', digest: base64('x') },
      signature: dsseEnvelope.signatures[0]?.sig,
    };
    expect(verified({ ...rest, messageSignature })).toBe('bundle-malformed');
  });

  it('cut off anywhere', () => {
    const whole = JSON.stringify(good);
    for (let length = 0; length < whole.length; length += 97)
      expect(verifyBundle(Buffer.from(whole.slice(0, length)), root)).toMatchObject({
        ok: false,
        refusal: { code: 'bundle-malformed' },
      });
  });

  it.each(['null', '[]', '{}', '"bundle"', '7'])('that is %s', (text) =>
    expect(verifyBundle(Buffer.from(text), root)).toMatchObject({ refusal: { code: 'bundle-malformed' } }),
  );
});

it('with one byte changed anywhere says the same as before, or nothing', () => {
  const whole = Buffer.from(JSON.stringify(good));
  for (let at = 0; at < whole.length; at += 127) {
    const changed = Buffer.from(whole);
    changed[at] = (changed[at] ?? 0) ^ 1;
    const found = verifyBundle(changed, root);
    if (found.ok) expect(found).toEqual({ ok: true, statement: TEXT, signer: signer() });
  }
});

describe('the root that is pinned', () => {
  it('is, to the byte, what its source is', () => {
    const text = readFileSync('adapters/sigstore/public-good-root.json');
    expect(digestOf(text)).toBe(PUBLIC_GOOD_ROOT_DIGEST);
    expect(PUBLIC_GOOD_ROOT).toEqual(JSON.parse(text.toString('utf8')));
  });
});
