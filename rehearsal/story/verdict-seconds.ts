import type { Deployment } from '../github/model.ts';
import type { RunEvent } from '../workflow/run-event.ts';

/** How long deployments took, by record: as the rollout's own outputs say, else by GitHub's timestamps, which know whole seconds. */
export class VerdictSeconds {
  readonly #byRecord = new Map<number, number>();

  hear(event: RunEvent): void {
    if (event.kind !== 'step-ended') return;
    const { record, 'seconds-to-verdict': seconds } = event.result.outputs;
    if (record !== undefined && seconds !== undefined && seconds !== '' && !Number.isNaN(Number(seconds)))
      this.#byRecord.set(Number(record), Number(seconds));
  }

  of({ id, createdAt, statuses }: Deployment): number | undefined {
    const end = statuses.at(-1)?.createdAt;
    return this.#byRecord.get(id) ?? (end === undefined ? undefined : (Date.parse(end) - Date.parse(createdAt)) / 1000);
  }
}
