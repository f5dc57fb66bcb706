import type { Grant as GrantView } from '@backstage-prefect/backstage-plugin-prefect-common';
import { RIGHTS, type AskedRight, type Principal } from '../../access';
import type { Grant, GrantFilter } from '../../grants';
import { decodeCursor, encodeCursor, type Cursor } from '../read/cursor';
import type { RunsDeps } from '../RunsDeps';
import type { SeenGrant } from './findGrant';
import { toGrantViews } from './toGrantView';

/** Which grants: one's own, or those that wait for one's voice or review. */
export type ListGrants = {
  readonly of: 'mine' | 'approvals';
  readonly limit: number;
  readonly cursor?: string;
};

/** A page of grants. */
export type GrantsPage = {
  readonly items: GrantView[];
  readonly nextCursor: string | null;
};

type Place = readonly [askedAt: string, id: string];

/** How many are looked at for one page: of many that wait, one may decide about few. */
const MOST_LOOKED_AT = 2_000;
const AT_ONCE = 200;

/** The newest first. What one may not decide about is absent. */
export async function listGrants(
  deps: RunsDeps,
  by: Principal,
  { of, limit, cursor }: ListGrants,
): Promise<GrantsPage> {
  const found: SeenGrant[] = [];
  let isEnd = false;
  let after = cursor ? toPlace(decodeCursor(cursor)) : undefined;
  for (let looked = 0; looked < MOST_LOOKED_AT; looked += AT_ONCE) {
    const page = await next(deps, by, { of, after });
    const seen = await seenBy(deps, by, page);
    found.push(...seen.filter(each => of === 'mine' || isForMe(by, each)));
    after = placeOf(page.at(-1));
    isEnd = page.length < AT_ONCE;
    if (isEnd || found.length > limit) break;
  }
  const items = found.slice(0, limit);
  return {
    items: await toGrantViews(deps, by, items),
    nextCursor: nextCursorOf(),
  };

  /** Behind what is shown, or behind what was looked at where nothing more of it is shown. */
  function nextCursorOf(): string | null {
    if (found.length > limit) return cursorOf(placeOf(items[limit - 1].grant));
    return isEnd || !after ? null : cursorOf(after);
  }
}

async function next(
  { grants }: RunsDeps,
  by: Principal,
  { of, after }: { of: ListGrants['of']; after: Place | undefined },
): Promise<Grant[]> {
  const page = { limit: AT_ONCE, after };
  if (of === 'mine') return grants.list({ principal: by.ref }, page);
  const open: GrantFilter[] = [{ states: ['waiting'] }, { review: 'open' }];
  const lists = await Promise.all(
    open.map(filter => grants.list(filter, page)),
  );
  return lists
    .flat()
    .sort((a, b) => compare(placeOf(b)!, placeOf(a)!))
    .slice(0, AT_ONCE);
}

/** With what one may approve; asked once for each right, whatever the number. */
async function seenBy(
  { access }: RunsDeps,
  by: Principal,
  grants: readonly Grant[],
): Promise<SeenGrant[]> {
  const seen = new Map<Grant, SeenGrant>();
  for (const right of RIGHTS) {
    const of = grants.filter(grant => grant.right === right);
    const approvals = await access.decideMany(
      by,
      'approve',
      of.map(({ deployment: { instance, id } }) => ({
        instance,
        deployment: id,
      })),
      { right: right as AskedRight },
    );
    of.forEach((grant, at) =>
      seen.set(grant, { grant, approve: approvals[at] }),
    );
  }
  return grants.map(grant => seen.get(grant)!);
}

function isForMe({ ref }: Principal, { grant, approve }: SeenGrant): boolean {
  return approve.allowed && grant.principal !== ref;
}

function cursorOf([askedAt, id]: Place): string {
  return encodeCursor({ key: askedAt, id, instance: '' });
}

function toPlace({ key, id }: Cursor): Place {
  return [key, id];
}

function placeOf(grant: Grant): Place;
function placeOf(grant: Grant | undefined): Place | undefined;
function placeOf(grant: Grant | undefined): Place | undefined {
  return grant && [grant.askedAt, grant.id];
}

function compare(a: Place, b: Place): number {
  if (a[0] !== b[0]) return a[0] < b[0] ? -1 : 1;
  return a[1] < b[1] ? -1 : 1;
}
