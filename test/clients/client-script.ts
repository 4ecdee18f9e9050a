/** One command as people type it, with quotes as a shell knows them and nothing else of a shell. `{namespace}`, `{image}` and
 *  `{chart}` are filled in. */
export type Command = string;

/** What is run, and how much of what it says two clusters must say alike. */
export interface Step {
  readonly run: Command;
  /** Standard input. */
  readonly input?: string;
  /** `all` unless given. `code`: how it ends, and nothing of its words, where these tell of the cluster and not of the command. */
  readonly compare?: 'all' | 'code';
}

/** Commands that two clusters must answer alike, run one after the other in a namespace of their own. */
export interface ClientScript {
  /** Kebab-case; also the name of its expected trace. */
  readonly name: string;
  /** Files of the folder that the commands run in. */
  readonly files?: Readonly<Record<string, string>>;
  readonly steps: readonly (Command | Step)[];
  /** Takes away what is not in the namespace, also after a failure. */
  readonly after?: readonly Command[];
}

export const stepOf = (step: Command | Step): Step => (typeof step === 'string' ? { run: step } : step);

/** The words of a command. @throws {Error} for a quote that does not end. */
export const wordsOf = (command: Command): readonly string[] => {
  const words: string[] = [];
  let rest = command.trim();
  while (rest !== '') {
    const word = /^(?:[^\s'"]|'[^']*'|"[^"]*")+/.exec(rest)?.[0];
    if (word === undefined) throw new Error(`A quote in ${JSON.stringify(command)} does not end.`);
    words.push(
      word.replace(/'([^']*)'|"([^"]*)"/g, (_all, single?: string, double?: string) => single ?? double ?? ''),
    );
    rest = rest.slice(word.length).trimStart();
  }
  return words;
};
