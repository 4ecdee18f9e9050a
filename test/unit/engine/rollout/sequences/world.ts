import { rolling } from '../../../../../domain/strategy.ts';
import { rollBack } from '../../../../../engine/rollback/roll-back.ts';
import type { KubernetesObject } from '../../../../../engine/rollout/cluster.ts';
import type { RolloutResult } from '../../../../../engine/rollout/request.ts';
import { EmbeddedRoom } from '../embedded-room.ts';
import type { Death } from '../mortal-cluster.ts';
import { idOf, type Picture, pictureOf } from './picture.ts';
import { imageOf, manifestsOf, objectsOf, type Release } from './release.ts';
import type { Step } from './step.ts';
import { THEIR_KEY, untruths } from './truths.ts';

const VERSIONS = [1, 2, 3, 4];
const IMAGES = [...VERSIONS.flatMap((version) => [`good-${version}`, `crash-${version}`]), 'good-worker'];

/** A namespace to which things happen, and what was not so of what was said. */
export class World {
  readonly problems: string[] = [];
  readonly #room = new EmbeddedRoom(IMAGES);
  /** The release that ran last and was good, with nothing of anybody since. */
  #good: Release | undefined;
  readonly #ours = new Set<string>();
  readonly #changed = new Set<string>();
  #theirs = 0;

  async perform(step: Step): Promise<void> {
    const before = pictureOf(this.#room);
    switch (step.kind) {
      case 'apply':
        this.#judge(step.release, step.prune, before, await this.#apply(step.release, step.prune));
        return;
      case 'kill': {
        await this.#apply(step.release, false, { write: step.write, when: step.when });
        this.#good = undefined;
        for (const object of objectsOf(step.release)) this.#ours.add(idOf(object));
        // Until its lock is nobody's any more.
        return await this.#room.pass(60_000);
      }
      case 'roll back':
        return await this.#rollBack(before);
      case 'scale':
        this.#edit('Deployment', 'api', (spec) => ({ ...spec, replicas: step.replicas }));
        return;
      case 'restart':
        this.#restart();
        return;
      case 'write of somebody else':
        this.#write(step.what);
        return;
    }
  }

  async #apply(release: Release, prune: boolean, death?: Death): Promise<RolloutResult> {
    const room = this.#room;
    const request = {
      ...room.request(imageOf(release), { manifests: manifestsOf(release) }),
      release: undefined,
      prune,
    };
    return await room.until(room.start(request, death).ended);
  }

  #judge(release: Release, prune: boolean, before: Picture, result: RolloutResult): void {
    const wanted = objectsOf(release);
    const after = pictureOf(this.#room);
    const told = untruths({
      result,
      before,
      after,
      wanted,
      prune,
      ours: this.#ours,
      theirs: this.#changed,
      wasGood: this.#good !== undefined,
    });
    this.problems.push(...told.map((problem) => `${result.outcome}, "${result.sentence}": ${problem}`));
    if (result.outcome === 'complete') {
      this.#good = release;
      for (const id of this.#ours) if (!after.has(id)) this.#ours.delete(id);
    } else if (result.outcome === 'failed' || result.outcome === 'timeout') this.#good = undefined;
    if (result.outcome !== 'refused')
      for (const object of wanted) if (after.has(idOf(object))) this.#ours.add(idOf(object));
    this.#mindTheirs();
  }

  async #rollBack(before: Picture): Promise<void> {
    const room = this.#room;
    const request = { ...room.request('none'), strategy: rolling(), to: '' };
    const result = await room.until(rollBack(request, room.ports));
    const after = pictureOf(room);
    if (result.outcome === 'refused') {
      const told = untruths({
        result,
        before,
        after,
        wanted: [],
        prune: false,
        ours: new Set(),
        theirs: new Set(),
        wasGood: false,
      });
      this.problems.push(...told.map((problem) => `rollback ${result.outcome}: ${problem}`));
    } else this.#good = undefined;
    this.#mindTheirs();
  }

  #restart(): void {
    this.#edit('Deployment', 'api', (spec) => {
      const template = spec['template'] as { readonly metadata: object };
      const annotations = { 'kubectl.kubernetes.io/restartedAt': new Date(this.#room.clock.now()).toISOString() };
      return { ...spec, template: { ...template, metadata: { ...template.metadata, annotations } } };
    });
  }

  #write(what: Extract<Step, { kind: 'write of somebody else' }>['what']): void {
    const room = this.#room;
    const has = (kind: string, name: string): boolean => room.object(kind, name) !== undefined;
    if (what === 'own object') {
      this.#theirs += 1;
      const metadata = { name: `theirs-${this.#theirs}` };
      room.create({
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata,
        data: { who: 'somebody else' },
      } as KubernetesObject);
    } else if (what === 'label' && has('Deployment', 'api')) {
      this.#changed.add('Deployment/api');
      room.change('Deployment', 'api', (found) => ({
        ...found,
        metadata: { ...found.metadata, labels: { ...found.metadata.labels, team: 'theirs' } },
      }));
    } else if (what === 'setting' && has('ConfigMap', 'settings')) {
      this.#good = undefined;
      this.#changed.add('ConfigMap/settings');
      room.change('ConfigMap', 'settings', (found) => ({
        ...found,
        data: { ...(found['data'] as object), [THEIR_KEY]: 'yes' },
      }));
    } else if (what === 'remove service' && has('Service', 'api')) {
      this.#good = undefined;
      room.remove('Service', 'api');
    }
  }

  /** Nothing of somebody else is ever touched. */
  #mindTheirs(): void {
    for (let each = 1; each <= this.#theirs; each += 1) {
      const found = this.#room.object('ConfigMap', `theirs-${each}`) as { readonly data?: { readonly who?: string } };
      if (found?.data?.who !== 'somebody else') this.problems.push(`ConfigMap theirs-${each} was touched`);
    }
  }

  #edit(kind: string, name: string, change: (spec: Readonly<Record<string, unknown>>) => object): void {
    if (this.#room.object(kind, name) === undefined) return;
    this.#room.change(kind, name, (found) => ({ ...found, spec: change(found['spec'] as Record<string, unknown>) }));
  }
}
