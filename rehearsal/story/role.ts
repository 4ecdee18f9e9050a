import type { Moment } from './moment.ts';

/** How a job is played that is not simply run. */
export type Role = RoleFrame &
  (
    | {
        /** It is run, though others are stood in for. */
        readonly plays: 'itself';
      }
    | {
        /** Somebody stands in for it and succeeds. */
        readonly plays: 'passes';
        readonly outputs?: Readonly<Record<string, string>>;
      }
    | {
        /** Somebody stands in for it and fails, with this error; with outputs where it had done its work before, as with a post
         *  step that fails. */
        readonly plays: 'fails';
        readonly says: string;
        /** The action, or the first line of the script, that fails where stand-ins play steps; all others are played to their end. */
        readonly step?: string | RegExp;
        readonly outputs?: Readonly<Record<string, string>>;
      }
    | {
        /** It gets a runner, and nothing comes of it until it is ended. */
        readonly plays: 'hangs';
      }
    | {
        /** Its runner disappears: at once, or from the moment on. */
        readonly plays: 'is lost';
        readonly when?: Moment;
      }
    | {
        /** It gets a runner that does nothing until the moment, and then runs it, or somebody stands in for it. */
        readonly plays: 'is held';
        readonly until: Moment | readonly Moment[];
        readonly outputs?: Readonly<Record<string, string>>;
      }
  );

interface RoleFrame {
  /** The deed whose run it is; any, where nothing is said. */
  readonly of?: string;
  /** Path of the job. */
  readonly job: string;
}

/** Who plays the jobs that have no role: they themselves, or somebody who stands in and succeeds, for the whole job or for each of its
 *  steps. Stand-ins for steps are told what the step is given, and a job's outputs come of theirs. */
export type Company = 'the jobs themselves' | 'stand-ins' | 'stand-ins for steps';

/** Whether anything of a job is really run that has no role. */
export const runsJobs = (company: Company = 'the jobs themselves'): boolean => company === 'the jobs themselves';

/** What GitHub writes on a job whose runner is gone.
 *  @see https://docs.github.com/en/actions/reference/limits and https://github.com/actions/runner/issues/510 */
export const LOST =
  'The hosted runner lost communication with the server. Anything in your workflow that terminates the runner process, starves it for CPU/Memory, or blocks its network access can cause this error.';
