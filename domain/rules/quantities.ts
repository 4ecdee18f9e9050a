import type { Problem } from '../problem.ts';
import type { Resources } from '../tier.ts';

const CPU = /^(?:(\d+)m|(\d+(?:\.\d{1,3})?))$/;
const MEMORY = /^(\d+(?:\.\d+)?)(Ki|Mi|Gi|Ti|k|M|G|T)?$/;
const FACTORS: Readonly<Record<string, number>> = {
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
};
/** No process starts in less; a bare number of that size was meant in another unit. */
const LEAST = 4 * 2 ** 20;

/** What is wrong with resources that a tier or a service says; a service says only some.
 *  @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/ */
export const resourceProblems = ({ replicas, cpu, memory }: Partial<Resources>, at: string): Problem[] => [
  ...(replicas === undefined || (Number.isInteger(replicas) && replicas >= 1 && replicas <= 10_000)
    ? []
    : [{ field: `${at}.replicas`, value: replicas, message: 'A tier runs one pod or more, in whole numbers.' }]),
  ...(cpu === undefined || isCpu(cpu)
    ? []
    : [
        {
          field: `${at}.cpu`,
          value: cpu,
          message: 'Wanted a Kubernetes quantity of CPU: 250m, or 1.5 for one and a half.',
        },
      ]),
  ...(memory === undefined || isMemory(memory)
    ? []
    : [
        {
          field: `${at}.memory`,
          value: memory,
          message:
            'Wanted a Kubernetes quantity of memory such as 512Mi or 2Gi, at least 4Mi; "m" is a thousandth of a byte.',
        },
      ]),
];

function isCpu(text: string): boolean {
  const [, milli, whole] = CPU.exec(text) ?? [];
  return Number(milli ?? whole ?? 0) > 0;
}

const isMemory = (text: string): boolean => memoryBytes(text) >= LEAST;

/** The bytes of a quantity of memory; 0 for what is none. */
export function memoryBytes(text: string): number {
  const [, count, unit = ''] = MEMORY.exec(text) ?? [];
  return Number(count ?? 0) * (FACTORS[unit] ?? 1);
}
