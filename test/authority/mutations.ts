import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DRILL_ENVIRONMENT } from '../../domain/restore-drill/drilled.ts';
import { platform } from '../../examples/ai-agent-platform/sluice.config.ts';
import { IDENTITIES_FILE } from '../../rehearsal/cloud/told-file.ts';
import { readIdentities, type ToldIdentity } from '../../rehearsal/cloud/told-identities.ts';
import { backup } from '../../rehearsal/stories/backup.ts';
import type { Story } from '../../rehearsal/story/story.ts';
import { BUILDER_STEPS } from './builder-steps.ts';
import { CHECKS_STEPS } from './checks-steps.ts';
import { shortened } from './condition-parts.ts';
import { CONSENT_STEPS } from './consent-steps.ts';
import type { Attempt, VerifierStep } from './cuts.ts';
import { expectedValues } from './expected-values.ts';
import { explained } from './explained.ts';
import { goesUp } from './planted.ts';
import { adoptsPlanted } from './planted-build.ts';
import { isSaid } from './planted-checks.ts';
import { isBelieved } from './planted-signature.ts';
import { goesOn } from './planted-yes.ts';
import { firstTier, throughAll } from './short-stories.ts';
import { SIGNATURE_STEPS } from './signature-steps.ts';
import type { ThirdEvent } from './third-event.ts';
import { VERIFIER_STEPS } from './verifier-steps.ts';
import { accountMutations } from './with-accounts.ts';

/** One thing of what holds people back, or lets honest jobs in, gone. */
export type Mutation = FileMutation | VerifierMutation;

/** It stands in a generated file. */
export interface FileMutation {
  readonly id: string;
  readonly file: string;
  /** The whole file without it, and with it. */
  readonly text: string;
  readonly unchanged: string;
  readonly shown:
    | Doors
    | { readonly by: 'story'; readonly story: Story; readonly of?: 'accounts' }
    | { readonly by: 'third-event'; readonly event: ThirdEvent };
}

/** It is a step of what judges in the bundles. */
export interface VerifierMutation {
  readonly id: string;
  readonly shown: { readonly by: 'attempt' } & Omit<VerifierStep, 'asks'>;
}

/** The doors of an identity, in the delivery's own repository or in one that has its name. */
interface Doors {
  readonly by: 'doors';
  readonly identity: string;
  readonly repository: Whose;
}

export type Whose = 'its own' | 'another one' | 'that of another owner';

const read = (path: string): string => readFileSync(join(import.meta.dirname, '../..', path), 'utf8');
const told = read(IDENTITIES_FILE);
const { identities } = readIdentities(told);

/** Every mutation. A condition is split into all that it asks; the roles of a cluster into their rules. */
export const mutations = (): readonly Mutation[] => [
  ...identities.flatMap((identity) => [...conditionsOf(identity), ...audienceOf(identity), ...rightsOf(identity)]),
  ...identities.filter(({ name }) => name.startsWith('tier-')).flatMap(subjectOf),
  ...platform.tiers.flatMap(({ name }) => boundTo(name)),
  ...rulesOf('dev'),
  ...expectedValues(),
  ...accountMutations(),
  ...VERIFIERS.flatMap((steps) => steps.map(verifierMutation)),
];

const VERIFIERS: readonly (readonly VerifierStep[])[] = [
  VERIFIER_STEPS,
  BUILDER_STEPS,
  CONSENT_STEPS,
  CHECKS_STEPS,
  SIGNATURE_STEPS,
];

const verifierMutation = ({ asks, ...step }: VerifierStep): VerifierMutation => ({
  id: asks,
  shown: { by: 'attempt', ...step },
});

const conditionsOf = ({ name, condition }: ToldIdentity): readonly FileMutation[] =>
  shortened(condition).map(({ part, of, condition: left }) => ({
    id: `${name}: ${of === undefined ? occasionIn(part) : `${part}, ${occasionIn(of)}`}`,
    file: IDENTITIES_FILE,
    text: changed(name, (identity) => ({ ...identity, condition: left })),
    unchanged: told,
    shown: shownBy(name, part, of),
  }));

/** Stories know no third event where both are allowed. */
function shownBy(identity: string, part: string, of: string | undefined): FileMutation['shown'] {
  const [, file = '', ref = ''] = /workflows\/([^@]+)@([^']+)'/.exec(of ?? '') ?? [];
  return /^assertion\.event_name in \['push', 'workflow_dispatch'\]/.test(part)
    ? { by: 'third-event', event: { identity, file, ref } }
    : { by: 'doors', identity, repository: whose(part) };
}

/** An occasion by its file and branch; a part that is none as it is. */
const occasionIn = (part: string): string => {
  const [, file, branch] = /&&.*workflows\/([^@]+)@([^']+)'/.exec(part) ?? [];
  return file === undefined ? part : `${file} on ${branch}`;
};

/** What is bound to a number, only another repository can show. */
const whose = (part: string): Whose =>
  part.includes('repository_id') ? 'another one' : part.includes('owner_id') ? 'that of another owner' : 'its own';

const audienceOf = ({ name }: ToldIdentity): readonly Mutation[] => [
  {
    id: `${name}: its audience`,
    file: IDENTITIES_FILE,
    text: changed(name, (identity) => ({ ...identity, audience: 'https://example.com' })),
    unchanged: told,
    shown: { by: 'doors', identity: name, repository: 'its own' },
  },
];

/** Those in a namespace are given by the cluster. */
const rightsOf = ({ name, rights }: ToldIdentity): readonly Mutation[] =>
  rights.flatMap((right, index) =>
    right.kind === 'namespace'
      ? []
      : {
          id: `${name}: ${right.role}${right.kind === 'registry' ? ` on ${right.repository}` : ''}`,
          file: IDENTITIES_FILE,
          text: changed(name, (identity) => ({ ...identity, rights: rights.filter((_, place) => place !== index) })),
          unchanged: told,
          shown: { by: 'story', story: storyOf(name) },
        },
  );

const subjectOf = ({ name }: ToldIdentity): readonly Mutation[] => [
  {
    id: `${name}: its subject`,
    file: IDENTITIES_FILE,
    text: changed(name, (identity) => ({ ...identity, mapping: { 'google.subject': "'somebody'" } })),
    unchanged: told,
    shown: { by: 'story', story: storyOf(name) },
  },
];

/** The story in which an identity does its work, the shortest one. */
const storyOf = (identity: string): Story =>
  identity === DRILL_ENVIRONMENT ? backup : /dev|unprotected/.test(identity) ? firstTier : throughAll;

const bootstrapOf = (tier: string): string => `${platform.root}/k8s/bootstrap/${tier}.yaml`;

const boundTo = (tier: string): readonly Mutation[] => {
  const file = bootstrapOf(tier);
  const unchanged = read(file);
  const text = unchanged.replace(/(?<= name: principal:.*\/subject\/).*/, 'somebody');
  return [
    {
      id: `namespace ${tier}: the subject of its RoleBinding`,
      file,
      text,
      unchanged,
      shown: { by: 'story', story: storyOf(`tier-${tier}`) },
    },
  ];
};

const RULE = /^ {2}- apiGroups:\n(?: {4,}.*\n)+/gm;

function rulesOf(tier: string): readonly Mutation[] {
  const file = bootstrapOf(tier);
  const text = read(file);
  return [...text.matchAll(RULE)].map(([rule]) => ({
    id: `namespace ${tier}: ${[...rule.matchAll(/ - (?!apiGroups:)(\S+)$/gm)].map(([, word]) => word).join(' ')}`,
    file,
    text: text.replace(rule, ''),
    unchanged: text,
    shown: { by: 'story', story: rule.includes('pods/log') ? explained : storyOf(`tier-${tier}`) },
  }));
}

/** The file with one identity changed. */
function changed(name: string, by: (identity: ToldIdentity) => ToldIdentity): string {
  const file: { readonly identities: readonly ToldIdentity[] } = JSON.parse(told);
  return JSON.stringify({ ...file, identities: file.identities.map((one) => (one.name === name ? by(one) : one)) });
}

/** What must be let in when nothing is changed, by each kind of judge: what nothing lets in is no refusal. */
export const HONEST: Readonly<Record<string, Attempt>> = {
  'an honest release goes up': goesUp({}),
  'an honest image is used again': adoptsPlanted('honest'),
  'an honest yes counts': goesOn({}),
  'honest checks are said': isSaid({}),
  'an honest signature is believed': isBelieved({}),
};
