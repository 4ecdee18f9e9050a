import { type CommitSha, parseCommitSha } from '../../domain/commit.ts';
import { lines, oneOf } from './input-kinds.ts';

/** How `ASKED_INPUTS` are read. */
export const ASKED_PARSERS = {
  gate: String,
  shown: lines,
  'self-review': oneOf('refused', 'allowed'),
  commit: (text: string): CommitSha | undefined => (text === '' ? undefined : parseCommitSha(text)),
};
