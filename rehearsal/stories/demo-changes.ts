import type { Change } from '../story/deed.ts';
import type { StoryDelivery } from '../story/story.ts';

/** What people change in the services of the demo. */
export interface DemoChanges {
  heading(from: string, to: string): Change;
  /** Seen on the page of the service that says it is alive. */
  readonly livelyApi: Change;
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
