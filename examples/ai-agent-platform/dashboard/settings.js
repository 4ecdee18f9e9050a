/** What the dashboard is told by its environment. @param {Record<string, string | undefined>} environ */
export function readSettings(environ) {
  const port = Number(environ.PORT ?? '8080');
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new Error(`PORT is ${environ.PORT}: wanted a number from 0 to 65535.`);
  return {
    port,
    api: apiUrl(environ),
    key: environ.API_KEY ?? '',
    digest: environ.IMAGE_DIGEST ?? '',
    environment: environ.ENVIRONMENT ?? 'local',
  };
}

/** An address that is set, or the one that Kubernetes hands to every pod of the namespace. */
function apiUrl(environ) {
  if (environ.API_URL) return environ.API_URL;
  const host = environ.AI_AGENT_API_SERVICE_HOST;
  return host ? `http://${host}:${environ.AI_AGENT_API_SERVICE_PORT ?? '80'}` : undefined;
}
