import type { Deployment } from '../github/model.ts';
import type { RunEvent } from '../workflow/run-event.ts';

/** What steps that deployed said of it in their outputs, by record. */
export class RolloutOutputs {
  readonly #byRecord = new Map<number, Readonly<Record<string, string>>>();

  hear(event: RunEvent): void {
    if (event.kind !== 'step-ended') return;
    const { outputs } = event.result;
    if (outputs['record'] === undefined || outputs['outcome'] === undefined) return;
    const id = Number(outputs['record']);
    // A record is made by the step that deploys; whoever speaks of it later, as the judge of a wave does, only looked at it.
    if (!this.#byRecord.has(id)) this.#byRecord.set(id, outputs);
  }

  /** How long it took: as the step says, else by GitHub's timestamps, which know whole seconds. */
  seconds({ id, createdAt, statuses }: Deployment): number | undefined {
    const said = Number(this.#byRecord.get(id)?.['seconds-to-verdict'] || Number.NaN);
    if (!Number.isNaN(said)) return said;
    const end = statuses.at(-1)?.createdAt;
    return end === undefined ? undefined : (Date.parse(end) - Date.parse(createdAt)) / 1000;
  }

  /** Class of the failure; `undefined` where nothing failed or the step has no such output. */
  failure({ id }: Deployment): string | undefined {
    return this.#byRecord.get(id)?.['class'] || undefined;
  }
}
