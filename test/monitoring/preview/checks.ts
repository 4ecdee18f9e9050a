import { isDeepStrictEqual } from 'node:util';
import type { Delivery } from '../../../domain/delivery.ts';
import { keptAnswers } from '../../../own/preview/answers-file.ts';
import { askedDirectly, shownDashboards } from '../../../own/preview/asked.ts';
import { must } from '../../demo/check.ts';
import { EXPECTED } from './expected.ts';
import { answersOf, asked } from './recorded.ts';
import type { Replayed } from './replayed.ts';
import { differences, shownAtEnd, withoutAMetric } from './shown.ts';

/** One thing that must hold of what a Prometheus answers to the panels of a delivery, which has collected the scripted hours. */
export interface PanelCheck {
  readonly name: string;
  /** @returns what was seen, in a few words. @throws where it does not hold. */
  run(replayed: Replayed, delivery: Delivery): Promise<string>;
}

export const PANEL_CHECKS: readonly PanelCheck[] = [
  {
    name: 'each panel shows what the script says, to a hundredth',
    async run(replayed, delivery) {
      const { panels } = await answersOf(delivery, replayed);
      const shown = shownDashboards(delivery).dashboards.flatMap((dashboard) => dashboard.panels);
      const wrong = panels.flatMap(({ title, queries }, index) => {
        const panel = shown[index];
        return panel === undefined ? [] : differences(title, shownAtEnd(panel, queries), EXPECTED[title]);
      });
      must(panels.length > 0 && wrong.length === 0, wrong.join('\n'));
      return `${panels.length} panels`;
    },
  },
  {
    name: 'no query of a panel has an answer without each of its metrics',
    async run(replayed, delivery) {
      const { services, dashboards } = shownDashboards(delivery);
      const panels = dashboards.flatMap((dashboard) => dashboard.panels);
      const queries = panels.flatMap((panel) => askedDirectly(panel, services).flatMap(withoutAMetric));
      for (const { gone, promql } of queries) {
        const lines = await asked(replayed, promql);
        must(lines.length === 0, `Without ${gone} there is still an answer to ${promql}`);
      }
      return `${queries.length} queries`;
    },
  },
  {
    name: 'the page of dashboards is drawn from these answers',
    async run(replayed, delivery) {
      must(
        isDeepStrictEqual(await answersOf(delivery, replayed), keptAnswers()),
        'Prometheus answers something else than what is kept: npm run record:dashboards',
      );
      return 'they are the same';
    },
  },
];
