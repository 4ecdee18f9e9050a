import { ownCluster } from '../cluster-under-test.ts';
import { fakeGitHub } from '../fake-github.ts';
import type { StrategyName } from '../load-run/plan.ts';
import { demoImages, inDemoTier } from './demo-tier.ts';
import { type DemoRow, demoTable, deployDemo } from './deploy-demo.ts';

/** The fewest that show something. */
const FEWEST = { deploys: 20, requests: 20_000, sessions: 200 };

/** The demo's own images under load, and what came of it, for people. @returns the exit code */
export async function loadDemo(
  strategies: readonly StrategyName[],
  deploys: number,
  say: (line: string) => void,
): Promise<number> {
  const cluster = await ownCluster();
  if (cluster.builder === undefined) throw new Error('The cluster has no registry to push images to.');
  const github = await fakeGitHub();
  const rows: DemoRow[] = [];
  try {
    const images = await demoImages(cluster.builder);
    for (const strategy of strategies)
      rows.push(
        await inDemoTier(`demo-${strategy}`, images, { cluster, github }, (tier) =>
          deployDemo(tier, strategy, deploys, say),
        ),
      );
  } finally {
    await github.close();
  }
  const sum = (of: 'deploys' | 'requests' | 'sessions') => rows.reduce((total, row) => total + row[of], 0);
  const few = sum('deploys') < FEWEST.deploys || sum('requests') < FEWEST.requests || sum('sessions') < FEWEST.sessions;
  console.log(`\n${demoTable(rows)}`);
  for (const { strategy, problems } of rows)
    for (const problem of new Set(problems)) {
      const times = problems.filter((other) => other === problem).length;
      console.log(`${strategy}, ${times} ×: ${problem}`);
    }
  console.log(
    `${sum('deploys')} deploys, ${sum('requests')} requests, ${sum('sessions')} sessions${few ? `: fewer than ${FEWEST.deploys}, ${FEWEST.requests} and ${FEWEST.sessions}, which show nothing` : ''}`,
  );
  return few || rows.some(({ problems }) => problems.length > 0) ? 1 : 0;
}
