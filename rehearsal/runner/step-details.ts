import type { StepLog } from './step-log.ts';

/** Writes what a step was given, folded, before its work begins.
 *  @see https://github.com/actions/runner src/Runner.Worker/Handlers/Handler.cs (PrintActionDetails) */
export function printDetails(
  log: StepLog,
  title: string,
  details: {
    readonly lines?: readonly string[];
    readonly inputs?: ReadonlyMap<string, string>;
    readonly env: ReadonlyMap<string, string>;
  },
): void {
  log.print(`##[group]${title}`);
  for (const line of details.lines ?? []) log.print(line);
  const { inputs = new Map<string, string>(), env } = details;
  if (inputs.size > 0) log.print('with:');
  for (const [name, value] of inputs) if (value !== '') log.print(`  ${name}: ${value}`);
  if (env.size > 0) log.print('env:');
  for (const [name, value] of env) log.print(`  ${name}: ${value}`);
  log.print('##[endgroup]');
}
