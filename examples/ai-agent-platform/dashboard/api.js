const DEADLINE = 3000;
const PAGE = 100;
const MOST = 500;
const MOST_BYTES = 4 * 1024 * 1024;

/** What the API says to a visitor's key; every answer is `{ ok: true, … }` or `{ ok: false, reason }`, and comes in time. */
export function createApi(address) {
  const ask = async (path, key, requestId) => {
    if (address === undefined) return { ok: false, reason: 'no address of the API is set (API_URL).' };
    try {
      const response = await fetch(`${address}${path}`, {
        headers: { 'X-API-Key': key, 'X-Request-Id': requestId },
        signal: AbortSignal.timeout(DEADLINE),
        redirect: 'error',
      });
      if (Number(response.headers.get('content-length') ?? 0) > MOST_BYTES) {
        await response.body?.cancel();
        return { ok: false, reason: 'the API answered more than a page can show.' };
      }
      const value = await response.json().catch(() => undefined);
      if (response.ok && value !== undefined) return { ok: true, value };
      return { ok: false, status: response.status, reason: `the API answered ${response.status}.` };
    } catch (error) {
      return { ok: false, reason: `the API does not answer (${error.cause?.code ?? error.name}).` };
    }
  };
  return {
    address,
    me: (key, requestId) => ask('/me', key, requestId),
    /** The newest agents, so many that a page can show them. */
    async agents(key, requestId) {
      const agents = [];
      while (agents.length < MOST) {
        const last = agents.at(-1);
        const after = last === undefined ? '' : `&after=${encodeURIComponent(last.id)}`;
        const answer = await ask(`/agents?limit=${PAGE}${after}`, key, requestId);
        if (!answer.ok) return answer;
        agents.push(...answer.value);
        if (answer.value.length < PAGE) break;
      }
      return { ok: true, agents };
    },
    async agent(key, id, requestId) {
      const [agent, executions] = await Promise.all([
        ask(`/agents/${id}`, key, requestId),
        ask(`/agents/${id}/executions?limit=50`, key, requestId),
      ]);
      if (!agent.ok) return agent;
      return executions.ok ? { ok: true, agent: agent.value, executions: executions.value } : executions;
    },
  };
}
