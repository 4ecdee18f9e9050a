import { type ActionSource, Unseen } from '../../../../engine/actions-lock/action-source.ts';

/** A repository of actions, as GitHub would tell of it. */
export interface RecordedRepository {
  readonly tags: Readonly<Record<string, string>>;
  /** Commits by branch; the first one is the default. */
  readonly branches: Readonly<Record<string, readonly string[]>>;
  /** By `commit:path`. */
  readonly files: Readonly<Record<string, string>>;
}

/** GitHub, without the network. @param patience calls until it has had enough */
export function recordedActions(
  repositories: Readonly<Record<string, RecordedRepository>>,
  patience = Number.POSITIVE_INFINITY,
): ActionSource & { readonly calls: number } {
  let calls = 0;
  const of = (name: string): RecordedRepository => {
    calls += 1;
    if (calls > patience) throw new Unseen('GitHub was asked too often: try again in 12 min.');
    return repositories[name] ?? { tags: {}, branches: {}, files: {} };
  };
  return {
    get calls() {
      return calls;
    },
    commitOf: async (repository, tag) => of(repository).tags[tag],
    tags: async (repository) => Object.entries(of(repository).tags).map(([tag, commit]) => ({ tag, commit })),
    async branchOf(repository, commit) {
      const index = Object.values(of(repository).branches).findIndex((commits) => commits.includes(commit));
      const name = Object.keys(repositories[repository]?.branches ?? {})[index];
      return name === undefined ? undefined : { name, isDefault: index === 0 };
    },
    text: async (repository, commit, path) => of(repository).files[`${commit}:${path}`],
  };
}

/** A commit that begins with these characters. */
export const commit = (start: string): string => start.padEnd(40, '0');

export const ACTION_YML = `name: Set up Ruby
inputs:
  ruby-version:
    required: true
  bundler-cache:
    required: true
    default: 'false'
outputs:
  ruby-prefix:
    description: x
runs:
  using: node24
  main: index.js
`;
