import * as core from '@actions/core';

/** GitHub refuses a summary over 1 MiB, all of it; in bytes. */
const LIMIT = 1024 * 1024 - 4096;

/** Gathers the Markdown of a step and writes it once at its end; nothing where the runner has no summaries. */
export class StepSummary {
  #text = '';

  add(markdown: string): void {
    this.#text += `${markdown}\n`;
  }

  async write(): Promise<void> {
    const text = this.#text;
    this.#text = '';
    if (text === '' || !process.env['GITHUB_STEP_SUMMARY']) return;
    await core.summary.addRaw(cut(text)).write();
  }
}

function cut(text: string): string {
  const bytes = Buffer.from(text);
  return bytes.length <= LIMIT
    ? text
    : `${bytes.subarray(0, LIMIT).toString()}\n\n… the rest is left out: GitHub takes 1 MiB.\n`;
}
