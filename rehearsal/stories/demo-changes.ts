import type { Change } from '../story/deed.ts';
import type { StoryDelivery } from '../story/story.ts';

/** What people change in the services of the demo. */
export interface DemoChanges {
  heading(from: string, to: string): Change;
  /** Seen on the page of the service that says it is alive. */
  readonly livelyApi: Change;
  /** Fails a test of the dashboard. */
  readonly failingTest: Change;
  /** Passes every test, and answers nobody in a cluster. */
  readonly deaf: Change;
  /** Passes every test and runs in every tier but this one. */
  crashIn(tier: string): Change;
  /** Passes every test and crashes where it matters: it wants a setting that only a cluster could have, and does not. */
  readonly crash: Change;
}

export const demoChanges = ({ root, services }: StoryDelivery): DemoChanges => ({
  heading: (from, to) => ({
    path: `${root}/dashboard/page.js`,
    replace: `<h1>${from}</h1>`,
    by: `<h1>${to}</h1>`,
  }),
  livelyApi: {
    path: `${root}/websocket-server/app/api.py`,
    replace: '{"status": "live"}',
    by: '{"status": "live and well"}',
  },
  failingTest: {
    path: `${root}/dashboard/page.js`,
    replace: 'harmless(answer.reason)',
    by: '"for some reason"',
  },
  deaf: {
    path: `${root}/dashboard/server.js`,
    replace: '  server.listen(settings.port, () =>',
    by: '  if (settings.environment !== "local") await new Promise((resolve) => setTimeout(resolve, 600_000));\n  server.listen(settings.port, () =>',
  },
  crashIn: (tier) => ({
    path: `${root}/dashboard/server.js`,
    replace: '  const settings = readSettings(process.env);',
    by: `  const settings = readSettings(process.env);\n  if (settings.environment === "${tier}") throw new Error("FEATURE_FLAGS is not set.");`,
  }),
  crash: services.some(({ name }) => name === API)
    ? {
        path: `${root}/websocket-server/app/__main__.py`,
        replace: 'configure_logging()\n',
        by: 'configure_logging()\nif os.environ.get("ENVIRONMENT", "local") != "local" and "FEATURE_FLAGS" not in os.environ:\n    sys.exit("FEATURE_FLAGS is not set: the service does not know which features are on.")\n',
      }
    : {
        path: `${root}/dashboard/server.js`,
        replace: '  const settings = readSettings(process.env);',
        by: '  const settings = readSettings(process.env);\n  if (settings.environment !== "local" && !process.env.FEATURE_FLAGS) throw new Error("FEATURE_FLAGS is not set.");',
      },
});

/** The services of the demo by name; where there is no Python the API is not among them. */
export const API = 'ai-agent-api';
export const DASHBOARD = 'dashboard';
