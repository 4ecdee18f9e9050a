import type { Watched } from '../alerts/watch.ts';
import { sentenceOf } from '../workflow/sentence.ts';
import { compareAlerts } from './compare-alerts.ts';
import { compareRecords } from './compare-records.ts';
import { comparePlayed } from './compare-runs.ts';
import { compareVisits } from './compare-visits.ts';
import type { SeenRecord, SeenRun, Sights } from './seen.ts';
import { compareSights, look, type Tiers } from './sights.ts';
import type { Stage } from './stage.ts';
import type { Act } from './story.ts';

/** What an act led to. `problems` is empty when it went as it must. */
export interface Scene {
  readonly act: Act;
  readonly runs: readonly SeenRun[];
  readonly records: readonly SeenRecord[];
  /** How many pages were looked at. */
  readonly looked: number;
  /** What became of the alerts that it states; `undefined` where it states none, or something else went otherwise. */
  readonly watched?: Watched;
  readonly problems: readonly string[];
}

/** Gets told where the story is. */
export interface Audience {
  begins(act: Act, number: number): void;
  ended(scene: Scene): void;
}

export const NOBODY: Audience = { begins: () => {}, ended: () => {} };

/** Plays and tells the acts in order, and stops after the first that went otherwise: what follows would mean nothing.
 *  @param places the tiers and services that are looked at */
export async function tell(
  acts: readonly Act[],
  stage: Stage,
  places: Tiers,
  audience: Audience = NOBODY,
): Promise<readonly Scene[]> {
  const scenes: Scene[] = [];
  for (const together of groups(acts)) {
    const before = await look(stage, places);
    const playing = together.map((act) => ({ act, scene: played(act, together, stage, places, before) }));
    // What goes wrong in a later one is told when its turn comes.
    for (const { scene } of playing) scene.catch(() => {});
    for (const { act, scene } of playing) {
      audience.begins(act, scenes.length + 1);
      const ended = await scene;
      scenes.push(ended);
      audience.ended(ended);
    }
    if (scenes.some(({ problems }) => problems.length > 0)) break;
  }
  return scenes;
}

/** Acts that are played at the same time. */
function groups(acts: readonly Act[]): readonly (readonly Act[])[] {
  const found: Act[][] = [];
  for (const act of acts) {
    const last = found.at(-1);
    if (act.meanwhile === true && last !== undefined) last.push(act);
    else found.push([act]);
  }
  return found;
}

async function played(act: Act, together: readonly Act[], stage: Stage, places: Tiers, before: Sights): Promise<Scene> {
  const known = new Map(stage.records().map((record) => [record.id, JSON.stringify(record.state)]));
  const foreign = stage.otherDeployments().length;
  const { runs, refusals } = await stage.play(act);
  const ids = new Set(runs.map(({ id }) => id));
  // A run that is started again has records of its attempts before, and may end them.
  const isNew = ({ id, run, state }: SeenRecord): boolean => ids.has(run.id) && known.get(id) !== JSON.stringify(state);
  const records = inStatedOrder(act, stage.records().filter(isNew));
  // What acts that are played at the same time change is theirs to state.
  const others = together.filter((one) => one !== act).flatMap(({ states }) => states.served);
  const after = await look(stage, places);
  const open = [...others, ...(act.states.unsettled ?? [])];
  const sights = await compareSights(stage, act.states.served, { before, after, others: open });
  const visits = await compareVisits(stage, act.states.visits ?? []);
  // Records follow from runs, and pages from what was deployed: the first that is wrong explains the rest.
  const problems = firstFound(
    comparePlayed(act.states, { runs, refusals }),
    stage
      .otherDeployments()
      .slice(foreign)
      .map((environment) => `GitHub recorded a deployment of its own to ${environment}, wanted our record alone.`),
    compareRecords(act.states.records, records, stage.records()),
    sights,
    visits,
  );
  const scene = { act, runs, records, looked: after.size + act.states.served.length, problems };
  return problems.length > 0 ? scene : { ...scene, ...(await watched(act, stage)) };
}

/** Who is woken, last of all: what was deployed is what it must be. */
async function watched({ states: { alerts } }: Act, stage: Stage): Promise<Pick<Scene, 'problems' | 'watched'>> {
  if (alerts === undefined) return { problems: [] };
  const { tier, service, page, minutes } = alerts;
  try {
    const seen = await stage.watch({ tier, service, page, seconds: minutes * 60 });
    return { problems: compareAlerts(alerts, seen), watched: seen };
  } catch (error) {
    return { problems: [`The alerts of ${tier} cannot be judged: ${sentenceOf(error)}`] };
  }
}

/** Which of two services was faster is no part of what an act led to. */
function inStatedOrder({ states }: Act, records: readonly SeenRecord[]): readonly SeenRecord[] {
  const name = ({ service, tier, cluster = '' }: SeenRecord): string => `${tier} ${service} ${cluster}`;
  const index = (record: SeenRecord): number =>
    states.records.findIndex(({ service, tier }) => service === record.service && tier === record.tier);
  return records.toSorted((a, b) => index(a) - index(b) || (name(a) < name(b) ? -1 : 1));
}

const firstFound = (...lists: readonly (readonly string[])[]): readonly string[] =>
  lists.find(({ length }) => length > 0) ?? [];
