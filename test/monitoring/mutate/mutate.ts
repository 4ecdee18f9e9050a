import { parseArgs } from 'node:util';
import { HOW_TO_INSTALL, promtool } from '../promtool.ts';
import { productionRules, SUITES } from '../rules.ts';
import { bent } from './bends.ts';
import { EQUAL } from './equal.ts';
import { unnoticed } from './noticed.ts';

/** Of all mutants, and of those of each alert. */
const [ALL, EACH] = [0.95, 0.8];
/** So many may be equal to their rule. */
const MOST_EQUAL = 0.1;

/** Bends one thing of each alert after the other, and says what no scenario notices. @param end when no further alert is begun */
function main(program: string, only: string | undefined, end: number): number {
  const rules = productionRules()
    .flatMap((group) => group.rules)
    .filter((rule) => rule.kind === 'alert')
    .filter(({ name, labels }) => name !== 'Watchdog' && [undefined, 'ai-agent-api'].includes(labels['service']))
    .filter(({ name }) => only === undefined || name.includes(only));
  const sum = { all: 0, noticed: 0, equal: 0 };
  const complaints: string[] = [];
  for (const [index, rule] of rules.entries()) {
    if (Date.now() > end) {
      complaints.push(
        `Not tried within the time: ${rules
          .slice(index)
          .map(({ name }) => name)
          .join(', ')}.`,
      );
      break;
    }
    const all = bent(rule);
    const isEqual = (what: string) => EQUAL.find((equal) => equal.alert === rule.name && equal.what.test(what));
    const mutants = all.filter(({ what }) => isEqual(what) === undefined);
    const left = unnoticed(
      program,
      rule,
      mutants,
      // Those that are told slowly have the fewest points: what they notice costs the others nothing.
      SUITES.filter(({ judges }) => judges(rule.name)).toReversed(),
    );
    const noticed = mutants.length - left.length;
    sum.all += mutants.length;
    sum.noticed += noticed;
    sum.equal += all.length - mutants.length;
    console.log(`${rule.name}: ${noticed} of ${mutants.length} noticed`);
    for (const { what } of left) console.log(`  not noticed: ${what}`);
    if (noticed < EACH * mutants.length) complaints.push(`${rule.name} is below ${100 * EACH} %.`);
    for (const equal of EQUAL.filter(({ alert }) => alert === rule.name))
      if (!all.some(({ what }) => equal.what.test(what)))
        complaints.push(`${rule.name} has no mutant that ${equal.what} says is equal.`);
  }
  if (sum.noticed < ALL * sum.all) complaints.push(`Less than ${100 * ALL} % are noticed.`);
  if (sum.equal > MOST_EQUAL * (sum.all + sum.equal)) complaints.push(`${sum.equal} are said to be equal: too many.`);
  for (const complaint of complaints) console.log(complaint);
  const percent = ((100 * sum.noticed) / sum.all).toFixed(1);
  console.log(`${sum.noticed} of ${sum.all} mutants noticed (${percent} %), ${sum.equal} equal to their rule`);
  return complaints.length === 0 ? 0 : 1;
}

const { values } = parseArgs({ options: { only: { type: 'string' }, minutes: { type: 'string', default: '15' } } });
const program = promtool();
if (program === undefined) console.log(`Not run: ${HOW_TO_INSTALL}`);
else process.exitCode = main(program, values.only, Date.now() + 60_000 * Number(values.minutes));
