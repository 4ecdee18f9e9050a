import type { Delivery } from '../../domain/delivery.ts';
import { reachOf } from './reach.ts';
import type { Change, Expected } from './stage.ts';
import type { Act } from './story.ts';

const ROOT = 'examples/ai-agent-platform';
const HEADING = '<h1>Agents</h1>';

const heading = (from: string, to: string): Change => ({ path: `${ROOT}/dashboard/page.js`, replace: from, by: to });

const renamedApi: Change = {
  path: `${ROOT}/websocket-server/app/api.py`,
  replace: 'title="AI Agent Platform"',
  by: 'title="AI Agent Platform, improved"',
};

/** Passes every test and crashes where it matters: it wants a setting that only a cluster could have, and does not. */
const crash: Change = {
  path: `${ROOT}/websocket-server/app/__main__.py`,
  replace: 'configure_logging()\n',
  by: 'configure_logging()\nif os.environ.get("ENVIRONMENT", "local") != "local" and "FEATURE_FLAGS" not in os.environ:\n    sys.exit("FEATURE_FLAGS is not set: the service does not know which features are on.")\n',
};

const crashOfDashboard: Change = {
  path: `${ROOT}/dashboard/server.js`,
  replace: '  const settings = readSettings(process.env);',
  by: '  const settings = readSettings(process.env);\n  if (settings.environment !== "local" && !process.env.FEATURE_FLAGS) throw new Error("FEATURE_FLAGS is not set.");',
};

/** The demo's delivery from a feature branch to production, told over the services that can run here. The last of them is the
 *  dashboard; where there is no Python it is alone. A tier may run in several clusters: each of them has a record of its own. */
export function demoStory(delivery: Pick<Delivery, 'cluster' | 'services' | 'tiers'>): readonly Act[] {
  const services = delivery.services.map(({ name }) => name);
  const good = (service: string, tier: string): Expected[] =>
    Array.from({ length: reachOf(delivery, tier).good }, () => ({ service, tier, outcome: 'complete' }));
  const bad = (service: string, tier: string, sentence: RegExp): Expected[] =>
    Array.from({ length: reachOf(delivery, tier).bad }, () => ({ service, tier, outcome: 'rolled-back', sentence }));
  const all = (tier: string): Expected[] => services.flatMap((service) => good(service, tier));
  const withApi = services.includes('ai-agent-api');
  const broken = withApi ? 'ai-agent-api' : 'dashboard';
  const shows = (tier: string, text: string) => ({ tier, service: 'dashboard', path: '/', shows: text });
  return [
    {
      title: 'A push to feature/heading reaches dev',
      branch: 'feature/heading',
      play: (stage) =>
        stage.push({
          branch: 'feature/heading',
          from: 'main',
          message: 'feat: a better heading',
          changes: [heading(HEADING, '<h1>Your agents</h1>'), ...(withApi ? [renamedApi] : [])],
        }),
      expected: all('dev'),
      approvals: [],
      sight: [shows('dev', 'Your agents')],
    },
    {
      title: 'A push that crashes is explained and rolled back',
      branch: 'feature/flags',
      play: (stage) =>
        stage.push({
          branch: 'feature/flags',
          from: 'feature/heading',
          message: 'feat: feature flags',
          changes: [withApi ? crash : crashOfDashboard],
        }),
      expected: services.flatMap((service) =>
        service === broken ? bad(service, 'dev', /FEATURE_FLAGS|exit/) : good(service, 'dev'),
      ),
      approvals: [],
      sight: [shows('dev', 'Your agents')],
    },
    {
      title: 'A merge to develop reaches staging and passes its end-to-end tests',
      branch: 'develop',
      meanwhile: true,
      play: (stage) => stage.merge('develop', 'feature/heading'),
      expected: all('staging'),
      approvals: [],
      sight: [shows('staging', 'Your agents')],
    },
    {
      title: 'A merge to main waits for approval and reaches production with the very bytes that staging ran',
      branch: 'main',
      play: (stage) => stage.merge('main', 'develop'),
      expected: all('production'),
      approvals: ['production-approval'],
      sight: [shows('production', 'Your agents')],
    },
    {
      title: 'A hotfix on main that staging never saw goes through staging first',
      branch: 'main',
      play: (stage) =>
        stage.push({
          branch: 'main',
          from: 'main',
          message: 'fix: the heading again',
          changes: [heading('<h1>Your agents</h1>', '<h1>All agents</h1>')],
        }),
      expected: [...good('dashboard', 'staging'), ...all('production')],
      approvals: ['production-approval'],
      sight: [shows('production', 'All agents')],
    },
    {
      title: 'One dispatch returns production to the release before',
      branch: 'main',
      play: (stage) => stage.dispatch('rollback.yml', 'main', { tier: 'production', service: 'dashboard', to: '' }),
      expected: good('dashboard', 'production'),
      approvals: [],
      sight: [shows('production', 'Your agents')],
    },
  ];
}
