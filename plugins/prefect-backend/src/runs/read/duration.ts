const UNITS: readonly (readonly [string, number])[] = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
];

/** The largest unit that fits, as on screen: "12 min". */
export function inWords(ms: number): string {
  const [unit, size] =
    UNITS.find(([, unitMs]) => ms >= unitMs) ?? UNITS[UNITS.length - 1];
  return `${Math.max(0, Math.floor(ms / size))} ${unit}`;
}
