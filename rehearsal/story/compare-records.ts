import type { SeenRecord } from './seen.ts';
import type { RecordStatement } from './statement.ts';

/** One sentence for each record that is not as stated, is missing, or that nobody asked for.
 *  @param all those of everything that happened so far */
export function compareRecords(
  stated: readonly RecordStatement[],
  seen: readonly SeenRecord[],
  all: readonly SeenRecord[],
): readonly string[] {
  const left = [...seen];
  const problems = stated.flatMap((one) => {
    const index = nearest(left, one);
    const [record] = index < 0 ? [] : left.splice(index, 1);
    return compareRecord(one, record, all);
  });
  return [
    ...problems,
    ...left.map(
      (record) =>
        `${record.service} in ${record.tier} was deployed (record ${record.id}: ${outcomeOf(record)}), and nobody asked for it.`,
    ),
  ];
}

/** Where a tier has several clusters, records of one service differ in how they ended only. */
function nearest(seen: readonly SeenRecord[], { service, tier, outcome }: RecordStatement): number {
  const same = (record: SeenRecord): boolean => record.service === service && record.tier === tier;
  const exact = seen.findIndex((record) => same(record) && outcomeOf(record) === outcome);
  return exact >= 0 ? exact : seen.findIndex(same);
}

const outcomeOf = ({ state }: SeenRecord): string => (state.phase === 'ended' ? state.outcome : state.phase);

function compareRecord(
  { kind, service, tier, outcome, sentence, provenIn }: RecordStatement,
  record: SeenRecord | undefined,
  all: readonly SeenRecord[],
): string[] {
  const where = `${service} in ${tier}`;
  if (record === undefined) return [`${where}: wanted ${outcome}, found no record.`];
  if (outcomeOf(record) !== outcome) return [`${where}: wanted ${outcome}, found ${outcomeOf(record)}.`];
  if (record.kind !== kind) return [`${where}: wanted the record of a ${kind}, found that of a ${record.kind}.`];
  if (sentence !== undefined && record.state.phase === 'ended' && !sentence.test(record.state.sentence))
    return [`${where}: the sentence "${record.state.sentence}" does not say ${sentence}.`];
  if (provenIn === undefined) return [];
  const proof = all.findLast(
    (one) => one.id < record.id && one.service === service && one.tier === provenIn && outcomeOf(one) === 'complete',
  );
  return proof?.release !== undefined && proof.release.digest === record.release?.digest
    ? []
    : [
        `${where}: release ${record.release?.digest} was rolled out, wanted what ${provenIn} ran, ${proof?.release?.digest}.`,
      ];
}
