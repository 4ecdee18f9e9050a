import type { Digest } from '../../domain/digest.ts';
import { bullets, type Markdown, markdown, paragraphs } from '../../domain/markdown.ts';
import type { Change } from './change.ts';

/** Nobody reads more; how many there are is told. */
const SHOWN = 50;

/** What people say yes to, for one service. Every word of a commit is its maker's. */
export function describeChange(
  { base, commits = [], people }: Change,
  {
    head,
    release,
    askedBy,
  }: { readonly head: string; readonly release: Digest | undefined; readonly askedBy: readonly string[] },
): Markdown {
  const from = base.commit === undefined ? 'nothing that is known' : base.commit.slice(0, 7);
  const lines = commits.slice(-SHOWN).map(({ sha, message, author: { account, name, email } }) => {
    const by = account?.login ?? `${name} <${email}>, whom GitHub does not know`;
    return `${sha.slice(0, 7)} ${message.split('\n', 1)[0]} (${by})`;
  });
  const nameless = people.unnamed.map(({ sha, name, email }) => `${name} <${email}> in ${sha.slice(0, 7)}`);
  return paragraphs(
    markdown`### ${base.service}: ${from} → ${head.slice(0, 7)}`,
    `Release ${base.release ?? 'none'} → ${release ?? 'unknown'}, asked for by ${[...new Set(askedBy)].join(', ')}.`,
    base.commit === undefined
      ? 'No commit of it is known to run, so only what the new one has brought to its branch is looked at.'
      : `Commits that are new: ${commits.length}${commits.length > SHOWN ? `, of which these are the last ${SHOWN}` : ''}.`,
    ...(lines.length === 0 ? [] : [bullets(lines)]),
    ...(nameless.length === 0 ? [] : ['GitHub knows no account for:', bullets(nameless)]),
  );
}
