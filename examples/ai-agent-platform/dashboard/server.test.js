import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, describe, it } from 'node:test';
import { createDashboard } from './server.js';
import { readSettings } from './settings.js';

const listen = (server) =>
  new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${server.address().port}`)));

describe('the dashboard', () => {
  const api = createServer((request, response) => {
    const known = request.headers['x-api-key'] === 'key';
    response.writeHead(known ? 200 : 401, { 'Content-Type': 'application/json' });
    response.end(
      JSON.stringify([{ name: '<b>Echo</b>', instructions: 'shout', owner: 'ada', created_at: '2026-01-01' }]),
    );
  });
  const servers = [api];
  let apiUrl = '';
  const start = async (environ) => {
    const dashboard = createDashboard(readSettings(environ));
    servers.push(dashboard.server);
    return { ...dashboard, url: await listen(dashboard.server) };
  };
  before(async () => {
    apiUrl = await listen(api);
  });
  after(() => {
    for (const server of servers) {
      server.closeAllConnections();
      server.close();
    }
  });

  it('shows the agents, and their names do no harm', async () => {
    const { url } = await start({ API_URL: apiUrl, API_KEY: 'key' });
    const text = await (await fetch(url)).text();
    assert.match(text, /&#60;b&#62;Echo/);
    assert.doesNotMatch(text, /<b>Echo/);
  });

  it('says why it shows none', async () => {
    const { url } = await start({ API_URL: apiUrl, API_KEY: 'wrong' });
    assert.match(await (await fetch(url)).text(), /the API answered 401/);
    const alone = await start({});
    assert.match(await (await fetch(alone.url)).text(), /no address of the API is set/);
  });

  it('finds the API where Kubernetes says it is', () => {
    assert.equal(
      readSettings({ AI_AGENT_API_SERVICE_HOST: '10.0.0.7', AI_AGENT_API_SERVICE_PORT: '80' }).api,
      'http://10.0.0.7:80',
    );
  });

  it('tells its image digest', async () => {
    const { url } = await start({ IMAGE_DIGEST: 'sha256:x', ENVIRONMENT: 'test' });
    assert.deepEqual(await (await fetch(`${url}/version`)).json(), { digest: 'sha256:x', environment: 'test' });
  });

  it('is alive but not ready while draining, and ends connections', async () => {
    const { url, drain } = await start({});
    assert.equal((await fetch(`${url}/health/ready`)).status, 200);
    drain();
    const ready = await fetch(`${url}/health/ready`);
    assert.equal(ready.status, 503);
    assert.equal(ready.headers.get('connection'), 'close');
    assert.equal((await fetch(`${url}/health/live`)).status, 200);
  });

  it('refuses a port that is none', () => {
    assert.throws(() => readSettings({ PORT: 'web' }), /PORT is web/);
  });
});
