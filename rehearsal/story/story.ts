import type { Expected, Stage, StagedRecord, StagedRun } from './stage.ts';

/** One scene: what somebody does, and what must come of it. */
export interface Act {
  readonly title: string;
  /** The branch that its runs are on. */
  readonly branch: string;
  /** Begins together with the act before it, which is on another branch and in other tiers, and is told after it. */
  readonly meanwhile?: true;
  play(stage: Stage): Promise<StagedRun>;
  readonly expected: readonly Expected[];
  /** Environments whose reviewers must have been asked. */
  readonly approvals: readonly string[];
  /** What users of a tier must see afterwards. */
  readonly sight: readonly {
    readonly tier: string;
    readonly service: string;
    readonly path: string;
    readonly shows: string;
  }[];
}

/** What an act led to. `problems` is empty when it went as it must. */
export interface Scene {
  readonly act: Act;
  readonly run: StagedRun;
  readonly records: readonly StagedRecord[];
  readonly problems: readonly string[];
}

/** Gets told where the story is. */
export interface Audience {
  begins(act: Act, number: number): void;
  ended(scene: Scene): void;
}

/** Plays and tells the acts in order, and stops after the first that went otherwise: what follows would mean nothing. */
export async function tell(acts: readonly Act[], stage: Stage, audience: Audience): Promise<readonly Scene[]> {
  const scenes: Scene[] = [];
  for (const together of groups(acts)) {
    const playing = together.map((act) => ({ act, scene: played(act, stage) }));
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

async function played(act: Act, stage: Stage): Promise<Scene> {
  const run = await act.play(stage);
  const records = stage.records().filter((record) => run.ids.includes(record.run.id));
  const sights = await Promise.all(act.sight.map((sight) => look(stage, sight)));
  return { act, run, records, problems: [...compare(act, records), ...gates(act, run), ...sights.flat()] };
}

function compare({ expected }: Act, records: readonly StagedRecord[]): string[] {
  const problems: string[] = [];
  const left = [...records];
  for (const { service, tier, outcome, sentence } of expected) {
    const index = left.findIndex((record) => record.service === service && record.tier === tier);
    const [record] = index < 0 ? [] : left.splice(index, 1);
    const found =
      record === undefined ? 'no record' : record.state.phase === 'ended' ? record.state.outcome : record.state.phase;
    if (found !== outcome) problems.push(`${service} in ${tier}: wanted ${outcome}, found ${found}.`);
    else if (sentence !== undefined && record?.state.phase === 'ended' && !sentence.test(record.state.sentence)) {
      problems.push(`${service} in ${tier}: the sentence "${record.state.sentence}" does not say ${sentence}.`);
    }
  }
  return [
    ...problems,
    ...left.map(({ service, tier }) => `${service} in ${tier} was deployed, and nobody asked for it.`),
  ];
}

const gates = ({ approvals }: Act, run: StagedRun): string[] =>
  approvals.join() === run.approvals.join()
    ? []
    : [`Approval was asked for in [${run.approvals.join(', ')}], wanted [${approvals.join(', ')}].`];

async function look(stage: Stage, { tier, service, path, shows }: Act['sight'][number]): Promise<string[]> {
  let body: string;
  try {
    body = await stage.visit(tier, service, path);
  } catch (error) {
    return [
      `${service} in ${tier} does not answer at ${path}: ${error instanceof Error ? error.message : String(error)}`,
    ];
  }
  return body.includes(shows)
    ? []
    : [`${service} in ${tier} does not show "${shows}" at ${path}: other bytes run than were deployed.`];
}
