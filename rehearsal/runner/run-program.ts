import { runProcess } from './process.ts';
import { processEnvironment } from './process-environment.ts';
import { checkFolder, startProblem } from './start-problem.ts';
import { type StepRun, StepStopped } from './step-run.ts';

/** Runs a program of a step to its end. @returns its exit code
 *  @throws {StepStopped} when the step had to stop, however the program took it; the runner's sentence when it cannot be started */
export async function runProgram(
  run: StepRun,
  program: {
    readonly file: string;
    readonly args: readonly string[];
    readonly folder: string;
    readonly extra?: Readonly<Record<string, string>>;
  },
): Promise<number> {
  const { state, signal, output } = run;
  const { file, args, folder, extra = {} } = program;
  try {
    checkFolder(folder);
    const code = await runProcess({
      enclosure: state.request.machine.enclosure,
      file,
      args,
      cwd: folder,
      env: processEnvironment(state, { ...run, extra }),
      onLine: (line) => output.write(line),
      signal,
      kill: state.request.abandon,
      clock: state.request.machine.clock,
    });
    if (signal.aborted) throw new StepStopped();
    return code;
  } catch (error) {
    throw startProblem(error, file, folder);
  }
}
