import type { Options } from './command-line/given.ts';
import type { Standing } from './config/find-config.ts';

/** A command, once it is loaded. */
export interface Command {
  readonly usage: string;
  readonly options: Options;
  /** What can stand where no option does, as far as it is known before a delivery is. */
  readonly words: readonly string[];
  /** @returns the exit code, as its usage lists them */
  readonly run: (args: readonly string[], standing: Standing) => Promise<number>;
}

/** What `sluice` can do, in the order of its usage. A command is loaded when it is called, so that a small one starts fast. Help, completion and
 *  what is refused come from here. */
export const COMMANDS: Readonly<Record<string, { readonly about: string; readonly load: () => Promise<Command> }>> = {
  actions: {
    about: 'compares the commits of actions with GitHub, and renews them',
    load: async () => {
      const { actions, OPTIONS, USAGE, WORDS } = await import('./actions.ts');
      return { usage: USAGE, options: OPTIONS, words: WORDS, run: actions };
    },
  },
  check: {
    about: 'tells which generated files are stale, by file, line and source',
    load: async () => {
      const { check, OPTIONS, USAGE } = await import('./check.ts');
      return { usage: USAGE, options: OPTIONS, words: [], run: check };
    },
  },
  completion: {
    about: 'writes what completes these words in bash, zsh or fish',
    load: async () => {
      const { completion, USAGE } = await import('./completion.ts');
      const { SHELLS } = await import('./command-line/completion-scripts.ts');
      return { usage: USAGE, options: {}, words: SHELLS, run: completion };
    },
  },
  diff: {
    about: 'shows what synth would change, as a patch',
    load: async () => {
      const { diff, OPTIONS, USAGE } = await import('./diff.ts');
      return { usage: USAGE, options: OPTIONS, words: [], run: diff };
    },
  },
  doctor: {
    about: 'says what repository, project and cluster lack, and what mends it',
    load: async () => {
      const { doctor, OPTIONS, USAGE } = await import('./doctor.ts');
      return { usage: USAGE, options: OPTIONS, words: [], run: doctor };
    },
  },
  eject: {
    about: "makes generated files the repository's own, without marks",
    load: async () => {
      const { eject, OPTIONS, USAGE } = await import('./eject.ts');
      return { usage: USAGE, options: OPTIONS, words: [], run: eject };
    },
  },
  graph: {
    about: 'draws the delivery as Mermaid or SVG',
    load: async () => {
      const { graph, OPTIONS, USAGE } = await import('./graph.ts');
      return { usage: USAGE, options: OPTIONS, words: [], run: graph };
    },
  },
  init: {
    about: 'writes a first config from what is in the repository',
    load: async () => {
      const { init, OPTIONS, USAGE } = await import('./init.ts');
      return { usage: USAGE, options: OPTIONS, words: [], run: init };
    },
  },
  rbac: {
    about: 'writes the least Role of a deployer',
    load: async () => {
      const { rbac, OPTIONS, USAGE } = await import('./rbac.ts');
      return { usage: USAGE, options: OPTIONS, words: [], run: rbac };
    },
  },
  rehearse: {
    about: 'rehearses the whole delivery on this machine',
    load: async () => {
      const { rehearse } = await import('./rehearse.ts');
      const { OPTIONS, STORY_NAMES, USAGE } = await import('./rehearsal/options.ts');
      return { usage: USAGE, options: OPTIONS, words: STORY_NAMES, run: rehearse };
    },
  },
  rollout: {
    about: 'rolls out, watches and undoes on any cluster, without GitHub',
    load: async () => {
      const { rollout } = await import('./rollout.ts');
      const { COMMAND_WORDS, OPTIONS } = await import('./rollout/options.ts');
      const { USAGE } = await import('./rollout/usage.ts');
      return { usage: USAGE, options: OPTIONS, words: COMMAND_WORDS, run: rollout };
    },
  },
  setup: {
    about: 'writes what an administrator gives the cloud and GitHub once',
    load: async () => {
      const { setup, OPTIONS, USAGE } = await import('./setup.ts');
      return { usage: USAGE, options: OPTIONS, words: ['gcp'], run: setup };
    },
  },
  synth: {
    about: 'writes the generated files',
    load: async () => {
      const { synth, OPTIONS, USAGE } = await import('./synth.ts');
      return { usage: USAGE, options: OPTIONS, words: [], run: synth };
    },
  },
};

/** @returns `undefined` for a word that is no command */
export const commandNamed = (name: string): (typeof COMMANDS)[string] | undefined =>
  Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
