import type { RecordState } from '../../../../domain/record.ts';
import type { ContainerScript, RunScript } from '../../../../rehearsal/cluster/kubelet/scripted/script.ts';
import type { RoomOptions } from './cluster-room.ts';
import { EmbeddedRoom } from './embedded-room.ts';
import { image, manifests } from './releases.ts';
import { UnrulyCluster } from './unruly-cluster.ts';

/** What the containers of an image do. */
type Behaviour = keyof typeof SCRIPTS | ContainerScript;

interface DeliveryOptions extends RoomOptions {
  /** Containers that do something else than their image says, by their name. */
  readonly containers?: Readonly<Record<string, () => ContainerScript>>;
}

/** Each run says which one it is, and the words of a stranger, who may know what a runner or a reader does with them. */
const runs = (script: RunScript): ContainerScript => ({
  runs: [0, 1, 2].map((count) => ({
    logs: [`run ${count} of api`, '::error::from the pod', 'password=hunter2'],
    ...script,
  })),
});

const SCRIPTS = {
  good: runs({ startAfter: 2_000 }),
  'not-found': undefined,
  crash: runs({ readyAfter: 'never', exit: { code: 3, after: 100 } }),
  /** Its container is being made, and never is. */
  stuck: runs({ startAfter: 86_400_000 }),
} satisfies Readonly<Record<string, ContainerScript | undefined>>;

/** A namespace that releases are rolled out in, through a port that can be made to fail; images behave as the test says, and are
 *  good where it says nothing. */
export class DeliveryRoom extends EmbeddedRoom {
  readonly cluster = new UnrulyCluster(this.api);
  readonly behaviours: Map<string, Behaviour>;

  constructor(behaviours: Readonly<Record<string, Behaviour>> = {}, options: DeliveryOptions = {}) {
    const known = new Map(Object.entries(behaviours).map(([name, behaviour]) => [image(name), behaviour]));
    super((reference, container) => {
      const behaviour = known.get(reference) ?? 'good';
      return options.containers?.[container]?.() ?? (typeof behaviour === 'string' ? SCRIPTS[behaviour] : behaviour);
    }, options);
    this.behaviours = known;
  }

  /** From now on. */
  behave(name: string, behaviour: Behaviour): void {
    this.behaviours.set(image(name), behaviour);
  }

  get liveImage(): string | undefined {
    const spec = this.object('Deployment', 'api')?.['spec'] as
      | { readonly template: { readonly spec: { readonly containers: readonly { readonly image: string }[] } } }
      | undefined;
    return spec?.template.spec.containers[0]?.image;
  }

  get lastState(): RecordState | undefined {
    return this.records.states.at(-1)?.state;
  }

  protected override get port() {
    return this.cluster;
  }

  protected override manifestsOf(name: string): string {
    return manifests(name);
  }
}
