import { bundlesBench } from './bundles.ts';
import { languageBench } from './language.ts';
import type { Bench, Row } from './measure.ts';
import { scaleBench } from './scale.ts';
import { synthesisBench } from './synthesis.ts';
import { verdictsBench } from './verdicts.ts';

const number = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toFixed(value >= 10 ? 1 : 2));

function line({ label, ours, peer, unit, limit }: Row): string {
  const ratio = ours / peer;
  const verdict = limit === undefined ? '' : ratio <= limit ? `  within ${limit} ×` : `  OVER ${limit} ×`;
  return `  ${label.padEnd(36)} ${number(ours).padStart(8)} ${unit.padEnd(4)} against ${number(peer).padStart(8)} ${unit.padEnd(4)} = ${number(ratio)} ×${verdict}`;
}

/** All of them, in this order; those that are named on the command line. */
const BENCHES: Readonly<Record<string, () => Promise<readonly Bench[]>>> = {
  language: languageBench,
  synthesis: async () => [await synthesisBench()],
  bundles: bundlesBench,
  verdicts: verdictsBench,
  scale: scaleBench,
};
const named = process.argv.slice(2);
const asked = Object.keys(BENCHES).filter((name) => named.length === 0 || named.includes(name));
const made: Bench[] = [];
for (const name of asked) made.push(...((await BENCHES[name]?.()) ?? []));

let over = 0;
for (const { name, rows } of made) {
  console.log(`${name}\n${rows.map(line).join('\n')}\n`);
  over += rows.filter(({ ours, peer, limit }) => limit !== undefined && ours / peer > limit).length;
}
console.log(over === 0 ? 'Everything stays within its limit.' : `${over} figures are over their limit.`);
process.exitCode = over === 0 ? 0 : 1;
