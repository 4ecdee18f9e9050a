import { type Manifest, WEB, web } from './workload.ts';

/** A release of the server that leaves no client behind: what it answers, and how it is broken, if at all. */
export interface SteadyRelease {
  readonly version: string;
  /** `absent`: its image was never pushed. The others are told to the server (`images/steady/server.ts`). */
  readonly fault?: 'absent' | 'exits' | 'never-ready' | 'unready-under-traffic' | 'fails-every-fifth';
}

/** Its manifests; `image` is the server's. */
export const steady = (
  image: string,
  { version, fault }: SteadyRelease,
  podLabels: Readonly<Record<string, string>> = {},
): readonly Manifest[] =>
  web({
    podLabels,
    image: fault === 'absent' ? image.replace(/sha256:.*$/, `sha256:${'0'.repeat(64)}`) : image,
    container: {
      env: [
        { name: 'VERSION', value: version },
        ...(fault === undefined || fault === 'absent' ? [] : [{ name: 'FAULT', value: fault }]),
      ],
    },
    pod: { terminationGracePeriodSeconds: 10 },
  });

/** The Gateway of a tier that has one. */
export const GATEWAY = 'public';

/** The same behind a Gateway: pods that their own Service alone selects, and a route that leads to it. */
export const routed = (image: string, release: SteadyRelease): readonly Manifest[] => [
  ...steady(image, release, { 'sluice.dev/track': 'stable' }),
  {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: WEB },
    spec: { parentRefs: [{ name: GATEWAY }], rules: [{ backendRefs: [{ name: WEB, port: 80 }] }] },
  },
];

/** Inputs of the action, with the times of the load test. */
export const ROLLING = { strategy: 'rolling', 'stable-for': '3' } as const;
export const BLUE_GREEN = {
  strategy: 'blue-green',
  'stable-for': '3',
  bake: '5',
  'scale-down-delay': '2',
} as const;
export const CANARY = { strategy: 'canary', 'stable-for': '3', steps: '33:4,50:4' } as const;
/** Shares and seconds are the check's. */
export const WEIGHTED = { strategy: 'canary', traffic: 'gateway', 'stable-for': '3' } as const;

export type StrategyInputs = Readonly<Record<string, string>>;
