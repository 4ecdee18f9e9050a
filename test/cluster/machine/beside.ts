import { type Finished, finish, tail } from './command.ts';
import { answers } from './probe.ts';
import { Hopeless, until } from './until.ts';

/** A program that is needed for a while. */
export interface Companion {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  /** The whole environment. */
  readonly env: NodeJS.ProcessEnv;
  /** Address that answers 200 when it is well. */
  readonly health: string;
}

const ANSWERS_WITHIN = 30;

/** Runs a program for the time of `work`, which begins when it answers, and ends it then. It ends with this process's terminal, too.
 *  @throws what `work` throws, with the end of what the program said. */
export async function beside<T>({ name, program, args, env, health }: Companion, work: () => Promise<T>): Promise<T> {
  let end = (): void => {};
  let early: Finished | undefined;
  const ended = finish(program, args, {
    env,
    onStart: (signal) => {
      end = () => signal('SIGTERM');
    },
  }).then((finished) => {
    early = finished;
    return finished;
  });
  try {
    await until(`${name} to answer at ${health}`, ANSWERS_WITHIN, async () => {
      if (early !== undefined) throw new Hopeless(`${name} ended with code ${early.code} before it answered.`);
      return (await answers(health)) || undefined;
    });
    return await work();
  } catch (cause) {
    end();
    const { stdout, stderr } = await ended;
    const said = tail(`${stdout}${stderr}`, 12);
    throw new Error(`${cause instanceof Error ? cause.message : String(cause)}\n${name} said in the end:\n${said}`, {
      cause,
    });
  } finally {
    end();
    await ended;
  }
}
