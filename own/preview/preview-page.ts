import type { Delivery } from '../../domain/delivery.ts';
import { type GeneratedFile, generatedFrom } from '../../domain/generated-file.ts';
import type { Dashboard } from '../../manifests-src/observability/dashboards/dashboard.ts';
import { runbooksFolder } from '../../manifests-src/observability/links.ts';
import { promql } from '../../manifests-src/observability/promql/text.ts';
import type { WatchedService } from '../../manifests-src/observability/watched-service.ts';
import type { RecordedAnswers } from './answers.ts';
import { askedDirectly, shownDashboards } from './asked.ts';
import { harmless, panelFigure } from './panel-figure.ts';
import { STYLE } from './style.ts';

const SOURCE = 'own/preview/preview-page.ts > previewPage';

/** `docs/dashboards.html`: every panel of a delivery's dashboards as it looks, of recorded answers. It asks nobody for anything. */
export function previewPage(delivery: Delivery, answers: RecordedAnswers): GeneratedFile {
  const { services, dashboards } = shownDashboards(delivery);
  const part = (dashboard: Dashboard): string => dashboardPart(dashboard, { services, answers, delivery });
  return {
    path: 'docs/dashboards.html',
    source: SOURCE,
    content: `<!-- ${generatedFrom(SOURCE)} -->
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Dashboards</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<h1>Dashboards</h1>
<p>What Grafana and Cloud Monitoring show of the demo, drawn from what a Prometheus answered to the same queries over six scripted hours: a release that some users fail with, and the way back. Dashed: pods began. Red: the bound of an alert.</p>
<nav aria-label="Dashboards">${dashboards.map(({ uid, title }) => `<a href="#${uid}">${harmless(title)}</a>`).join(' ')}</nav>
</header>
<main>
${dashboards.map(part).join('\n')}
</main>
</body>
</html>
`,
  };
}

interface Given {
  readonly services: readonly WatchedService[];
  readonly answers: RecordedAnswers;
  readonly delivery: Delivery;
}

const dashboardPart = ({ uid, title, panels }: Dashboard, { services, answers, delivery }: Given): string =>
  `<section id="${uid}" aria-labelledby="${uid}-title">
<h2 id="${uid}-title">${harmless(title)}</h2>
<div class="panels">
${panels
  .map((panel) =>
    panelFigure({
      panel,
      answers,
      asked: askedDirectly(panel, services).map(promql),
      recorded: answers.panels.find((each) => each.dashboard === uid && each.title === panel.title)?.queries ?? [],
      runbook: (alert) => `../${runbooksFolder(delivery)}/${alert}.md`,
    }),
  )
  .join('\n')}
</div>
</section>`;
