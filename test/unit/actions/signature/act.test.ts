import { describe, expect, it } from '@jest/globals';
import { act } from '../../../../actions/signature/act.ts';
import { parseCommitSha } from '../../../../domain/commit.ts';
import { digestOf } from '../../../../domain/digest.ts';
import { type Evidence, statementText } from '../../../../domain/evidence/statement.ts';
import { formatDigestReference } from '../../../../domain/image.ts';
import type { FetchedStatement } from '../../../../engine/evidence/evidence-store.ts';
import { evidence, RELEASE } from '../../domain/evidence/evidence-of.ts';
import { signer } from '../../domain/evidence/signature/signer-of.ts';

const github = {
  ...{ repository: { owner: 'acme', name: 'platform' }, commit: parseCommitSha('a'.repeat(40)) },
  ...{ ref: 'refs/heads/develop', eventName: 'push', event: {}, runId: 40, runAttempt: 1 },
  ...{ job: 'record', actor: 'mina', apiUrl: '', serverUrl: '', workspace: '/', temporary: '/' },
};
const log = { info: () => {}, debug: () => {}, group: () => {}, error: () => {}, warning: () => {} };

/** A signature that says something, as it comes out of the store. */
const says = (said: Evidence): FetchedStatement => ({ ok: true, statement: statementText(said), signer: signer() });

async function kept(verified: FetchedStatement, over: Readonly<Record<string, string>> = {}, file = 'bundle\n') {
  const attached: unknown[] = [];
  const outputs: Record<string, string> = {};
  const ending = await act(
    {
      ...{ github, log, signal: new AbortController().signal, summary: () => {}, save: () => {}, saved: () => '' },
      inputs: {
        ...{ service: 'api', tier: 'staging', repository: RELEASE.repository, bundle: '/t/attestation.json' },
        ...{ release: formatDigestReference(RELEASE), evidence: 'signed:70/r.example/p/evidence-staging', ...over },
      },
      output: (name, value) => void Object.assign(outputs, { [name]: value }),
    },
    {
      read: async () => file,
      store: {
        verify: async () => verified,
        attachBundle: async (...given) => {
          attached.push(given);
          return digestOf('kept');
        },
      },
    },
  );
  return { ending, attached, outputs };
}

describe('a signature', () => {
  it('is kept where the tier says what it has proven, as it was written', async () => {
    expect(await kept(says(evidence()))).toEqual({
      ending: { ok: true },
      attached: [['signed:70/r.example/p/evidence-staging/api', RELEASE, 'bundle']],
      outputs: { digest: digestOf('kept') },
    });
  });

  it.each([
    ['another release', evidence({ release: { ...RELEASE, digest: digestOf('other') } })],
    ['another service', evidence({ service: 'web' })],
    ['another tier', evidence({ tier: 'production' })],
    ['something else', evidence({ said: 'failed' })],
  ])('is not kept where it is about %s', async (_what, said) => {
    await expect(kept(says(said))).rejects.toThrow(/proves nothing here, and is not kept\. It says/);
  });

  it('is not kept where it does not verify, or is no statement of ours, and says what of private repositories', async () => {
    const refusal = { code: 'signature-invalid', sentence: 'The signature does not verify: no timestamps.' } as const;
    await expect(kept({ ok: false, refusal })).rejects.toThrow(/no timestamps\. Of a private repository/);
    await expect(kept({ ok: true, statement: '{}' })).rejects.toThrow(/no field _type/);
  });

  it('is that of one step, and of bytes that lie where they should', async () => {
    await expect(kept(says(evidence()), {}, 'one\ntwo\n')).rejects.toThrow('holds 2 signatures');
    await expect(kept(says(evidence()), { repository: 'r.example/p/other/api' })).rejects.toThrow(/lies in/);
    for (const place of ['r.example/p/evidence-staging', 'namespace:staging', 'signed:70'])
      await expect(kept(says(evidence()), { evidence: place })).rejects.toThrow(/evidence/);
  });
});
