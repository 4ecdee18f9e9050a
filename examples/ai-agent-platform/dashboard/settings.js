const LONGEST_DRAIN = 3600;

/** What the dashboard is told by its environment. @param {Record<string, string | undefined>} environ
 *  @throws with every variable that cannot be used. */
export function readSettings(environ) {
  const problems = [];
  const port = portOf(environ, 'PORT', 8080, problems);
  const metricsPort = environ.METRICS_PORT ? portOf(environ, 'METRICS_PORT', 9090, problems) : undefined;
  if (port !== 0 && metricsPort === port) problems.push(`METRICS_PORT is ${port}, which is the port of users (PORT).`);
  const drain = Number(environ.DRAIN_SECONDS || '20');
  if (!(drain > 0 && drain <= LONGEST_DRAIN))
    problems.push(`DRAIN_SECONDS is ${environ.DRAIN_SECONDS}: wanted seconds above 0 and up to ${LONGEST_DRAIN}.`);
  if (problems.length > 0) throw new Error(`The dashboard cannot start: ${problems.join(' ')}`);
  return {
    port,
    metricsPort,
    drain,
    api: apiUrl(environ),
    /** Seals the sessions of visitors, so every pod of a tier has the same. */
    secret: environ.SESSION_KEY || environ.API_KEY || undefined,
    digest: environ.IMAGE_DIGEST ?? '',
    environment: environ.TIER || environ.ENVIRONMENT || 'local',
    project: environ.GOOGLE_CLOUD_PROJECT || undefined,
  };
}

function portOf(environ, name, fallback, problems) {
  const port = Number(environ[name] || fallback);
  if (Number.isInteger(port) && port >= 0 && port <= 65535) return port;
  problems.push(`${name} is ${environ[name]}: wanted a number from 0 to 65535.`);
  return fallback;
}

/** An address that is set, or the one that Kubernetes hands to every pod of the namespace. */
function apiUrl(environ) {
  if (environ.API_URL) return environ.API_URL.replace(/\/+$/, '');
  const host = environ.AI_AGENT_API_SERVICE_HOST;
  return host ? `http://${host}:${environ.AI_AGENT_API_SERVICE_PORT ?? '80'}` : undefined;
}
