import type { InputSpec, PermissionNeed } from './action-contract.ts';

/** How an action that writes evidence after a gate is told what people were asked. Who said yes it reads from GitHub: legs of a matrix
 *  have no outputs, and a job in between would hand on a hint. */
export const ASKED_INPUTS = {
  gate: {
    description:
      'Environment whose reviewers were asked in this run; empty where nobody was. Who said yes stands in the evidence.',
    default: '',
  },
  shown: {
    description: 'Goes with `gate`: what ran when people were asked, the output `shown` of `approval`.',
    default: '',
  },
  'self-review': {
    description: 'Goes with `gate`: `allowed` where a yes counts of somebody who had a part in it, else `refused`.',
    default: 'refused',
  },
  commit: { description: 'The commit that was rolled out; empty for that of the run.', default: '' },
} as const satisfies Readonly<Record<string, InputSpec>>;

const UNASKED = { input: 'gate', is: '' };

/** What reading it needs. */
export const ASKED_PERMISSIONS = [
  {
    scope: 'contents',
    level: 'read',
    why: 'reads who made the commits, whose own yes does not count',
    unless: UNASKED,
  },
  { scope: 'actions', level: 'read', why: 'reads who said yes in this run', unless: UNASKED },
] as const satisfies readonly PermissionNeed[];
