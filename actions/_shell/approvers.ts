import type { Approver } from '../../domain/tier.ts';
import { lines } from './input-kinds.ts';

/** `team operators` or `user mina`, one a line. */
export function approvers(text: string): readonly Approver[] {
  const found = lines(text).map((line) => {
    const [, kind, name = ''] = /^(team|user) ([A-Za-z0-9][A-Za-z0-9_-]*)$/.exec(line) ?? [];
    if (kind !== 'team' && kind !== 'user') throw new Error('Wanted `team <slug>` or `user <login>`, one a line.');
    return { kind, name } as const;
  });
  if (found.length === 0) throw new Error('Nobody could approve: wanted one team or user or more, one a line.');
  return found;
}
