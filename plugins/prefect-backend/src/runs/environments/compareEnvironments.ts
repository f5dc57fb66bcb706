import type {
  ComparedDeployment,
  EnvironmentCell,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import type { DeploymentScope, Principal } from '../../access';
import { decodeCursor, encodeCursor } from '../read/cursor';
import { withFacts } from '../read/deploymentFacts';
import { groupBy } from '../read/groupBy';
import { keyOf } from '../read/ownership';
import { deploymentUrl } from '../read/prefectUrls';
import { recentRuns, type RecentRuns } from '../read/recentRuns';
import { schedulesByDeployment, type Schedules } from '../read/schedules';
import { whereTextMatches } from '../read/textMatches';
import type { DeploymentFactsRow } from '../read/toDeployments';
import { visibleDeployments } from '../read/visibleRuns';
import { whereEntity, whereOwner } from '../read/whereBound';
import type { RunsDeps } from '../RunsDeps';
import { compareFields } from './compareFields';

/** Which deployments are compared. A filter chooses by name, and all of that name come. */
export type CompareEnvironments = {
  /** Entity refs; `none` is what belongs to nobody. */
  readonly owner?: readonly string[];
  readonly entity?: readonly string[];
  readonly q?: string;
  /** Only what differs somewhere or is not on every instance. */
  readonly differing: boolean;
  readonly cursor?: string;
  readonly limit: number;
};

/** A page of compared deployments. */
export type ComparedPage = {
  readonly items: ComparedDeployment[];
  readonly nextCursor: string | null;
};

/**
 * Names that are compared at a time where only some are wanted. Whether something differs no
 * database can tell, as it depends on the flows' own defaults, so names are gone through
 * until a page is full.
 */
const CHUNK = 50;

const OWN_KEY = { instance: 'd.instance', deployment: 'd.id' };

/** The deployments that match and may be viewed, each on all its instances. */
export async function compareEnvironments(
  deps: RunsDeps,
  by: Principal,
  { cursor, limit, differing, ...filter }: CompareEnvironments,
): Promise<ComparedPage> {
  const scope = await deps.access.viewScope(by);
  const isWanted = (compared: ComparedDeployment) =>
    !differing || isDifferent(compared, deps.instances.list().length);
  // One more than the page tells whether there is another.
  const most = differing ? CHUNK : limit + 1;
  const found: ComparedDeployment[] = [];
  let after = cursor === undefined ? undefined : decodeCursor(cursor).key;
  while (found.length <= limit) {
    const titles = await titlesAfter(deps, scope, { filter, after, most });
    const compared = await compareTitles(deps, scope, titles);
    found.push(...compared.filter(isWanted));
    if (titles.length < most) break;
    after = titles.at(-1);
  }
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return {
    items,
    nextCursor:
      last && found.length > limit
        ? encodeCursor({ key: last.title, id: '', instance: '' })
        : null,
  };
}

function isDifferent(
  { cells, fields }: ComparedDeployment,
  instances: number,
): boolean {
  return cells.length < instances || fields.some(({ differs }) => differs);
}

type Names = {
  readonly filter: Pick<CompareEnvironments, 'owner' | 'entity' | 'q'>;
  readonly after: string | undefined;
  readonly most: number;
};

async function titlesAfter(
  { db }: RunsDeps,
  scope: DeploymentScope,
  { filter: { owner, entity, q }, after, most }: Names,
): Promise<string[]> {
  const query = visibleDeployments(db, scope)
    .distinct('d.title')
    .orderBy('d.title')
    .limit(most);
  if (owner?.length) whereOwner(query, owner, OWN_KEY);
  if (entity?.length) whereEntity(query, entity, OWN_KEY);
  if (q?.trim()) {
    whereTextMatches(query, db, { text: q.trim(), columns: ['d.title'] });
  }
  if (after !== undefined) query.where('d.title', '>', after);
  return query.pluck('d.title');
}

async function compareTitles(
  deps: RunsDeps,
  scope: DeploymentScope,
  titles: readonly string[],
): Promise<ComparedDeployment[]> {
  if (titles.length === 0) return [];
  const { db } = deps;
  const nowMs = deps.clock();
  const rows: DeploymentFactsRow[] = await withFacts(
    visibleDeployments(db, scope).whereIn('d.title', titles).select('d.*'),
    { db, nowMs },
  );
  const [schedules, recent] = await Promise.all([
    schedulesByDeployment(db, rows),
    recentRuns(db, rows, nowMs),
  ]);
  const byTitle = groupBy(rows, row => row.title);
  return titles.flatMap(title => {
    const known = deps.instances.list().flatMap(({ id }) => {
      // Of two that only differ in their ids, which Prefect does not allow, the first.
      const row = byTitle.get(title)?.find(each => each.instance === id);
      return row
        ? [{ row, schedules: schedules.get(keyOf(row.instance, row.id)) ?? [] }]
        : [];
    });
    // Deleted between the two questions.
    if (known.length === 0) return [];
    return [
      {
        title,
        cells: known.map(({ row, schedules: own }) =>
          toCell(deps, row, {
            schedules: own,
            recent: recent.get(keyOf(row.instance, row.id)),
          }),
        ),
        fields: compareFields(known),
      },
    ];
  });
}

function toCell(
  { instances }: RunsDeps,
  row: DeploymentFactsRow,
  parts: { schedules: Schedules; recent: RecentRuns | undefined },
): EnvironmentCell {
  const instance = instances.find(row.instance);
  return {
    instance: row.instance,
    environment: instance?.environment ?? '',
    id: row.id,
    version: row.version,
    paused: Boolean(row.paused),
    schedules: [...parts.schedules],
    nextRun: row.paused ? null : row.next_run,
    health: row.health,
    lastRun: parts.recent?.cells.at(-1) ?? null,
    prefectUrl: deploymentUrl(instance, row.id),
  };
}
