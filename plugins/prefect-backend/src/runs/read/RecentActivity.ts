import { Sketch, type Key } from '../../mirror';
import type { RunsDeps } from '../RunsDeps';
import { groupBy } from './groupBy';
import { instantAt } from './instant';
import { keyOf } from './ownership';
import { readDays, type RunDay } from './readDays';
import { STATS_DAYS } from './toDeployments';

/** What the runs of one deployment add to its team's row, of the last days by whole hours. */
export type Activity = {
  readonly finished: number;
  readonly completed: number;
  /** How late its runs began, ms. Shared: do not add to it. */
  readonly lateness: Sketch;
};

/** A deployment, and what tells apart its counts now from those before; null without any. */
export type Marked = Key & { readonly activity_mark: string | null };

type Known = { readonly validFor: string; readonly activity: Activity };

const DAY_MS = 86_400_000;
/** More deployments than a portal has; then it begins anew. */
const MOST = 20_000;
/** Of these the median was worked out. */
type Median = {
  readonly of: readonly Activity[];
  readonly latenessMs: number | null;
};

const QUIET: Activity = { finished: 0, completed: 0, lateness: new Sketch() };

/**
 * Figures of the last days by deployment. To put them together takes much longer than all
 * else on a page of teams, and they are other only for what just ran: so each is kept until
 * its counts are marked anew, in whatever process, or an hour has gone by.
 */
export class RecentActivity {
  readonly #deps: Pick<RunsDeps, 'db' | 'clock'>;
  readonly #known = new Map<string, Known>();
  readonly #medians = new Map<string | null, Median>();

  constructor(deps: Pick<RunsDeps, 'db' | 'clock'>) {
    this.#deps = deps;
  }

  /** By {@link keyOf}. The marks must have been read before, so that nothing old is kept as new. */
  async of(
    deployments: readonly Marked[],
  ): Promise<ReadonlyMap<string, Activity>> {
    const sinceMs = this.#deps.clock() - STATS_DAYS * DAY_MS;
    const validFor = ({ activity_mark: mark }: Marked) =>
      `${instantAt(sinceMs).slice(0, 13)} ${mark}`;
    const active = deployments.filter(each => each.activity_mark !== null);
    await this.#learn(
      active.filter(
        each => this.#known.get(textOf(each))?.validFor !== validFor(each),
      ),
      { sinceMs, validFor },
    );
    return new Map(
      active.map(each => [
        textOf(each),
        this.#known.get(textOf(each))?.activity ?? QUIET,
      ]),
    );
  }

  /** How late the runs of an owner's deployments began, ms: half of them at most so late. */
  latenessOf(owner: string | null, acts: readonly Activity[]): number | null {
    const known = this.#medians.get(owner);
    if (known && areSame(known.of, acts)) return known.latenessMs;
    const lateness = new Sketch();
    for (const act of acts) lateness.merge(act.lateness);
    const latenessMs = lateness.median();
    if (this.#medians.size > MOST) this.#medians.clear();
    this.#medians.set(owner, { of: acts, latenessMs });
    return latenessMs;
  }

  async #learn(
    deployments: readonly Marked[],
    window: { sinceMs: number; validFor: (each: Marked) => string },
  ): Promise<void> {
    if (deployments.length === 0) return;
    const days = await readDays(this.#deps.db, deployments, {
      sinceMs: window.sinceMs,
      sketch: 'lateness',
    });
    const byDeployment = groupBy(days, day =>
      keyOf(day.instance, day.deployment_id),
    );
    if (this.#known.size > MOST) this.#known.clear();
    for (const each of deployments) {
      this.#known.set(textOf(each), {
        validFor: window.validFor(each),
        activity: toActivity(byDeployment.get(textOf(each)) ?? []),
      });
    }
  }
}

/** An activity that is other than before is another object. */
function areSame(before: readonly Activity[], now: readonly Activity[]) {
  return (
    before.length === now.length &&
    before.every((each, index) => each === now[index])
  );
}

function textOf({ instance, id }: Key): string {
  return keyOf(instance, id);
}

function toActivity(days: readonly RunDay[]): Activity {
  let [finished, completed] = [0, 0];
  const lateness = new Sketch();
  for (const day of days) {
    completed += day.completed;
    finished += day.completed + day.failed + day.crashed;
    lateness.mergeText(day.sketch);
  }
  return { finished, completed, lateness };
}
