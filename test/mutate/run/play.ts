import { instrument } from '../instrument/instrument.ts';
import type { Mutant } from '../instrument/mutant.ts';
import type { Rules } from '../subjects.ts';
import { Player } from './player.ts';
import type { Ending } from './stage.ts';
import { type Survey, trialOf } from './survey.ts';

/** What became of a mutant. `silent`: its process said nothing any more. `unreached`: no test passes it. */
export interface Result {
  readonly mutant: Mutant;
  readonly ending: Ending | { readonly kind: 'silent' | 'unreached' };
}

/** Mutants to try, file by file. */
export interface Order {
  readonly rules: Rules;
  readonly files: readonly { readonly file: string; readonly mutants: readonly Mutant[] }[];
}

/** Tries mutants in several processes at a time.
 *  @returns what became of them, file by file */
export async function* play(
  orders: readonly Order[],
  { atOnce, until }: { readonly atOnce: number; readonly until: number },
): AsyncGenerator<readonly Result[]> {
  const players = Array.from({ length: atOnce }, () => new Player());
  try {
    for (const { rules, files } of orders) {
      if (performance.now() > until) return;
      const survey = await surveyOf(players[0] ?? new Player(), rules);
      for (const { file, mutants } of files) {
        const waiting = [...mutants];
        const results = players.map((player) => drain(player, { rules, file, survey, waiting, until }));
        yield (await Promise.all(results)).flat();
      }
    }
  } finally {
    for (const player of players) player.close();
  }
}

async function surveyOf(player: Player, rules: Rules): Promise<Survey> {
  const said = await player.ask({ kind: 'survey', rules });
  if (said?.kind === 'surveyed') return said.survey;
  throw new Error(
    `The tests of ${rules.files[0]} and what is mutated with it could not be run. ${said?.kind === 'broken' ? said.why : 'They did not end.'}`,
  );
}

interface Work {
  readonly rules: Rules;
  readonly file: string;
  readonly survey: Survey;
  /** Shared by all players. */
  readonly waiting: Mutant[];
  readonly until: number;
}

async function drain(player: Player, { rules, file, survey, waiting, until }: Work): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (let mutant = waiting.shift(); mutant !== undefined; mutant = waiting.shift()) {
    if (performance.now() > until) break;
    const trial = trialOf(mutant.id, survey);
    if (trial.files.length === 0) {
      results.push({ mutant, ending: { kind: 'unreached' } });
      continue;
    }
    const said = await player.ask({ kind: 'try', rules, file, trial });
    if (said?.kind === 'broken') throw new Error(`${file}:${mutant.line}: ${said.why}`);
    results.push({ mutant, ending: said?.kind === 'tried' ? said.ending : { kind: 'silent' } });
  }
  return results;
}

export const orderOf = async (root: string, rules: Rules): Promise<Order> => ({
  rules,
  files: await instrument(root, rules.files),
});
