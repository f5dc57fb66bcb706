import { shortVersion } from './shortVersion';

it.each([
  ['0c50dee5135a283b33a0c6d29d0b8b82', '0c50dee5'],
  ['1.4.0', '1.4.0'],
  [
    'release-2026-11-24-with-a-long-name',
    'release-2026-11-24-with-a-long-name',
  ],
])('shows version %s as %s', (version, shown) => {
  expect(shortVersion(version)).toBe(shown);
});
