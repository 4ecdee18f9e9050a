import type { Known } from './deed.ts';
import type { SeenRecord } from './seen.ts';

/** @throws where the tier never had such a release: the story is out of date */
export function knownText(known: string | Known, records: readonly SeenRecord[]): string {
  if (typeof known === 'string') return known;
  const { the, of, in: tier, back = 0 } = known;
  const complete = records.filter(
    ({ service, tier: where, state }) =>
      service === of && where === tier && state.phase === 'ended' && state.outcome === 'complete',
  );
  // Each release once, where it was last.
  const releases = complete.filter(
    ({ release }, index) => !complete.slice(index + 1).some((later) => later.release?.digest === release?.digest),
  );
  const record = releases.at(-1 - back);
  if (record?.release === undefined)
    throw new Error(`The story is out of date: ${of} has no complete release in ${tier}, ${back} back.`);
  const { repository, digest } = record.release;
  switch (the) {
    case 'release':
      return `${repository}@${digest}`;
    case 'digest':
      return digest;
    case 'commit':
      return record.commit;
    case 'record':
      return String(record.id);
  }
}
