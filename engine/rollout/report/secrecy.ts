import { secretMask, secretTexts, secretTextsOf } from '../../../domain/secret-values.ts';
import type { Cluster, KubernetesObject } from '../cluster.ts';
import { writtenObjects } from '../manifests/written-objects.ts';
import { sameCluster } from '../same-cluster.ts';
import { earlierEntries } from '../state/earlier-history.ts';
import { entriesAsFound } from '../state/history-secret.ts';

/** What must not be told because a Secret holds it: of the release, of states before, and of what runs. It grows by what is read, so that
 *  a text is masked by all that could be in it. */
export class Secrecy {
  readonly #texts = new Set<string>();
  readonly #open: ReadonlySet<string>;
  #mask: ((text: string) => string) | undefined;

  /** @param manifests as they are rolled out, which may be no YAML at all
   *  @param open names that everybody sees anyway */
  constructor(manifests: string, open: readonly string[]) {
    const written = writtenObjects(manifests);
    const objects = written.objects.map(({ object }) => object);
    this.#open = new Set(['Secret', 'Opaque', ...open, ...objects.flatMap(namesOf)]);
    for (const object of objects) this.learn(object);
    if (written.problems.length > 0) for (const text of secretTextsOf(manifests)) this.#texts.add(text);
  }

  learn(object: KubernetesObject): void {
    const within = [...entriesAsFound(object), ...earlierEntries(object)].flatMap(({ objects }) => objects);
    const before = this.#texts.size;
    for (const each of [object, ...within]) for (const text of secretTexts(each)) this.#texts.add(text);
    if (this.#texts.size > before) this.#mask = undefined;
  }

  mask(text: string): string {
    this.#mask ??= secretMask(this.#texts, this.#open);
    return this.#mask(text);
  }

  /** The same value, whose texts are masked; its fields keep their names. */
  masked<Value>(value: Value): Value {
    return this.#within(value) as Value;
  }

  #within(value: unknown): unknown {
    if (typeof value === 'string') return this.mask(value);
    if (Array.isArray(value)) return value.map((each) => this.#within(each));
    if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, this.#within(inner)]));
  }
}

/** The same cluster; every Secret that is read or written is learned on the way. */
export const learning = (cluster: Cluster, secrecy: Pick<Secrecy, 'learn'>): Cluster =>
  sameCluster(cluster, {
    async get(reference) {
      const object = await cluster.get(reference);
      if (object !== undefined) secrecy.learn(object);
      return object;
    },
    async apply(object, options) {
      secrecy.learn(object);
      const answer = await cluster.apply(object, options);
      secrecy.learn(answer.object);
      return answer;
    },
  });

const namesOf = ({ kind, metadata: { name, labels } }: KubernetesObject): readonly string[] => [
  ...[kind, name, ...Object.values(labels ?? {})].filter((text) => typeof text === 'string'),
];
