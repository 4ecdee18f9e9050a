import { seconds } from '../../../../../domain/seconds.ts';
import { blueGreen, canary, rolling, type Strategy } from '../../../../../domain/strategy.ts';
import { rollBack } from '../../../../../engine/rollback/roll-back.ts';
import type { RolloutResult } from '../../../../../engine/rollout/request.ts';
import { EmbeddedRoom } from '../embedded-room.ts';
import type { Death } from '../mortal-cluster.ts';
import { disturb, type Meanwhile } from './meanwhile.ts';
import { Others } from './others.ts';
import { idOf, type Picture, pictureOf } from './picture.ts';
import { imageOf, manifestsOf, objectsOf, type Release } from './release.ts';
import { historyUntruths, secretsElsewhere } from './standing-truths.ts';
import type { Sequence, Step } from './step.ts';
import { changed, untruths } from './truths.ts';

const VERSIONS = [1, 2, 3, 4];
const IMAGES = [
  ...VERSIONS.flatMap((version) => [`good-${version}`, `crash-${version}`, `unready-${version}`]),
  'good-worker',
  'good-theirs',
];

const STRATEGIES: Readonly<Record<Sequence['strategy'], Strategy>> = {
  rolling: rolling(),
  blueGreen: blueGreen({ bake: seconds(20), scaleDownDelay: seconds(10) }),
  canary: canary({ steps: [{ percent: 50, pause: seconds(20) }] }),
};

/** A namespace to which things happen, and what was not so of what was said. */
export class World {
  readonly problems: string[] = [];
  readonly #room = new EmbeddedRoom(IMAGES);
  readonly #others = new Others(this.#room);
  /** The release that ran last and was good, with nothing of anybody since. */
  #good: Release | undefined;
  /** The same, with nothing at all since. */
  #fresh: Release | undefined;
  readonly #ours = new Set<string>();
  readonly #said: string[] = [];

  constructor(strategy: Sequence['strategy']) {
    this.#room.strategy = STRATEGIES[strategy];
  }

  async perform(step: Step): Promise<void> {
    const fresh = this.#fresh;
    this.#fresh = undefined;
    await this.#take(step, fresh);
    this.problems.push(...this.#others.touched, ...historyUntruths(this.#room));
  }

  /** What is looked for once, when all has happened. */
  end(): void {
    const { records, log } = this.#room;
    this.problems.push(...secretsElsewhere(this.#room, [...log, ...this.#said, JSON.stringify(records.states)]));
  }

  async #take(step: Step, fresh: Release | undefined): Promise<void> {
    switch (step.kind) {
      case 'apply':
        return await this.#apply(step);
      case 'again':
        if (fresh !== undefined) await this.#again(fresh);
        return;
      case 'kill': {
        await this.#rollOut(step.release, { death: { write: step.write, when: step.when } });
        this.#good = undefined;
        for (const object of objectsOf(step.release)) this.#ours.add(idOf(object));
        // Until its lock is nobody's any more.
        return await this.#room.pass(60_000);
      }
      case 'roll back':
        return await this.#rollBack();
      case 'scale':
        this.#others.scale(step.replicas);
        return;
      case 'restart': {
        const annotations = { 'kubectl.kubernetes.io/restartedAt': new Date(this.#room.clock.now()).toISOString() };
        this.#others.editTemplate((template) => ({
          ...template,
          metadata: { ...(template['metadata'] as object), annotations },
        }));
        return;
      }
      case 'write of somebody else':
        if (step.what === 'setting' || step.what === 'remove service') this.#good = undefined;
        this.#others.write(step.what);
        return;
    }
  }

  async #rollOut(
    release: Release,
    {
      prune = false,
      death,
      ports = {},
    }: { prune?: boolean; death?: Death; ports?: Parameters<EmbeddedRoom['start']>[2] },
  ): Promise<RolloutResult> {
    const room = this.#room;
    const request = {
      ...room.request(imageOf(release), { manifests: manifestsOf(release) }),
      release: undefined,
      prune,
    };
    const result = await room.until(room.start(request, death, ports).ended);
    this.#said.push(JSON.stringify(result));
    return result;
  }

  async #apply({ release, prune, meanwhile }: Extract<Step, { kind: 'apply' }>): Promise<void> {
    const before = pictureOf(this.#room);
    const disturbance = meanwhile && disturb(this.#room, meanwhile, () => this.#theirWrite(meanwhile));
    const result = await this.#rollOut(release, { prune, ports: disturbance?.ports ?? {} });
    const happened = disturbance?.end() === true ? meanwhile : undefined;
    // Until the lock of a run that could not give it back is nobody's, and what it began has come to rest.
    if (happened !== undefined) await this.#room.pass(300_000);
    this.#judge({ release, prune, happened }, before, result);
  }

  #theirWrite(meanwhile: Meanwhile): void {
    if (meanwhile.kind === 'other writer') this.#others.write(meanwhile.what);
  }

  #judge(
    { release, prune, happened }: { release: Release; prune: boolean; happened: Meanwhile | undefined },
    before: Picture,
    result: RolloutResult,
  ): void {
    const wanted = objectsOf(release);
    const after = pictureOf(this.#room);
    const { kind: strategy } = this.#room.strategy;
    const told = untruths({
      ...{ result, before, after, wanted, prune, happened, strategy },
      ours: this.#ours,
      theirs: this.#others.changed,
      wasGood: this.#good !== undefined,
    });
    this.problems.push(...told.map((problem) => `${result.outcome}, "${result.sentence}": ${problem}`));
    if (result.outcome === 'complete') {
      this.#good = happened?.kind === 'other writer' ? undefined : release;
      this.#fresh = this.#good;
      for (const id of this.#ours) if (!after.has(id)) this.#ours.delete(id);
    } else if (!['refused', 'rolled-back'].includes(result.outcome) || happened?.kind === 'other writer')
      this.#good = undefined;
    if (result.outcome !== 'refused')
      for (const object of wanted) if (after.has(idOf(object))) this.#ours.add(idOf(object));
  }

  /** The same release once more changes nothing, and moves no pod. */
  async #again(release: Release): Promise<void> {
    const before = pictureOf(this.#room);
    const pods = this.#pods;
    const { outcome, sentence } = await this.#rollOut(release, {});
    const moved = [
      ...(outcome === 'complete' ? [] : [`it ended ${outcome}: ${sentence}`]),
      ...changed({ before, after: pictureOf(this.#room) }).map((id) => `${id} was changed`),
      ...(pods === this.#pods ? [] : ['pods were moved']),
    ];
    this.problems.push(...moved.map((problem) => `the same release once more: ${problem}`));
    this.#good = release;
    this.#fresh = release;
  }

  get #pods(): string {
    return this.#room
      .objects('Pod')
      .map(({ metadata }) => metadata.name)
      .toSorted()
      .join(' ');
  }

  async #rollBack(): Promise<void> {
    const room = this.#room;
    const before = pictureOf(room);
    const request = { ...room.request('none'), to: '' };
    const result = await room.until(rollBack(request, room.ports));
    this.#said.push(JSON.stringify(result));
    if (result.outcome !== 'refused') {
      this.#good = undefined;
      return;
    }
    const told = changed({ before, after: pictureOf(room) });
    this.problems.push(...told.map((id) => `a rollback was refused, "${result.sentence}", and changed ${id}`));
  }
}
