import type { Graces } from '../../../../../domain/verdict/graces.ts';
import { GRACES } from '../../../../../domain/verdict/graces.ts';
import { judge } from '../../../../../domain/verdict/judge.ts';
import type { Watched } from '../../../../../domain/verdict/kubernetes.ts';
import {
  type Applied,
  type Fact,
  firstObservation,
  type Observation,
  type Subject,
} from '../../../../../domain/verdict/observation.ts';
import { observe } from '../../../../../domain/verdict/observe.ts';
import type { Verdict } from '../../../../../domain/verdict/verdict.ts';
import type { KubernetesObject } from '../../../../../engine/rollout/cluster.ts';
import { factOf, sightlines } from '../../../../../engine/rollout/watch/facts.ts';

/** The server's time, `second` after our write. */
export const time = (second: number): string => new Date(Date.UTC(2026, 10, 23, 12, 0, second)).toISOString();

export interface Told {
  /** When it reached us, in seconds since our write. */
  readonly second: number;
  readonly fact: Fact;
}

/** What an API server tells of one rollout, object by object: each is a whole object and gets the next version, and all pass
 *  the same narrow door as in the engine. */
export class Script {
  readonly subject: Subject;
  readonly applied: Applied;
  readonly told: Told[] = [];
  readonly #stored = new Map<string, KubernetesObject>();
  #version = 48_000;

  constructor(subject: Subject, applied: Partial<Applied> = {}) {
    this.subject = subject;
    this.applied = { uid: 'uid-subject', generation: 4, serverTime: time(0), unchanged: false, at: 0, ...applied };
  }

  at(second: number, ...objects: readonly KubernetesObject[]): this {
    for (const object of objects) {
      const stored = this.#next(object);
      this.#stored.set(keyOf(stored), stored);
      this.#tell(second, 'changed', stored);
    }
    return this;
  }

  /** @param last how it was when it went, where nobody had told that before. */
  gone(second: number, kind: string, name: string, last?: KubernetesObject): this {
    const object = last ?? this.#stored.get(`${kind}/${name}`);
    if (object === undefined) throw new Error(`The script has no ${kind} "${name}" that could go.`);
    this.#stored.delete(`${kind}/${name}`);
    this.#tell(second, 'gone', this.#next(object));
    return this;
  }

  /** A complete list, as after 410 Gone or a new connection. */
  listed(second: number, kind: Watched['kind']): this {
    const line = sightlines(this.subject, {}).find((sightline) => sightline.kind === kind);
    if (line === undefined) throw new Error(`Nobody looks at ${kind} here.`);
    const objects = [...this.#stored.values()].filter((object) => object.kind === line.selection.kind);
    const fact = factOf(line, { type: 'listed', resourceVersion: String(this.#version), objects }, this.subject);
    if (fact !== undefined) this.told.push({ second, fact });
    return this;
  }

  observation(until = Number.POSITIVE_INFINITY): Observation {
    return replay(
      this,
      this.told.filter(({ second }) => second <= until),
    );
  }

  /** The verdict at a second, knowing what had reached us by then. */
  verdict(second: number, graces: Graces = GRACES): Verdict {
    return judge(this.observation(second), second * 1000, graces);
  }

  #next(object: KubernetesObject): KubernetesObject {
    return { ...object, metadata: { ...object.metadata, resourceVersion: String(++this.#version) } };
  }

  #tell(second: number, type: 'changed' | 'gone', object: KubernetesObject): void {
    const line = sightlines(this.subject, {}).find(({ selection }) => selection.kind === object.kind);
    const fact = line === undefined ? undefined : factOf(line, { type, object }, this.subject);
    if (fact !== undefined) this.told.push({ second, fact });
  }
}

export const replay = ({ subject, applied }: Pick<Script, 'subject' | 'applied'>, told: readonly Told[]): Observation =>
  told.reduce(
    (observation, { second, fact }) => observe(observation, fact, second * 1000),
    firstObservation(subject, applied),
  );

const keyOf = ({ kind, metadata }: KubernetesObject): string => `${kind}/${metadata.name}`;
