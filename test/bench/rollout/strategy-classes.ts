import { type ImageName, web } from '../../cluster/scenarios/workload.ts';
import { type BenchClass, SHORT, type StrategyCase } from './bench-class.ts';
import { STABLE_FOR } from './ranking.ts';

const BAKE = 5;
const SCALE_DOWN = 2;
/** Argo's canary becomes the stable version; ours is measured beside the stable pods, which then are replaced once more. */
const REPLACED = 3;

const BLUE_GREEN: StrategyCase = {
  kind: 'blueGreen',
  replicas: 2,
  inputs: { strategy: 'blue-green', bake: String(BAKE), 'scale-down-delay': String(SCALE_DOWN) },
  argo: { blueGreen: { activeService: 'web', scaleDownDelaySeconds: SCALE_DOWN } },
  longer: STABLE_FOR + BAKE + SCALE_DOWN,
};

const CANARY: StrategyCase = {
  kind: 'canary',
  replicas: 2,
  inputs: { strategy: 'canary', steps: '50:5' },
  argo: { canary: { steps: [{ setWeight: 50 }, { pause: { duration: '5s' } }] } },
  longer: STABLE_FOR + REPLACED,
};

const withStrategy = (
  id: string,
  label: string,
  kind: BenchClass['kind'],
  image: ImageName,
  strategy: StrategyCase,
): BenchClass => ({
  id,
  label,
  kind,
  strategy,
  followed: ['deployment', 'web'],
  limits: SHORT,
  before: (images) => web({ image: images('first') }),
  after: ({ named }) => web({ image: named(image) }),
});

/** What Argo Rollouts is asked to do, too. */
export const STRATEGY_CLASSES: readonly BenchClass[] = [
  withStrategy('blue-green', 'blue-green, good release', 'good', 'second', BLUE_GREEN),
  withStrategy('blue-green-broken', 'blue-green, process that ends at once', 'broken', 'crashing', BLUE_GREEN),
  withStrategy('canary', 'canary, good release', 'good', 'second', CANARY),
  withStrategy('canary-broken', 'canary, process that ends at once', 'broken', 'crashing', CANARY),
];
