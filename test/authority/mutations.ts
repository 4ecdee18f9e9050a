import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { platform } from '../../examples/ai-agent-platform/sluice.config.ts';
import { IDENTITIES_FILE, readIdentities, type ToldIdentity } from '../../rehearsal/cloud/told-identities.ts';
import { borders } from '../../rehearsal/stories/borders.ts';
import { MAIN_STORY } from '../../rehearsal/stories/stories.ts';
import type { Story } from '../../rehearsal/story/story.ts';
import { shortened } from './condition-parts.ts';
import { expectedValues } from './expected-values.ts';
import { explained } from './explained.ts';
import type { Planted } from './planted.ts';
import { type Cut, VERIFIER_STEPS } from './verifier-steps.ts';

/** One thing of what holds people back, or lets honest jobs in, gone. */
export type Mutation = FileMutation | VerifierMutation;

/** It stands in a generated file. */
export interface FileMutation {
  readonly id: string;
  readonly file: string;
  /** The whole file without it. */
  readonly text: string;
  readonly shown: Doors | { readonly by: 'story'; readonly story: Story };
}

/** It is a step of what judges evidence, in the bundles. */
export interface VerifierMutation {
  readonly id: string;
  readonly cuts: readonly Cut[];
  readonly shown: { readonly by: 'promotion'; readonly planted: Planted };
}

interface Doors {
  readonly by: 'doors';
  readonly identity: string;
  readonly repository: Whose;
}

/** What has to end otherwise: the doors of an identity, in the delivery's own repository or in one that has its name; a story; or the
 *  promotion of what was planted. */
export type Shown = Mutation['shown'];

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
  ...VERIFIER_STEPS.map(
    ({ asks, cuts, planted }): VerifierMutation => ({
      id: `evidence: ${asks}`,
      cuts,
      shown: { by: 'promotion', planted },
    }),
  ),
];

const conditionsOf = ({ name, condition }: ToldIdentity): readonly FileMutation[] =>
  shortened(condition).map(({ part, of, condition: left }) => ({
    id: `${name}: ${of === undefined ? occasionIn(part) : `${part}, ${occasionIn(of)}`}`,
    file: IDENTITIES_FILE,
    text: changed(name, (identity) => ({ ...identity, condition: left })),
    shown: { by: 'doors', identity: name, repository: whose(part) },
  }));

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
          shown: { by: 'story', story: storyOf(name) },
        },
  );

const subjectOf = ({ name }: ToldIdentity): readonly Mutation[] => [
  {
    id: `${name}: its subject`,
    file: IDENTITIES_FILE,
    text: changed(name, (identity) => ({ ...identity, mapping: { 'google.subject': "'somebody'" } })),
    shown: { by: 'story', story: storyOf(name) },
  },
];

/** The story in which an identity does its work, the shortest one. */
const storyOf = (identity: string): Story => (/dev|unprotected/.test(identity) ? borders : MAIN_STORY);

const bootstrapOf = (tier: string): string => `${platform.root}/k8s/bootstrap/${tier}.yaml`;

const boundTo = (tier: string): readonly Mutation[] => {
  const file = bootstrapOf(tier);
  const text = read(file).replace(/(?<= name: principal:.*\/subject\/).*/, 'somebody');
  return [
    {
      id: `namespace ${tier}: the subject of its RoleBinding`,
      file,
      text,
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
    shown: { by: 'story', story: rule.includes('pods/log') ? explained : storyOf(`tier-${tier}`) },
  }));
}

/** The file with one identity changed. */
function changed(name: string, by: (identity: ToldIdentity) => ToldIdentity): string {
  const file: { readonly identities: readonly ToldIdentity[] } = JSON.parse(told);
  return JSON.stringify({ ...file, identities: file.identities.map((one) => (one.name === name ? by(one) : one)) });
}
