import { fieldsOf, listOf, textOf, valueAt } from '../read/fields.ts';
import { type Container, containersOf, environmentOf, type Pods, podsOf, specPath } from '../read/pods.ts';
import { found, type ManifestRule } from '../tree.ts';

export const shortGrace: ManifestRule = {
  id: 'short-grace',
  why: 'The time of preStop is part of the grace: what is left after it is all that a process has to end its requests before it is killed.',
  example: 'preStop: {sleep: {seconds: 30}} with terminationGracePeriodSeconds: 30',
  fix: 'Let terminationGracePeriodSeconds be at least what preStop takes, what the process is told to take, and a few seconds.',
  source: 'https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination',
  judge: (tree) =>
    podsOf(tree).flatMap((pods) => {
      const grace = graceOf(pods);
      return containersOf(pods).flatMap((container) => {
        const [wait, drain] = [preStopOf(container), drainOf(container)];
        if (wait + drain < grace || wait + drain === 0) return [];
        const needed = drain === 0 ? `${wait} s of preStop` : `${wait} s of preStop and ${drain} s of the process`;
        return [
          found(
            pods.of,
            specPath(pods, 'terminationGracePeriodSeconds'),
            `is ${grace} s, and container "${container.name}" needs ${needed}`,
          ),
        ];
      });
    }),
};

const graceOf = ({ spec }: Pods): number => Number(spec['terminationGracePeriodSeconds'] ?? 30);

const preStopOf = ({ fields }: Container): number => {
  const preStop = fieldsOf(valueAt(fields, 'lifecycle', 'preStop'));
  const slept = valueAt(preStop, 'sleep', 'seconds');
  if (typeof slept === 'number') return slept;
  const command = listOf(valueAt(preStop, 'exec', 'command'))
    .map(String)
    .join(' ');
  return Number(/\bsleep\s+(\d+)/.exec(command)?.[1] ?? 0);
};

/** What the process is told, by the names that are in use. */
const drainOf = (container: Container): number => {
  const given = environmentOf(container).find(({ name }) => name === 'DRAIN_SECONDS');
  const words = [...listOf(container.fields['command']), ...listOf(container.fields['args'])].map(String).join(' ');
  const option = /--timeout-graceful-shutdown[= ](\d+)|--graceful-timeout[= ](\d+)/.exec(words);
  return Number(textOf(given?.fields['value']) ?? option?.[1] ?? option?.[2] ?? 0);
};
