import type { Scenario } from '../scenario.ts';
import { LIMIT, memory, surroundings, volume, well } from '../surroundings.ts';

const given = (name: string, minutes: number, series: Scenario['series'], fires: Scenario['fires']): Scenario => ({
  name,
  series: [...surroundings(minutes), ...well(minutes), ...series],
  fires,
});

const pods = (count: number, minutes: number): Scenario['series'] =>
  Array.from({ length: count }, (_, index) =>
    memory(minutes, () => 0.1 * LIMIT, { pod: `ai-agent-api-${index}` }),
  ).flat();

const NEAR = 'MemoryNearLimit ai-agent-api';

export const RESOURCES: readonly Scenario[] = [
  given(
    'a container uses 81 % of its memory',
    15,
    memory(15, () => 0.81 * LIMIT),
    { '9m': [], '11m': [NEAR] },
  ),
  given(
    'a container uses 79 % of its memory',
    15,
    memory(15, () => 0.79 * LIMIT),
    { '14m': [] },
  ),
  given(
    'a container beside it and one of another tier use more',
    15,
    [
      ...memory(15, () => 0.95 * LIMIT, { container: 'sidecar', pod: 'ai-agent-api-1' }),
      ...memory(15, () => 0.95 * LIMIT, { namespace: 'elsewhere' }),
    ],
    { '14m': [] },
  ),
  given(
    'a volume is 86 % full',
    15,
    [...volume(15, () => 0.86), ...volume(15, () => 0.1, { namespace: 'elsewhere', size: 200_000 })],
    { '9m': [], '11m': ['DiskNearFull '] },
  ),
  given(
    'a volume is 84 % full',
    15,
    volume(15, () => 0.84),
    { '14m': [] },
  ),
  given(
    'a volume of another tier is full',
    15,
    [...volume(15, () => 0.4), ...volume(15, () => 0.99, { namespace: 'elsewhere' })],
    { '14m': [] },
  ),
  given('ten pods of the ten that the quota allows', 20, pods(10, 20), { '14m': [], '16m': ['QuotaNearFull '] }),
  given(
    'nine pods of the ten that the quota allows',
    20,
    [
      ...pods(9, 20),
      ...memory(20, () => LIMIT, { namespace: 'elsewhere', pod: 'other' }),
      {
        series: 'container_memory_working_set_bytes{namespace="production", pod="sandbox", container=""}',
        values: '1x40',
      },
    ],
    { '19m': [] },
  ),
];
