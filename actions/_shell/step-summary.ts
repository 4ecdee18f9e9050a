import * as core from '@actions/core';
import type { Markdown } from '../../domain/markdown.ts';

/** GitHub refuses a summary over 1 MiB, all of it; in bytes. */
const LIMIT = 1024 * 1024 - 4096;

/** Gathers the Markdown of a step and writes it once at its end; nothing where the runner has no summaries. */
export class StepSummary {
  #text = '';

  add(markdown: Markdown): void {
    this.#text += `${markdown}\n`;
  }

  async write(): Promise<void> {
    const text = this.#text;
    this.#text = '';
    if (text === '' || !process.env['GITHUB_STEP_SUMMARY']) return;
    await core.summary.addRaw(cut(text)).write();
  }
}

/** At the end of a line, and with a code block closed that was cut through: what was left of the report stays readable. */
export function cut(text: string, limit = LIMIT): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= limit) return text;
  const whole = bytes.subarray(0, bytes.lastIndexOf('\n', limit) + 1).toString();
  const open = whole.split('\n').reduce<string | undefined>((fence, line) => {
    const ticks = /^`{3,}/.exec(line)?.[0];
    if (fence === undefined) return ticks;
    return ticks !== undefined && line === ticks && ticks.length >= fence.length ? undefined : fence;
  }, undefined);
  return `${whole}${open === undefined ? '' : `${open}\n`}\n… the rest is left out: GitHub takes 1 MiB.\n`;
}
