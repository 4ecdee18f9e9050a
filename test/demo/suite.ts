import { parseArgs } from 'node:util';
import type { Target } from './attacks/attack.ts';
import { dashboardAttacks } from './attacks/dashboard.ts';
import { httpAttacks } from './attacks/http.ts';
import { reportedAttacks } from './attacks/reported.ts';
import { socketAttacks } from './attacks/sockets.ts';
import { type Check, NotHere } from './check.ts';
import { endingChecks } from './endings.ts';
import { firestoreChecks } from './firestore.ts';
import { apiCommand, dashboardCommand, prepareGround } from './ground.ts';
import { loadCheck } from './load.ts';
import { pagesCheck } from './pages.ts';
import { ServiceProcess } from './service-process.ts';
import { slowestP99, underAttack } from './under-attack.ts';

const LOAD = 60;
const LONG_LOAD = 600;

/** Attacks the demo's services, as processes with the memory of a pod. Whatever is sent goes to addresses of this machine. */
async function main(): Promise<number> {
  const { values } = parseArgs({ options: { only: { type: 'string' }, long: { type: 'boolean' } } });
  const ground = await prepareGround();
  const api = await ServiceProcess.start(apiCommand(ground));
  const dashboard = await ServiceProcess.start(dashboardCommand(api.url));
  const target: Target = { api, dashboard };
  if (api.peak === undefined)
    console.log('No control group can be made here: the memory of a pod is watched, not enforced.');
  const slowest = await slowestP99(target);
  console.log(`Another user may wait ${Math.round(slowest)} ms (P99) while somebody attacks.`);
  const attacks = [...httpAttacks, ...socketAttacks, ...dashboardAttacks, ...reportedAttacks];
  const checks: readonly Check[] = [
    ...attacks.map((attack) => underAttack(attack, target, slowest)),
    underAttack({ name: pagesCheck(target).name, run: () => pagesCheck(target).run() }, target, slowest),
    loadCheck(target, values.long ? LONG_LOAD : LOAD),
    ...endingChecks(ground),
    ...firestoreChecks(ground),
  ].filter(({ name }) => values.only === undefined || name.includes(values.only));
  const counts = { passed: 0, failed: 0, skipped: 0 };
  try {
    for (const { name, run } of checks) {
      const began = performance.now();
      const took = (): string => `${((performance.now() - began) / 1000).toFixed(1)} s`;
      try {
        const seen = await run();
        console.log(`✓ ${name} (${took()}): ${seen}`);
        counts.passed += 1;
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        const left = error instanceof NotHere;
        console.log(`${left ? '○' : '✗'} ${name} (${took()}): ${left ? 'not run, there is not ' : ''}${message}`);
        counts[left ? 'skipped' : 'failed'] += 1;
      }
    }
  } finally {
    await Promise.all([api.kill(), dashboard.kill()]);
  }
  const { passed, failed, skipped } = counts;
  console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  return failed === 0 && passed > 0 ? 0 : 1;
}

process.exitCode = await main();
