import { OLDEST_PREFECT } from '@backstage-prefect/backstage-plugin-prefect-common';
import * as releases from '@backstage-prefect/real-parts';
import { capabilitiesOf } from './capabilitiesOf';

const ABILITIES = ['isSupported', 'streamsLogs', 'retriesCancelled'] as const;

it.each<[string | undefined, number]>([
  ['2.20.16', 0],
  ['3.3.7', 0],
  ['3.3.7+12.g0a1b2c3', 0],
  ['3.4.0rc1', 1],
  ['3.4.0', 1],
  ['3.4.6', 1],
  ['3.4.7', 2],
  ['3.6.11', 2],
  ['3.6.12', 3],
  ['3.10.0', 3],
  ['4.0.0', 3],
  ['nightly', 3],
  ['', 3],
  [undefined, 3],
])(
  'knows of %s the first %d of what came one after the other',
  (version, has) => {
    const capabilities = capabilitiesOf(version);
    expect(ABILITIES.filter(name => capabilities[name])).toEqual(
      ABILITIES.slice(0, has),
    );
  },
);

it('calls those supported that the tests run', () => {
  expect(releases.OLDEST_PREFECT.version).toBe(OLDEST_PREFECT);
  expect(
    Object.values(capabilitiesOf(releases.CURRENT_PREFECT.version)),
  ).toEqual(ABILITIES.map(() => true));
});
