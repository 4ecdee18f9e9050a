import { afterEach, describe, expect, it } from '@jest/globals';
import { CloudGauges } from '../../../../adapters/google/cloud-gauges.ts';
import { MONITORING } from '../../../../adapters/google/google-service.ts';
import { GAUGES, type Gauge } from '../../../../domain/restore-drill/gauge.ts';
import { type Said, scriptedGoogle } from './scripted-google.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const CALL = 'POST /v3/projects/p/timeSeries';
const place = { location: 'asia-northeast3', cluster: 'ai-agent-cluster', namespace: 'production' };
const gauge: Gauge = { metric: GAUGES.backup, database: 'agents-production', place, seconds: 1_796_000_000 };

async function toldTo(says: readonly Said[], gauges: readonly Gauge[]) {
  const { api, close, ...seen } = await scriptedGoogle({ [CALL]: says }, MONITORING);
  closing.push(close);
  const told = new CloudGauges(api, 'p', () => Date.parse('2026-12-01T10:17:00Z')).tell(gauges);
  return { told, ...seen };
}

describe('Cloud Monitoring', () => {
  it('is told a moment in seconds, by the names and labels that rules of a namespace ask for', async () => {
    const { told, asked } = await toldTo([{}], [gauge]);
    await told;
    expect(asked).toEqual([
      {
        call: CALL,
        authorization: 'Bearer ya29.secret',
        body: {
          timeSeries: [
            {
              metric: {
                type: 'prometheus.googleapis.com/sluice_backup_timestamp_seconds/gauge',
                labels: { database: 'agents-production' },
              },
              resource: {
                type: 'prometheus_target',
                labels: { project_id: 'p', ...place, job: 'restore-drill', instance: 'agents-production' },
              },
              metricKind: 'GAUGE',
              valueType: 'DOUBLE',
              points: [{ interval: { endTime: '2026-12-01T10:17:00.000Z' }, value: { doubleValue: 1_796_000_000 } }],
            },
          ],
        },
      },
    ]);
  });

  it('is told two hundred numbers a call, and all of them', async () => {
    const { told, asked } = await toldTo(
      [{}],
      Array.from({ length: 401 }, () => gauge),
    );
    await told;
    expect(asked.map(({ body }) => Object(body).timeSeries.length)).toEqual([200, 200, 1]);
  });

  it('is asked again while it is in trouble, and what it refuses is said by its name', async () => {
    const { told, waits } = await toldTo([{ status: 503 }, {}], [gauge]);
    await told;
    expect(waits).toEqual([500]);
    const IN_ORDER =
      'One or more TimeSeries could not be written: Points must be written in order. One or more of the points specified had an older start time than the most recent point.';
    const lost = await toldTo(
      [{ status: 503 }, { status: 400, body: { error: { status: 'INVALID_ARGUMENT', message: IN_ORDER } } }],
      [gauge],
    );
    // The first try was written, and its answer was lost.
    await lost.told;
    const elsewhere = await toldTo([{ status: 404, body: { error: { message: IN_ORDER } } }], [gauge]);
    await expect(elsewhere.told).rejects.toThrow('404');
    const wrong = await toldTo([{ status: 400, body: { error: { message: 'Unknown label.' } } }], [gauge]);
    await expect(wrong.told).rejects.toThrow('Unknown label.');
    const denied = await toldTo([{ status: 403, body: { error: { status: 'PERMISSION_DENIED' } } }], [gauge]);
    await expect(denied.told).rejects.toThrow(
      'POST /v3/projects/p/timeSeries was answered 403 (PERMISSION_DENIED). The identity of the drill lacks this right: run the setup again.',
    );
    const away = await toldTo([{ status: 500 }], [gauge]);
    await expect(away.told).rejects.toThrow('Cloud Monitoring has trouble; run this again later.');
  });
});
