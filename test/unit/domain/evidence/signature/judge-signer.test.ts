import { describe, expect, it } from '@jest/globals';
import { judgeEvidence } from '../../../../../domain/evidence/judge-evidence.ts';
import {
  CERTIFICATE_EXTENSIONS,
  type CertificateExtension,
  extensionOid,
  type Signer,
} from '../../../../../domain/evidence/signature/certificate-extensions.ts';
import { SIGNATURE_CODES } from '../../../../../domain/evidence/signature/codes.ts';
import { evidence, run, wanted } from '../evidence-of.ts';
import { OWNER, signer, without } from './signer-of.ts';

const code = (by: Signer | undefined, said = evidence(), asked = wanted({ owner: OWNER }), facts = run()) => {
  const judged = judgeEvidence(said, asked, facts, by);
  return judged.accepted ? 'accepted' : judged.refusal.code;
};

const PROMOTE = 'https://github.com/acme/platform/.github/workflows/promote.yml@refs/heads/main';

/** What somebody could have signed with instead, by the field that gives it away. */
const WRONG: readonly [string, CertificateExtension, ...string[]][] = [
  ['signer-issuer', 'issuer', 'https://gitlab.com', 'https://token.actions.githubusercontent.com/acme', ''],
  [
    'signer-instructions',
    'buildSigner',
    PROMOTE,
    'https://github.com/acme/platform/.github/workflows/evil.yml@refs/heads/develop',
  ],
  ['signer-instructions-commit', 'buildSignerDigest', 'b'.repeat(40)],
  ['signer-runner', 'runnerEnvironment', 'self-hosted', 'GitHub-hosted'],
  [
    'signer-repository-name',
    'sourceRepository',
    'https://github.com/acme/platform2',
    'https://github.com/Acme/platform',
  ],
  ['signer-commit', 'sourceDigest', 'b'.repeat(40), 'A'.repeat(40)],
  ['signer-branch', 'sourceRef', 'refs/heads/develop2', 'refs/tags/develop', 'develop'],
  ['signer-repository', 'sourceRepositoryId', '8', '07', '7 '],
  ['signer-owner-name', 'sourceOwner', 'https://github.com/acme2', 'https://github.com/acme/platform'],
  ['signer-owner', 'sourceOwnerId', '71', '7'],
  ['signer-file', 'buildConfig', PROMOTE],
  ['signer-file-commit', 'buildConfigDigest', 'b'.repeat(40)],
  [
    'signer-trigger',
    'buildTrigger',
    'pull_request_target',
    'schedule',
    'issue_comment',
    'workflow_run',
    'pull_request',
  ],
  [
    'signer-run',
    'runInvocation',
    'https://github.com/acme/platform/actions/runs/40/attempts/2',
    'https://github.com/acme/platform/actions/runs/4/attempts/1',
  ],
  ['signer-environment', 'deploymentEnvironment', 'production', 'Staging'],
];

describe('a signed statement', () => {
  it('is accepted of the run that it names', () => expect(code(signer())).toBe('accepted'));

  it.each(WRONG)('is refused (%s) where the certificate states another %s', (wanted, field, ...values) => {
    for (const value of values) expect(code(signer({ [field]: value }))).toBe(wanted);
  });

  it.each(WRONG.filter(([, field]) => field !== 'deploymentEnvironment'))(
    'is refused (%s) where the certificate does not state the %s',
    (wanted, field) => expect(code(without(field))).toBe(wanted),
  );

  it('is judged by every field that a certificate has, but for who can see the repository', () => {
    const judged = WRONG.map(([, field]) => field);
    expect(Object.keys(CERTIFICATE_EXTENSIONS).filter((name) => !(judged as readonly string[]).includes(name))).toEqual(
      ['sourceVisibility'],
    );
    const own = [
      ...WRONG.map(([each]) => each),
      'signer-workflow',
      'unsigned',
      'bundle-malformed',
      'signature-invalid',
    ];
    expect(own.sort()).toEqual([...SIGNATURE_CODES]);
  });

  it('may be of a run that somebody has started by hand', () =>
    expect(code(signer({ buildTrigger: 'workflow_dispatch' }))).toBe('accepted'));

  it('is of a run without an environment where its certificate is of before there were any', () =>
    expect(code(without('deploymentEnvironment'))).toBe('accepted'));

  it.each([
    ['another file', 'https://github.com/acme/platform/.github/workflows/evil.yml@refs/heads/develop'],
    [
      'a branch that begins the same',
      'https://github.com/acme/platform/.github/workflows/deploy.yml@refs/heads/develop/x',
    ],
    [
      'a branch that anybody may push',
      'https://github.com/acme/platform/.github/workflows/deploy.yml@refs/heads/feature/x',
    ],
    ['a tag', 'https://github.com/acme/platform/.github/workflows/deploy.yml@refs/tags/develop'],
    ['a commit', `https://github.com/acme/platform/.github/workflows/deploy.yml@${'a'.repeat(40)}`],
    [
      'the same file of another repository',
      'https://github.com/evil/platform/.github/workflows/deploy.yml@refs/heads/develop',
    ],
    [
      'something before it',
      'https://evil.example/https://github.com/acme/platform/.github/workflows/deploy.yml@refs/heads/develop',
    ],
    ['another host', 'https://github.com.evil/acme/platform/.github/workflows/deploy.yml@refs/heads/develop'],
    ['other letters', 'https://github.com/acme/platform/.github/workflows/deployxyml@refs/heads/develop'],
    ['a file that reaches the tier from another branch', PROMOTE],
    ['nothing', undefined],
  ])('is refused (signer-workflow) where the workflow is that of %s', (_what, subject) => {
    const by = signer(subject === undefined ? {} : { buildSigner: subject }, subject);
    expect(code({ ...by, subject })).toBe('signer-workflow');
  });

  it('may be of a workflow that another one has called, of the same branch and commit', () => {
    const began = { file: '.github/workflows/deploy.yml', ref: 'refs/heads/main' };
    const called = { file: '.github/workflows/promote.yml', ref: 'refs/heads/main' };
    const config = 'https://github.com/acme/platform/.github/workflows/deploy.yml@refs/heads/main';
    const by = signer({ buildSigner: PROMOTE, buildConfig: config, sourceRef: 'refs/heads/main' }, PROMOTE);
    const asked = wanted({ owner: OWNER, workflows: [began, called] });
    expect(code(by, evidence({ workflow: began }), asked, run({ branch: 'main' }))).toBe('accepted');
    expect(code(by, evidence({ workflow: began }), { ...asked, workflows: [began] }, run({ branch: 'main' }))).toBe(
      'signer-workflow',
    );
  });

  it('is of one workflow: its subject and its file are the same', () => {
    const began = { file: '.github/workflows/deploy.yml', ref: 'refs/heads/main' };
    const called = { file: '.github/workflows/promote.yml', ref: 'refs/heads/main' };
    const config = 'https://github.com/acme/platform/.github/workflows/deploy.yml@refs/heads/main';
    const by = signer({ buildSigner: config, buildConfig: config, sourceRef: 'refs/heads/main' }, PROMOTE);
    const asked = wanted({ owner: OWNER, workflows: [began, called] });
    expect(code(by, evidence({ workflow: began }), asked, run({ branch: 'main' }))).toBe('signer-instructions');
  });

  it('is of the attempt that says so: each one signs for itself', () => {
    const second = evidence({ run: { ...evidence().run, attempt: 2 } });
    expect(code(signer(), second, undefined, run({ attempt: 2 }))).toBe('signer-run');
    const by = signer({ runInvocation: 'https://github.com/acme/platform/actions/runs/40/attempts/2' });
    expect(code(by, second, undefined, run({ attempt: 2 }))).toBe('accepted');
  });

  it('holds no more than its statement does', () => {
    expect(code(signer(), evidence({ tier: 'dev' }))).toBe('other-tier');
    expect(code(signer(), evidence(), wanted({ owner: OWNER, workflows: [] }))).toBe('other-workflow');
    expect(code(signer(), evidence(), undefined, run({ branch: 'main' }))).toBe('other-workflow');
  });
});

describe('an unsigned statement', () => {
  it('proves nothing where signatures are wanted', () => expect(code(undefined)).toBe('unsigned'));

  it.each(['failed', 'withdrawn'] as const)('takes back what was proven: %s', (said) =>
    expect(code(undefined, evidence({ said }))).toBe('accepted'),
  );

  it('is enough where its place says whose it is', () =>
    expect(code(undefined, evidence(), wanted())).toBe('accepted'));
});

it('the extensions are those of Fulcio from issuer to environment, each once', () => {
  const numbers = Object.values(CERTIFICATE_EXTENSIONS).map(({ oid }) => oid);
  expect(numbers).toEqual(Array.from({ length: 16 }, (_, index) => index + 8));
  expect(extensionOid('runInvocation')).toBe('1.3.6.1.4.1.57264.1.21');
});
