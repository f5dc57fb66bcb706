import type { WallTime } from '../Zone';
import type { Recurrence } from './Recurrence';
import { ruleWalls, type WallSpan } from './ruleWalls';

/**
 * The times at which a recurrence fires in a span, each once and in order.
 *
 * @throws ScheduleError
 */
export function* recurrenceWalls(
  { rules, dates, excludedRules, excludedDates }: Recurrence,
  span: WallSpan,
): Generator<WallTime, void> {
  const excluded = merge([
    excludedDates,
    ...excludedRules.map(rule => ruleWalls(rule, span)),
  ]);
  let next = excluded.next();
  for (const wall of merge([
    dates.filter(date => date >= span.from && date <= span.until),
    ...rules.map(rule => ruleWalls(rule, span)),
  ])) {
    while (!next.done && next.value < wall) next = excluded.next();
    if (next.done || next.value !== wall) yield wall;
  }
}

/** Times of all sources in order, each once; each rule is in order by itself. */
function* merge(
  sources: readonly Iterable<WallTime>[],
): Generator<WallTime, void> {
  const heads = sources.map(source => {
    const times = Array.isArray(source)
      ? [...source].sort((a, b) => a - b)
      : source;
    const iterator = times[Symbol.iterator]();
    return { iterator, head: iterator.next() };
  });
  let last: WallTime | undefined;
  for (;;) {
    const open = heads.filter(({ head }) => !head.done);
    if (open.length === 0) return;
    const first = open.reduce((a, b) => (b.head.value < a.head.value ? b : a));
    const wall: WallTime = first.head.value;
    if (wall !== last) yield wall;
    last = wall;
    first.head = first.iterator.next();
  }
}
