import { ScheduleError } from './ScheduleError';

/** What a clock in some zone shows: milliseconds since 1970, as if the zone were UTC. */
export type WallTime = number;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Clocks change at a quarter of an hour of UTC everywhere since 1973. */
const QUARTER_MS = 900_000;
/** Offsets that one zone remembers: half a year of quarters. */
const MOST_REMEMBERED = 18_000;

const zones = new Map<string, Zone>();

/** A time zone of the IANA database, with its changes of the clock. */
export class Zone {
  readonly #format: Intl.DateTimeFormat;
  readonly #offsets = new Map<number, number>();

  private constructor(name: string) {
    this.#format = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      timeZoneName: 'longOffset',
    });
  }

  /** @throws ScheduleError when there is no such zone */
  static of(name: string): Zone {
    const known = zones.get(name);
    if (known) return known;
    try {
      const zone = new Zone(name);
      zones.set(name, zone);
      return zone;
    } catch {
      throw new ScheduleError(
        `There is no time zone "${name}". Use a name such as Europe/Berlin.`,
      );
    }
  }

  /** What a clock in the zone shows at a moment. */
  wallAt(instant: number): WallTime {
    return instant + this.#offsetAt(instant);
  }

  /**
   * The first moment at which a clock shows the time. A time that is skipped is taken in
   * the offset after the change, which is before it: 02:30 becomes 01:30.
   */
  firstInstantOf(wall: WallTime): number {
    const { before, after } = this.#offsetsAround(wall);
    return wall - Math.max(before, after);
  }

  /** Whether the clock is changed within an hour of a moment, before or behind it. */
  isNearChange(instant: number): boolean {
    const before = this.#offsetAt(instant - HOUR_MS);
    return before !== this.#offsetAt(instant + HOUR_MS);
  }

  /** The last such moment. A time that is skipped is taken in the offset before the change. */
  lastInstantOf(wall: WallTime): number {
    const { before, after } = this.#offsetsAround(wall);
    return wall - Math.min(before, after);
  }

  /** One offset twice, unless the time is skipped or shown twice. */
  #offsetsAround(wall: WallTime): { before: number; after: number } {
    const before = this.#offsetAt(wall - DAY_MS);
    const after = this.#offsetAt(wall + DAY_MS);
    if (before === after) return { before, after };
    const isBefore = this.#offsetAt(wall - before) === before;
    const isAfter = this.#offsetAt(wall - after) === after;
    if (isBefore === isAfter) return { before, after };
    const offset = isBefore ? before : after;
    return { before: offset, after: offset };
  }

  #offsetAt(instant: number): number {
    const quarter = Math.floor(instant / QUARTER_MS);
    const known = this.#offsets.get(quarter);
    if (known !== undefined) return known;
    const offset = this.#readOffset(quarter * QUARTER_MS);
    if (this.#offsets.size >= MOST_REMEMBERED) this.#offsets.clear();
    this.#offsets.set(quarter, offset);
    return offset;
  }

  #readOffset(instant: number): number {
    const name = this.#format
      .formatToParts(instant)
      .find(part => part.type === 'timeZoneName')?.value;
    const match = /^GMT([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(name ?? '');
    if (!match) return 0;
    const [, sign, hours, minutes, seconds = '0'] = match;
    const size =
      (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000;
    return sign === '-' ? -size : size;
  }
}
