import { describe, expect, it } from '@jest/globals';
import { platform } from '../../fixtures/platform.ts';
import { type Call, runScript } from './run-script.ts';
import { EMPTY, FULL, filesOf } from './setup-of.ts';

const { script } = filesOf();
const GITHUB = 'repos/ai-agent-platform/ai-agent-platform';

const said = ({ program, words, flags }: Call): string =>
  `${program} ${words.join(' ')} ${flags.map(([name, value]) => `${name} ${value ?? ''}`).join(' ')}`;
const reads = /^gcloud .*\b(describe|list|get-iam-policy)\b|^gh api \S+ --(jq|paginate)/;
const makes = /\b(create|create-oidc)\b|--method POST/;

describe('the script of a setup', () => {
  it('makes everything where nothing is there, and ends well', () => {
    const { calls, status, said: words } = runScript(script, EMPTY);
    expect({ status, words }).toEqual({ status: 0, words: '' });
    expect(calls.filter((call) => makes.test(said(call)))).toHaveLength(6 + 1 + 5 + 2 + 5 + 3);
  });

  it('wants a public repository where evidence is signed, and asks nobody else for that', () => {
    const signed = filesOf({ ...platform, evidence: 'signed' }).script;
    const seen = (of: string, visibility: string) => runScript(of, { '*.visibility': { says: visibility }, ...EMPTY });
    expect(seen(signed, 'public')).toMatchObject({ status: 0, said: '' });
    expect(seen(script, 'private').status).toBe(0);
    for (const other of ['private', 'internal']) {
      const { calls, status, said: words } = seen(signed, other);
      expect(status).toBe(1);
      expect(words).toContain(`is ${other}, and evidence that is signed wants a public one. Say evidence: 'cluster'`);
      expect(calls.map(said).filter((text) => !reads.test(text))).toEqual([]);
    }
  });

  it('makes nothing twice: what is there is set to what the delivery says', () => {
    const { calls, status, said: words } = runScript(script, FULL);
    expect({ status, words }).toEqual({ status: 0, words: '' });
    expect(calls.map(said).filter((text) => makes.test(text))).toEqual([]);
    const first = runScript(script, EMPTY).calls;
    const conditions = (of: readonly Call[], verb: string) =>
      of
        .filter(({ words: each }) => each.includes(verb))
        .map(({ flags }) => flags.filter(([name]) => name !== '--no-disabled'));
    expect(conditions(calls, 'update-oidc')).toEqual(conditions(first, 'create-oidc'));
    // What somebody has switched off, or made changeable, is set as well.
    const having = (name: string) => calls.filter(({ flags }) => flags.some(([each]) => each === name)).length;
    expect([having('--no-disabled'), having('--immutable-tags'), having('--no-immutable-tags')]).toEqual([6, 2, 4]);
    expect(calls.map(said)).toContainEqual(expect.stringContaining(`gh api ${GITHUB}/rulesets/99 --method PUT`));
  });

  it.each([
    [
      'another project of this name',
      { 'gcloud*describe*projectNumber*': { says: '1' } },
      'has the number 1, wanted: 482913650174',
    ],
    [
      'another repository of this name',
      { [`"gh api ${GITHUB} --jq"*`]: { says: '1 140372916' } },
      'have the numbers 1 140372916, wanted: 731846205 140372916',
    ],
    [
      'another owner of this name',
      { [`"gh api ${GITHUB} --jq"*`]: { says: '731846205 1' } },
      'have the numbers 731846205 1, wanted',
    ],
    [
      'a name in another case, or of before a renaming, which no token has',
      { '*.full_name': { says: 'AI-Agent-Platform/ai-agent-platform' } },
      'is called AI-Agent-Platform/ai-agent-platform. Conditions compare names to the letter',
    ],
  ])('is refused before the first write for %s', (_, answers, sentence) => {
    const { calls, status, said: words } = runScript(script, { ...EMPTY, ...answers });
    expect(status).toBe(1);
    expect(words).toContain(sentence);
    expect(calls.map(said).filter((text) => !reads.test(text))).toEqual([]);
  });

  it.each([
    [
      'a provider',
      { '*providers*list*': { says: 'build-protected\nold' } },
      'Provider of the pool github, which the delivery does not need: old.',
    ],
    [
      'a right on a repository',
      {
        '"gcloud artifacts repositories get-iam-policy services "*': {
          says: 'roles/artifactregistry.writer principal://iam.googleapis.com/projects/482913650174/locations/global/workloadIdentityPools/github/subject/731846205/dev',
        },
      },
      'Right on the repository services, which the delivery does not need: roles/artifactregistry.writer principal://',
    ],
    [
      'a right in the project',
      {
        'gcloud*projects*get-iam-policy*': {
          says: 'roles/container.developer principalSet://iam.googleapis.com/projects/482913650174/locations/global/workloadIdentityPools/github/attribute.repository/x',
        },
      },
      'Right in the project ai-agent-platform, which the delivery does not need: roles/container.developer principalSet://',
    ],
    [
      'a right on one repository that was given in the whole project',
      {
        'gcloud*projects*get-iam-policy*': {
          says: 'roles/artifactregistry.reader principal://iam.googleapis.com/projects/482913650174/locations/global/workloadIdentityPools/github/subject/731846205/dev',
        },
      },
      'Right in the project ai-agent-platform, which the delivery does not need: roles/artifactregistry.reader principal://',
    ],
    [
      'a right on another repository',
      {
        '"gcloud artifacts repositories get-iam-policy services-dev "*': {
          says: 'roles/artifactregistry.reader principal://iam.googleapis.com/projects/482913650174/locations/global/workloadIdentityPools/github/subject/731846205/staging',
        },
      },
      'Right on the repository services-dev, which the delivery does not need: roles/artifactregistry.reader principal://',
    ],
    [
      'a branch of an environment',
      { '*production/deployment-branch-policies*': { says: 'main\nfeature/x' } },
      'Branch that the environment production admits, which the delivery does not need: feature/x.',
    ],
    [
      'a tag of an environment, of the name of its branch',
      { '*production/deployment-branch-policies*': { says: 'main\ntag main' } },
      'Branch that the environment production admits, which the delivery does not need: tag main.',
    ],
    [
      'a branch that is not there, which whoever makes it would fill,',
      { '*branches/develop': { fails: true as const } },
      'There is no branch develop yet: push it, and run this again. Until then whoever makes it decides what it holds.',
    ],
    [
      'a tag of the name of a branch',
      { '*git/ref/tags%2Fdevelop': {} },
      'There is a tag called develop, and GitHub tells of its runs as of those of the branch. Remove it.',
    ],
    [
      'a team that nobody is in, so that nobody could approve,',
      { '*/teams/operators/members*': { says: '' } },
      'The team operators has no members: nobody could approve.',
    ],
    [
      'a variable of the repository that whoever may push can write',
      { '*/actions/variables*--jq*': { says: 'GCP_PROJECT\nDASHBOARD_URL\nOTHER_URL' } },
      'Variable of the whole repository that decides over checks and rollouts, which the delivery does not need: DASHBOARD_URL.',
    ],
    [
      'a duration that whoever may push can write',
      { '*/actions/variables*--jq*': { says: 'GCP_WIF_POOL\nSLUICE_STABLE_FOR' } },
      'which the delivery does not need: SLUICE_STABLE_FOR.',
    ],
    [
      'a bypass of an approval',
      { '*production-approval*can_admins_bypass': { says: 'true' } },
      'Administrators can bypass the rules of the environment production-approval.',
    ],
  ])('complains of %s that the delivery does not need, does the rest, and ends with 1', (_, answers, sentence) => {
    const { calls, status, said: words } = runScript(script, { ...answers, ...FULL, ...answers });
    expect({ status, words }).toEqual({ status: 1, words: expect.stringContaining(sentence) });
    expect(words.trim().split('\n')).toHaveLength(1);
    expect(calls.map(said).at(-1)).toContain('gcloud projects get-iam-policy');
  });

  it('does not complain of principals of other pools', () => {
    const other =
      'roles/owner user:ada@example.com\nroles/viewer principal://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/github/subject/x';
    expect(runScript(script, { '*get-iam-policy*': { says: other }, ...FULL }).status).toBe(0);
  });

  it('lets neither program ask a question', () => {
    expect(script).toMatch(/^export CLOUDSDK_CORE_DISABLE_PROMPTS=1 GH_PROMPT_DISABLED=1$/m);
  });

  it('stops at a call that fails', () => {
    const { calls, status } = runScript(script, { 'gcloud*create-oidc*tier-dev*': { fails: true }, ...EMPTY });
    expect(status).toBe(1);
    expect(calls.map(said).at(-1)).toContain('create-oidc tier-dev');
  });
});
