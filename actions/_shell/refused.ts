import { bullets, type Markdown, paragraphs } from '../../domain/markdown.ts';
import type { Ending } from './invocation.ts';

/** How an action refuses for several reasons at once. */
export interface Refused {
  /** Codes for the output `reason`, each once. */
  readonly reason: string;
  readonly summary: Markdown;
  readonly ending: Ending;
}

/** @param heading what does not happen now, as the summary says it */
export function refused(
  heading: string,
  found: readonly { readonly code: string; readonly sentence: string }[],
): Refused {
  const reason = [...new Set(found.map(({ code }) => code))].join(',');
  const said = found.map(({ code, sentence }) => `${sentence} (${code})`);
  return {
    reason,
    summary: paragraphs(heading, bullets(said)),
    ending: { ok: false, sentence: said.join('\n'), title: `Refused (${reason})` },
  };
}
