import { describe, expect, it } from '@jest/globals';
import { toldPorts } from '../../../../../../rehearsal/cluster/kubelet/process/told-ports.ts';

describe('ports of a container besides its main one', () => {
  const told = (declared: readonly number[], ...environment: readonly (readonly [string, string])[]) =>
    toldPorts(declared, environment).map(({ containerPort, variable }) => `${variable} ${containerPort}`);

  it('are those that a variable tells by their number', () => {
    expect(told([8000, 9090], ['PORT', '8000'], ['METRICS_PORT', '9090'])).toEqual(['METRICS_PORT 9090']);
    expect(told([8000, 9090], ['METRICS_PORT', '9091'], ['METRICS_PATH', '9090'])).toEqual([]);
    expect(told([8000], ['METRICS_PORT', '9090'])).toEqual([]);
  });

  it('are none of the main one, and none that the address of a Service happens to be', () => {
    expect(told([8000, 80], ['OTHER_PORT', '8000'], ['API_SERVICE_PORT', '80'], ['PORT', '80'])).toEqual([]);
    expect(told([])).toEqual([]);
  });
});
