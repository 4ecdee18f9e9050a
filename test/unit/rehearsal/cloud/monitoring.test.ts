import { createServer } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import { CloudGauges } from '../../../../adapters/google/cloud-gauges.ts';
import { GoogleApi } from '../../../../adapters/google/google-api.ts';
import { MONITORING } from '../../../../adapters/google/google-service.ts';
import { GAUGES } from '../../../../domain/restore-drill/gauge.ts';
import { monitoringListener, type ToldNumbers } from '../../../../rehearsal/cloud/monitoring/server.ts';
import type { ToldRight } from '../../../../rehearsal/cloud/told-identities.ts';
import { type Loopback, listenOnLoopback } from '../../../../rehearsal/network/loopback.ts';

const servers: Loopback[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function telling(rights: readonly ToldRight[], namespace = 'production') {
  const told: ToldNumbers = new Map();
  const refused: string[] = [];
  const who = { token: 't', name: 'restore-drill', principal: 'principal://x', rights };
  const server = await listenOnLoopback(
    createServer(
      monitoringListener(
        told,
        { find: (token) => (token === 't' ? who : undefined) },
        { project: 'p', refuse: (error) => void refused.push(error.message) },
      ),
    ),
  );
  servers.push(server);
  const api = (token: string) =>
    new GoogleApi(MONITORING, { token, url: `http://127.0.0.1:${server.port}`, wait: async () => {} });
  const gauge = {
    metric: GAUGES.backup,
    database: 'agents',
    place: { location: 'eur3', cluster: 'c', namespace },
    seconds: 12,
  };
  return {
    told,
    refused,
    tell: (project = 'p', token = 't') => new CloudGauges(api(token), project, () => 0).tell([gauge]),
  };
}

const TELLS: ToldRight = { kind: 'project', role: 'roles/monitoring.metricWriter' };

describe('Cloud Monitoring in a rehearsal', () => {
  it('takes what the adapter tells it', async () => {
    const { tell, told } = await telling([TELLS]);
    await tell();
    expect([...told]).toEqual([['prometheus.googleapis.com/sluice_backup_timestamp_seconds/gauge agents', 12]]);
  });

  it('takes nothing from an identity without the right, from nobody, or without the labels that rules need', async () => {
    const without = await telling([{ kind: 'project', role: 'roles/monitoring.viewer' }]);
    await expect(without.tell()).rejects.toThrow(/403/);
    await expect(without.tell('p', 'other')).rejects.toThrow(/401/);
    const nowhere = await telling([TELLS], '');
    await expect(nowhere.tell()).rejects.toThrow(/400 \(INVALID_ARGUMENT: A time series lacks namespace/);
    expect([...without.told, ...nowhere.told]).toEqual([]);
  });

  it('ends the rehearsal where something else of it is wanted', async () => {
    const { tell, refused } = await telling([TELLS]);
    await expect(tell('other')).rejects.toThrow(/501/);
    expect(refused).toEqual([expect.stringContaining('timeSeries of Cloud Monitoring')]);
  });
});
