import type { TokenPermissions } from '../../github/model.ts';

/** What the token of each kind of job may do: what the job is there for, and nothing else (design: least privilege).
 *  @see docs/actions.md for what each action asks of GitHub */
export const TOKENS = {
  /** Says something, and asks nobody. */
  words: {},
  /** Checks out the code. */
  test: { contents: 'read' },
  /** Checks out the code, logs in to the registry by its identity, asks who built what is there. */
  build: { actions: 'read', contents: 'read', 'id-token': 'write' },
  /** Checks out, logs in, asks when its run was created, writes its record. */
  rollout: { actions: 'read', contents: 'read', deployments: 'write', 'id-token': 'write' },
  /** Checks out, asks about its run, logs in to say what was shown, and completes records. */
  record: { actions: 'read', contents: 'read', deployments: 'write', 'id-token': 'write' },
  /** Checks out, and logs in to see where a tier can go back to. */
  looks: { contents: 'read', 'id-token': 'write' },
  /** Checks out, and completes records: it says nothing yet. */
  judge: { contents: 'read', deployments: 'write' },
  /** Checks out, asks about commits and runs, logs in to see what was proven and what runs. */
  adopt: { actions: 'read', contents: 'read', 'id-token': 'write' },
  /** Checks out, reads the rules of environments, logs in to see what runs. */
  protection: { actions: 'read', contents: 'read', 'id-token': 'write' },
} as const satisfies Readonly<Record<string, TokenPermissions>>;
