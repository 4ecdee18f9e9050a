import { InvalidInput } from '../../domain/problem.ts';
import { DRILL_PREFIX, LONGEST_SOURCE } from '../../domain/restore-drill/drill-name.ts';
import type { GaugePlace } from '../../domain/restore-drill/gauge.ts';
import { DRILL_PHASES } from '../../domain/restore-drill/phase.ts';
import type { DrillPlan } from '../../engine/restore-drill/plan.ts';
import { dnsLabel, lines, oneOf, repositoryName } from '../_shell/input-kinds.ts';
import type { Invocation } from '../_shell/invocation.ts';
import { parseInputs } from '../_shell/parse-inputs.ts';
import type { restoreDrill } from './contract.ts';

const HOUR = 3_600_000;

/** What a step is to do, and where it keeps its records. */
export interface Drills {
  readonly plans: readonly [DrillPlan, ...DrillPlan[]];
  readonly project: string;
  readonly records: string;
  /** Where each database is watched. */
  readonly watched: ReadonlyMap<string, readonly GaugePlace[]>;
  readonly token: string;
}

export function drillsOf({ inputs }: Invocation<typeof restoreDrill>): Drills {
  const given = parseInputs(inputs, {
    phase: oneOf(...DRILL_PHASES),
    project: projectId,
    databases: databasesIn,
    records: repositoryName,
    watched: placesIn,
    'fresh-for': hours,
    'ends-within': hours,
  });
  const shared = {
    project: given.project,
    phase: given.phase,
    freshFor: given['fresh-for'],
    endsWithin: given['ends-within'],
  };
  const [first, ...others] = given.databases;
  return {
    plans: [{ ...shared, ...first }, ...others.map((each) => ({ ...shared, ...each }))],
    project: given.project,
    records: given.records,
    watched: onlyDrilled(given.watched, given.databases),
    token: inputs['access-token'],
  };
}

type Placed = Pick<DrillPlan, 'database' | 'location'>;

function databasesIn(text: string): readonly [Placed, ...Placed[]] {
  const [first, ...others] = lines(text).map((line): Placed => {
    const [, database = '', location] = /^([a-z][a-z0-9-]*[a-z0-9])\s+([a-z0-9-]+)$/.exec(line) ?? [];
    if (location === undefined) throw new Error(`"${line}" is no database: wanted its id and its location.`);
    if (database.startsWith(DRILL_PREFIX))
      throw new Error(`"${database}" is called like a copy of a drill: what drills make is not drilled.`);
    if (database.length > LONGEST_SOURCE)
      throw new Error(
        `"${database}" has ${database.length} characters, and a copy of it has room for ${LONGEST_SOURCE}.`,
      );
    return { database, location };
  });
  if (first === undefined) throw new Error('Wanted a database and its location, one a line.');
  return [first, ...others];
}

type Watched = ReadonlyMap<string, readonly GaugePlace[]>;

function placesIn(text: string): Watched {
  const found = new Map<string, GaugePlace[]>();
  for (const line of lines(text)) {
    const [database = '', location, cluster, namespace, ...more] = line.split(/\s+/);
    if (location === undefined || cluster === undefined || namespace === undefined || more.length > 0)
      throw new Error(`"${line}" is no place: wanted a database, a location, a cluster and a namespace.`);
    const place = { location: dnsLabel(location), cluster: dnsLabel(cluster), namespace: dnsLabel(namespace) };
    const others = found.get(database) ?? [];
    // Cloud Monitoring takes nothing of a call that has a series twice.
    if (others.some((other) => isSame(other, place))) throw new Error(`"${line}" is there twice.`);
    found.set(database, [...others, place]);
  }
  return found;
}

const isSame = (one: GaugePlace, other: GaugePlace): boolean =>
  one.location === other.location && one.cluster === other.cluster && one.namespace === other.namespace;

/** What is watched and never drilled would be absent for ever. */
function onlyDrilled(watched: Watched, drilled: readonly Placed[]): Watched {
  const strange = [...watched.keys()].filter((each) => !drilled.some(({ database }) => database === each));
  if (strange.length === 0) return watched;
  throw new InvalidInput('The inputs', [
    { field: 'watched', value: strange, message: 'Wanted databases that are drilled: no others have an age.' },
  ]);
}

function projectId(text: string): string {
  if (!/^[a-z][a-z0-9-]{4,28}[a-z0-9]$/.test(text)) throw new Error('Wanted the id of a Google Cloud project.');
  return text;
}

function hours(text: string): number {
  const found = /^\d{1,4}(\.\d+)?$/.test(text) ? Number(text) : 0;
  if (found <= 0) throw new Error('Wanted a number of hours above 0.');
  return found * HOUR;
}
