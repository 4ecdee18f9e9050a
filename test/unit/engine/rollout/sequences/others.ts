import type { KubernetesObject } from '../../../../../engine/rollout/cluster.ts';
import type { ClusterRoom } from '../cluster-room.ts';
import { image } from '../releases.ts';
import { liveName } from './picture.ts';
import { THEIR_KEY } from './truths.ts';

/** What people other than us do in a namespace. */
export type TheirWrite = 'label' | 'own object' | 'setting' | 'remove service' | 'image' | 'replicas';

/** What they have, and what of ours they have written. */
export class Others {
  /** Ids of objects that releases have brought. */
  readonly changed = new Set<string>();
  readonly #room: ClusterRoom;
  #objects = 0;

  constructor(room: ClusterRoom) {
    this.#room = room;
  }

  write(what: TheirWrite): void {
    switch (what) {
      case 'own object':
        this.#objects += 1;
        this.#room.create({
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { name: `theirs-${this.#objects}` },
          data: { who: 'somebody else' },
        });
        return;
      case 'label':
        this.#change('Deployment', ({ metadata, ...rest }) => ({
          ...rest,
          metadata: { ...metadata, labels: { ...metadata.labels, team: 'theirs' } },
        }));
        return;
      case 'image':
        this.editTemplate((template) => {
          const spec = template['spec'] as { readonly containers: readonly object[] };
          const containers = spec.containers.map((container) => ({ ...container, image: image('good-theirs') }));
          return { ...template, spec: { ...spec, containers } };
        });
        return;
      case 'setting':
        this.#change('ConfigMap', (found) => ({
          ...found,
          data: { ...(found['data'] as object), [THEIR_KEY]: 'yes' },
        }));
        return;
      case 'replicas':
        this.scale(4);
        return;
      case 'remove service':
        if (this.#room.object('Service', 'api') !== undefined) this.#room.remove('Service', 'api');
    }
  }

  /** As an autoscaler does. */
  scale(replicas: number): void {
    const name = liveName(this.#room);
    if (this.#room.object('Deployment', name) !== undefined) this.#room.scale('Deployment', name, replicas);
  }

  editTemplate(change: (template: Readonly<Record<string, unknown>>) => object): void {
    this.#change('Deployment', (found) => {
      const spec = found['spec'] as { readonly template: Readonly<Record<string, unknown>> };
      return { ...found, spec: { ...spec, template: change(spec.template) } };
    });
  }

  /** Nothing of somebody else is ever touched. */
  get touched(): readonly string[] {
    return Array.from({ length: this.#objects }, (_, index) => `theirs-${index + 1}`)
      .filter((name) => {
        const data = this.#room.object('ConfigMap', name)?.['data'];
        return JSON.stringify(data) !== '{"who":"somebody else"}';
      })
      .map((name) => `ConfigMap ${name} was touched`);
  }

  #change(kind: 'Deployment' | 'ConfigMap', change: (object: KubernetesObject) => object): void {
    const name = kind === 'Deployment' ? liveName(this.#room) : 'settings';
    if (this.#room.object(kind, name) === undefined) return;
    this.changed.add(kind === 'Deployment' ? 'Deployment/api' : `${kind}/${name}`);
    this.#room.change(kind, name, change);
  }
}
