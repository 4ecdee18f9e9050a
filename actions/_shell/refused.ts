import { bullets, type Markdown, paragraphs } from '../../domain/markdown.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Ending } from './invocation.ts';

/** How an action refuses for several reasons at once. */
export interface Refused {
  /** Codes for the output `reason`, each once. */
  readonly reason: string;
  /** All of them, for programs that show one text. */
  readonly sentence: string;
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
    sentence: found.map(({ sentence }) => sentence).join(' '),
    summary: paragraphs(heading, bullets(said)),
    ending: { ok: false, sentence: said.join('\n'), title: `Refused (${reason})` },
  };
}

/** Does something that refuses other bytes than it is there for, and tells that like every other refusal.
 *  @param heading as of `refused` */
export async function refusedBytes<T>(heading: string, work: () => Promise<T>): Promise<T | Refused> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refusal) return refused(heading, [{ code: error.reason, sentence: error.message }]);
    throw error;
  }
}
